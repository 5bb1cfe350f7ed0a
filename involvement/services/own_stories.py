"""What authors do with their own stories. The audit does not say by whom: staff never see who wrote a story."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import transaction

from accounts.access import NOBODY, Actor
from core import audit
from core.erasing import erase
from core.holdings import Subject
from involvement import codes
from involvement.access import STORY_CODE
from involvement.models import Participant, Publication, Story
from involvement.services.slices import note_slices
from involvement.taxonomies import Visibility

# From the narrowest to the widest.
WIDTH = (Visibility.STAFF, Visibility.SHARED, Visibility.PUBLIC)


class StoryClaimRefused(Exception):
    """The same words for every reason: they tell nothing about anybody's story."""

    def __init__(self) -> None:
        super().__init__("Check the code and enter it again.")


class NotAnswered(Exception):
    def __init__(self) -> None:
        super().__init__("Wait for the answer. Then you can say if it answered you.")


@transaction.atomic
def judge_answer(*, actor: Actor, story: Story, verdict: str, now: datetime) -> None:
    """The author says whether the answer answered; they may say something else later. Raises NotAnswered."""
    if story.responded_at is None:
        raise NotAnswered
    Story.objects.filter(pk=story.pk).update(verdict=verdict, verdict_at=now)
    _record("ANSWER_JUDGED", story)


@transaction.atomic
def choose_story_visibility(*, actor: Actor, story: Story, visibility: str) -> None:
    """Works at once (rule R2). What more people may read than before is read by staff first, also a second time."""
    story = Story.objects.select_for_update(no_key=True).get(pk=story.pk)
    if visibility == story.visibility:
        return
    is_wider = WIDTH.index(Visibility(visibility)) > WIDTH.index(Visibility(story.visibility))
    if is_wider or visibility == Visibility.STAFF:
        Publication.objects.filter(story=story).delete()
    story.visibility = visibility
    story.save(update_fields=["visibility"])
    _record("STORY_VISIBILITY_CHOSEN", story)


@transaction.atomic
def set_news_address(*, actor: Actor, story: Story, email: str) -> None:
    """Where word of news goes to; empty for nowhere."""
    Story.objects.filter(pk=story.pk).update(news_email=email)
    _record("STORY_NEWS_ADDRESS_SET", story)


@transaction.atomic
def take_back_story(*, actor: Actor, story: Story, now: datetime) -> None:
    """The story, its answers and what was published of it are gone. Figures that are out already stay (rule R3)."""
    _note_slice(story)
    _record("STORY_TAKEN_BACK", story)
    erase(Subject(story=frozenset({story.pk})), receipt=None, now=now)


@transaction.atomic
def claim_story(*, actor: Actor, code: str) -> Story:
    """Put the guest story that this code opens under the actor's log-in. Raises StoryClaimRefused."""
    found = Story.objects.select_for_update(no_key=True, of=("self",)).select_related("participant")
    story = found.filter(code_hash=codes.hash_of(code, purpose=STORY_CODE)).first()
    if story is None or actor.user_id is None or _is_somebody_elses(story, actor.user_id):
        raise StoryClaimRefused
    story.author_id = actor.user_id
    if story.participant_id is None:
        story.participant = Participant.objects.filter(user=actor.user_id, organisation=story.organisation_id).first()
        _note_slice(story)
    story.save(update_fields=["author", "participant"])
    _record("STORY_CLAIMED", story)
    return story


def _is_somebody_elses(story: Story, user_id: UUID) -> bool:
    owners = {story.author_id, story.participant.user_id if story.participant else None} - {None}
    return bool(owners) and owners != {user_id}


def _note_slice(story: Story) -> None:
    """Whose voice led to something is counted anew."""
    note_slices(organisation_id=story.organisation_id, slices=[(story.service_id, story.sent_on)])


def _record(verb: str, story: Story) -> None:
    audit.record(actor=NOBODY, verb=verb, target=story, organisation_id=story.organisation_id)
