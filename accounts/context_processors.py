from __future__ import annotations

from typing import Any

from django.http import HttpRequest

from accounts import access
from accounts.access import Permission

# What stands in the menu, in this order, for a role that may open it.
NAVIGATION: tuple[tuple[Permission, str, str], ...] = ()


def actor(request: HttpRequest) -> dict[str, Any]:
    current: access.Actor = getattr(request, "actor", access.NOBODY)
    return {"actor": current}
