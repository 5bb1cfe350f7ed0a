from __future__ import annotations

from datetime import datetime

from django.db import transaction

from accounts.access import Actor
from core import audit
from involvement.models import Purpose
from involvement.taxonomies import COVERED_BY_MONITORING, LawfulBasis, PurposeKind, SpecialCondition


class BasisMissing(Exception):
    def __init__(self) -> None:
        super().__init__("Choose a lawful basis and a condition before you switch this on.")


class NotCovered(Exception):
    def __init__(self) -> None:
        super().__init__(
            "Choose another condition. The one for equality covers ethnicity, religion or belief, health and "
            "sexual orientation only."
        )


@transaction.atomic
def decide_purpose(
    *,
    actor: Actor,
    kind: PurposeKind,
    lawful_basis: LawfulBasis | str,
    condition: SpecialCondition | str,
    is_on: bool,
    now: datetime,
) -> Purpose:
    """Keep what the organisation decided. Raises BasisMissing or NotCovered (rule R38)."""
    if is_on and not (lawful_basis and condition):
        raise BasisMissing
    if condition == SpecialCondition.EQUALITY_MONITORING and kind not in COVERED_BY_MONITORING:
        raise NotCovered
    decided = {
        "lawful_basis": lawful_basis,
        "condition": condition,
        "is_on": is_on,
        "decided_by_id": actor.user_id,
        "decided_at": now,
    }
    purpose, _ = Purpose.objects.update_or_create(organisation_id=actor.organisation_id, kind=kind, defaults=decided)
    audit.record(actor=actor, verb="PURPOSE_DECIDED", target=purpose, reason=f"{kind.value} {'on' if is_on else 'off'}")
    return purpose
