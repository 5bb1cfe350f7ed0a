from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.core.paginator import Page, Paginator
from django.db.models import Count, Q, QuerySet
from django.utils import timezone

from accounts.access import Actor
from involvement import access
from involvement.models import (
    AccessNeed,
    Attendance,
    HeadCount,
    Interest,
    InvolvementActivity,
    InvolvementSession,
    Opportunity,
    Service,
)
from involvement.queries.attendance import register
from involvement.queries.points import AnsweredPoint, answered_points
from involvement.taxonomies import NEEDS_A_BOOKING, AccessNeedKind, AttendanceStatus, InterestState

PAGE_SIZE = 25
URGENT_DAYS = 5  # a missing interpreter is said louder from here on (rule R36)
STILL_COMING = (AttendanceStatus.NOT_MARKED, AttendanceStatus.CAME)
SESSIONS_HEADER = (
    "session_reference",
    "activity",
    "activity_kind",
    "involvement_level",
    "service",
    "starts_at",
    "ends_at",
    "place",
)
ATTENDANCE_HEADER = (
    "session_reference",
    "participant_reference",
    "status",
    "speaking_role",
    "minutes",
    "invited_on",
    "signed_up_on",
)


@dataclass(frozen=True, slots=True)
class Counts:
    expected: int = 0
    not_marked: int = 0
    came: int = 0


@dataclass(frozen=True, slots=True)
class SessionRow:
    session: InvolvementSession
    counts: Counts
    head_count: int | None
    missing: tuple[str, ...] = ()

    @property
    def is_finished(self) -> bool:
        """Whether the register says of everyone whether they came."""
        return self.counts.not_marked == 0 and (self.counts.expected > 0 or self.head_count is not None)


@dataclass(frozen=True, slots=True)
class SharedNeed:
    """What some of the people who are coming need, never why."""

    label: str
    names: tuple[str, ...]
    needs_booking: bool
    is_booked: bool


@dataclass(frozen=True, slots=True)
class SessionPage:
    session: InvolvementSession
    rows: list[Attendance]
    needs: list[SharedNeed]
    points: list[AnsweredPoint]
    head_count: HeadCount | None
    facilitators: str
    is_over: bool
    is_urgent: bool
    opportunity: Opportunity | None
    interests: list[Interest]

    @property
    def guests(self) -> list[Interest]:
        """Guests with a place, who are not on the register."""
        return [row for row in self.interests if row.participant_id is None and row.is_coming]

    @property
    def waiting(self) -> list[Interest]:
        return [row for row in self.interests if row.state == InterestState.WAITING]

    @property
    def unanswered(self) -> int:
        return sum(not point.changes for point in self.points)

    @property
    def missing(self) -> list[SharedNeed]:
        return [need for need in self.needs if need.needs_booking and not need.is_booked]

    @property
    def came(self) -> int:
        return sum(row.status == AttendanceStatus.CAME for row in self.rows)

    @property
    def not_marked(self) -> int:
        return sum(row.status == AttendanceStatus.NOT_MARKED for row in self.rows)


def session_list(actor: Actor, *, page: Any = 1, **search: Any) -> Page[SessionRow]:
    """Latest first; ``search`` as in found_sessions()."""
    sessions = found_sessions(actor, **search).select_related("activity", "service", "head_count")
    shown: Any = Paginator(sessions.order_by("-starts_at", "reference"), PAGE_SIZE).get_page(page)
    shown.object_list = session_rows(actor, list(shown.object_list))
    return shown


def found_sessions(
    actor: Actor,
    *,
    q: str = "",
    activity: InvolvementActivity | None = None,
    service: Service | None = None,
    starting: date | None = None,
    ending: date | None = None,
) -> QuerySet[InvolvementSession]:
    sessions = access.sessions(actor)
    if q:
        words = Q(activity__name__icontains=q) | Q(place__icontains=q) | Q(reference__icontains=q)
        sessions = sessions.filter(words)
    if activity:
        sessions = sessions.filter(activity=activity)
    if service:
        sessions = sessions.filter(service=service)
    if starting:
        sessions = sessions.filter(held_on__gte=starting)
    if ending:
        sessions = sessions.filter(held_on__lte=ending)
    return sessions


def session_rows(actor: Actor, sessions: list[InvolvementSession], *, warn: bool = False) -> list[SessionRow]:
    """With ``warn`` each row says which support its people need and nobody has booked."""
    counts = _counts(actor, sessions)
    missing = missing_support(actor, sessions) if warn else {}
    return [
        SessionRow(
            session=session,
            counts=counts.get(session.pk, Counts()),
            head_count=session.head_count.people if hasattr(session, "head_count") else None,
            missing=tuple(missing.get(session.pk, ())),
        )
        for session in sessions
    ]


def missing_support(actor: Actor, sessions: Iterable[InvolvementSession]) -> dict[UUID, list[str]]:
    """By session: labels of the support that someone coming needs and that is not booked."""
    booked = {session.pk: set(session.support_booked) for session in sessions}
    needed = (
        access.attendances(actor)
        .filter(session__in=booked, status__in=STILL_COMING, participant__access_needs__kind__in=NEEDS_A_BOOKING)
        .values_list("session_id", "participant__access_needs__kind")
        .distinct()
    )
    missing: dict[UUID, list[str]] = {}
    for session_id, kind in needed:
        if kind in NEEDS_A_BOOKING and kind not in booked[session_id]:
            missing.setdefault(session_id, []).append(str(AccessNeedKind(kind).label))
    return {session_id: sorted(labels) for session_id, labels in missing.items()}


def session_page(actor: Actor, session: InvolvementSession, *, today: date) -> SessionPage:
    return SessionPage(
        session=session,
        rows=register(session),
        needs=shared_needs(actor, session),
        points=answered_points(actor, session),
        head_count=access.head_counts(actor).filter(session=session).first(),
        facilitators=", ".join(str(user) for user in session.facilitators.order_by("name", "email")),
        is_over=session.held_on < today,
        is_urgent=(session.held_on - today).days <= URGENT_DAYS,
        opportunity=access.opportunities(actor).filter(pk=session.pk).first(),
        interests=list(access.interests(actor).filter(session=session)),
    )


def shared_needs(actor: Actor, session: InvolvementSession) -> list[SharedNeed]:
    coming = access.attendances(actor).filter(session=session, status__in=STILL_COMING)
    needs = (
        access.access_needs(actor).filter(participant__in=coming.values("participant")).select_related("participant")
    )
    by_kind: dict[AccessNeedKind, list[AccessNeed]] = {}
    for need in needs:
        by_kind.setdefault(AccessNeedKind(need.kind), []).append(need)
    return [
        SharedNeed(
            label=kind.label,
            names=tuple(sorted(str(need.participant) for need in by_kind[kind])),
            needs_booking=kind in NEEDS_A_BOOKING,
            is_booked=kind in session.support_booked,
        )
        for kind in sorted(by_kind, key=lambda kind: (kind not in NEEDS_A_BOOKING, kind.label))
    ]


def last_session(actor: Actor, activity: InvolvementActivity) -> InvolvementSession | None:
    return access.sessions(actor).filter(activity=activity).order_by("-starts_at").first()


def sessions_csv_rows(actor: Actor, **search: Any) -> Iterator[tuple[object, ...]]:
    """Lines under SESSIONS_HEADER, as the import of sessions reads them."""
    sessions = found_sessions(actor, **search).order_by("starts_at", "reference")
    for session in sessions.iterator(chunk_size=1000):
        yield (
            session.reference,
            session.activity.name,
            session.activity.kind,
            session.activity.level,
            session.service.name if session.service else "",
            timezone.localtime(session.starts_at).isoformat(),
            timezone.localtime(session.ends_at).isoformat(),
            session.place,
        )


def attendance_csv_rows(actor: Actor, **search: Any) -> Iterator[tuple[object, ...]]:
    """Lines under ATTENDANCE_HEADER, as the import of attendance reads them."""
    lines = _found_attendances(actor, **search).order_by("held_on", "session__reference", "participant__reference")
    yield from lines.values_list(
        "session__reference",
        "participant__reference",
        "status",
        "speaking_role",
        "minutes",
        "invited_on",
        "signed_up_on",
    ).iterator(chunk_size=2000)


def people_in_attendance_csv(actor: Actor, **search: Any) -> list[UUID]:
    return list(_found_attendances(actor, **search).values_list("participant", flat=True).distinct())


def _found_attendances(actor: Actor, **search: Any) -> QuerySet[Attendance]:
    return access.attendances(actor).filter(session__in=found_sessions(actor, **search))


def _counts(actor: Actor, sessions: list[InvolvementSession]) -> dict[UUID, Counts]:
    rows = (
        access.attendances(actor)
        .filter(session__in=[session.pk for session in sessions])
        .values_list("session_id")
        .annotate(
            expected=Count("pk"),
            not_marked=Count("pk", filter=Q(status=AttendanceStatus.NOT_MARKED)),
            came=Count("pk", filter=Q(status=AttendanceStatus.CAME)),
        )
    )
    return {session_id: Counts(*numbers) for session_id, *numbers in rows}
