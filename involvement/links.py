"""Links that open one thing of one person without a sign-in, for messages to them. They say nothing about it."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

from django.conf import settings
from django.core import signing

from involvement.models import Interest, Story

SALT = "involvement.story_link"
PLACE_SALT = "involvement.place_link"
LINK_LASTS = timedelta(days=90)


def story_link(story: Story) -> str:
    return f"{settings.HEARD_URL}/my-story/{signing.dumps(str(story.pk), salt=SALT)}/"


def story_of(token: str) -> UUID | None:
    """The id that stands in a link; None for a link that is not ours or too old."""
    return _opened(token, salt=SALT)


def place_link(interest: Interest) -> str:
    return f"{settings.HEARD_URL}/my-place/{place_token(interest)}/"


def place_token(interest: Interest) -> str:
    return signing.dumps(str(interest.pk), salt=PLACE_SALT)


def place_of(token: str) -> UUID | None:
    """As story_of()."""
    return _opened(token, salt=PLACE_SALT)


def _opened(token: str, *, salt: str) -> UUID | None:
    try:
        return UUID(signing.loads(token, salt=salt, max_age=LINK_LASTS))
    except signing.BadSignature:
        return None
