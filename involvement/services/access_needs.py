from __future__ import annotations

from collections.abc import Collection
from datetime import date, timedelta

from django.db import transaction

from accounts.access import Actor
from core import audit
from involvement.models import AccessNeed, Participant
from involvement.taxonomies import AccessNeedKind

REVIEW_AFTER = timedelta(days=365)


@transaction.atomic
def set_access_needs(*, actor: Actor, participant: Participant, kinds: Collection[AccessNeedKind], today: date) -> None:
    """Make this the whole list of what the person needs; the whole list is then reviewed in a year."""
    review_on = today + REVIEW_AFTER
    participant.access_needs.exclude(kind__in=kinds).delete()
    AccessNeed.objects.bulk_create(
        [AccessNeed(participant=participant, kind=kind, recorded_on=today, review_on=review_on) for kind in kinds],
        update_conflicts=True,
        unique_fields=["participant", "kind"],
        update_fields=["review_on"],
    )
    audit.record(actor=actor, verb="ACCESS_NEEDS_CHANGED", target=participant, subject_id=participant.pk)
