from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import Case, Count, F, Q, When

from accounts.access import Actor
from accounts.models import User
from involvement import access
from involvement.models import OPEN_STATUSES, Change, ChangeStep, LoopSummary, Point, Service, Story
from involvement.queries.audience import audience

PAGE_SIZE = 25
OPEN = "open"


@dataclass(frozen=True, slots=True)
class Step:
    """``told`` is how many people were told of it: a number, never who."""

    step: ChangeStep
    told: int
    is_being_told: bool


@dataclass(frozen=True, slots=True)
class ChangePage:
    """``stories`` are those that the actor may read; ``stories_kept_back`` says how many others led to it."""

    change: Change
    is_overdue: bool
    steps: list[Step]
    stories: Page[Story]
    stories_kept_back: int
    points: list[Point]
    summaries: list[LoopSummary]


@dataclass(frozen=True, slots=True)
class Linkable:
    stories: Page[Story]
    points: Page[Point]


def change_list(
    actor: Actor,
    *,
    today: date,
    q: str = "",
    status: str = "",
    service: Service | None = None,
    owner: User | None = None,
    page: Any = 1,
) -> Page[Any]:
    """What is open by the day it is due, then the rest, latest first; each with ``raised`` and ``is_overdue``."""
    changes = access.changes(actor)
    if q:
        changes = changes.filter(title__icontains=q)
    if status:
        changes = changes.filter(status__in=OPEN_STATUSES if status == OPEN else [status])
    if service:
        changes = changes.filter(service=service)
    if owner:
        changes = changes.filter(owner=owner)
    is_open = Q(status__in=OPEN_STATUSES)
    rows = changes.annotate(
        raised=Count("stories", distinct=True) + Count("points", distinct=True),
        is_overdue=Case(When(is_open & Q(due_on__lt=today), then=True), default=False),
        is_done=Case(When(is_open, then=False), default=True),
        waits_until=Case(When(is_open, then=F("due_on"))),
    )
    order = ("is_done", F("waits_until").asc(nulls_last=True), "-created_at", "pk")
    return Paginator(rows.order_by(*order), PAGE_SIZE).get_page(page)


def change_page(actor: Actor, change: Change, *, today: date, page: Any = 1) -> ChangePage:
    stories = access.stories(actor).filter(changes=change).order_by("-sent_on", "pk")
    shown = Paginator(stories, PAGE_SIZE).get_page(page)
    return ChangePage(
        change=change,
        is_overdue=change.is_open and change.due_on is not None and change.due_on < today,
        steps=_steps(change),
        stories=shown,
        stories_kept_back=change.stories.count() - shown.paginator.count,
        points=list(access.points_to_link(actor).filter(changes=change).order_by("noted_at", "pk")),
        summaries=list(access.loop_summaries(actor).filter(change=change, taken_down_at=None).order_by("published_at")),
    )


def people_to_tell(change: Change) -> int:
    return len(audience(change))


def linkable(actor: Actor, change: Change, *, q: str = "", page: Any = 1) -> Linkable:
    """Stories and points that could have led to the change too, latest first."""
    stories = access.stories(actor).exclude(changes=change)
    points = access.points_to_link(actor).exclude(changes=change)
    if q:
        words = Q(good__icontains=q) | Q(better__icontains=q) | Q(change_wanted__icontains=q)
        stories, points = stories.filter(words), points.filter(text__icontains=q)
    return Linkable(
        stories=Paginator(stories.order_by("-sent_on", "pk"), PAGE_SIZE).get_page(page),
        points=Paginator(points.order_by("-noted_at", "pk"), PAGE_SIZE).get_page(page),
    )


def what_changed(actor: Actor, *, page: Any = 1) -> Page[Change]:
    """What became of what was raised in sessions that the person came to, latest first."""
    changes = access.changes_from_own_sessions(actor).select_related("service")
    return Paginator(changes.order_by("-created_at", "pk"), PAGE_SIZE).get_page(page)


def _steps(change: Change) -> list[Step]:
    steps = list(change.steps.select_related("taken_by", "job").order_by("-taken_at", "-pk"))
    told = Counter(key.split(":")[1] for key in access.told_of(steps).values_list("key", flat=True))
    return [Step(step, told[str(step.pk)], step.job is not None and not step.job.is_finished) for step in steps]
