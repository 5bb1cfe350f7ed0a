"""Published stories, as people read them who are not the staff that answer."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import reduce
from operator import or_
from typing import Any
from uuid import UUID

from django.core.paginator import Page, Paginator
from django.db.models import Count, Q, QuerySet

from accounts.access import Actor
from accounts.models import Role
from involvement import happened_too
from involvement.models import STORY_PARTS, Story
from involvement.naming import shown_name
from involvement.queries.story_places import StoryPlaces
from involvement.taxonomies import ChangeStatus, ResponseKind

PAGE_SIZE = 10
PART_LABELS = {
    "good": "What was good",
    "better": "What could be better",
    "change_wanted": "What I would like to change",
}
ANSWERS = (ResponseKind.ANSWER, ResponseKind.NEWS)


@dataclass(frozen=True, slots=True)
class ShownStory:
    """``parts`` are (heading, words). Of days only the month is shown: a day could say whose story it is."""

    pk: UUID
    name: str
    place: str
    organisation: str
    organisation_slug: str
    parts: Sequence[tuple[str, str]]
    published_at: datetime
    is_edited: bool
    is_answered: bool
    outcome: str
    too: int


@dataclass(frozen=True, slots=True)
class ShownAnswer:
    kind: str
    role: str
    text: str
    reason: str
    sent_at: datetime


@dataclass(frozen=True, slots=True)
class ShownChange:
    title: str
    status: str
    reason: str


@dataclass(frozen=True, slots=True)
class ShownStoryPage:
    story: ShownStory
    answers: Sequence[ShownAnswer]
    changes: Sequence[ShownChange]


def shown_story_list(
    shown: QuerySet[Story],
    places: StoryPlaces,
    *,
    words: str = "",
    organisation: str = "",
    service: Any = "",
    page: Any = 1,
) -> Page[Any]:
    """Published stories, newest first. Nobody finds by searching what the page itself does not say."""
    rows: QuerySet[Story, Any] = shown.annotate(too=Count("happened_too"))
    if organisation:
        rows = rows.filter(organisation__slug=organisation)
    if service:
        rows = rows.filter(service=service)
    if words:
        rows = _with_words(rows, places, words)
    found: Page[Any] = Paginator(rows.order_by("-publication__published_at", "pk"), PAGE_SIZE).get_page(page)
    found.object_list = [_shown(story, places) for story in found.object_list]
    return found


def shown_story(shown: QuerySet[Story], places: StoryPlaces, story: Story) -> ShownStoryPage:
    story = shown.annotate(too=Count("happened_too")).get(pk=story.pk)
    answers = story.responses.filter(kind__in=ANSWERS).order_by("sent_at", "pk")

    def masked(text: str) -> str:
        return places.masked(text, story.organisation_id)

    return ShownStoryPage(
        story=_shown(story, places),
        answers=[
            ShownAnswer(
                kind=each.get_kind_display(),
                role=str(Role(each.role).label) if each.role in Role else "",
                text=masked(each.text),
                reason=masked(each.reason),
                sent_at=each.sent_at,
            )
            for each in answers
        ],
        changes=[
            ShownChange(masked(each.title), each.get_status_display(), masked(each.reason))
            for each in story.changes.order_by("created_at", "pk")
        ],
    )


def has_said_too(actor: Actor, story: Story, *, browser: str) -> bool:
    return story.happened_too.filter(mark=happened_too.mark_of(story, actor, browser)).exists()


def _shown(story: Any, places: StoryPlaces) -> ShownStory:
    """``story`` is a row of stories with ``too``."""
    publication = story.publication
    parts = [(PART_LABELS[part], getattr(publication, part)) for part in STORY_PARTS]
    return ShownStory(
        pk=story.pk,
        name=shown_name(story),
        place=places.of(story),
        organisation=story.organisation.name,
        organisation_slug=story.organisation.slug,
        parts=[(label, places.masked(text, story.organisation_id)) for label, text in parts if text],
        published_at=publication.published_at,
        is_edited=bool(publication.reasons),
        is_answered=story.responded_at is not None,
        outcome=str(ChangeStatus(story.outcome).label) if story.outcome else "",
        too=story.too,
    )


def _with_words(rows: QuerySet[Story, Any], places: StoryPlaces, words: str) -> QuerySet[Story, Any]:
    rows = rows.filter(_says(words))
    near = places.near(words)
    if not near:
        return rows
    masked = rows.filter(reduce(or_, (_says(name) for name in near)))
    gone = [story.pk for story in masked if not _still_says(words, story, places)]
    return rows.exclude(pk__in=gone)


def _says(words: str) -> Q:
    return reduce(or_, (Q(**{f"publication__{part}__icontains": words}) for part in STORY_PARTS))


def _still_says(words: str, story: Story, places: StoryPlaces) -> bool:
    texts = (places.masked(getattr(story.publication, part), story.organisation_id) for part in STORY_PARTS)
    return any(words.lower() in text.lower() for text in texts)
