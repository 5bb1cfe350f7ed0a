from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import transaction

from accounts.access import Actor
from core import audit
from involvement.models import Change, InvolvementActivity, LoopSummary, Service


@transaction.atomic
def publish_loop_summary(
    *,
    actor: Actor,
    send_key: UUID,
    you_said: str,
    we_did: str,
    status: str,
    now: datetime,
    service: Service | None = None,
    activity: InvolvementActivity | None = None,
    change: Change | None = None,
) -> LoopSummary:
    """Anyone may read it from now on. The same ``send_key`` again gives back the first."""
    values = {
        "organisation_id": actor.organisation_id,
        "service": service,
        "activity": activity,
        "change": change,
        "you_said": you_said,
        "we_did": we_did,
        "status": status,
        "published_by_id": actor.user_id,
        "published_at": now,
    }
    summary, is_new = LoopSummary.objects.get_or_create(send_key=send_key, defaults=values)
    if is_new:
        audit.record(actor=actor, verb="LOOP_SUMMARY_PUBLISHED", target=summary)
    return summary


@transaction.atomic
def take_down_loop_summary(*, actor: Actor, summary: LoopSummary, now: datetime) -> None:
    """Also the only one of an activity that has ended: words that hurt somebody come down at once."""
    taken_down = LoopSummary.objects.filter(pk=summary.pk, taken_down_at=None).update(taken_down_at=now)
    if taken_down:
        audit.record(actor=actor, verb="LOOP_SUMMARY_TAKEN_DOWN", target=summary)
