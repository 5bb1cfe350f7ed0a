"""Telling staff that somebody said something, never what. Apart from the sending itself, which it must not hold up."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db.models import Q

from accounts import services as accounts
from accounts.models import Role
from involvement.access import organisations_with_safeguarding
from involvement.models import Story

# Longer than the site or its workers are ever away; each notice has a key and goes out once.
LOOKS_BACK = timedelta(days=3)
READERS = (Role.INVOLVEMENT_LEAD, Role.RESPONDER)


def tell_staff_of_stories(*, now: datetime) -> None:
    """Those who answer hear once a day; the safeguarding lead of every story that waits for them (rule R23).

    Where nobody is safeguarding lead, the administrator hears, who has to find one.
    """
    recent = Story.objects.filter(sent_at__gte=now - LOOKS_BACK)
    waits = Q(held_at__isnull=False, released_at=None)
    for organisation_id, day in recent.exclude(waits).values_list("organisation", "sent_on").distinct():
        for role in READERS:
            accounts.give_notice(
                organisation_id=organisation_id, role=role, key=f"stories:{organisation_id}:{day}:{role}"
            )
    read = set(organisations_with_safeguarding().values_list("pk", flat=True))
    for pk, organisation_id in recent.filter(waits).values_list("pk", "organisation"):
        role = Role.SAFEGUARDING_LEAD if organisation_id in read else Role.ADMINISTRATOR
        accounts.give_notice(organisation_id=organisation_id, role=role, key=f"held-story:{pk}:{role}")
