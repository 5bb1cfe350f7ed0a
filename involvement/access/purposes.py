from __future__ import annotations

from uuid import UUID

from django.db.models import QuerySet

from accounts.access import Actor, Permission
from involvement.equality import Question
from involvement.models import Purpose


def purposes(actor: Actor) -> QuerySet[Purpose]:
    """What the actor's organisation decided."""
    if not actor.may(Permission.MANAGE_PURPOSES):
        return Purpose.objects.none()
    return Purpose.objects.filter(organisation_id=actor.organisation_id)


def questions_in_use(organisation_id: UUID) -> list[Question]:
    """The equality questions that an organisation asks, in order; those switched off are left out."""
    off = switched_off(organisation_id)
    return [question for question in Question if question.value not in off]


def switched_off(organisation_id: UUID) -> set[str]:
    """Purposes, by slug, that an organisation does not use data for."""
    rows = Purpose.objects.filter(organisation_id=organisation_id, is_on=False)
    return set(rows.values_list("kind", flat=True))
