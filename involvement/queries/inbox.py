"""Stories for the staff who answer: what waits, and one story with all that was said to it. Never who wrote it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.core.paginator import Page, Paginator
from django.db.models import F, Q, QuerySet, TextChoices

from accounts.access import Actor
from accounts.models import Role
from involvement import access, clocks
from involvement.models import Change, Response, Service, Story
from involvement.taxonomies import LoopStatus, ResponseKind, Verdict

PAGE_SIZE = 25
LAST_ANSWERS = 3
WAITS_FOR = {
    LoopStatus.RECEIVED: "Acknowledge",
    LoopStatus.ACKNOWLEDGED: "Answer",
    LoopStatus.RESPONDED: "Give news",
    LoopStatus.CLOSED: "Closed",
}


class InboxState(TextChoices):
    OVERDUE = "overdue", "Overdue"
    TO_ACKNOWLEDGE = "to-acknowledge", "To be acknowledged"
    TO_ANSWER = "to-answer", "To be answered"
    NEEDS_NEWS = "needs-news", "Answered, news to come"
    NOT_ANSWERED = "not-answered", "The author says: not answered"
    CLOSED = "closed", "Closed"


LOOP_STATUS = {
    InboxState.TO_ACKNOWLEDGE: LoopStatus.RECEIVED,
    InboxState.TO_ANSWER: LoopStatus.ACKNOWLEDGED,
    InboxState.NEEDS_NEWS: LoopStatus.RESPONDED,
    InboxState.CLOSED: LoopStatus.CLOSED,
}


@dataclass(frozen=True, slots=True)
class InboxLine:
    story: Story
    today: date

    @property
    def starts(self) -> str:
        return self.story.better or self.story.change_wanted or self.story.good

    @property
    def waits_for(self) -> str:
        return WAITS_FOR[LoopStatus(self.story.loop_status)]

    @property
    def due_on(self) -> date | None:
        return clocks.due_on(self.story)

    @property
    def is_overdue(self) -> bool:
        return clocks.is_overdue(self.story, today=self.today)


@dataclass(frozen=True, slots=True)
class Said:
    """One thing that was said to the author, and by whom: colleagues know each other by role here as well."""

    response: Response

    @property
    def by(self) -> str:
        return Role(self.response.role).label if self.response.role in Role.values else "Staff"


@dataclass(frozen=True, slots=True)
class StoryPage:
    line: InboxLine
    said: list[Said]
    changes: list[Change]
    past: list[Response]

    @property
    def story(self) -> Story:
        return self.line.story

    @property
    def last_seen(self) -> UUID | None:
        return self.said[-1].response.pk if self.said else None


def stories(
    actor: Actor, *, today: date, q: str = "", state: str = "", service: Service | None = None, page: Any = 1
) -> Page[InboxLine]:
    """What is due first comes first; closed ones are only shown when asked for, the last closed first."""
    rows = _in_state(access.stories(actor), state, today=today)
    for word in q.split():
        rows = rows.filter(Q(good__icontains=word) | Q(better__icontains=word) | Q(change_wanted__icontains=word))
    if service is not None:
        rows = rows.filter(service=service)
    if state == InboxState.CLOSED:
        rows = rows.order_by("-closed_at", "pk")
    else:
        rows = rows.alias(due=clocks.DUE_ON).order_by(F("due").asc(nulls_last=True), "sent_at", "pk")
    found: Any = Paginator(rows, PAGE_SIZE).get_page(page)
    found.object_list = [InboxLine(story, today) for story in found.object_list]
    return found


def overdue_stories(actor: Actor, *, today: date) -> int:
    return access.stories(actor).filter(clocks.overdue(today=today)).count()


def story_page(actor: Actor, story: Story, *, today: date) -> StoryPage:
    return StoryPage(
        line=InboxLine(story, today),
        said=[Said(response) for response in story.responses.order_by("sent_at", "pk")],
        changes=list(access.changes(actor).filter(stories=story).order_by("created_at", "pk")),
        past=list(_past_answers(actor, story)[:LAST_ANSWERS]),
    )


def past_answers(actor: Actor, story: Story, *, q: str = "", page: Any = 1) -> Page[Response]:
    """What was answered to other stories about the same service, newest first; ``q`` looks in the answers."""
    rows = _past_answers(actor, story)
    for word in q.split():
        rows = rows.filter(text__icontains=word)
    return Paginator(rows, PAGE_SIZE).get_page(page)


def _past_answers(actor: Actor, story: Story) -> QuerySet[Response]:
    rows = access.responses(actor).filter(kind=ResponseKind.ANSWER, story__service=story.service_id)
    return rows.exclude(story=story).order_by("-sent_at", "pk")


def _in_state(rows: QuerySet[Story], state: str, *, today: date) -> QuerySet[Story]:
    if state == InboxState.OVERDUE:
        return rows.filter(clocks.overdue(today=today))
    if state == InboxState.NOT_ANSWERED:
        return rows.filter(verdict__in=(Verdict.NOT_ANSWERED, Verdict.PARTLY))
    if state in LOOP_STATUS:
        return rows.filter(loop_status=LOOP_STATUS[InboxState(state)])
    return rows.exclude(loop_status=LoopStatus.CLOSED)
