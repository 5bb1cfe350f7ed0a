"""Observed against expected, when groups differ in age or sex."""

from collections.abc import Mapping
from dataclasses import dataclass

from .intervals import poisson


@dataclass(frozen=True, slots=True)
class StandardisedRatio:
    observed: int
    expected: float
    ratio: float
    low: float
    high: float


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
