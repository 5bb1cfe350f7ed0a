"""What the pages about people on the register show."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import OuterRef, Prefetch, Q, QuerySet, Subquery
from django.db.models.functions import Lower

from accounts.access import Actor, Permission
from involvement import access
from involvement.equality import AnswerSource, Question
from involvement.models import AccessNeed, Attendance, Participant
from involvement.taxonomies import ActivityKind, AttendanceStatus

PAGE_SIZE = 25
Details = Mapping[str, str | date]
PARTICIPANT_COLUMNS = ("reference", "known_as", "email", "phone", "joined_on", "left_on", "access_needs")


@dataclass(frozen=True, slots=True)
class AskedQuestion:
    """Whether someone was asked a question. What they said is not here, and neither is whether they said it."""

    question: Question
    is_asked: bool
    is_settled: bool


@dataclass(frozen=True, slots=True)
class ParticipantPage:
    """``manages`` is False for a facilitator, who sees what to call a person and what they need, and nothing else."""

    participant: Participant
    needs: list[AccessNeed]
    needs_to_review: bool
    sessions: Page[Attendance]
    questions: list[AskedQuestion]
    manages: bool
    topics: list[str]

    @property
    def asked(self) -> int:
        return sum(question.is_asked for question in self.questions)

    @property
    def can_be_asked(self) -> bool:
        return not all(question.is_settled for question in self.questions)


def participant_list(
    actor: Actor, *, words: str = "", status: str = "", need: str = "", page: Any = 1
) -> Page[Participant]:
    """People by reference, each with ``last_came_on`` at a session that the actor may see, or None."""
    return Paginator(_found(actor, words=words, status=status, need=need), PAGE_SIZE).get_page(page)


def participant_csv_rows(
    actor: Actor, *, words: str = "", status: str = "", need: str = ""
) -> Iterator[tuple[object, ...]]:
    """Lines under PARTICIPANT_COLUMNS. Equality answers are left out of every list."""
    for person in _found(actor, words=words, status=status, need=need).iterator(chunk_size=1000):
        needs = ", ".join(sorted(str(each) for each in person.access_needs.all()))
        yield (
            person.reference,
            person.known_as,
            person.email,
            person.phone,
            person.joined_on,
            person.left_on,
            needs,
        )


def found_participants(
    actor: Actor, *, words: str = "", status: str = "", need: str = ""
) -> QuerySet[Participant, Any]:
    return _found(actor, words=words, status=status, need=need).values_list("pk", flat=True)


def participant_page(actor: Actor, participant: Participant, *, today: date, page: Any = 1) -> ParticipantPage:
    needs = list(access.access_needs(actor).filter(participant=participant).order_by("kind"))
    sessions = (
        access.attendances(actor)
        .filter(participant=participant)
        .select_related("session__activity")
        .order_by("-held_on", "-pk")
    )
    return ParticipantPage(
        participant=participant,
        needs=needs,
        needs_to_review=any(need.review_on <= today for need in needs),
        sessions=Paginator(sessions, PAGE_SIZE).get_page(page),
        questions=asked_questions(actor, participant),
        manages=actor.may(Permission.MANAGE_PARTICIPANTS),
        topics=[str(ActivityKind(kind).label) for kind in wanted_kinds(actor, participant)],
    )


def participant_details(participant: Participant) -> Details:
    """What staff can change on the form."""
    return {name: getattr(participant, name) for name in ("reference", "known_as", "email", "phone", "joined_on")}


def access_needs_of(actor: Actor, participant: Participant) -> list[str]:
    return list(access.access_needs(actor).filter(participant=participant).values_list("kind", flat=True))


def wanted_kinds(actor: Actor, participant: Participant) -> list[str]:
    """What they want to be asked about."""
    return list(access.wanted_topics(actor).filter(participant=participant).values_list("kind", flat=True))


def asked_questions(actor: Actor, participant: Participant) -> list[AskedQuestion]:
    """Which questions were asked, and which the person has settled themselves; none without the right to ask."""
    if not actor.may(Permission.ENTER_EQUALITY_ANSWERS):
        return []
    sources = dict(access.questions_asked(actor).filter(participant=participant))
    return [
        AskedQuestion(question, question in sources, sources.get(question) == AnswerSource.SELF)
        for question in access.questions_in_use(participant.organisation_id)
    ]


def _found(actor: Actor, *, words: str, status: str, need: str) -> QuerySet[Participant]:
    came = access.attendances(actor).filter(participant=OuterRef("pk"), status=AttendanceStatus.CAME)
    people = access.participants(actor).annotate(last_came_on=Subquery(came.order_by("-held_on").values("held_on")[:1]))
    if words:
        people = people.filter(Q(reference__icontains=words) | Q(known_as__icontains=words))
    if status:
        people = people.filter(left_on__isnull=status == "active")
    if need:
        people = people.filter(access_needs__in=access.access_needs(actor).filter(kind=need))
    needs = Prefetch("access_needs", access.access_needs(actor))
    return people.prefetch_related(needs).order_by(Lower("reference"), "pk")
