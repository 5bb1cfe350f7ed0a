from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.db.models import Q
from django.utils import timezone

from accounts.access import Actor
from involvement import access
from involvement.queries.sessions import URGENT_DAYS, SessionRow, session_rows

DAYS_BACK, DAYS_AHEAD = 14, 28
MOST_SESSIONS = 300


@dataclass(frozen=True, slots=True)
class TodayPage:
    today: list[SessionRow]
    coming: list[SessionRow]
    unfinished: list[SessionRow]
    urgent_until: date


def today_page(actor: Actor, *, today: date) -> TodayPage:
    """Sessions of today, of the next four weeks, and of the last two weeks whose register is not finished."""
    midnight = timezone.make_aware(datetime.combine(today, time()))
    near = Q(held_on__range=(today - timedelta(days=DAYS_BACK), today + timedelta(days=DAYS_AHEAD)))
    still_open = Q(held_on__lt=today, ends_at__gte=midnight)
    sessions = access.sessions(actor).filter(near | still_open).select_related("activity", "service", "head_count")
    rows = session_rows(actor, list(sessions.order_by("starts_at", "reference")[:MOST_SESSIONS]), warn=True)
    return TodayPage(
        today=[row for row in rows if row.session.held_on <= today and row.session.ends_at >= midnight],
        coming=[row for row in rows if row.session.held_on > today],
        unfinished=[row for row in reversed(rows) if row.session.ends_at < midnight and not row.is_finished],
        urgent_until=today + timedelta(days=URGENT_DAYS),
    )
