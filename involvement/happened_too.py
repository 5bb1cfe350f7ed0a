from __future__ import annotations

from django.utils.crypto import salted_hmac

from accounts.access import Actor
from involvement.models import Story

SALT = "involvement.happened_too"


def mark_of(story: Story, actor: Actor, browser: str) -> str:
    """A keyed hash of the log-in, else of the browser. Each story has its own, so that nobody puts them together."""
    who = f"login:{actor.user_id}" if actor.user_id is not None else f"browser:{browser}"
    return salted_hmac(SALT, f"{story.pk}:{who}", algorithm="sha256").hexdigest()
