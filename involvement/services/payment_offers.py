"""Offers of pay: made before the work, answered by the person, paid as they answered (rule R25)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.db import transaction

from accounts.access import Actor
from core import audit
from involvement import access
from involvement.models import (
    InvolvementActivity,
    InvolvementSession,
    Participant,
    PaymentOffer,
    PersonalNoticeKind,
)
from involvement.money import Terms, pence
from involvement.services.telling import tell
from involvement.taxonomies import TO_BE_PAID, OfferState


class OfferTooLate(Exception):
    """The work has begun."""

    def __init__(self) -> None:
        super().__init__("Offer pay before the work starts. This work has begun already.")


class OfferSettled(Exception):
    """It was paid or taken back, so the answer stands."""

    def __init__(self) -> None:
        super().__init__("This is settled already. Tell the people who run the sessions if something is wrong.")


@transaction.atomic
def offer_pay(*, actor: Actor, session: InvolvementSession, terms: Terms, send_key: UUID, now: datetime) -> int:
    """Offer the same to everybody who has a place at this session and no offer yet. Returns to how many.

    The same ``send_key`` again offers nothing more. Raises OfferTooLate once the session has begun.
    """
    session = InvolvementSession.objects.select_for_update(no_key=True).get(pk=session.pk)
    made = PaymentOffer.objects.filter(session=session, send_key=send_key).count()
    if made:
        return made
    places = access.places_without_offer(session)
    people = [place.participant for place in places]
    _offer(
        actor=actor,
        people=people,
        activity_id=session.activity_id,
        session=session,
        work_starts_at=session.starts_at,
        terms=terms,
        send_key=send_key,
        now=now,
    )
    return len(people)


@transaction.atomic
def offer_activity_pay(
    *,
    actor: Actor,
    activity: InvolvementActivity,
    participant: Participant,
    work_starts_at: datetime,
    terms: Terms,
    send_key: UUID,
    now: datetime,
) -> None:
    """Offer one person pay for work outside a session. Raises OfferTooLate when that work has begun."""
    InvolvementActivity.objects.select_for_update(no_key=True).only("pk").get(pk=activity.pk)
    if PaymentOffer.objects.filter(participant=participant, send_key=send_key).exists():
        return
    _offer(
        actor=actor,
        people=[participant],
        activity_id=activity.pk,
        session=None,
        work_starts_at=work_starts_at,
        terms=terms,
        send_key=send_key,
        now=now,
    )


@transaction.atomic
def answer_offer(
    *,
    actor: Actor,
    offer: PaymentOffer,
    answer: OfferState,
    taken_amount: Decimal | None = None,
    charity: str = "",
    now: datetime,
) -> None:
    """Take all, part (``taken_amount``) or nothing, or give it away; may change until paid. Raises OfferSettled."""
    offer = PaymentOffer.objects.select_for_update(no_key=True).get(pk=offer.pk)
    if not offer.may_be_answered:
        raise OfferSettled
    match answer:
        case OfferState.TAKEN:
            offer.taken_amount = offer.amount
        case OfferState.PART_TAKEN:
            offer.taken_amount = pence(taken_amount or Decimal())
        case _:
            offer.taken_amount = Decimal()
    offer.state, offer.answered_at = answer, now
    offer.charity = charity if answer == OfferState.CHARITY else ""
    offer.save(update_fields=["state", "answered_at", "taken_amount", "charity"])
    audit.record(actor=actor, verb="PAY_ANSWERED", target=offer, subject_id=offer.participant_id)


@transaction.atomic
def pay_offers(*, actor: Actor, offer_ids: Sequence[UUID], paid_on: date, now: datetime) -> int:
    """Note that what people took, and what goes to charities, was paid. Nobody notes their own. Returns how many."""
    offers = _others(actor, offer_ids).filter(state__in=TO_BE_PAID)
    found = list(offers.select_for_update(of=("self",), no_key=True))
    PaymentOffer.objects.filter(pk__in=[offer.pk for offer in found]).update(paid_on=paid_on, paid_by=actor.user_id)
    _tell(actor, "PAY_PAID", found, now=now)
    return len(found)


@transaction.atomic
def take_back_offers(*, actor: Actor, offer_ids: Sequence[UUID], now: datetime) -> int:
    """The work did not happen, or they did not come: nothing is owed. Returns how many."""
    found = list(_others(actor, offer_ids).select_for_update(of=("self",), no_key=True))
    PaymentOffer.objects.filter(pk__in=[offer.pk for offer in found]).update(
        state=OfferState.TAKEN_BACK, taken_amount=0, charity=""
    )
    _tell(actor, "PAY_TAKEN_BACK", found, now=now)
    return len(found)


def _others(actor: Actor, offer_ids: Sequence[UUID]) -> Any:
    """Unpaid offers to other people than whoever acts."""
    offers = access.payment_offers(actor).filter(pk__in=offer_ids, paid_on=None)
    return offers.exclude(state=OfferState.TAKEN_BACK).exclude(participant__user=actor.user_id)


def _offer(
    *,
    actor: Actor,
    people: Sequence[Participant],
    activity_id: UUID,
    session: InvolvementSession | None,
    work_starts_at: datetime,
    terms: Terms,
    send_key: UUID,
    now: datetime,
) -> None:
    if work_starts_at <= now:
        raise OfferTooLate
    offers = PaymentOffer.objects.bulk_create(
        PaymentOffer(
            organisation_id=actor.organisation_id,
            participant=person,
            activity_id=activity_id,
            session=session,
            work_starts_at=work_starts_at,
            offered_at=now,
            offered_by_id=actor.user_id,
            send_key=send_key,
            **terms.fields(),
        )
        for person in people
    )
    _tell(actor, "PAY_OFFERED", offers, now=now)


def _tell(actor: Actor, verb: str, offers: Iterable[PaymentOffer], *, now: datetime) -> None:
    """Once for each step of each offer, and not those whose record is gone."""
    offers = [offer for offer in offers if offer.participant is not None]
    for offer in offers:
        tell(
            organisation_id=offer.organisation_id,
            kind=PersonalNoticeKind.PAY,
            key=f"pay-offer:{verb}:{offer.pk}",
            now=now,
            participant=offer.participant,
            session=offer.session,
        )
    people = [offer.participant_id for offer in offers if offer.participant_id is not None]
    audit.record_views(actor=actor, verb=verb, subject_ids=people)
