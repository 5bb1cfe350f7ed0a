from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from accounts.access import Actor
from core import audit
from involvement.models import Interest, InvolvementSession, Participant, WantedTopic
from involvement.services import seats, session_news
from involvement.services.attendance import expect_people
from involvement.services.own_record import make_claim_card
from involvement.services.participants import add_participant
from involvement.taxonomies import ActivityKind, InterestState

LONGEST_REFERENCE = 60


class NotAGuest(Exception):
    """This place belongs to somebody on the register already, or is no longer theirs."""


@dataclass(frozen=True, slots=True)
class RegisteredGuest:
    participant: Participant
    code: str


@transaction.atomic
def invite_people(
    *, actor: Actor, session: InvolvementSession, participant_ids: Sequence[UUID], said_yes: bool, now: datetime
) -> int:
    """Put people on the session's list and tell each, in their own way, that they are asked. Returns how many were new.

    Who has already said yes to staff is told nothing.
    """
    added = expect_people(
        actor=actor,
        session=session,
        participant_ids=participant_ids,
        said_yes=said_yes,
        today=timezone.localdate(now),
    )
    if session.starts_at > now:
        session_news.invite(session, now)
    return added


@transaction.atomic
def register_guest(*, actor: Actor, interest: Interest, now: datetime) -> RegisteredGuest:
    """Put a guest with a place on the register and on the session's list, with a card to see their own record.

    What they agree to is not known yet, so nothing is written down as agreed. Raises NotAGuest.
    """
    seats.lock(interest.session)
    interest = Interest.objects.select_related("session").get(pk=interest.pk)
    if interest.participant_id or interest.state != InterestState.PLACE:
        raise NotAGuest("Only a guest who has a place can be put on the register.")
    today = timezone.localdate(now)
    has_email = "@" in interest.contact
    person = add_participant(
        actor=actor,
        reference=_free_reference(interest),
        joined_on=min(today, interest.session.held_on),
        known_as=interest.name,
        email=interest.contact if has_email else "",
        phone="" if has_email else interest.contact,
    )
    interest.participant, interest.name, interest.contact = person, "", ""
    interest.save(update_fields=["participant", "name", "contact"])
    seats.sign_up(interest.session, person, interest.asked_at)
    code = make_claim_card(actor=actor, participant=person, today=today)
    audit.record(actor=actor, verb="GUEST_REGISTERED", target=interest, subject_id=person.pk)
    return RegisteredGuest(person, code)


@transaction.atomic
def set_wanted_topics(
    *, actor: Actor, participant: Participant, kinds: Collection[ActivityKind], now: datetime
) -> None:
    """Make this the whole list of what somebody wants to be asked about."""
    participant.wanted_topics.exclude(kind__in=kinds).delete()
    WantedTopic.objects.bulk_create(
        [WantedTopic(participant=participant, kind=kind, chosen_at=now) for kind in kinds], ignore_conflicts=True
    )
    audit.record(actor=actor, verb="WANTED_TOPICS_CHANGED", target=participant, subject_id=participant.pk)


def _free_reference(interest: Interest) -> str:
    """The guest's own name, with a number where somebody on the register has it."""
    name = interest.name[: LONGEST_REFERENCE - 5]
    taken = {
        reference.lower()
        for reference in Participant.objects.filter(
            organisation_id=interest.session.organisation_id, reference__istartswith=name
        ).values_list("reference", flat=True)
    }
    numbered = (f"{name} {number}" for number in range(2, len(taken) + 3))
    return next(reference for reference in (name, *numbered) if reference.lower() not in taken)
