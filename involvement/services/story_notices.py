"""Telling staff that somebody said something, never what. Apart from the sending itself, which it must not hold up."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db.models import Q

from accounts import services as accounts
from accounts.models import Role
from involvement.models import Story

# Longer than the site or its workers are ever away; each notice has a key and goes out once.
LOOKS_BACK = timedelta(days=3)
READERS = (Role.INVOLVEMENT_LEAD, Role.RESPONDER)


def tell_staff_of_stories(*, now: datetime) -> None:
    """Those who answer hear once a day; the safeguarding lead of every story that waits for them (rule R23)."""
    recent = Story.objects.filter(sent_at__gte=now - LOOKS_BACK)
    waits = Q(held_at__isnull=False, released_at=None)
    for organisation_id, day in recent.exclude(waits).values_list("organisation", "sent_on").distinct():
        for role in READERS:
            accounts.give_notice(
                organisation_id=organisation_id, role=role, key=f"stories:{organisation_id}:{day}:{role}"
            )
    for pk, organisation_id in recent.filter(waits).values_list("pk", "organisation"):
        accounts.give_notice(organisation_id=organisation_id, role=Role.SAFEGUARDING_LEAD, key=f"held-story:{pk}")
