from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime

from django.db import transaction

from accounts.access import Actor
from core import audit
from involvement.equality import AnswerSource, AnswerStatus, Question, wide_ethnic_group
from involvement.models import EqualityAnswer, Participant
from involvement.services import slices


class AnsweredByPerson(Exception):
    """Staff may not write over what a person said, or would not say, on their own pages."""

    def __init__(self) -> None:
        super().__init__("Leave out questions that the person has dealt with on their own pages.")


@transaction.atomic
def enter_equality_answers(
    *,
    actor: Actor,
    participant: Participant,
    answers: Mapping[Question, tuple[AnswerStatus, str]],
    given: AnswerSource,
    now: datetime,
) -> None:
    """Write down what a person told staff or put on a paper form; questions left out stay as they are.

    Raises AnsweredByPerson.
    """
    _lock(participant)
    if participant.equality_answers.filter(question__in=answers, source=AnswerSource.SELF).exists():
        raise AnsweredByPerson
    _store(
        EqualityAnswer(
            participant=participant, question=question, status=status, value=value, source=given, answered_at=now
        )
        for question, (status, value) in answers.items()
    )
    slices.note_people([participant.pk])
    audit.record(
        actor=actor, verb="EQUALITY_ANSWERS_ENTERED", target=participant, subject_id=participant.pk, reason=given
    )


@transaction.atomic
def answer_equality_question(
    *,
    actor: Actor,
    participant: Participant,
    question: Question,
    status: AnswerStatus,
    value: str,
    own_words: str,
    now: datetime,
) -> None:
    """Keep a person's own answer to one question; their other answers are not touched (R17)."""
    _lock(participant)
    _store(
        [
            EqualityAnswer(
                participant=participant,
                question=question,
                status=status,
                value=value,
                own_words=own_words if status == AnswerStatus.STATED else "",
                source=AnswerSource.SELF,
                answered_at=now,
            )
        ]
    )
    slices.note_people([participant.pk])
    audit.record(actor=actor, verb="EQUALITY_ANSWER_GIVEN", target=participant, subject_id=participant.pk)


@transaction.atomic
def choose_ethnic_group(*, actor: Actor, participant: Participant, group: str, now: datetime) -> None:
    """Keep one of the five wide groups, unless the person has already told us more within that group."""
    _lock(participant)
    current = participant.equality_answers.filter(question=Question.ETHNIC_GROUP, status=AnswerStatus.STATED).first()
    if current is None or wide_ethnic_group(current.value) != group:
        answer_equality_question(
            actor=actor,
            participant=participant,
            question=Question.ETHNIC_GROUP,
            status=AnswerStatus.STATED,
            value=group,
            own_words="",
            now=now,
        )


@transaction.atomic
def delete_equality_answer(*, actor: Actor, participant: Participant, question: Question) -> None:
    """Forget the answer to one question, which is then open again; the others are not touched (R17)."""
    _lock(participant)
    participant.equality_answers.filter(question=question).delete()
    slices.note_people([participant.pk])
    audit.record(actor=actor, verb="EQUALITY_ANSWER_DELETED", target=participant, subject_id=participant.pk)


@transaction.atomic
def stop_equality_answers(*, actor: Actor, participant: Participant, now: datetime) -> None:
    """Delete every answer. The person then counts as not stated to each question and is not asked again (R16)."""
    _lock(participant)
    participant.equality_answers.all().delete()
    _store(
        EqualityAnswer(
            participant=participant,
            question=question,
            status=AnswerStatus.DECLINED,
            source=AnswerSource.SELF,
            answered_at=now,
        )
        for question in Question
    )
    slices.note_people([participant.pk])
    audit.record(actor=actor, verb="EQUALITY_ANSWERS_STOPPED", target=participant, subject_id=participant.pk)


def _lock(participant: Participant) -> None:
    Participant.objects.select_for_update().get(pk=participant.pk)


def _store(answers: Iterable[EqualityAnswer]) -> None:
    EqualityAnswer.objects.bulk_create(
        answers,
        update_conflicts=True,
        unique_fields=["participant", "question"],
        update_fields=["status", "value", "own_words", "source", "answered_at"],
    )
