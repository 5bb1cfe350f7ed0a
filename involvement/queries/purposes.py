from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from accounts.access import Actor
from involvement import access
from involvement.taxonomies import SUGGESTED, LawfulBasis, PurposeKind, SpecialCondition


@dataclass(frozen=True, slots=True)
class PurposeShown:
    """``decided_at`` is None for what we suggest and nobody there has looked at yet."""

    kind: PurposeKind
    lawful_basis: LawfulBasis | None
    condition: SpecialCondition | None
    is_on: bool
    decided_at: datetime | None = None


def purposes(actor: Actor) -> list[PurposeShown]:
    decided = {purpose.kind: purpose for purpose in access.purposes(actor)}
    shown = []
    for kind in PurposeKind:
        row = decided.get(kind)
        if row is None:
            shown.append(PurposeShown(kind, *SUGGESTED[kind], is_on=True))
        else:
            basis = LawfulBasis(row.lawful_basis) if row.lawful_basis else None
            condition = SpecialCondition(row.condition) if row.condition else None
            shown.append(PurposeShown(kind, basis, condition, row.is_on, row.decided_at))
    return shown


def purpose(actor: Actor, kind: PurposeKind) -> PurposeShown:
    return next(each for each in purposes(actor) if each.kind == kind)
