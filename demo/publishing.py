"""What the Trust let others read, what waits for somebody trained, and a worry about somebody's safety."""

from __future__ import annotations

import uuid
from datetime import date, datetime, time, timedelta

from django.utils import timezone

from accounts.access import NOBODY, Actor
from demo import stories
from demo.told import NAMESPACE, STORIES, Told
from involvement import access, queries
from involvement import services as involvement
from involvement.taxonomies import EditReason, SafeguardingPrinciple, Visibility

# Whoever decides is so far behind: what was told since then still waits.
BEHIND_DAYS = 20
# Stories by number: not published, taken down again, and how many said that it happened to them too.
REFUSED = {50: [EditReason.LEGAL]}
TAKEN_DOWN = {28: [EditReason.IDENTIFIES_AUTHOR]}
TOO = {2: 4, 7: 6, 13: 9, 18: 3, 25: 1}
HELD = 43
WORRY = (
    "My neighbour came home from the ward on her own. She does not open the door and I do not think that she eats. "
    "I knocked twice. Her light is on all night."
)
STEP = "Rang the neighbour back. Asked the Home Treatment Team to visit today, and to ask her what she wants."


def publish_stories(*, lead: Actor, today: date) -> None:
    """Two days after each was told, with the words that the editor suggests."""
    for told in STORIES:
        if told.visibility != Visibility.STAFF and told.days_ago > BEHIND_DAYS:
            _decide(told, lead=lead, now=_noon(today, told.days_ago - 2))
    for number, people in TOO.items():
        for person in range(people):
            involvement.say_happened_too(
                actor=NOBODY, story=stories.story(number), browser=f"demo {person}", today=today
            )


def _decide(told: Told, *, lead: Actor, now: datetime) -> None:
    story = access.stories_to_show(lead).select_related("organisation").get(send_key=told.key)
    if told.number in REFUSED:
        involvement.refuse_story(actor=lead, story=story, reasons=REFUSED[told.number], was=None, now=now)
        return
    shown = queries.story_to_publish(lead, story, now=now)
    involvement.publish_story(actor=lead, story=story, words=shown.words, reasons=shown.reasons, was=None, now=now)
    if told.number in TAKEN_DOWN:
        later = now + timedelta(days=3)
        involvement.take_down_story(actor=lead, story=story, reasons=TAKEN_DOWN[told.number], now=later)


def raise_concerns(*, safeguarder: Actor, today: date) -> None:
    """One that a neighbour told without signing in, and one about the story that waits."""
    told = involvement.raise_concern(
        actor=NOBODY,
        organisation_id=safeguarder.organisation_id,
        what=WORRY,
        how_to_reach="01632 960 417",
        send_key=_key("a neighbour"),
        now=_noon(today, 2),
    )
    involvement.take_safeguarding_step(
        actor=safeguarder,
        concern=told,
        principle=SafeguardingPrinciple.EMPOWERMENT,
        text=STEP,
        passes_on=True,
        send_key=_key("a neighbour, first step"),
        now=_noon(today, 1),
    )
    involvement.raise_concern(
        actor=safeguarder,
        organisation_id=safeguarder.organisation_id,
        what="Somebody writes that they cannot go on. We do not know who it is.",
        send_key=_key("a story"),
        now=_noon(today, 1),
        story=stories.story(HELD),
    )


def _key(words: str) -> uuid.UUID:
    return uuid.uuid5(NAMESPACE, words)


def _noon(today: date, days_ago: int) -> datetime:
    return timezone.make_aware(datetime.combine(today - timedelta(days=days_ago), time(12)))
