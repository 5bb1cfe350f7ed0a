"""Safeguarding concerns: read by the safeguarding lead only (rule R24)."""

from __future__ import annotations

from django.db.models import QuerySet

from accounts.access import Actor, Permission
from accounts.models import Membership, Organisation, Role
from involvement.access.stories import held_stories, stories
from involvement.models import SafeguardingConcern, Story


def concerns(actor: Actor) -> QuerySet[SafeguardingConcern]:
    if not actor.may(Permission.SEE_CONCERNS):
        return SafeguardingConcern.objects.none()
    return SafeguardingConcern.objects.filter(organisation_id=actor.organisation_id)


def raised_concerns(actor: Actor) -> QuerySet[SafeguardingConcern]:
    """Those that the person who is signed in raised: to show how far they are, without the words."""
    if actor.user_id is None:
        return SafeguardingConcern.objects.none()
    mine = SafeguardingConcern.objects.filter(raised_by=actor.user_id)
    return mine.only("organisation", "status", "raised_at").select_related("organisation")


def stories_to_raise(actor: Actor) -> QuerySet[Story]:
    """Stories that may give the actor cause for a concern: those they may read."""
    return held_stories(actor) if actor.may(Permission.SEE_CONCERNS) else stories(actor)


def organisations_with_safeguarding() -> QuerySet[Organisation]:
    """Where somebody reads concerns: organisations with a safeguarding lead."""
    leads = Membership.objects.filter(role=Role.SAFEGUARDING_LEAD, ended_at=None, user__is_active=True)
    return Organisation.objects.filter(pk__in=leads.values("organisation")).order_by("name")


def story_of_concern(concern: SafeguardingConcern) -> Story | None:
    """What gave cause for it, for whoever may read the concern. None when there is none, or it was erased."""
    if concern.story_id is None:
        return None
    return Story.objects.filter(pk=concern.story_id, organisation_id=concern.organisation_id).first()
