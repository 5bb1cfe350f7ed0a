from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, NamedTuple

from django.core.paginator import Page, Paginator
from django.db.models import Count, Q
from django.db.models.functions import Lower

from accounts.access import Actor
from involvement import access
from involvement.models import Attendance, InvolvementSession
from involvement.taxonomies import AttendanceStatus, SpeakingRole

PAGE_SIZE = 25
ASKED_LATELY = timedelta(days=365)


class Entry(NamedTuple):
    """What one line of the register says. ``minutes`` None is the whole session, or nothing for who did not come."""

    status: AttendanceStatus
    speaking_role: SpeakingRole
    minutes: int | None = None


@dataclass(frozen=True, slots=True)
class Line:
    """One line as it was shown to the writer (``shown``, ``revision``) and as they sent it (``entered``)."""

    attendance_id: int
    revision: int
    shown: Entry
    entered: Entry


def entry_of(row: Attendance, session: InvolvementSession) -> Entry:
    """How the line shows. Who is not marked yet, and gave no role, is shown with the role of their last session."""
    status, role = AttendanceStatus(row.status), SpeakingRole(row.speaking_role)
    if status == AttendanceStatus.NOT_MARKED and role == SpeakingRole.NOT_RECORDED:
        role = SpeakingRole(row.last_role or role)  # type: ignore[attr-defined]  # annotated by access.register
    stayed_for_part = status == AttendanceStatus.CAME and row.minutes != session.length_minutes
    return Entry(status, role, row.minutes if stayed_for_part else None)


def register(session: InvolvementSession) -> list[Attendance]:
    return list(access.register(session))


def people_to_ask(
    actor: Actor, session: InvolvementSession, *, today: date, q: str = "", topic: str = "", page: Any = 1
) -> Page[Any]:
    """People not on the list, least asked in the last 12 months first, each with ``times_asked``.

    ``topic`` is a kind of activity that they want to hear about. Never by their equality answers (R16).
    """
    lately = Q(attendances__invited_on__gt=today - ASKED_LATELY)
    people = access.people_to_ask(actor, session).annotate(times_asked=Count("attendances", filter=lately))
    if topic:
        people = people.filter(wanted_topics__kind=topic)
    if q:
        people = people.filter(Q(reference__icontains=q) | Q(known_as__icontains=q))
    return Paginator(people.order_by("times_asked", Lower("reference"), "pk"), PAGE_SIZE).get_page(page)
