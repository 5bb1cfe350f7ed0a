from __future__ import annotations

from collections.abc import Collection
from datetime import date, datetime, timedelta

from django.db import transaction
from django.db.models import Min
from django.utils.timezone import localdate

from accounts.access import Actor
from core import audit
from involvement.models import AccessNeed, Participant
from involvement.models.notices import PersonalNoticeKind
from involvement.services.telling import tell
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


@transaction.atomic
def confirm_access_needs(*, actor: Actor, participant: Participant, today: date) -> None:
    """The person says that the list is still right: it is reviewed again in a year."""
    participant.access_needs.update(review_on=today + REVIEW_AFTER)
    audit.record(actor=actor, verb="ACCESS_NEEDS_CONFIRMED", target=participant, subject_id=participant.pk)


def ask_to_review_needs(*, now: datetime) -> int:
    """Tell everybody whose list was last looked at a year ago, once for each review. Returns how many were told."""
    due = Participant.objects.filter(left_on=None).annotate(review=Min("access_needs__review_on"))
    told = 0
    for person in due.filter(review__lte=localdate(now)).iterator(chunk_size=500):
        key = f"check-needs:{person.pk}:{person.review}"
        told += (
            tell(
                organisation_id=person.organisation_id,
                kind=PersonalNoticeKind.CHECK_NEEDS,
                key=key,
                participant=person,
                now=now,
            )
            is not None
        )
    return told
