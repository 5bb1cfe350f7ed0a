from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID

from django.db import connection

from core import sql
from core.csv_files import Problems
from involvement.models import MINUTES_IN_A_DAY, Attendance, InvolvementSession, Participant
from involvement.services import slices
from involvement.services.imports.base import BadValue, Counts, choice, day, reference
from involvement.services.imports.importers import StagedImporter
from involvement.services.imports.staging import Slice, Staging, Value, execute, fetch
from involvement.taxonomies import AttendanceStatus, SpeakingRole

COMPARED = ("status", "speaking_role", "minutes", "invited_on", "signed_up_on")


class AttendanceImporter(StagedImporter):
    """Places at sessions that are on the register already. A blank number of minutes is the session's length."""

    required = ("session_reference", "participant_reference", "status")
    optional = ("speaking_role", "minutes", "invited_on", "signed_up_on")
    columns = {
        "session": "text",
        "participant": "text",
        "status": "text",
        "speaking_role": "text",
        "minutes": "integer",
        "invited_on": "date",
        "signed_up_on": "date",
    }
    key = ("session", "participant")

    def read(self, row: dict[str, str]) -> tuple[Value, ...]:
        status = choice(row["status"], "status", AttendanceStatus)
        return (
            reference(row, "session_reference"),
            reference(row, "participant_reference"),
            status,
            choice(row.get("speaking_role", ""), "speaking_role", SpeakingRole, blank=SpeakingRole.NOT_RECORDED.value),
            self._minutes(row.get("minutes", "")),
            day(row.get("invited_on", ""), "invited_on"),
            day(row.get("signed_up_on", ""), "signed_up_on"),
        )

    def check_slice(self, part: Slice, problems: Problems) -> None:
        found = fetch(
            f"""
            SELECT line.number, held.id IS NULL, person.id IS NULL FROM {_lines("LEFT JOIN")}
            WHERE line.number BETWEEN %s AND %s AND (held.id IS NULL OR person.id IS NULL) ORDER BY line.number""",  # noqa: S608  our own names, and placeholders
            [*self._organisation_twice, *part],
        )
        for number, no_session, no_person in found:
            if no_session:
                problems.add(number, "session_reference", "Import this session first: it is not known yet.")
            if no_person:
                problems.add(number, "participant_reference", "Import this person first: they are not known yet.")

    def begin(self) -> None:
        """Hold the sessions, always in the same order: nobody moves one, or marks somebody there, until the end."""
        self._changed: set[tuple[UUID | None, date]] = set()
        if connection.features.has_select_for_no_key_update:
            fetch(
                f"""
                SELECT COUNT(*) FROM (
                    SELECT id FROM {sql.table(InvolvementSession)}
                    WHERE organisation_id = %s AND reference IN (SELECT session FROM {Staging.TABLE})
                    ORDER BY id FOR NO KEY UPDATE
                ) held""",  # noqa: S608  our own names, and placeholders
                self._organisation_twice[:1],
            )

    def count_slice(self, part: Slice) -> Counts:
        return self._compare(part)[0]

    def save_slice(self, part: Slice) -> Counts:
        counts, changed = self._compare(part)
        self._changed |= changed
        if counts.changed:
            self._update(part)
        if counts.created:
            self._insert(part)
        return counts

    def end(self) -> None:
        slices.note_slices(organisation_id=self.organisation.pk, slices=self._changed)

    def _compare(self, part: Slice) -> tuple[Counts, set[tuple[UUID | None, date]]]:
        """Also (service, day) of the sessions where something is new or changed."""
        found = fetch(
            f"""
            SELECT held.service_id, held.held_on, COUNT(*), SUM(CASE WHEN place.id IS NULL THEN 1 ELSE 0 END),
                SUM(CASE WHEN place.id IS NOT NULL AND {_is_changed()} THEN 1 ELSE 0 END)
            FROM {_lines()} {_places()}
            WHERE line.number BETWEEN %s AND %s GROUP BY held.service_id, held.held_on""",  # noqa: S608  our own names, and placeholders
            [*self._organisation_twice, *part],
        )
        counts, places = Counts(), set()
        for service, held_on, lines, new, changed in found:
            counts.add(Counts(new, changed, lines - new - changed))
            if new or changed:
                places.add((sql.found_identifier(service), sql.found_day(held_on)))
        return counts, places

    def _insert(self, part: Slice) -> None:
        organisation = self._organisation_twice[0]
        execute(
            f"""
            INSERT INTO {sql.table(Attendance)} (session_id, participant_id, organisation_id, service_id, held_on,
                status, speaking_role, minutes, invited_on, signed_up_on, revision)
            SELECT held.id, person.id, %s, held.service_id, held.held_on,
                line.status, line.speaking_role, {_minutes()}, line.invited_on, line.signed_up_on, 1
            FROM {_lines()} {_places()}
            WHERE line.number BETWEEN %s AND %s AND place.id IS NULL ORDER BY line.number""",  # noqa: S608  our own names, and placeholders
            [organisation, *self._organisation_twice, *part],
        )

    def _update(self, part: Slice) -> None:
        execute(
            f"""
            UPDATE {sql.table(Attendance)} AS place
            SET status = line.status, speaking_role = line.speaking_role, minutes = {_minutes()},
                invited_on = line.invited_on, signed_up_on = line.signed_up_on, revision = place.revision + 1
            FROM {_lines()}
            WHERE place.session_id = held.id AND place.participant_id = person.id
                AND line.number BETWEEN %s AND %s AND {_is_changed()}""",  # noqa: S608  our own names, and placeholders
            [*self._organisation_twice, *part],
        )

    @property
    def _organisation_twice(self) -> list[Any]:
        """For the two placeholders of _lines()."""
        return [sql.identifier(self.organisation.pk)] * 2

    @staticmethod
    def _minutes(text: str) -> int | None:
        if not text:
            return None
        if not (text.isascii() and text.isdigit()) or int(text) > MINUTES_IN_A_DAY:
            raise BadValue("minutes", f"Enter whole minutes from 0 to {MINUTES_IN_A_DAY}.")
        return int(text)


def _lines(join: str = "JOIN") -> str:
    """Lines with their session and person; the organisation is asked for twice."""
    return f"""{Staging.TABLE} line
        {join} {sql.table(InvolvementSession)} held
            ON held.organisation_id = %s AND held.reference = line.session
        {join} {sql.table(Participant)} person
            ON person.organisation_id = %s AND person.reference = line.participant"""


def _places() -> str:
    """What is on the register already."""
    return f"""LEFT JOIN {sql.table(Attendance)} place
        ON place.session_id = held.id AND place.participant_id = person.id"""


def _minutes() -> str:
    length = sql.whole_minutes("held.starts_at", "held.ends_at")
    return f"""CASE WHEN line.minutes IS NOT NULL THEN line.minutes
        WHEN line.status <> '{AttendanceStatus.CAME.value}' THEN 0
        WHEN {length} > {MINUTES_IN_A_DAY} THEN {MINUTES_IN_A_DAY} ELSE {length} END"""


def _is_changed() -> str:
    values = {name: f"line.{name}" for name in COMPARED} | {"minutes": f"({_minutes()})"}
    return f"({' OR '.join(sql.differs(f'place.{name}', value) for name, value in values.items())})"
