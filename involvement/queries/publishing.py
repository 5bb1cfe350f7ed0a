"""What those see who decide which stories others read."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.core.paginator import Page, Paginator
from django.db import models
from django.db.models import Q

from accounts.access import Actor
from involvement import access
from involvement.deidentify import Found, pieces, suggest
from involvement.models import STORY_PARTS, Publication, Story
from involvement.naming import shown_name
from involvement.queries.shown_stories import PART_LABELS
from involvement.queries.story_places import story_places
from involvement.taxonomies import Visibility

PAGE_SIZE = 20


class Decision(models.TextChoices):
    """The lists of stories by what was decided."""

    WAITING = "waiting", "To decide"
    PUBLISHED = "published", "Published"
    NOT_PUBLISHED = "not-published", "Not published"


IS_UP = Q(publication__published_at__isnull=False, publication__taken_down_at=None)
BY_DECISION = {
    Decision.WAITING: Q(publication=None),
    Decision.PUBLISHED: IS_UP,
    Decision.NOT_PUBLISHED: Q(publication__isnull=False) & ~IS_UP,
}


@dataclass(frozen=True, slots=True)
class PartToPublish:
    """One part of a story: the ``original`` in pieces, those to look at with why, and the ``suggested`` words."""

    name: str
    label: str
    original: Sequence[tuple[str, Found | None]]
    suggested: str
    published: str

    @property
    def found(self) -> list[Found]:
        return [found for _, found in self.original if found]


@dataclass(frozen=True, slots=True)
class StoryToPublish:
    """``decision`` is the one that stands now; ``was`` when it was taken."""

    story: Story
    name: str
    place: str
    parts: Sequence[PartToPublish]
    decision: Publication | None

    @property
    def was(self) -> datetime | None:
        return self.decision.decided_at if self.decision else None

    @property
    def words(self) -> dict[str, str]:
        """What to begin with: what was published, else the suggestions."""
        return {part.name: part.published or part.suggested for part in self.parts}

    @property
    def reasons(self) -> list[str]:
        if self.decision:
            return list(self.decision.reasons)
        return list(dict.fromkeys(found.reason.value for part in self.parts for found in part.found))


def stories_to_publish(actor: Actor, *, decision: str = Decision.WAITING, page: Any = 1) -> Page[Story]:
    """Oldest first while they wait; newest decision first afterwards."""
    rows = access.stories_to_show(actor).filter(BY_DECISION.get(Decision(decision), BY_DECISION[Decision.WAITING]))
    order = ("sent_at", "pk") if decision == Decision.WAITING else ("-publication__decided_at", "pk")
    return Paginator(rows.order_by(*order), PAGE_SIZE).get_page(page)


def story_to_publish(actor: Actor, story: Story, *, now: datetime) -> StoryToPublish:
    decision = getattr(story, "publication", None)
    public = story.visibility == Visibility.PUBLIC
    places = story_places(access.public_stories() if public else access.shared_stories(actor), now=now)
    services = list(access.services_to_tell_of(story.organisation))
    named = {service.name for service in places.named}
    hidden = [service.name for service in services if service.name not in named]
    parts = [
        _part(story, name, decision, known=[*named, story.organisation.name], hidden=hidden)
        for name in STORY_PARTS
        if getattr(story, name)
    ]
    return StoryToPublish(story, shown_name(story), places.of(story), parts, decision)


def _part(
    story: Story, name: str, decision: Publication | None, *, known: Sequence[str], hidden: Sequence[str]
) -> PartToPublish:
    text = getattr(story, name)
    suggestion = suggest(text, is_praise=name == "good", known=known, hidden=hidden)
    return PartToPublish(
        name=name,
        label=PART_LABELS[name],
        original=pieces(text, suggestion.found),
        suggested=suggestion.words,
        published=getattr(decision, name) if decision else "",
    )
