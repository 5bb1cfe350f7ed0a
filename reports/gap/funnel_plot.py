"""Each service or provider against its own benchmark, with the limits that chance sets for its number of people.

The limits are Wilson's interval turned round: a share is outside them exactly when the benchmark is outside the
share's interval. Nobody is ranked: how far out a point lies depends on how many people it has.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from statistics import NormalDist

from .trends import Observation, standard_error

OFTEN, SELDOM = NormalDist().inv_cdf(0.975), NormalDist().inv_cdf(0.999)
"""Chance alone leaves 95% and 99.8% of shares inside these many standard errors."""


@dataclass(frozen=True, slots=True)
class FunnelRules:
    """Choices: how many units it takes to draw them, and how many people to judge one."""

    units_needed: int = 5
    minimum_known: int = 30
    minimum_expected: float = 5


class Place(StrEnum):
    """Where a share lies: past 99.8% of chance, past 95% of it, inside, or not to be told."""

    FAR_BELOW = "far-below"
    BELOW = "below"
    INSIDE = "inside"
    ABOVE = "above"
    FAR_ABOVE = "far-above"
    TOO_FEW = "too-few"
    HIDDEN = "hidden"


@dataclass(frozen=True, slots=True)
class Limits:
    """Shares from low to high, cut to 0 and 1: inside `often` are 95% of shares by chance, inside `seldom` 99.8%."""

    seldom_low: float
    often_low: float
    often_high: float
    seldom_high: float


@dataclass(frozen=True, slots=True)
class Unit:
    """One service or provider. `target` is the benchmark share that it is held against."""

    observation: Observation
    target: float
    limits: Limits | None
    place: Place


def limits(target: float, known: int, *, rounding_base: int = 1) -> Limits:
    error = standard_error(target, known, rounding_base=rounding_base)
    return Limits(
        seldom_low=max(0.0, target - SELDOM * error),
        often_low=max(0.0, target - OFTEN * error),
        often_high=min(1.0, target + OFTEN * error),
        seldom_high=min(1.0, target + SELDOM * error),
    )


def unit(observation: Observation, target: float, *, rules: FunnelRules | None = None, rounding_base: int = 1) -> Unit:
    """A star is placed where every value it can stand for has the same place; else it is hidden."""
    rules = rules or FunnelRules()
    known = observation.known
    if not known or not observation.possible:
        return Unit(observation, target, None, Place.HIDDEN)
    found = limits(target, known, rounding_base=rounding_base)
    if known < rules.minimum_known or known * target < rules.minimum_expected:
        return Unit(observation, target, found, Place.TOO_FEW)
    places = {_place(people / known, found) for people in observation.possible}
    if places <= {Place.BELOW, Place.FAR_BELOW} and len(places) > 1:
        return Unit(observation, target, found, Place.BELOW)
    return Unit(observation, target, found, places.pop() if len(places) == 1 else Place.HIDDEN)


def enough(units: Sequence[Unit], *, rules: FunnelRules | None = None) -> bool:
    """Whether there are so many with a share or a range that a picture of them says something."""
    return sum(one.limits is not None for one in units) >= (rules or FunnelRules()).units_needed


def _place(share: float, within: Limits) -> Place:
    if share < within.often_low:
        return Place.FAR_BELOW if share < within.seldom_low else Place.BELOW
    if share > within.often_high:
        return Place.FAR_ABOVE if share > within.seldom_high else Place.ABOVE
    return Place.INSIDE
