from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.utils import timezone

from involvement.equality import AnswerSource, AnswerStatus, Question, read_answer
from involvement.models import EqualityAnswer, Participant
from involvement.services import changes
from involvement.services.imports.base import BadValue, Counts, Importer, day, reference


@dataclass(frozen=True, slots=True)
class ParticipantLine:
    reference: str
    joined_on: date | None
    answers: dict[Question, tuple[AnswerStatus, str]]


class ParticipantImporter(Importer[ParticipantLine]):
    """People on the register and, where a column is there, their equality answers.

    A blank answer means that nobody asked, so it never takes away an answer that is there; an answer that the person
    gave on their own pages is never overwritten by a file.
    """

    required = ("participant_reference",)
    optional = (*Question.values, "joined_on")

    def read(self, row: dict[str, str]) -> ParticipantLine:
        answers: dict[Question, tuple[AnswerStatus, str]] = {}
        for question in Question:
            try:
                status, value = read_answer(question, row.get(question.value, ""))
            except ValueError as error:
                raise BadValue(question.value, str(error)) from error
            if status != AnswerStatus.NOT_ASKED:
                answers[question] = (status, value)
        joined_on = day(row.get("joined_on", ""), "joined_on")
        if joined_on and joined_on > self.today:
            raise BadValue("joined_on", "Enter a day that is not in the future.")
        return ParticipantLine(reference(row, "participant_reference"), joined_on, answers)

    def key(self, line: ParticipantLine) -> tuple[str, ...]:
        return (line.reference,)

    def write(self, batch: list[ParticipantLine]) -> Counts:
        people = self._people([line.reference for line in batch])
        Participant.objects.bulk_create(
            Participant(
                organisation=self.organisation, reference=line.reference, joined_on=line.joined_on or self.today
            )
            for line in batch
            if line.reference not in people
        )
        touched = self._move_joining_days(batch, people)
        created = {line.reference for line in batch} - people.keys()
        touched |= self._write_answers(batch, people | self._people(list(created)))
        changed = touched - created
        return Counts(len(created), len(changed), len(batch) - len(created) - len(changed))

    def _people(self, references: list[str]) -> dict[str, Participant]:
        rows = Participant.objects.filter(organisation=self.organisation, reference__in=references)
        return {person.reference: person for person in rows.only("reference", "joined_on")}

    def _move_joining_days(self, batch: list[ParticipantLine], people: dict[str, Participant]) -> set[str]:
        moved = []
        for line in batch:
            person = people.get(line.reference)
            if person and line.joined_on and person.joined_on != line.joined_on:
                person.joined_on = line.joined_on
                moved.append(person)
        Participant.objects.bulk_update(moved, ["joined_on"])
        return {person.reference for person in moved}

    def _write_answers(self, batch: list[ParticipantLine], people: dict[str, Participant]) -> set[str]:
        known = {
            (answer.participant_id, answer.question): answer
            for answer in EqualityAnswer.objects.filter(participant__in=[p.pk for p in people.values()])
        }
        new, changed, touched = [], [], set()
        now = timezone.now()
        for line in batch:
            person = people[line.reference]
            for question, (status, value) in line.answers.items():
                answer = known.get((person.pk, question.value))
                if answer is None:
                    answer = EqualityAnswer(participant=person, question=question)
                    new.append(answer)
                elif answer.source == AnswerSource.SELF or (answer.status, answer.value) == (status, value):
                    continue
                else:
                    changed.append(answer)
                answer.status, answer.value, answer.own_words = status, value, ""
                answer.source, answer.answered_at = AnswerSource.IMPORTED, now
                touched.add(line.reference)
        EqualityAnswer.objects.bulk_create(new, batch_size=2000)
        EqualityAnswer.objects.bulk_update(
            changed, ["status", "value", "own_words", "source", "answered_at"], batch_size=500
        )
        changes.note_people({answer.participant_id for answer in (*new, *changed)})
        return touched
