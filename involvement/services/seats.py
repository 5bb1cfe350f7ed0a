"""Who has a seat at a session: given one at a time, by whoever holds the session, so that none is given twice."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from django.db.models import F
from django.utils import timezone

from involvement import access
from involvement.access import TAKES_A_PLACE
from involvement.models import Attendance, Interest, InvolvementSession, Opportunity, Participant, PersonalNoticeKind
from involvement.services import slices
from involvement.services.telling import tell
from involvement.taxonomies import AttendanceStatus, InterestState, SpeakingRole

NOT_COMING = (AttendanceStatus.APOLOGIES, AttendanceStatus.DID_NOT_COME)
# What becomes of a state when staff take the person off the register's list, or mark them as not coming.
OFF_THE_LIST: dict[InterestState, InterestState | None] = {
    InterestState.ASKED: None,
    InterestState.PLACE: InterestState.CANCELLED,
}
MARKED_AS_NOT_COMING = {
    InterestState.ASKED: InterestState.DECLINED,
    InterestState.PLACE: InterestState.CANCELLED,
    InterestState.WAITING: InterestState.CANCELLED,
}


def lock(session: InvolvementSession) -> None:
    """One writer at a time for each session; SQLite has one writer at a time anyway."""
    InvolvementSession.objects.select_for_update(no_key=True).only("pk").get(pk=session.pk)


def expect(session: InvolvementSession, participant_ids: Iterable[UUID], *, state: InterestState) -> None:
    """Keep beside the register who was asked, or said yes to staff. The session must be held."""
    now = timezone.now()
    Interest.objects.bulk_create(
        [
            Interest(session=session, participant_id=participant_id, state=state, asked_at=now, changed_at=now)
            for participant_id in participant_ids
        ],
        ignore_conflicts=True,
    )


def settle_places(session: InvolvementSession) -> None:
    """Staff changed the register of a session to come: places follow it, and the waiting list moves.

    The session must be held. What is over by now is left alone.
    """
    now = timezone.now()  # staff's own click; what it is called for does not depend on it
    if session.starts_at <= now:
        return
    known = list(Interest.objects.filter(session=session))
    if not known:
        return
    rows = {row.participant_id: row for row in Attendance.objects.filter(session=session)}
    for interest in known:
        state = _state_after(interest, rows.get(interest.participant_id)) if interest.participant_id else interest.state
        if state is None:
            interest.delete()
        elif state != interest.state:
            Interest.objects.filter(pk=interest.pk).update(state=state, changed_at=now)
    fill_places(session, now)


def fill_places(session: InvolvementSession, now: datetime) -> None:
    """Whoever waits longest moves up while there are places, and is told. The session must be held."""
    if session.cancelled_at or session.starts_at <= now:
        return
    waiting = Interest.objects.filter(session=session, state=InterestState.WAITING).select_related(
        "participant", "session"
    )
    free = free_places(session)
    for interest in waiting.order_by("asked_at", "pk")[:free]:
        _seat(interest, now)
        tell(
            organisation_id=session.organisation_id,
            kind=PersonalNoticeKind.PLACE,
            key=f"place:{interest.pk}:{interest.asked_at.isoformat()}",
            now=now,
            interest=interest,
            session=session,
        )


def free_places(session: InvolvementSession) -> int | None:
    """How many more can come; None when anybody can."""
    places = Opportunity.objects.filter(session=session).values_list("places", flat=True).first()
    if places is None:
        return None
    signed_up = Attendance.objects.filter(TAKES_A_PLACE, session=session).count()
    guests = Interest.objects.filter(session=session, participant=None, state=InterestState.PLACE).count()
    return max(0, places - signed_up - guests)


def seat_or_wait(interest: Interest, now: datetime) -> None:
    interest.asked_at = now
    free = free_places(interest.session)
    if free is None or free > 0 or _has_signed_up(interest):
        _seat(interest, now)
    else:
        interest.state, interest.changed_at = InterestState.WAITING, now
        interest.save()


def _seat(interest: Interest, now: datetime) -> None:
    interest.state, interest.changed_at = InterestState.PLACE, now
    interest.save()
    if interest.participant is not None:
        sign_up(interest.session, interest.participant, now)


def sign_up(session: InvolvementSession, participant: Participant, now: datetime) -> None:
    """The line on the register of somebody who said yes themselves."""
    day = min(timezone.localdate(now), session.held_on)
    role = access.roles_elsewhere(session, participant).first() or SpeakingRole.NOT_RECORDED
    row, is_new = Attendance.objects.get_or_create(
        session=session,
        participant=participant,
        defaults={
            "organisation_id": session.organisation_id,
            "service_id": session.service_id,
            "held_on": session.held_on,
            "speaking_role": role,
            "signed_up_on": day,
        },
    )
    if not is_new:
        row.signed_up_on = row.signed_up_on or day
        row.status = AttendanceStatus.NOT_MARKED if row.status in NOT_COMING else row.status
        row.revision += 1
        row.save(update_fields=["signed_up_on", "status", "revision"])
    slices.note_session(session)


def leave(interest: Interest, state: InterestState, now: datetime) -> None:
    interest.state, interest.changed_at = state, now
    interest.save(update_fields=["state", "changed_at"])
    rows = Attendance.objects.filter(
        session=interest.session_id, participant__isnull=False, participant=interest.participant_id
    )
    if rows.filter(status=AttendanceStatus.NOT_MARKED).update(
        status=AttendanceStatus.APOLOGIES, revision=F("revision") + 1
    ):
        slices.note_session(interest.session)


def _has_signed_up(interest: Interest) -> bool:
    """Staff may have written down a yes already."""
    if interest.participant_id is None:
        return False
    rows = Attendance.objects.filter(TAKES_A_PLACE, session=interest.session_id, participant=interest.participant_id)
    return rows.exists()


def _state_after(interest: Interest, row: Attendance | None) -> str | None:
    """The state that goes with what the register says now; None when staff took somebody off who was only asked."""
    state = InterestState(interest.state)
    if row is None:
        return OFF_THE_LIST.get(state, state)
    if row.status in NOT_COMING:
        return MARKED_AS_NOT_COMING.get(state, state)
    return InterestState.PLACE if row.signed_up_on else state
