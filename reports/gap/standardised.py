"""Observed against expected, when groups differ in age or sex."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from .intervals import poisson

if TYPE_CHECKING:
    from .results import Comparison

Strata = Mapping[str, Mapping[str, int]]
"""By stratum, such as an age band: the people of each group."""


@dataclass(frozen=True, slots=True)
class StandardisedRatio:
    observed: int
    expected: float
    ratio: float
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class Standardised:
    """Ratios by code of the group. `by` is the dimension whose effect is taken out; `note` says why there are none."""

    by: str
    ratios: Mapping[str, StandardisedRatio]
    note: str = ""


def expected_people(*, group: Mapping[str, int], everyone: Mapping[str, int], took_part: Mapping[str, int]) -> float:
    """How many of a group would take part at the rates of the whole service.

    All three map a stratum (an age band, say) to people: the group's caseload, the whole caseload, and those of the
    whole caseload who took part.
    """
    return sum(size * took_part.get(stratum, 0) / everyone[stratum] for stratum, size in group.items() if size)


def standardised_ratio(*, observed: int, expected: float) -> StandardisedRatio:
    """Indirectly standardised ratio with Byar's limits, exact ones below 10 people."""
    if expected <= 0:
        raise ValueError("A standardised ratio needs an expected number above 0.")
    low, high = poisson(observed)
    return StandardisedRatio(observed, expected, observed / expected, low / expected, high / expected)


def standardise(comparison: Comparison, *, by: Comparison | None, dimension: str, strata: Strata) -> Standardised:
    """Each group's ratio if everybody of one stratum took part at one rate. `by` is the table of the strata.

    Not the same people answered both questions, so those expected are scaled to the people whose group is known: all
    groups together are expected as often as they came. One hidden count among the strata would be worked out from the
    ratios, so then there are none.
    """
    known, took_part = comparison.known, _took_part(by, strata)
    if took_part is None or not known:
        return Standardised(dimension, {}, "A count that this needs is hidden.")
    everyone = {stratum: sum(groups.values()) for stratum, groups in strata.items()}
    in_all = sum(took_part.values())
    if not in_all or any(number and not everyone[stratum] for stratum, number in took_part.items()):
        return Standardised(dimension, {}, "The benchmark has nobody where some people took part.")
    ratios = {}
    for group in comparison.groups:
        if group.participants is None or comparison.reference is None or _unlike(comparison, group.code):
            continue
        sizes = {stratum: groups.get(group.code, 0) for stratum, groups in strata.items()}
        expected = expected_people(group=sizes, everyone=everyone, took_part=took_part) * known / in_all
        if expected > 0:
            ratios[group.code] = standardised_ratio(observed=min(group.participants, known), expected=expected)
    return Standardised(dimension, ratios)


def _unlike(comparison: Comparison, code: str) -> bool:
    return comparison.reference is not None and code in comparison.reference.not_comparable


def _took_part(by: Comparison | None, strata: Strata) -> dict[str, int] | None:
    """People by stratum. None when one is hidden, or is not in the strata."""
    if by is None or by.withheld or not by.known:
        return None
    counts = {group.code: group.participants for group in by.groups}
    shown = {code: people for code, people in counts.items() if people is not None}
    return shown if shown.keys() == counts.keys() == strata.keys() else None
