from __future__ import annotations

from django.http import HttpRequest

from accounts.access import Actor
from accounts.models import User


class ActorRequest(HttpRequest):
    """What a view gets: a request that accounts.middleware.current_actor has passed."""

    actor: Actor


class SignedInRequest(ActorRequest):
    """What a view behind any lock gets: AccessMiddleware has made sure that somebody is signed in."""

    user: User
