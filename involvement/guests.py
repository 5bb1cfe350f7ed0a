"""Which story this browser opened with a code or a link: for half an hour, and until the browser is closed.

Whoever signs in or out meanwhile has opened nothing: on a shared device that may be somebody else.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from uuid import UUID

from django.http import HttpRequest

OPENED = "opened_story"
STAYS_OPEN = timedelta(minutes=30)
# Writing the session on every click would cost a statement a page.
GRAIN = timedelta(minutes=1)


def open_story(request: HttpRequest, story_id: UUID, *, now: datetime) -> None:
    request.session.cycle_key()
    _keep(request, story_id, now)
    if not request.user.is_authenticated:
        request.session.set_expiry(0)


def opened_story(request: HttpRequest, *, now: datetime) -> UUID | None:
    kept = request.session.get(OPENED)
    if kept is None:
        return None
    story_id, since, who = UUID(kept["story"]), datetime.fromisoformat(kept["at"]), kept["who"]
    if now - since > STAYS_OPEN or who != _who(request):
        close_story(request)
        return None
    if now - since > GRAIN:
        _keep(request, story_id, now)
    return story_id


def close_story(request: HttpRequest) -> None:
    request.session.pop(OPENED, None)


def _keep(request: HttpRequest, story_id: UUID, now: datetime) -> None:
    request.session[OPENED] = {"story": str(story_id), "at": now.isoformat(), "who": _who(request)}


def _who(request: HttpRequest) -> str:
    return str(request.user.pk or "")
