from __future__ import annotations

from datetime import date
from decimal import Decimal
from uuid import UUID

from django.db import transaction

from accounts.access import Actor
from core import audit
from involvement.models import Rate


@transaction.atomic
def add_rate(
    *,
    actor: Actor,
    name: str,
    amount: Decimal,
    unit: str,
    starts_on: date,
    source: str,
    check_by: date,
    send_key: UUID,
) -> Rate:
    """The same ``send_key`` again gives the rate that is there."""
    rate, is_new = Rate.objects.get_or_create(
        organisation_id=actor.organisation_id,
        send_key=send_key,
        defaults={
            "name": name,
            "amount": amount,
            "unit": unit,
            "starts_on": starts_on,
            "source": source,
            "check_by": check_by,
        },
    )
    if is_new:
        audit.record(actor=actor, verb="RATE_ADDED", target=rate)
    return rate


@transaction.atomic
def end_rate(*, actor: Actor, rate: Rate, today: date) -> None:
    """Today is its last day, or its first if it has not begun. Offers that were made with it stay."""
    rate.ends_on = max(today, rate.starts_on)
    rate.save(update_fields=["ends_on"])
    audit.record(actor=actor, verb="RATE_ENDED", target=rate)
