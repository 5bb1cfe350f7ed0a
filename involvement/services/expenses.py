"""Claims for money back: sent by the person, agreed and paid by staff (rule R26)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from accounts.access import Actor
from core import audit
from core.working_days import working_days_after
from involvement import access
from involvement.models import ExpenseClaim, Participant, PersonalNoticeKind
from involvement.money import Cost
from involvement.services.telling import tell
from involvement.taxonomies import ClaimState

OPEN = (ClaimState.SUBMITTED, ClaimState.QUERIED)


class ClaimSettled(Exception):
    """It was decided meanwhile."""

    def __init__(self) -> None:
        super().__init__("Look at this again. It was decided meanwhile, so nothing was changed.")


class OwnClaim(Exception):
    """Nobody decides about money for themselves."""

    def __init__(self) -> None:
        super().__init__("Ask somebody else to decide. This is your own claim.")


@transaction.atomic
def claim_expense(*, actor: Actor, participant: Participant, cost: Cost, send_key: UUID, now: datetime) -> ExpenseClaim:
    """The same ``send_key`` again gives the claim that is there."""
    claim, is_new = ExpenseClaim.objects.get_or_create(
        participant=participant,
        send_key=send_key,
        defaults={
            **cost.fields(),
            "organisation_id": participant.organisation_id,
            "submitted_at": now,
            "submitted_on": timezone.localdate(now),
            "pay_by": _pay_by(actor, now),
        },
    )
    if is_new:
        audit.record(actor=actor, verb="CLAIM_SENT", target=claim, subject_id=participant.pk)
    return claim


@transaction.atomic
def change_claim(*, actor: Actor, claim: ExpenseClaim, cost: Cost, now: datetime) -> None:
    """Answer a question of staff by putting the claim right; it is sent again. Raises ClaimSettled."""
    claim = _locked(claim)
    if claim.state not in OPEN:
        raise ClaimSettled
    for name, value in cost.fields().items():
        setattr(claim, name, value)
    claim.state, claim.has_news, claim.pay_by = ClaimState.SUBMITTED, False, _pay_by(actor, now)
    claim.save()
    audit.record(actor=actor, verb="CLAIM_CHANGED", target=claim, subject_id=claim.participant_id)


@transaction.atomic
def answer_claim(*, actor: Actor, claim: ExpenseClaim, decision: ClaimState, reason: str, now: datetime) -> None:
    """Agree, ask something, or say no with a reason. Raises ClaimSettled once paid, OwnClaim for one's own."""
    claim = _locked(claim)
    if claim.state == ClaimState.PAID:
        raise ClaimSettled
    if claim.participant is not None and claim.participant.user_id == actor.user_id:
        raise OwnClaim
    if (claim.state, claim.reason) == (decision, reason):
        return
    claim.state, claim.reason = decision, reason
    claim.decided_at, claim.decided_by_id, claim.has_news = now, actor.user_id, True
    claim.save()
    _tell(actor, "CLAIM_ANSWERED", [claim], now=now)


@transaction.atomic
def approve_claims(*, actor: Actor, claim_ids: Sequence[UUID], now: datetime) -> int:
    """Agree to these, without those that are settled or one's own. Returns to how many."""
    return _move(
        actor,
        claim_ids,
        OPEN,
        "CLAIM_ANSWERED",
        now=now,
        state=ClaimState.APPROVED,
        reason="",
        decided_at=now,
        decided_by=actor.user_id,
    )


@transaction.atomic
def pay_claims(*, actor: Actor, claim_ids: Sequence[UUID], paid_on: date, now: datetime) -> int:
    """Note that these, which were agreed, were paid. Returns how many."""
    agreed = (ClaimState.APPROVED,)
    return _move(
        actor, claim_ids, agreed, "CLAIM_PAID", now=now, state=ClaimState.PAID, paid_on=paid_on, paid_by=actor.user_id
    )


@transaction.atomic
def note_money_seen(*, actor: Actor) -> None:
    """The person has seen what happened to their claims."""
    access.own_claims(actor).filter(has_news=True).update(has_news=False)


@transaction.atomic
def note_pay_exported(*, actor: Actor, participant_ids: Iterable[UUID], reason: str) -> None:
    audit.record(actor=actor, verb="PAY_EXPORTED", reason=reason)
    audit.record_views(actor=actor, verb="PAY_EXPORTED", subject_ids=participant_ids, reason=reason)


def _pay_by(actor: Actor, now: datetime) -> date:
    return working_days_after(timezone.localdate(now), settings.PAY_WORKING_DAYS, nation=actor.nation)


def _locked(claim: ExpenseClaim) -> ExpenseClaim:
    return (
        ExpenseClaim.objects.select_for_update(of=("self",), no_key=True).select_related("participant").get(pk=claim.pk)
    )


def _move(
    actor: Actor, claim_ids: Sequence[UUID], states: Sequence[str], verb: str, *, now: datetime, **values: Any
) -> int:
    claims = access.expense_claims(actor).filter(pk__in=claim_ids, state__in=states)
    others = claims.exclude(participant__user=actor.user_id)
    found = list(others.select_for_update(of=("self",), no_key=True))
    ExpenseClaim.objects.filter(pk__in=[claim.pk for claim in found]).update(has_news=True, **values)
    _tell(actor, verb, found, now=now)
    return len(found)


def _tell(actor: Actor, verb: str, claims: Iterable[ExpenseClaim], *, now: datetime) -> None:
    for claim in claims:
        if claim.participant is not None:
            tell(
                organisation_id=claim.organisation_id,
                kind=PersonalNoticeKind.PAY,
                key=f"claim:{verb}:{claim.pk}:{now.timestamp():.0f}",
                now=now,
                participant=claim.participant,
                session=claim.session,
            )
        audit.record(actor=actor, verb=verb, target=claim, subject_id=claim.participant_id)
