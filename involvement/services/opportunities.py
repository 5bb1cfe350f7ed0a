from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from decimal import Decimal

from django.db import transaction
from django.utils import timezone

from accounts.access import Actor
from core import audit
from involvement.models import InvolvementSession, Opportunity
from involvement.services import seats
from involvement.services.session_news import tell_everyone_expected
from involvement.taxonomies import AccessNeedKind


@transaction.atomic
def publish_opportunity(
    *,
    actor: Actor,
    session: InvolvementSession,
    now: datetime,
    purpose: str,
    who_for: str,
    is_online: bool,
    childcare: bool,
    offers: Sequence[str],
    languages: str,
    takes: str,
    pay_amount: Decimal | None,
    pay_words: str,
    expenses: str,
    places: int | None,
    closes_on: date | None,
) -> Opportunity:
    """Show a session on the public list, or change what it says there. More places move the waiting list at once."""
    seats.lock(session)
    opportunity = Opportunity.objects.filter(pk=session.pk).first() or Opportunity(session=session)
    opportunity.purpose, opportunity.who_for, opportunity.takes = purpose, who_for, takes
    opportunity.is_online, opportunity.childcare, opportunity.languages = is_online, childcare, languages
    opportunity.offers, opportunity.step_free = list(offers), AccessNeedKind.STEP_FREE in offers
    opportunity.pay_amount, opportunity.pay_words, opportunity.expenses = pay_amount, pay_words, expenses
    opportunity.places, opportunity.closes_on = places, closes_on
    opportunity.published_at = opportunity.published_at or now
    opportunity.save()
    seats.fill_places(session, now)
    audit.record(actor=actor, verb="OPPORTUNITY_PUBLISHED", target=session)
    return opportunity


@transaction.atomic
def take_down_opportunity(*, actor: Actor, opportunity: Opportunity) -> None:
    """No longer on the public list. Who has a place keeps it."""
    opportunity.published_at = None
    opportunity.save(update_fields=["published_at"])
    audit.record(actor=actor, verb="OPPORTUNITY_TAKEN_DOWN", target=opportunity.session)


@transaction.atomic
def cancel_session(*, actor: Actor, session: InvolvementSession, now: datetime) -> None:
    """Call a session off and tell everybody who is asked, comes or waits. The register stays as it is."""
    seats.lock(session)
    session = InvolvementSession.objects.get(pk=session.pk)
    if session.cancelled_at:
        return
    session.cancelled_at = now
    session.save(update_fields=["cancelled_at"])
    audit.record(actor=actor, verb="SESSION_CANCELLED", target=session)
    if timezone.localdate(now) <= session.held_on:
        tell_everyone_expected(session, now)
