from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.utils import timezone

from accounts.access import NOBODY
from reports import queries


def news(request: HttpRequest) -> dict[str, Any]:
    """Lines for first screens. Asks the database only where a page shows them."""
    actor = getattr(request, "actor", NOBODY)
    return {"news": lambda: queries.news(actor, today=timezone.localdate())}
