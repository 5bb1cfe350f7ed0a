from __future__ import annotations

import uuid
from collections.abc import Sequence
from datetime import date
from typing import Any
from uuid import UUID

from django.utils import timezone

from core import sql
from involvement.equality import DECLINED_VALUE, AnswerSource, AnswerStatus, Question, read_answer
from involvement.models import Attendance, EqualityAnswer, Participant, Story
from involvement.services import slices
from involvement.services.imports.base import BadValue, Counts, day, reference
from involvement.services.imports.importers import StagedImporter
from involvement.services.imports.staging import Slice, Staging, Value, execute, fetch


class ParticipantImporter(StagedImporter):
    """People on the register and, where a column is there, their equality answers.

    A blank answer means that nobody asked, so it never takes away an answer that is there; an answer that the person
    gave on their own pages is never overwritten by a file.
    """

    required = ("participant_reference",)
    optional = (*Question.values, "joined_on")
    # What was said stands as in a file: a slug, the value for declining, or nothing.
    columns = {"id": "text", "reference": "text", "joined_on": "date", **dict.fromkeys(Question.values, "text")}
    key = ("reference",)

    def read(self, row: dict[str, str]) -> tuple[Value, ...]:
        said: list[Value] = []
        for question in Question:
            try:
                status, value = read_answer(question, row.get(question.value, ""))
            except ValueError as error:
                raise BadValue(question.value, str(error)) from error
            said.append({AnswerStatus.DECLINED: DECLINED_VALUE, AnswerStatus.NOT_ASKED: None}.get(status, value))
        joined_on = day(row.get("joined_on", ""), "joined_on")
        if joined_on and joined_on > self.today.isoformat():
            raise BadValue("joined_on", "Enter a day that is not in the future.")
        return (uuid.uuid4().hex, reference(row, "participant_reference"), joined_on, *said)

    def begin(self) -> None:
        self._now = sql.moment(timezone.now())
        self._changed: set[tuple[UUID | None, date]] = set()

    def count_slice(self, part: Slice) -> Counts:
        [(lines, known, changed)] = self._fetch(
            f"""
            SELECT COUNT(*), COUNT(person.id), SUM(CASE WHEN person.id IS NOT NULL
                AND (COALESCE(line.joined_on <> person.joined_on, 1 = 0) OR {_answers_differ()}) THEN 1 ELSE 0 END)
            FROM {_lines("LEFT JOIN")} WHERE line.number BETWEEN %s AND %s""",  # noqa: S608  our own names, and placeholders
            part,
        )
        return Counts(lines - known, changed or 0, known - (changed or 0))

    def save_slice(self, part: Slice) -> Counts:
        counts = self.count_slice(part)
        if counts.changed:
            self._changed |= self._slices_of_changed(part)
            self._move_joining_days(part)
            for question in Question:
                self._change_answers(question, part)
        if counts.created:
            self._add_people(part)
        if counts.created or counts.changed:
            for question in Question:
                self._add_answers(question, part)
        return counts

    def end(self) -> None:
        slices.note_slices(organisation_id=self.organisation.pk, slices=self._changed)

    def _slices_of_changed(self, part: Slice) -> set[tuple[UUID | None, date]]:
        """(service, day) of sessions and stories of everybody whose answers will be others; new people have none."""
        found = [*self._days_of(Attendance, "held_on", part), *self._days_of(Story, "sent_on", part)]
        return {(sql.found_identifier(service), sql.found_day(day)) for service, day in found}

    def _days_of(self, model: type[Attendance | Story], day: str, part: Slice) -> list[tuple[Any, ...]]:
        return self._fetch(
            f"""
            SELECT DISTINCT place.service_id, place.{day}
            FROM {_lines()} JOIN {sql.table(model)} place ON place.participant_id = person.id
            WHERE line.number BETWEEN %s AND %s AND {_answers_differ()}""",  # noqa: S608  our own names, and placeholders
            part,
        )

    def _add_people(self, part: Slice) -> None:
        names = "reference, joined_on, known_as, email, phone, claim_hash, created_at"
        self._execute(
            f"""
            INSERT INTO {sql.table(Participant)} (id, organisation_id, {names})
            SELECT {sql.as_identifier("line.id")}, %s, line.reference, COALESCE(line.joined_on, %s), '', '', '', '', %s
            FROM {_lines("LEFT JOIN")} WHERE line.number BETWEEN %s AND %s AND person.id IS NULL""",  # noqa: S608  our own names, and placeholders
            part,
            [sql.identifier(self.organisation.pk), sql.day(self.today), self._now],
        )

    def _move_joining_days(self, part: Slice) -> None:
        execute(
            f"""
            UPDATE {sql.table(Participant)} AS person SET joined_on = line.joined_on FROM {Staging.TABLE} line
            WHERE person.organisation_id = %s AND person.reference = line.reference
                AND person.joined_on <> line.joined_on AND line.number BETWEEN %s AND %s""",  # noqa: S608  our own names, and placeholders
            [sql.identifier(self.organisation.pk), *part],
        )

    def _change_answers(self, question: Question, part: Slice) -> None:
        self._execute(
            f"""
            UPDATE {sql.table(EqualityAnswer)} AS answer
            SET status = {_status(question)}, value = {_value(question)}, own_words = '', source = %s, answered_at = %s
            FROM {_lines()}
            WHERE answer.participant_id = person.id AND answer.question = '{question.value}'
                AND answer.source <> '{AnswerSource.SELF.value}' AND {_said_otherwise(question)}
                AND line.number BETWEEN %s AND %s""",  # noqa: S608  our own names, and placeholders
            part,
            [AnswerSource.IMPORTED.value, self._now],
        )

    def _add_answers(self, question: Question, part: Slice) -> None:
        self._execute(
            f"""
            INSERT INTO {sql.table(EqualityAnswer)}
                (participant_id, question, status, value, own_words, source, answered_at)
            SELECT person.id, '{question.value}', {_status(question)}, {_value(question)}, '', %s, %s
            FROM {_lines()}
            LEFT JOIN {sql.table(EqualityAnswer)} answer
                ON answer.participant_id = person.id AND answer.question = '{question.value}'
            WHERE line.{question.value} IS NOT NULL AND answer.id IS NULL AND line.number BETWEEN %s AND %s""",  # noqa: S608  our own names, and placeholders
            part,
            [AnswerSource.IMPORTED.value, self._now],
        )

    def _fetch(self, statement: str, part: Slice) -> list[tuple[Any, ...]]:
        return fetch(statement, [sql.identifier(self.organisation.pk), *part])

    def _execute(self, statement: str, part: Slice, values: Sequence[Any]) -> None:
        """``values`` are for the placeholders before those of _lines()."""
        execute(statement, [*values, sql.identifier(self.organisation.pk), *part])


def _lines(join: str = "JOIN") -> str:
    """Lines with the person they tell of; the organisation is asked for."""
    return f"""{Staging.TABLE} line
        {join} {sql.table(Participant)} person ON person.organisation_id = %s AND person.reference = line.reference"""


def _status(question: Question) -> str:
    declined, stated = AnswerStatus.DECLINED.value, AnswerStatus.STATED.value
    return f"CASE line.{question.value} WHEN '{DECLINED_VALUE}' THEN '{declined}' ELSE '{stated}' END"


def _value(question: Question) -> str:
    return f"CASE line.{question.value} WHEN '{DECLINED_VALUE}' THEN '' ELSE line.{question.value} END"


def _said_otherwise(question: Question) -> str:
    """True where the file has an answer that is not the one in ``answer``."""
    return (
        f"line.{question.value} IS NOT NULL"
        f" AND (answer.status <> {_status(question)} OR answer.value <> {_value(question)})"
    )


def _answers_differ() -> str:
    """True where a known person has an answer in the file that is new, or replaces one they did not give themselves."""
    kept = " OR ".join(
        f"""(line.{question.value} IS NOT NULL AND NOT EXISTS (
            SELECT 1 FROM {sql.table(EqualityAnswer)} answer
            WHERE answer.participant_id = person.id AND answer.question = '{question.value}'
                AND (answer.source = '{AnswerSource.SELF.value}' OR NOT ({_said_otherwise(question)}))
        ))"""  # noqa: S608  our own names
        for question in Question
    )
    return f"({kept})"
