"""Links that open one thing without a sign-in, on posters and in messages. They say nothing about anybody."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

from django.conf import settings
from django.core import signing
from django.urls import reverse

from involvement.models import Interest, InvolvementSession, Service, Story

SALT = "involvement.story_link"
PLACE_SALT = "involvement.place_link"
LINK_LASTS = timedelta(days=90)


def saying_link(about: Service | InvolvementSession) -> str:
    """Where a QR code leads: to say something about this service or session."""
    kind = "service" if isinstance(about, Service) else "session"
    address = reverse("involvement:send_story", args=[about.organisation.slug])
    return f"{settings.HEARD_URL}{address}?{kind}={about.pk}"


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
