"""This happened to me too: how many people say so of a published story. Nobody can tell who.

Not in the audit, which would say who it was.
"""

from __future__ import annotations

from datetime import date

from django.db import transaction

from accounts.access import Actor
from involvement.happened_too import mark_of
from involvement.models import HappenedToo, Story

MARKS_AT_ONCE = 500


@transaction.atomic
def say_happened_too(*, actor: Actor, story: Story, browser: str, today: date) -> None:
    """Once for each log-in, or each browser (``browser`` is its random mark), however often it is pressed."""
    HappenedToo.objects.get_or_create(story=story, mark=mark_of(story, actor, browser), defaults={"said_on": today})


@transaction.atomic
def take_back_happened_too(*, actor: Actor, story: Story, browser: str) -> None:
    HappenedToo.objects.filter(story=story, mark=mark_of(story, actor, browser)).delete()


@transaction.atomic
def forget_happened_too(*, actor: Actor) -> None:
    """Take back every mark of a log-in. A mark does not say whose it is, so it is looked for story by story."""
    marked = Story.objects.filter(happened_too__isnull=False).distinct().only("pk")
    marks = [mark_of(story, actor, "") for story in marked.iterator()]
    for start in range(0, len(marks), MARKS_AT_ONCE):
        HappenedToo.objects.filter(mark__in=marks[start : start + MARKS_AT_ONCE]).delete()
