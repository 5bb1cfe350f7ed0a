from __future__ import annotations

from django.db import transaction

from accounts.access import Actor
from accounts.models import Membership, Organisation, Role
from core import audit


@transaction.atomic
def join_as_participant(*, actor: Actor, organisation: Organisation) -> Membership:
    """Let whoever is signed in act as someone taking part in this organisation, once their record there is theirs."""
    membership, created = Membership.objects.get_or_create(
        user_id=actor.user_id, organisation=organisation, role=Role.PARTICIPANT, ended_at=None
    )
    if created:
        audit.record(actor=actor, verb="PARTICIPANT_JOINED", target=membership, organisation_id=organisation.pk)
    return membership
