from __future__ import annotations

from collections.abc import Iterable
from uuid import UUID

from django.db import transaction

from involvement.models import Change, Response, Story
from involvement.taxonomies import ChangeStatus

# What a story's author is told came of it, where several changes answer it: the first of these.
STRONGEST_FIRST = (
    ChangeStatus.MADE,
    ChangeStatus.PLANNED,
    ChangeStatus.CONSIDERING,
    ChangeStatus.NOT_POSSIBLE,
    ChangeStatus.NONE_NEEDED,
)


@transaction.atomic
def settle_outcomes(stories: Iterable[Story]) -> None:
    """Keep ``Story.outcome`` right: that of the strongest linked change, without one that of the last answer.

    Locks the stories. Whoever locks a change as well does that first.
    """
    ids = sorted(story.pk for story in stories)
    locked = list(Story.objects.select_for_update(no_key=True).filter(pk__in=ids).order_by("pk").only("pk", "outcome"))
    answered, changed = _answers(ids), _changes(ids)
    for story in locked:
        found = changed.get(story.pk, set())
        strongest = next((status for status in STRONGEST_FIRST if status in found), None)
        outcome = strongest or answered.get(story.pk, "")
        if story.outcome != outcome:
            story.outcome = outcome
            story.save(update_fields=["outcome"])


def _changes(ids: list[UUID]) -> dict[UUID, set[str]]:
    """The statuses of each story's changes."""
    found: dict[UUID, set[str]] = {}
    for story_id, status in Change.objects.filter(stories__in=ids).values_list("stories", "status"):
        found.setdefault(story_id, set()).add(status)
    return found


def _answers(ids: list[UUID]) -> dict[UUID, str]:
    """The outcome that each story's last answer gave."""
    answers = Response.objects.filter(story__in=ids).exclude(outcome="").order_by("sent_at", "pk")
    return dict(answers.values_list("story_id", "outcome"))
