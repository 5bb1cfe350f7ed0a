"""What people do about their own place at a session: ask for it, answer, give it up, take it again."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.db.models import Q

from accounts.access import Actor
from core import audit
from involvement import access, codes
from involvement.models import Interest, InvolvementSession, Participant
from involvement.services.seats import fill_places, leave, lock, seat_or_wait
from involvement.taxonomies import InterestState


class NotOpen(Exception):
    """The message says why nobody can ask for a place, or change theirs, now."""


@dataclass(frozen=True, slots=True)
class AskedPlace:
    """``code`` is empty for somebody on the register, who finds their place by signing in."""

    interest: Interest
    code: str
    is_new: bool


@transaction.atomic
def ask_for_place(
    *,
    actor: Actor,
    session: InvolvementSession,
    send_key: UUID,
    now: datetime,
    participant: Participant | None = None,
    name: str = "",
    contact: str = "",
) -> AskedPlace:
    """A place, or the end of the waiting list, for somebody on the register or a guest with name and contact.

    Sending the same key again, or asking again as the same person, gives back what there is. Raises NotOpen.
    """
    lock(session)
    code = "" if participant else codes.code_for(send_key, purpose=access.PLACE_CODE)
    mine = Q(participant=participant) if participant else Q(pk=None)
    interest = Interest.objects.filter(mine | Q(send_key=send_key), session=session).first()
    if interest is not None and interest.state in (InterestState.PLACE, InterestState.WAITING):
        return AskedPlace(interest, code, is_new=False)
    _check_open(session, now)
    if interest is None:
        interest = Interest(session=session, participant=participant, name=name, contact=contact, send_key=send_key)
        interest.code_hash = codes.hash_of(code, purpose=access.PLACE_CODE) if code else ""
    seat_or_wait(interest, now)
    _record(actor, "PLACE_ASKED_FOR", interest)
    return AskedPlace(interest, code, is_new=True)


@transaction.atomic
def answer_invitation(*, actor: Actor, interest: Interest, says_yes: bool, now: datetime) -> Interest:
    """Yes takes a place, or waits for one; no thanks is kept, so that nobody is asked again. Raises NotOpen."""
    interest = _locked(interest)
    if interest.state != InterestState.ASKED:
        return interest
    _check_not_over(interest.session, now)
    if says_yes:
        seat_or_wait(interest, now)
    else:
        leave(interest, InterestState.DECLINED, now)
    _record(actor, "INVITATION_ANSWERED", interest)
    return interest


@transaction.atomic
def give_up_place(*, actor: Actor, interest: Interest, now: datetime) -> Interest:
    """ "I can't come": the place, or the wait, ends, and whoever waits longest moves up. Raises NotOpen."""
    interest = _locked(interest)
    if interest.state not in (InterestState.PLACE, InterestState.WAITING):
        return interest
    _check_not_over(interest.session, now)
    leave(interest, InterestState.CANCELLED, now)
    _record(actor, "PLACE_GIVEN_UP", interest)
    fill_places(interest.session, now)
    return interest


@transaction.atomic
def take_place_again(*, actor: Actor, interest: Interest, now: datetime) -> Interest:
    """Undo: the place again if it is still free, else the end of the waiting list. Raises NotOpen."""
    interest = _locked(interest)
    if not interest.may_come_after_all:
        return interest
    _check_not_over(interest.session, now)
    seat_or_wait(interest, now)
    _record(actor, "PLACE_TAKEN_AGAIN", interest)
    return interest


@transaction.atomic
def remind_me(*, actor: Actor, interest: Interest, wanted: bool, now: datetime) -> None:
    Interest.objects.filter(pk=interest.pk).update(remind=wanted, changed_at=now)
    _record(actor, "REMINDER_CHOSEN", interest)


def _locked(interest: Interest) -> Interest:
    lock(interest.session)
    return Interest.objects.select_related("participant", "session").get(pk=interest.pk)


def _check_open(session: InvolvementSession, now: datetime) -> None:
    _check_not_over(session, now)
    if not access.open_opportunities(now=now).filter(pk=session.pk).exists():
        raise NotOpen("You can no longer ask for a place here. Choose something else to take part in.")


def _check_not_over(session: InvolvementSession, now: datetime) -> None:
    if session.cancelled_at:
        raise NotOpen("This will not take place. Choose something else to take part in.")
    if session.starts_at <= now:
        raise NotOpen("This has begun or is over. Choose something else to take part in.")


def _record(actor: Actor, verb: str, interest: Interest) -> None:
    audit.record(
        actor=actor,
        verb=verb,
        target=interest,
        subject_id=interest.participant_id,
        organisation_id=interest.session.organisation_id,
    )
