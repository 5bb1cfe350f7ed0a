from __future__ import annotations

from dataclasses import dataclass

from django.conf import settings
from django.http import HttpRequest

from core import help


@dataclass(frozen=True, slots=True)
class Site:
    """What every page needs. Made without the database, so that the error pages can use it too."""

    name: str
    nation: str
    quick_exit_url: str
    idle_seconds: int
    help_contacts: tuple[help.HelpContact, ...]


def site_for(nation: str | None = None) -> Site:
    nation = nation or settings.HEARD_NATION
    return Site(
        name=settings.HEARD_NAME,
        nation=nation,
        quick_exit_url=settings.HEARD_QUICK_EXIT_URL,
        idle_seconds=settings.SESSION_IDLE_SECONDS,
        help_contacts=help.contacts_for(nation),
    )


def site(request: HttpRequest) -> dict[str, Site]:
    """Named `heard`, for sign-in pages have a `site` of their own. The actor's nation decides the help numbers."""
    actor = getattr(request, "actor", None)
    return {"heard": site_for(getattr(actor, "nation", None))}
