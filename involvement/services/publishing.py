"""Deciding what others may read of a story. Its author is told every time, and sees both texts (rule R5)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime

from django.db import transaction

from accounts.access import Actor
from core import audit
from involvement.models import STORY_PARTS, PersonalNoticeKind, Publication, Story
from involvement.services.telling import tell
from involvement.taxonomies import Visibility


class PublishingRefused(Exception):
    """It cannot be decided like this; the message says what to do."""


class EditReasonMissing(PublishingRefused):
    def __init__(self) -> None:
        super().__init__("Choose why words were changed. The author is told.")


class NothingLeft(PublishingRefused):
    def __init__(self) -> None:
        super().__init__("Leave some words in, or choose “Do not publish”.")


class NoLongerWanted(PublishingRefused):
    def __init__(self) -> None:
        super().__init__("Go back to the list. This story is not for others to read any more.")


class DecidedMeanwhile(PublishingRefused):
    """Another moderator decided after this one opened the page; ``saved`` is their decision."""

    def __init__(self, saved: Publication) -> None:
        self.saved = saved
        super().__init__("Check this. Somebody decided meanwhile. Save again to keep yours.")


@transaction.atomic
def publish_story(
    *,
    actor: Actor,
    story: Story,
    words: Mapping[str, str],
    reasons: Sequence[str],
    was: datetime | None,
    now: datetime,
) -> Publication:
    """Let others read these ``words`` (by part of the story) from now on. The original stays for its author.

    ``was`` is when the decision was taken that the moderator saw, None for none. Raises PublishingRefused.
    """
    story = _held_fast(story)
    kept = {part: words.get(part, "").strip() for part in STORY_PARTS}
    changed = any(kept[part] != getattr(story, part).strip() for part in STORY_PARTS)
    if not any(kept.values()):
        raise NothingLeft
    if changed and not reasons:
        raise EditReasonMissing
    return _decide(actor, story, {**kept, "reasons": list(reasons) if changed else []}, was=was, now=now, publish=True)


@transaction.atomic
def refuse_story(
    *, actor: Actor, story: Story, reasons: Sequence[str], was: datetime | None, now: datetime
) -> Publication:
    """Leave the story to the staff who answer it, and say why. Raises PublishingRefused."""
    story = _held_fast(story)
    if not reasons:
        raise EditReasonMissing
    nothing = dict.fromkeys(STORY_PARTS, "")
    return _decide(actor, story, {**nothing, "reasons": list(reasons)}, was=was, now=now, publish=False)


@transaction.atomic
def take_down_story(*, actor: Actor, story: Story, reasons: Sequence[str], now: datetime) -> None:
    """From now on nobody else reads it. The published words stay for its author and for those who decide."""
    Story.objects.select_for_update(no_key=True).only("pk").get(pk=story.pk)
    publication = Publication.objects.filter(story=story).first()
    if publication is None or not publication.is_published:
        return
    publication.reasons, publication.taken_down_at = list(reasons), now
    publication.decided_by_id, publication.decided_at = actor.user_id, now
    publication.save()
    audit.record(actor=actor, verb="STORY_TAKEN_DOWN", target=story, reason=",".join(reasons))
    _tell(publication, now=now)


def _held_fast(story: Story) -> Story:
    """The row as it is now, for us alone. Its author may have thought again since the page was opened."""
    row = Story.objects.select_for_update(no_key=True).get(pk=story.pk)
    if row.visibility == Visibility.STAFF or row.is_held:
        raise NoLongerWanted
    return row


def _decide(
    actor: Actor, story: Story, values: Mapping[str, object], *, was: datetime | None, now: datetime, publish: bool
) -> Publication:
    before = Publication.objects.filter(story=story).first()
    if before is not None and before.decided_at != was:
        if before.decided_by_id == actor.user_id and before.is_published == publish and _is_same(before, values):
            return before
        raise DecidedMeanwhile(before)
    decided = {"decided_by_id": actor.user_id, "decided_at": now, "taken_down_at": None}
    publication, _ = Publication.objects.update_or_create(
        story=story, defaults={**values, **decided, "published_at": now if publish else None}
    )
    verb = "STORY_PUBLISHED" if publish else "STORY_NOT_PUBLISHED"
    audit.record(actor=actor, verb=verb, target=story, reason=",".join(publication.reasons))
    _tell(publication, now=now)
    return publication


def _is_same(publication: Publication, values: Mapping[str, object]) -> bool:
    return all(getattr(publication, name) == value for name, value in values.items())


def _tell(publication: Publication, *, now: datetime) -> None:
    story = publication.story
    tell(
        organisation_id=story.organisation_id,
        kind=PersonalNoticeKind.STORY_NEWS,
        key=f"publication:{publication.pk}:{publication.decided_at.isoformat()}",
        now=now,
        story=story,
    )
