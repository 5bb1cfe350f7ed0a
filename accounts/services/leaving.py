from __future__ import annotations

from uuid import UUID

from allauth.usersessions.models import UserSession
from django.db import transaction

from accounts.models import Membership, Organisation, Role


class LastAdministrator(Exception):
    def __init__(self, organisation: Organisation) -> None:
        super().__init__(
            f"You are the only administrator of {organisation}. Make somebody else an administrator first."
        )


@transaction.atomic
def let_go(*, user_id: UUID) -> None:
    """Sign somebody out everywhere whose log-in is about to go. Raises LastAdministrator."""
    own = Membership.objects.filter(user=user_id, ended_at=None)
    list(Organisation.objects.filter(memberships__in=own).order_by("pk").select_for_update())
    for membership in own.filter(role=Role.ADMINISTRATOR).select_related("organisation"):
        others = Membership.objects.filter(
            organisation=membership.organisation, role=Role.ADMINISTRATOR, ended_at=None
        ).exclude(user=user_id)
        if not others.exists():
            raise LastAdministrator(membership.organisation)
    for session in UserSession.objects.filter(user=user_id):
        session.end()


@transaction.atomic
def take_participant_role(*, user_id: UUID, organisation_id: UUID) -> None:
    """Whoever has no record there any more does not take part there; nothing of the role is kept."""
    Membership.objects.filter(user=user_id, organisation=organisation_id, role=Role.PARTICIPANT).delete()
