"""Links that open one story without a sign-in, for messages to its author. They say nothing about the story."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

from django.conf import settings
from django.core import signing

from involvement.models import Story

SALT = "involvement.story_link"
LINK_LASTS = timedelta(days=90)


def story_link(story: Story) -> str:
    return f"{settings.HEARD_URL}/my-story/{signing.dumps(str(story.pk), salt=SALT)}/"


def story_of(token: str) -> UUID | None:
    """The id that stands in a link; None for a link that is not ours or too old."""
    try:
        return UUID(signing.loads(token, salt=SALT, max_age=LINK_LASTS))
    except signing.BadSignature:
        return None
