"""Stories that wait for somebody trained (rule R23), and safeguarding concerns (rule R24)."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import transaction

from accounts.access import NOBODY, Actor
from accounts.models import Role
from accounts.services import give_notice
from core import audit
from core.secrets import seal
from involvement import access
from involvement.models import SafeguardingConcern, SafeguardingStep, Story
from involvement.taxonomies import ConcernStatus


class NobodyReads(Exception):
    """This organisation has no safeguarding lead, so a concern would lie unread; the message says whom to tell."""

    def __init__(self) -> None:
        super().__init__("Tell a manager now, in person or by phone. Nobody here reads concerns on this site yet.")


class ConcernClosed(Exception):
    def __init__(self) -> None:
        super().__init__("Open a new concern. This one is closed.")


@transaction.atomic
def release_story(*, actor: Actor, story: Story, now: datetime) -> None:
    """Hand a held story to those who answer. Its clocks have run since the day it was sent."""
    held = access.held_stories(actor).filter(pk=story.pk)
    if held.update(released_at=now):
        audit.record(actor=actor, verb="STORY_RELEASED", target=story)


@transaction.atomic
def raise_concern(
    *,
    actor: Actor,
    organisation_id: UUID,
    what: str,
    send_key: UUID,
    now: datetime,
    how_to_reach: str = "",
    story: Story | None = None,
) -> SafeguardingConcern:
    """Tell the organisation's safeguarding lead of a worry. The same ``send_key`` again gives the same concern.

    The audit does not say who raised it: the administrator reads that, and only the safeguarding lead may know.
    """
    if not access.organisations_with_safeguarding().filter(pk=organisation_id).exists():
        raise NobodyReads
    concern, is_new = SafeguardingConcern.objects.get_or_create(
        send_key=send_key,
        defaults={
            "organisation_id": organisation_id,
            "story_id": story.pk if story else None,
            "raised_by_id": actor.user_id,
            "role": actor.role or "",
            "what": seal(what),
            "how_to_reach": seal(how_to_reach),
            "raised_at": now,
        },
    )
    if is_new:
        audit.record(actor=NOBODY, verb="CONCERN_RAISED", target=concern, organisation_id=organisation_id)
        give_notice(organisation_id=organisation_id, role=Role.SAFEGUARDING_LEAD, key=f"concern:{concern.pk}")
    return concern


@transaction.atomic
def note_concern_seen(*, actor: Actor, concern: SafeguardingConcern) -> None:
    audit.record(actor=actor, verb="CONCERN_SEEN", target=concern)


@transaction.atomic
def take_safeguarding_step(
    *,
    actor: Actor,
    concern: SafeguardingConcern,
    principle: str,
    text: str,
    passes_on: bool,
    send_key: UUID,
    now: datetime,
) -> SafeguardingStep:
    """Note what was done; ``passes_on`` when the concern is now with somebody else who can help."""
    concern = SafeguardingConcern.objects.select_for_update(no_key=True).get(pk=concern.pk)
    if concern.status == ConcernStatus.CLOSED:
        raise ConcernClosed
    step, is_new = SafeguardingStep.objects.get_or_create(
        send_key=send_key,
        defaults={
            "concern": concern,
            "principle": principle,
            "text": seal(text),
            "taken_by_id": actor.user_id,
            "taken_at": now,
        },
    )
    if is_new:
        audit.record(actor=actor, verb="CONCERN_STEP_TAKEN", target=concern)
    if passes_on and concern.status == ConcernStatus.OPEN:
        concern.status, concern.passed_on_at = ConcernStatus.PASSED_ON, now
        concern.save(update_fields=["status", "passed_on_at"])
        audit.record(actor=actor, verb="CONCERN_PASSED_ON", target=concern)
    return step


@transaction.atomic
def close_concern(*, actor: Actor, concern: SafeguardingConcern, outcome: str, now: datetime) -> None:
    """Raises ConcernClosed when somebody closed it meanwhile: their words stand."""
    concern = SafeguardingConcern.objects.select_for_update(no_key=True).get(pk=concern.pk)
    if concern.status == ConcernStatus.CLOSED:
        raise ConcernClosed
    concern.status, concern.closed_at, concern.outcome = ConcernStatus.CLOSED, now, seal(outcome)
    concern.save(update_fields=["status", "closed_at", "outcome"])
    audit.record(actor=actor, verb="CONCERN_CLOSED", target=concern)
