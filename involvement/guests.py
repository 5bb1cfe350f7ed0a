"""Which story, and which place, this browser opened with a code or a link: for half an hour, and until it is closed.

Whoever signs in or out meanwhile has opened nothing: on a shared device that may be somebody else.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from enum import StrEnum
from uuid import UUID

from django.http import HttpRequest

STAYS_OPEN = timedelta(minutes=30)
# Writing the session on every click would cost a statement a page.
GRAIN = timedelta(minutes=1)


class Opened(StrEnum):
    """Where the session keeps it."""

    STORY = "opened_story"
    PLACE = "opened_place"


def open_one(request: HttpRequest, what: Opened, pk: UUID, *, now: datetime) -> None:
    request.session.cycle_key()
    _keep(request, what, pk, now)
    if not request.user.is_authenticated:
        request.session.set_expiry(0)


def opened(request: HttpRequest, what: Opened, *, now: datetime) -> UUID | None:
    kept = request.session.get(what)
    if kept is None:
        return None
    pk, since, who = UUID(kept["id"]), datetime.fromisoformat(kept["at"]), kept["who"]
    if now - since > STAYS_OPEN or who != _who(request):
        close(request, what)
        return None
    if now - since > GRAIN:
        _keep(request, what, pk, now)
    return pk


def close(request: HttpRequest, what: Opened) -> None:
    request.session.pop(what, None)


def _keep(request: HttpRequest, what: Opened, pk: UUID, now: datetime) -> None:
    request.session[what] = {"id": str(pk), "at": now.isoformat(), "who": _who(request)}


def _who(request: HttpRequest) -> str:
    return str(request.user.pk or "")
