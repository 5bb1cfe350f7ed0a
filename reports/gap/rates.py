"""A caseload counted too: of all people the service sees, which part took part, in a group and in everyone else."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

from .intervals import koopman, newcombe

if TYPE_CHECKING:
    from .results import Comparison, GroupComparison
    from .tables import Reference

NOT_INSIDE = (
    "More people took part than the caseload has in some group, so it does not hold everybody. No rates are given."
)


@dataclass(frozen=True, slots=True)
class GroupRate:
    """Rates are fractions of 1. `ratio` and `difference` set the group against everyone else of the caseload whose
    group is known, with the score interval of Koopman 1984 and method 10 of Newcombe 1998.

    A ratio, or its upper limit, is None where nobody else took part.
    """

    code: str
    caseload: int
    rate: float
    others_rate: float
    ratio: float | None
    ratio_low: float | None
    ratio_high: float | None
    difference: float
    difference_low: float
    difference_high: float


@dataclass(frozen=True, slots=True)
class Rates:
    """`groups` leaves out those that are starred, or coded differently; `note` says why there are none at all."""

    groups: tuple[GroupRate, ...] = ()
    note: str = ""

    def of(self, code: str) -> GroupRate | None:
        return next((group for group in self.groups if group.code == code), None)


def rates(comparison: Comparison) -> Rates | None:
    """From a comparison with a caseload. None where there is none, or how many answered is hidden."""
    reference, known = comparison.reference, comparison.known
    if reference is None or not reference.is_caseload or not known or comparison.withheld:
        return None
    judged = [group for group in comparison.groups if group.code not in reference.not_comparable]
    found = [
        _rate(group, known, reference.counts[group.code], reference.base)
        for group in judged
        if group.participants is not None and 0 < reference.counts[group.code] < reference.base
    ]
    if known > reference.base or None in found or any(_is_outside(group, reference) for group in judged):
        return Rates(note=NOT_INSIDE)
    return Rates(tuple(rate for rate in found if rate is not None))


def _is_outside(group: GroupComparison, reference: Reference) -> bool:
    return group.participants is not None and group.participants > reference.counts[group.code]


def _rate(group: GroupComparison, known: int, caseload: int, base: int) -> GroupRate | None:
    people = min(group.participants or 0, known)
    others, other_caseload = known - people, base - caseload
    if people > caseload or others > other_caseload:
        return None
    rate, others_rate = people / caseload, others / other_caseload
    low, high = koopman(people, caseload, others, other_caseload) or (None, None)
    difference_low, difference_high = newcombe(people, caseload, others, other_caseload)
    return GroupRate(
        code=group.code,
        caseload=caseload,
        rate=rate,
        others_rate=others_rate,
        ratio=rate / others_rate if others else None,
        ratio_low=low,
        ratio_high=high if high is not None and math.isfinite(high) else None,
        difference=rate - others_rate,
        difference_low=difference_low,
        difference_high=difference_high,
    )
