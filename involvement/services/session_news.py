"""Telling the people of one session: that they are asked, that it changed, that it is near."""

from __future__ import annotations

from datetime import datetime, timedelta
from functools import partial

from django.db import transaction

from involvement.access import TAKES_A_PLACE
from involvement.models import Attendance, Interest, InvolvementSession, PersonalNoticeKind
from involvement.services.telling import tell
from involvement.taxonomies import InterestState

EXPECTED = (InterestState.ASKED, InterestState.PLACE, InterestState.WAITING)
LONGEST_BEFORE = timedelta(days=4)


def tell_everyone_expected(session: InvolvementSession, now: datetime) -> None:
    """The session changed or is called off: news for whoever is asked, comes or waits."""
    news = partial(
        tell, organisation_id=session.organisation_id, kind=PersonalNoticeKind.PLACE, session=session, now=now
    )
    interests = Interest.objects.filter(session=session, state__in=EXPECTED).select_related("participant")
    for interest in interests:
        news(key=f"session-changed:{interest.pk}:{now.isoformat()}", interest=interest)
    only_on_the_register = Attendance.objects.filter(TAKES_A_PLACE, session=session).exclude(
        participant__interests__session=session
    )
    for row in only_on_the_register.select_related("participant"):
        news(key=f"session-changed:{session.pk}:{row.pk}:{now.isoformat()}", participant=row.participant)


def invite(session: InvolvementSession, now: datetime) -> None:
    """Tell everybody who was asked and has not been told yet."""
    for interest in Interest.objects.filter(session=session, state=InterestState.ASKED).select_related("participant"):
        tell(
            organisation_id=session.organisation_id,
            kind=PersonalNoticeKind.INVITATION,
            key=f"invitation:{session.pk}:{interest.participant_id}",
            now=now,
            interest=interest,
            session=session,
        )


def remind_people(*, now: datetime) -> int:
    """Remind, once each, everybody who asked for it and whose session is two days away. Returns how many are new.

    Safe to run at any hour: what is due later waits, and what was sent is not sent again.
    """
    near = Interest.objects.filter(
        remind=True,
        state=InterestState.PLACE,
        session__starts_at__gt=now,
        session__starts_at__lt=now + LONGEST_BEFORE,
        session__cancelled_at=None,
    ).select_related("session", "participant")
    due = [interest for interest in near if interest.session.reminder_due_at <= now]
    return sum(_remind(interest, now) for interest in due)


@transaction.atomic
def _remind(interest: Interest, now: datetime) -> bool:
    """The key holds the day: a session that moves is worth another reminder."""
    notice = tell(
        organisation_id=interest.session.organisation_id,
        kind=PersonalNoticeKind.REMINDER,
        key=f"reminder:{interest.pk}:{interest.session.held_on}",
        now=now,
        interest=interest,
        session=interest.session,
    )
    return notice is not None
