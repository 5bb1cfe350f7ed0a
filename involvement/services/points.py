from __future__ import annotations

from datetime import datetime

from django.db import transaction

from accounts.access import Actor
from core import audit
from involvement.models import InvolvementSession, Point


@transaction.atomic
def add_point(*, actor: Actor, session: InvolvementSession, text: str, speaking_role: str, now: datetime) -> Point:
    """Write down one thing that was raised. The same words in the same role, sent twice, stay one point."""
    InvolvementSession.objects.select_for_update(no_key=True).only("pk").get(pk=session.pk)
    point, created = Point.objects.get_or_create(
        session=session, text=text, speaking_role=speaking_role, defaults={"noted_at": now}
    )
    if created:
        audit.record(actor=actor, verb="POINT_ADDED", target=session)
    return point
