from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction
from django.db.models import Case, F, PositiveIntegerField, Q, Value, When
from django.utils import timezone

from accounts.access import Actor
from accounts.models import Organisation, User
from core import audit
from involvement.models import InvolvementActivity, InvolvementSession, Service
from involvement.services import slices
from involvement.services.session_news import tell_everyone_expected
from involvement.taxonomies import AttendanceStatus


@transaction.atomic
def add_session(
    *,
    actor: Actor,
    activity: InvolvementActivity,
    service: Service | None,
    starts_at: datetime,
    ends_at: datetime,
    place: str = "",
    facilitators: Sequence[User] = (),
    support_booked: Sequence[str] = (),
    reference: str = "",
) -> InvolvementSession:
    """Sending the same session again gives back the first one. Without ``reference`` one is made up."""
    # Held until the end, so that no two sessions get the same reference and a double click makes one session.
    Organisation.objects.select_for_update(no_key=True).get(pk=activity.organisation_id)
    same = InvolvementSession.objects.filter(
        activity=activity, service=service, starts_at=starts_at, ends_at=ends_at, place=place
    ).first()
    if same and reference in ("", same.reference):
        return same
    session = InvolvementSession.objects.create(
        organisation_id=activity.organisation_id,
        activity=activity,
        service=service,
        reference=reference or _free_reference(activity, starts_at),
        starts_at=starts_at,
        ends_at=ends_at,
        held_on=timezone.localdate(starts_at),
        place=place,
        support_booked=sorted(support_booked),
    )
    session.facilitators.set(facilitators)
    audit.record(actor=actor, verb="SESSION_ADDED", target=session)
    return session


@transaction.atomic
def copy_session(
    *,
    actor: Actor,
    session: InvolvementSession,
    service: Service | None,
    starts_at: datetime,
    ends_at: datetime,
    place: str,
) -> InvolvementSession:
    """A new session of the same activity with the same facilitators; who is expected is asked anew."""
    return add_session(
        actor=actor,
        activity=session.activity,
        service=service,
        starts_at=starts_at,
        ends_at=ends_at,
        place=place,
        facilitators=list(session.facilitators.all()),
    )


@transaction.atomic
def edit_session(
    *,
    actor: Actor,
    session: InvolvementSession,
    activity: InvolvementActivity,
    service: Service | None,
    starts_at: datetime,
    ends_at: datetime,
    place: str,
    facilitators: Sequence[User],
    support_booked: Sequence[str],
    now: datetime,
) -> None:
    """Also keeps the register right: its day, its service, and the minutes of everyone who stayed to the end.

    Who is expected is told when the day, the time or the place is another.
    """
    session = InvolvementSession.objects.select_for_update(no_key=True).get(pk=session.pk)
    old_length = session.length_minutes
    before = (session.service_id, session.held_on)
    was = (session.starts_at, session.ends_at, session.place)
    session.activity, session.service, session.place = activity, service, place
    session.starts_at, session.ends_at, session.held_on = starts_at, ends_at, timezone.localdate(starts_at)
    session.support_booked = sorted(support_booked)
    has_moved = was != (starts_at, ends_at, place)
    session.moved_at = now if has_moved else session.moved_at
    session.save()
    session.facilitators.set(facilitators)
    length = session.length_minutes
    stayed = When(Q(minutes=old_length) | Q(minutes__gt=length), status=AttendanceStatus.CAME, then=Value(length))
    minutes = Case(stayed, default=F("minutes"), output_field=PositiveIntegerField())
    session.attendances.update(held_on=session.held_on, service=service, minutes=minutes)
    slices.note_slices(organisation_id=session.organisation_id, slices=[before, (session.service_id, session.held_on)])
    if has_moved and max(starts_at, was[0]) > now and not session.cancelled_at:
        tell_everyone_expected(session, now)
    audit.record(actor=actor, verb="SESSION_CHANGED", target=session)


@transaction.atomic
def note_sessions_exported(*, actor: Actor) -> None:
    audit.record(actor=actor, verb="SESSIONS_EXPORTED")


def _free_reference(activity: InvolvementActivity, starts_at: datetime) -> str:
    """Initials of the activity and the day, such as RP-2026-05-12; a second one on that day ends in -2."""
    initials = "".join(word[0] for word in activity.name.upper().split() if word[0].isalnum())[:6] or "S"
    wanted = f"{initials}-{timezone.localdate(starts_at):%Y-%m-%d}"
    taken = set(
        InvolvementSession.objects.filter(
            organisation_id=activity.organisation_id, reference__startswith=wanted
        ).values_list("reference", flat=True)
    )
    numbered = (f"{wanted}-{number}" for number in range(2, len(taken) + 3))
    return next(reference for reference in (wanted, *numbered) if reference not in taken)
