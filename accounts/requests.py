from __future__ import annotations

from django.http import HttpRequest

from accounts.access import Actor


class ActorRequest(HttpRequest):
    """What a view gets: a request that accounts.middleware.current_actor has passed."""

    actor: Actor
