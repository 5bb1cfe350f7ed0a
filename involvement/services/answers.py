"""What the organisation says to the author of a story: that it was read, the answer, news, and the last word.

Lock order: a change before the stories linked to it.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from accounts.access import Actor
from core import audit
from core.models import AuditEvent
from involvement import clocks
from involvement.models import OPEN_STATUSES, Change, PersonalNoticeKind, Response, Story
from involvement.services.changes import ReasonMissing, add_change, link_to_change
from involvement.services.outcomes import settle_outcomes
from involvement.services.telling import forget_news_address, tell
from involvement.taxonomies import ChangeStatus, LoopStatus, ResponseKind

SEEN = "STORY_SEEN"
# Coming back to a story within this time is the same visit.
VISIT = timedelta(minutes=30)


class AnswerRefused(Exception):
    """The message says to staff what to do instead."""


class AnsweredMeanwhile(AnswerRefused):
    def __init__(self) -> None:
        super().__init__("Read what a colleague wrote meanwhile. Send yours again if it is still needed.")


@transaction.atomic
def note_story_seen(*, actor: Actor, story: Story, now: datetime) -> None:
    """Once a visit, for the person whose story it is, where the register knows them."""
    seen = AuditEvent.objects.filter(user_id=actor.user_id, verb=SEEN, target_id=str(story.pk), at__gt=now - VISIT)
    if not seen.exists():
        audit.record(actor=actor, verb=SEEN, target=story, subject_id=story.participant_id)


@transaction.atomic
def acknowledge_story(*, actor: Actor, story: Story, send_key: UUID, text: str, now: datetime) -> Response:
    """Raises AnsweredMeanwhile when the author has heard from somebody already."""
    story, said = _lock(story, send_key)
    if said is not None:
        return said
    if story.loop_status != LoopStatus.RECEIVED:
        raise AnsweredMeanwhile
    story.loop_status, story.acknowledged_at = LoopStatus.ACKNOWLEDGED, now
    story.save(update_fields=["loop_status", "acknowledged_at"])
    return _say(actor, story, ResponseKind.ACKNOWLEDGEMENT, text, send_key=send_key, now=now)


@transaction.atomic
def answer_story(
    *,
    actor: Actor,
    story: Story,
    send_key: UUID,
    text: str,
    outcome: str,
    now: datetime,
    reason: str = "",
    closes: bool = False,
    change: Change | None = None,
    new_change: str = "",
    last_seen: UUID | None = None,
) -> Response:
    """A story may be answered more than once. ``change``, or one with the title ``new_change``, is what it led to.

    ``last_seen`` is the last response that its writer could read: when there is a newer one, AnsweredMeanwhile is
    raised. Raises ReasonMissing, and AnswerRefused for a story that cannot be closed yet.
    """
    reason = reason.strip() if outcome == ChangeStatus.NOT_POSSIBLE else ""
    if outcome == ChangeStatus.NOT_POSSIBLE and not reason:
        raise ReasonMissing("Enter why it is not possible. The person will read this.")
    led_to: dict[str, Any] = {"actor": actor, "stories": [story], "now": now, "tells": False}
    if change is not None:
        link_to_change(change=change, **led_to)
    elif new_change:
        add_change(send_key=send_key, title=new_change, status=outcome, text=reason, service=story.service, **led_to)
    story, said = _lock(story, send_key)
    if said is not None:
        return said
    last = story.responses.order_by("-sent_at", "-pk").first()
    if last is not None and last.pk != last_seen:
        raise AnsweredMeanwhile
    story.acknowledged_at, story.responded_at = story.acknowledged_at or now, story.responded_at or now
    _note_told(story, outcome=outcome, closes=closes, now=now)
    response = _say(actor, story, ResponseKind.ANSWER, text, outcome=outcome, reason=reason, send_key=send_key, now=now)
    settle_outcomes([story])
    return response


@transaction.atomic
def give_story_news(*, actor: Actor, story: Story, send_key: UUID, text: str, now: datetime) -> Response:
    """Raises AnswerRefused for a story that has no answer yet."""
    return _follow_up(actor, story, send_key=send_key, text=text, closes=False, now=now)


@transaction.atomic
def close_story(*, actor: Actor, story: Story, send_key: UUID, text: str, now: datetime) -> Response:
    """The last word. Raises AnswerRefused for a story without an answer, or with something still to be done."""
    return _follow_up(actor, story, send_key=send_key, text=text, closes=True, now=now)


def _follow_up(actor: Actor, story: Story, *, send_key: UUID, text: str, closes: bool, now: datetime) -> Response:
    story, said = _lock(story, send_key)
    if said is not None:
        return said
    if story.responded_at is None:
        raise AnswerRefused("Answer the story first.")
    _note_told(story, outcome=story.outcome, closes=closes, now=now)
    return _say(actor, story, ResponseKind.NEWS, text, send_key=send_key, now=now)


def _lock(story: Story, send_key: UUID) -> tuple[Story, Response | None]:
    """The story as it is now, held until the end, and what was said under this key before."""
    locked = Story.objects.select_for_update(no_key=True).filter(pk=story.pk).first()
    if locked is None:
        raise AnswerRefused("Go back to the list. The person has taken this story back.")
    said = locked.responses.filter(send_key=send_key).first()
    if said is None and locked.closed_at is not None:
        raise AnswerRefused("Go back to the list. This story is closed.")
    return locked, said


def _note_told(story: Story, *, outcome: str, closes: bool, now: datetime) -> None:
    if closes and (outcome in OPEN_STATUSES or story.changes.filter(status__in=OPEN_STATUSES).exists()):
        raise AnswerRefused("Leave it open. You told the person that something is still to come.")
    story.loop_status = LoopStatus.CLOSED if closes else LoopStatus.RESPONDED
    story.closed_at = now if closes else None
    story.news_by = None if closes else clocks.next_news(timezone.localdate(now))
    story.save(update_fields=["acknowledged_at", "responded_at", "loop_status", "closed_at", "news_by"])


def _say(
    actor: Actor,
    story: Story,
    kind: str,
    text: str,
    *,
    send_key: UUID,
    now: datetime,
    outcome: str = "",
    reason: str = "",
) -> Response:
    response = Response.objects.create(
        story=story,
        kind=kind,
        text=text,
        outcome=outcome,
        reason=reason,
        written_by_id=actor.user_id,
        role=actor.role or "",
        send_key=send_key,
        sent_at=now,
    )
    audit.record(actor=actor, verb=f"STORY_{kind.upper()}_SENT", target=story)
    if story.closed_at is not None:
        audit.record(actor=actor, verb="STORY_CLOSED", target=story)
    tell(
        organisation_id=story.organisation_id,
        kind=PersonalNoticeKind.STORY_NEWS,
        key=f"response:{response.pk}",
        now=now,
        story=story,
    )
    forget_news_address(story_id=story.pk)
    return response
