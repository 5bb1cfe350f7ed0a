"""Reads and answers what people told the Trust, and lets authors say whether it answered them."""

from __future__ import annotations

import uuid
from datetime import date, datetime, time, timedelta

from django.utils import timezone

from accounts.access import NOBODY, Actor
from demo import stories
from demo.answered import ANSWERS, NEWS, UNREAD, Answered, News
from demo.told import STORIES
from involvement import services as involvement
from involvement.models import Story

NAMESPACE = uuid.UUID("7b0e5a52-3c55-4c0f-9a53-0c6a7f3b6d21")
READ = "Thank you for telling us. We have read what you said. You get an answer within four weeks."
NOON = time(12)


def answer_stories(*, lead: Actor, responder: Actor) -> None:
    """In the order of the days on which it was said. The responder answers for some services, the lead for the rest."""
    read = [News(told.number, 1, READ) for told in STORIES if told.number not in UNREAD]
    everything: list[Answered | News] = [*read, *ANSWERS, *NEWS]
    for said in sorted(everything, key=lambda said: said.after):
        story = stories.story(said.number)
        named = story.service.name if story.service else ""
        actor = responder if named in stories.ANSWERED_BY_OKAFOR else lead
        _say(said, story, actor=actor, is_read=said in read)


def _say(said: Answered | News, story: Story, *, actor: Actor, is_read: bool) -> None:
    now = _noon(story.sent_on, said.after)
    key = uuid.uuid5(NAMESPACE, f"{said.number} {said.after} {said.text}")
    if isinstance(said, Answered):
        _answer(said, story, actor=actor, key=key, now=now)
    else:
        say = involvement.acknowledge_story if is_read else involvement.give_story_news
        say(actor=actor, story=story, send_key=key, text=said.text, now=now)


def _answer(said: Answered, story: Story, *, actor: Actor, key: uuid.UUID, now: datetime) -> None:
    last = story.responses.order_by("-sent_at").first()
    involvement.answer_story(
        actor=actor,
        story=story,
        send_key=key,
        text=said.text,
        outcome=said.outcome,
        reason=said.reason,
        closes=said.closes,
        last_seen=last.pk if last else None,
        now=now,
    )
    if said.verdict:
        story.refresh_from_db()
        involvement.judge_answer(actor=NOBODY, story=story, verdict=said.verdict, now=now + timedelta(days=1))


def _noon(day: date, after: int) -> datetime:
    return timezone.make_aware(datetime.combine(day + timedelta(days=after), NOON))
