"""Which stories, answers and changes each may see. An author sees their own; staff never see who an author is."""

from __future__ import annotations

from uuid import UUID

from django.db.models import F, Q, QuerySet

from accounts.access import Actor
from accounts.models import Role
from involvement import codes
from involvement.access.register import services
from involvement.models import Change, LoopSummary, Response, Service, Story
from involvement.taxonomies import Visibility

STORY_CODE = "story"
WAITS = Q(held_at__isnull=False, released_at=None)


def stories(actor: Actor) -> QuerySet[Story]:
    """Stories to read and answer: all of the organisation's for a lead, those of their services for a responder.

    Stories that wait for somebody trained are not among them (rule R23).
    """
    rows = Story.objects.filter(organisation_id=actor.organisation_id).exclude(WAITS).select_related("service")
    match actor.role:
        case Role.INVOLVEMENT_LEAD:
            return rows
        case Role.RESPONDER:
            return rows.filter(service__responders=actor.user_id)
        case _:
            return rows.none()


def counted_stories(organisation_id: UUID) -> QuerySet[Story]:
    """All that an organisation was told, also what waits for somebody trained: for totals only, never to be shown."""
    return Story.objects.filter(organisation_id=organisation_id)


def responses(actor: Actor) -> QuerySet[Response]:
    """What was said to authors of the stories that the actor may read."""
    return Response.objects.filter(story__in=stories(actor)).select_related("story")


def answered_services(actor: Actor) -> QuerySet[Service]:
    """The services whose stories the actor may read."""
    rows = services(actor)
    return rows.filter(responders=actor.user_id) if actor.role == Role.RESPONDER else rows


def held_stories(actor: Actor) -> QuerySet[Story]:
    """Stories with worrying words that nobody trained has read yet."""
    if actor.role != Role.SAFEGUARDING_LEAD:
        return Story.objects.none()
    return Story.objects.filter(WAITS, organisation_id=actor.organisation_id).select_related("service")


def own_stories(actor: Actor, *, opened: UUID | None = None) -> QuerySet[Story]:
    """What the person who is signed in has said, to whichever organisation.

    ``opened`` is the story that this browser opened with a code or a link, for whoever is not signed in as its author.
    """
    own = Q(pk=opened) if opened is not None else Q(pk=None)
    if actor.user_id is not None:
        own |= Q(author=actor.user_id) | Q(participant__user=actor.user_id)
    return Story.objects.filter(own).select_related("organisation", "service", "publication")


def story_with_code(code: str) -> Story | None:
    """The story that this tracking code opens, for whoever holds the code."""
    found = Story.objects.filter(code_hash=codes.hash_of(code, purpose=STORY_CODE))
    return found.select_related("organisation", "service").first()


def public_stories() -> QuerySet[Story]:
    """What anyone may read: published, and still wanted public by its author."""
    return _published().filter(visibility=Visibility.PUBLIC)


def shared_stories(actor: Actor) -> QuerySet[Story]:
    """What people who take part with an organisation, and its staff who answer, may read of each other."""
    if actor.role not in (Role.PARTICIPANT, Role.FACILITATOR, Role.RESPONDER, Role.INVOLVEMENT_LEAD):
        return Story.objects.none()
    shown = (Visibility.SHARED, Visibility.PUBLIC)
    return _published().filter(organisation_id=actor.organisation_id, visibility__in=shown)


def _published() -> QuerySet[Story]:
    up = Story.objects.filter(publication__published_at__isnull=False, publication__taken_down_at=None)
    return up.exclude(WAITS).select_related("organisation", "service", "publication")


def changes(actor: Actor) -> QuerySet[Change]:
    """A responder sees what they see to, what their services change, and what became of stories they answer."""
    rows = Change.objects.filter(organisation_id=actor.organisation_id).select_related("service", "owner")
    match actor.role:
        case Role.INVOLVEMENT_LEAD:
            return rows
        case Role.RESPONDER:
            mine = answered_services(actor).values("pk")
            told = Change.stories.through.objects.filter(story__service__in=mine).values("change")
            return rows.filter(Q(owner=actor.user_id) | Q(service__in=mine) | Q(pk__in=told))
        case _:
            return rows.none()


def loop_summaries(actor: Actor) -> QuerySet[LoopSummary]:
    """The organisation's own, also those taken down, for who publishes them."""
    if actor.role not in (Role.INVOLVEMENT_LEAD, Role.RESPONDER):
        return LoopSummary.objects.none()
    return LoopSummary.objects.filter(organisation_id=actor.organisation_id).select_related("service", "activity")


def public_loop_summaries() -> QuerySet[LoopSummary]:
    """What anyone may read, newest first."""
    up = LoopSummary.objects.filter(taken_down_at=None).select_related("organisation", "service", "activity")
    return up.order_by(F("published_at").desc(), "pk")
