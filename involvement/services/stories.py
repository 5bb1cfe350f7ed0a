from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils import timezone

from accounts.access import Actor
from accounts.models import Organisation, User
from core import audit
from involvement import clocks, codes, pen_names, worrying
from involvement.access import STORY_CODE
from involvement.models import InvolvementSession, Participant, Service, Story
from involvement.taxonomies import DisplayIdentity, SpeakingRole, Visibility


class NameRefused(Exception):
    """The message says what to change about the name to show."""


@dataclass(frozen=True, slots=True)
class SentStory:
    """``code`` is for the author's eyes, now: it is kept nowhere. ``is_new`` is False for a story sent once more."""

    story: Story
    code: str
    is_new: bool


def send_story(
    *,
    actor: Actor,
    organisation: Organisation,
    now: datetime,
    send_key: UUID,
    good: str,
    better: str,
    change_wanted: str,
    service: Service | None,
    session: InvolvementSession | None,
    visibility: str,
    display_identity: str,
    display_name: str,
    speaking_role: str,
    participant: Participant | None = None,
    written_down: bool = False,
) -> SentStory:
    """Keep what somebody said, once for each ``send_key``. Raises NameRefused.

    ``written_down`` by staff for somebody else, who may be a ``participant``; else the author is whoever is signed in.
    A name is kept only for a story that its author wants public.
    """
    is_named = visibility == Visibility.PUBLIC and display_identity != DisplayIdentity.ANONYMOUS
    if is_named:
        _check_name(actor, display_identity, display_name, written_down=written_down)
    if not written_down:
        participant = _own_record(actor, organisation)
    code = codes.code_for(send_key, purpose=STORY_CODE)
    sent_on = timezone.localdate(now)
    dates = clocks.first_dates(sent_on, nation=organisation.nation)
    story = Story(
        organisation=organisation,
        service=service or (session.service if session else None),
        session=session,
        good=good,
        better=better,
        change_wanted=change_wanted,
        visibility=visibility,
        display_identity=display_identity if is_named else DisplayIdentity.ANONYMOUS,
        display_name=display_name if is_named else "",
        speaking_role=speaking_role or SpeakingRole.NOT_RECORDED,
        author_id=None if written_down else actor.user_id,
        participant=participant,
        written_down_by_id=actor.user_id if written_down else None,
        code_hash=codes.hash_of(code, purpose=STORY_CODE),
        send_key=send_key,
        sent_at=now,
        sent_on=sent_on,
        acknowledge_by=dates.acknowledge_by,
        respond_by=dates.respond_by,
        held_at=now if worrying.worries_in(good, better, change_wanted) else None,
    )
    kept, is_new = _keep(story, actor=actor if written_down else Actor(organisation_id=organisation.pk))
    return SentStory(kept, code, is_new)


def _keep(story: Story, *, actor: Actor) -> tuple[Story, bool]:
    """The database decides which of two that come at once is first. An author's own sending names nobody."""
    try:
        with transaction.atomic():
            story.save(force_insert=True)
            audit.record(actor=actor, verb="STORY_SENT", target=story)
    except IntegrityError:
        return Story.objects.select_related("organisation", "service", "session").get(send_key=story.send_key), False
    return story, True


def _own_record(actor: Actor, organisation: Organisation) -> Participant | None:
    if actor.user_id is None:
        return None
    return Participant.objects.filter(user=actor.user_id, organisation=organisation).first()


def _check_name(actor: Actor, identity: str, name: str, *, written_down: bool) -> None:
    fault = pen_names.fault_of(name) if name else "Enter the name to show, or choose “No name”"
    if fault:
        raise NameRefused(fault)
    if identity != DisplayIdentity.MADE_UP_NAME or actor.user_id is None or written_down:
        return
    user = User.objects.only("name", "email").get(pk=actor.user_id)
    if pen_names.gives_away(name, name=user.name, email=user.email):
        raise NameRefused("Enter a made-up name that has no part of your own name or e-mail in it")
