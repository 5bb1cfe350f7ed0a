from __future__ import annotations

from datetime import date, timedelta
from uuid import UUID

from django.db import transaction

from accounts import services as accounts
from accounts.access import ROLE_PERMISSIONS, Actor, Permission
from accounts.models import Membership
from core import audit
from involvement import codes
from involvement.models import Participant

CLAIM_CARD = "claim_card"
CODE_LASTS = timedelta(days=90)


class ClaimRefused(Exception):
    """The message says what to do and tells nothing about anybody's record."""


class AlreadyClaimed(Exception):
    def __init__(self) -> None:
        super().__init__("This person already sees their own record. They do not need a card.")


@transaction.atomic
def make_claim_card(*, actor: Actor, participant: Participant, today: date) -> str:
    """A new code for this person; older cards stop working. Only a keyed hash is kept, so it can be shown only now."""
    if participant.user_id:
        raise AlreadyClaimed
    code = codes.new_code()
    participant.claim_hash, participant.claim_until = codes.hash_of(code, purpose=CLAIM_CARD), today + CODE_LASTS
    participant.save(update_fields=["claim_hash", "claim_until"])
    audit.record(actor=actor, verb="CLAIM_CARD_MADE", target=participant, subject_id=participant.pk)
    return code


@transaction.atomic
def claim_record(*, actor: Actor, code: str, today: date) -> Membership:
    """Tie the record that this code opens to the actor's log-in. Raises ClaimRefused.

    Whoever runs a register cannot take over a record on it: they would read answers that staff may not see.
    """
    participant = (
        Participant.objects.select_for_update()
        .filter(claim_hash=codes.hash_of(code, purpose=CLAIM_CARD), user=None, claim_until__gte=today)
        .select_related("organisation")
        .first()
    )
    if participant is None or actor.user_id is None:
        raise ClaimRefused("Check the code and enter it again. If it still does not work, ask for a new card.")
    _check_claimant(actor.user_id, participant)
    participant.user_id = actor.user_id
    participant.claim_hash, participant.claim_until = "", None
    participant.save(update_fields=["user", "claim_hash", "claim_until"])
    audit.record(
        actor=actor,
        verb="RECORD_CLAIMED",
        target=participant,
        subject_id=participant.pk,
        organisation_id=participant.organisation_id,
    )
    return accounts.add_participant(actor=actor, user_id=actor.user_id, organisation_id=participant.organisation_id)


def _check_claimant(user_id: UUID, participant: Participant) -> None:
    if Participant.objects.filter(user=user_id, organisation=participant.organisation_id).exists():
        raise ClaimRefused("You already have a record with this organisation. Ask them to put the two together.")
    keepers = [role for role, may in ROLE_PERMISSIONS.items() if Permission.MANAGE_PARTICIPANTS in may]
    if Membership.objects.filter(
        user=user_id, organisation=participant.organisation_id, role__in=keepers, ended_at=None
    ).exists():
        raise ClaimRefused("Use a log-in that does not look after the register of this organisation.")
