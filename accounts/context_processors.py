from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.urls import reverse

from accounts import access, navigation, sessions


def actor(request: HttpRequest) -> dict[str, Any]:
    """Who acts, and where the menu leads. Costs no query."""
    current: access.Actor = getattr(request, "actor", access.NOBODY)
    if current.user_id is None:
        return {"actor": current}
    return {
        "actor": current,
        "account_url": reverse("accounts:account"),
        "switch_url": reverse("accounts:switch_role"),
        "navigation": _navigation(request, current),
    }


def _navigation(request: HttpRequest, current: access.Actor) -> list[tuple[str, str, bool]]:
    if current.needs_second_factor and not sessions.has_second_factor(request):
        return []
    return navigation.header(current, path=request.path)
