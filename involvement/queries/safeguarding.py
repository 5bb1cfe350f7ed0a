"""What the safeguarding lead sees, and what those see who raised a concern."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.core.paginator import Page, Paginator

from accounts.access import Actor
from accounts.models import Role
from core.secrets import unseal
from involvement import access
from involvement.models import STORY_PARTS, SafeguardingConcern, Story
from involvement.queries.shown_stories import PART_LABELS
from involvement.taxonomies import ConcernStatus
from involvement.worrying import worries_in

PAGE_SIZE = 20
SENTENCES = re.compile(r"[^.!?\n]*[.!?\n]*")


@dataclass(frozen=True, slots=True)
class WorryingPart:
    """One part of a story in sentences, each with whether it holds worrying words."""

    label: str
    sentences: Sequence[tuple[str, bool]]


@dataclass(frozen=True, slots=True)
class ShownStep:
    principle: str
    text: str
    by: str
    taken_at: datetime


@dataclass(frozen=True, slots=True)
class ConcernPage:
    """``from_whom`` is the role of whoever raised it, for staff; others stay without one."""

    concern: SafeguardingConcern
    what: str
    how_to_reach: str
    outcome: str
    from_whom: str
    steps: Sequence[ShownStep]
    story: Story | None
    story_parts: Sequence[WorryingPart]

    @property
    def is_closed(self) -> bool:
        return self.concern.status == ConcernStatus.CLOSED


def held_story_list(actor: Actor, *, page: Any = 1) -> Page[Story]:
    """Whoever has waited longest comes first."""
    return Paginator(access.held_stories(actor).order_by("held_at", "pk"), PAGE_SIZE).get_page(page)


def worrying_parts(story: Story) -> list[WorryingPart]:
    """The whole text. Words that run over the end of a sentence mark none: all of it has to be read anyway."""
    texts = [(PART_LABELS[part], getattr(story, part)) for part in STORY_PARTS]
    return [
        WorryingPart(label, [(each, bool(worries_in(each))) for each in SENTENCES.findall(text) if each])
        for label, text in texts
        if text
    ]


def concern_list(actor: Actor, *, closed: bool, page: Any = 1) -> Page[SafeguardingConcern]:
    """Oldest first while they are open, newest first once they are closed."""
    rows = access.concerns(actor)
    if closed:
        rows = rows.filter(status=ConcernStatus.CLOSED).order_by("-closed_at", "pk")
    else:
        rows = rows.exclude(status=ConcernStatus.CLOSED).order_by("raised_at", "pk")
    return Paginator(rows, PAGE_SIZE).get_page(page)


def concern_page(concern: SafeguardingConcern) -> ConcernPage:
    story = access.story_of_concern(concern)
    return ConcernPage(
        concern=concern,
        what=unseal(concern.what),
        how_to_reach=unseal(concern.how_to_reach),
        outcome=unseal(concern.outcome),
        from_whom=str(Role(concern.role).label) if concern.role else "Somebody who was not signed in",
        steps=[
            ShownStep(step.get_principle_display(), unseal(step.text), str(step.taken_by or ""), step.taken_at)
            for step in concern.steps.select_related("taken_by").order_by("taken_at", "pk")
        ],
        story=story,
        story_parts=worrying_parts(story) if story else [],
    )


def whom_to_tell(actor: Actor, *, slug: str) -> str:
    """The slug of the organisation to begin with: the one asked for, else the actor's own."""
    own = access.organisations_with_safeguarding().filter(pk=actor.organisation_id).values_list("slug", flat=True)
    return slug or own.first() or ""


def raised_concern_list(actor: Actor, *, page: Any = 1) -> Page[SafeguardingConcern]:
    return Paginator(access.raised_concerns(actor).order_by("-raised_at", "pk"), PAGE_SIZE).get_page(page)
