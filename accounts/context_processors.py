from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.urls import reverse

from accounts import access, sessions
from accounts.access import Permission

# What stands in the menu, in this order, for a role that may open it.
NAVIGATION: tuple[tuple[Permission, str, str], ...] = (
    (Permission.SEE_OWN_RECORD, "My record", "involvement:my_record"),
    (Permission.SEE_SESSIONS, "Today", "involvement:today"),
    (Permission.SEE_GAP, "Whose voice is missing", "reports:dashboard"),
    (Permission.SEE_GAP, "Reports", "reports:reports"),
    (Permission.SEE_SESSIONS, "Sessions", "involvement:sessions"),
    (Permission.SEE_PARTICIPANTS, "People", "involvement:participants"),
    (Permission.SEE_SESSIONS, "Activities", "involvement:activities"),
    (Permission.MANAGE_SERVICES, "Services", "involvement:services"),
    (Permission.SEE_IMPORTS, "Files", "involvement:imports"),
    (Permission.MANAGE_BENCHMARKS, "Compare with", "reports:benchmarks"),
    (Permission.MANAGE_MEMBERS, "Members", "accounts:members"),
    (Permission.MANAGE_ORGANISATION, "Organisation", "accounts:organisation"),
    (Permission.MANAGE_PURPOSES, "Use of data", "involvement:purposes"),
    (Permission.SEE_AUDIT, "What was done", "accounts:audit_log"),
)


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
    """(label, address, whether we are there): the longest address that this page lies under is the one."""
    if current.needs_second_factor and not sessions.has_second_factor(request):
        return []
    entries = [(label, reverse(name)) for permission, label, name in NAVIGATION if current.may(permission)]
    here = max((url for _, url in entries if request.path.startswith(url)), key=len, default=None)
    return [(label, url, url == here) for label, url in entries]
