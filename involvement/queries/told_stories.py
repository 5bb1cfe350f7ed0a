"""What an author sees of a story of their own: what was said to it, what it led to, and who may read it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import Q

from accounts.access import Actor
from accounts.models import Role
from involvement import access, clocks
from involvement.models import Change, Publication, Response, Story
from involvement.taxonomies import ChangeStatus, EditReason, LoopStatus, ResponseKind, Verdict, Visibility

PAGE_SIZE = 25
# Who wrote, by role: staff who answer are not named.
WRITERS = {
    Role.INVOLVEMENT_LEAD: "the involvement lead",
    Role.RESPONDER: "someone who answers for the service",
}
HEADINGS = {
    ResponseKind.ACKNOWLEDGEMENT: "Your story was read",
    ResponseKind.ANSWER: "You got an answer",
    ResponseKind.NEWS: "There was news",
}
HOW_FAR = {
    LoopStatus.RECEIVED: "We have it",
    LoopStatus.ACKNOWLEDGED: "It was read",
    LoopStatus.RESPONDED: "Answered",
    LoopStatus.CLOSED: "Answered and closed",
}


@dataclass(frozen=True, slots=True)
class Moment:
    """One thing that happened. ``words`` are those of staff; ``outcome`` says what follows, and why not."""

    at: datetime
    heading: str
    by: str = ""
    words: str = ""
    outcome: str = ""


@dataclass(frozen=True, slots=True)
class Choice:
    """One answer that the author can give with one tap."""

    value: str
    label: str


@dataclass(frozen=True, slots=True)
class ToldStory:
    story: Story
    moments: list[Moment]
    changes: list[Change]
    publication: Publication | None
    today: date

    @property
    def how_far(self) -> str:
        return HOW_FAR[LoopStatus(self.story.loop_status)]

    @property
    def due_on(self) -> date | None:
        return clocks.due_on(self.story)

    @property
    def is_overdue(self) -> bool:
        return clocks.is_overdue(self.story, today=self.today)

    @property
    def verdicts(self) -> list[Choice]:
        """What the author can say of the answer; nothing while there is none."""
        if self.story.responded_at is None:
            return []
        return [Choice(each.value, each.label) for each in Verdict if each != self.story.verdict]

    @property
    def visibilities(self) -> list[Choice]:
        return [Choice(each.value, each.label) for each in Visibility if each != self.story.visibility]

    @property
    def is_published(self) -> bool:
        shown = self.publication
        return shown is not None and shown.published_at is not None and shown.taken_down_at is None

    @property
    def edit_reasons(self) -> list[str]:
        return [EditReason(reason).label for reason in self.publication.reasons] if self.publication else []

    @property
    def hears_by_email(self) -> bool:
        """Somebody with a log-in or a record is told in the way that they chose there."""
        story = self.story
        return story.author_id is None and story.participant_id is None and story.closed_at is None


@dataclass(frozen=True, slots=True)
class ToldLine:
    story: Story

    @property
    def how_far(self) -> str:
        return HOW_FAR[LoopStatus(self.story.loop_status)]

    @property
    def starts(self) -> str:
        return self.story.good or self.story.better or self.story.change_wanted


def told_stories(actor: Actor, *, q: str = "", page: Any = 1) -> Page[ToldLine]:
    """What the person has said, newest first; ``q`` looks in their words."""
    rows = access.own_stories(actor)
    for word in q.split():
        rows = rows.filter(Q(good__icontains=word) | Q(better__icontains=word) | Q(change_wanted__icontains=word))
    found: Any = Paginator(rows.order_by("-sent_at", "pk"), PAGE_SIZE).get_page(page)
    found.object_list = [ToldLine(story) for story in found.object_list]
    return found


def told_story(story: Story, *, today: date) -> ToldStory:
    changes = list(story.changes.prefetch_related("steps").order_by("created_at", "pk"))
    responses = list(story.responses.order_by("sent_at", "pk"))
    moments = [*_begun(story), *map(_said, responses), *_steps(story, changes, responses), *_closed(story)]
    return ToldStory(
        story=story,
        moments=sorted(moments, key=lambda moment: moment.at),
        changes=changes,
        publication=getattr(story, "publication", None),
        today=today,
    )


def _begun(story: Story) -> Iterator[Moment]:
    yield Moment(story.sent_at, "You told us")
    if story.released_at is not None:
        yield Moment(story.released_at, "Somebody trained read it first")


def _closed(story: Story) -> Iterator[Moment]:
    """After what was said at the same moment."""
    if story.closed_at is not None:
        yield Moment(story.closed_at, "This is closed")


def _said(response: Response) -> Moment:
    return Moment(
        at=response.sent_at,
        heading=HEADINGS[ResponseKind(response.kind)],
        by=WRITERS.get(Role(response.role), "a member of staff"),
        words=response.text,
        outcome=_outcome(response.outcome, response.reason),
    )


def _steps(story: Story, changes: list[Change], responses: list[Response]) -> Iterator[Moment]:
    """What became of the changes since the story was sent; a step that an answer told of is not told again."""
    told = {response.sent_at for response in responses}
    for change in changes:
        for step in change.steps.all():
            if step.taken_at > story.sent_at and step.taken_at not in told:
                reason = step.text if step.status == ChangeStatus.NOT_POSSIBLE else ""
                words = "" if reason else step.text
                yield Moment(step.taken_at, change.title, words=words, outcome=_outcome(step.status, reason))


def _outcome(outcome: str, reason: str) -> str:
    if not outcome:
        return ""
    label = ChangeStatus(outcome).label
    return f"{label}, because: {reason}" if reason else label
