"""How often something may come from one address within an hour, for pages that need no sign-in.

Two statements, no lock to wait for, and the database decides between two at once: fifty people behind the address of a
hospital are let through together (docs/decisions/0017-a-door-for-guests.md).
"""

from __future__ import annotations

from datetime import datetime, timedelta

from allauth.core.internal.ratelimit import get_ip
from django.db.models import F
from django.http import HttpRequest
from django.utils.crypto import salted_hmac

from core.models import Tally


def is_over(request: HttpRequest, *, action: str, an_hour: int, now: datetime) -> bool:
    """Count this request; True when more than ``an_hour`` came from its address within this hour of the clock."""
    hour = now.replace(minute=0, second=0, microsecond=0)
    key = salted_hmac(f"core.limits.{action}", f"{get_ip(request)} {hour}", algorithm="sha256").hexdigest()
    mine = Tally.objects.filter(key=key)
    while not mine.update(count=F("count") + 1):
        Tally.objects.bulk_create([Tally(key=key, hour=hour)], ignore_conflicts=True)
    return mine.values_list("count", flat=True)[0] > an_hour


def next_hour(now: datetime) -> datetime:
    """When a limit is open again."""
    return now.replace(minute=0, second=0, microsecond=0) + timedelta(hours=1)


def forget(*, now: datetime) -> None:
    Tally.objects.filter(hour__lt=now - timedelta(hours=1)).delete()
