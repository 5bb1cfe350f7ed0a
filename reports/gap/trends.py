"""Shares over time: a p-chart with four rules. Every number it uses is a published one.

Limits make room for chance in who came and for rounding; they cannot for people who come in several quarters.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from itertools import pairwise

from .intervals import newcombe

WIDE, NARROW = 3, 2
"""Standard errors from the centre to the limits, and to the lines that warn before them."""
TIE = 1e-12


@dataclass(frozen=True, slots=True)
class TrendRules:
    """Choices, not laws. Limits are drawn from `points_needed` points on; the runs are numbers of points in a row."""

    points_needed: int = 8
    run_on_one_side: int = 7
    run_one_way: int = 7


class Signal(StrEnum):
    OUTSIDE = "outside"
    ONE_SIDE = "one-side"
    ONE_WAY = "one-way"
    NEAR_LIMIT = "near-limit"


@dataclass(frozen=True, slots=True)
class Found:
    """A rule that a point is part of. `up` says which way it points."""

    signal: Signal
    up: bool


@dataclass(frozen=True, slots=True)
class Observation:
    """One period. `people` of `known`, both as published; None is hidden, or there is no report of the period.

    A star stands for fewer than `fewer_than`. `starts_anew` is a recorded decision: earlier points no longer count.
    """

    people: int | None
    known: int | None
    fewer_than: int | None = None
    starts_anew: bool = False

    @property
    def share(self) -> float | None:
        return None if self.people is None or not self.known else self.people / self.known

    @property
    def highest(self) -> float | None:
        """Of a star, the highest share it can stand for."""
        if self.people is not None or self.fewer_than is None or not self.known:
            return None
        return min((self.fewer_than - 1) / self.known, 1.0)

    @property
    def possible(self) -> tuple[int, ...]:
        """Every published count, or every value of the star, that this can be; none when nothing is known."""
        if not self.known:
            return ()
        if self.people is not None:
            return (self.people,)
        return tuple(range(min(self.fewer_than, self.known + 1))) if self.fewer_than is not None else ()


@dataclass(frozen=True, slots=True)
class TrendPoint:
    """An observation in its chart. `low` and `high` are the limits, `warn_low` and `warn_high` the lines before them.

    All four and `centre` are None while there are too few points to say.
    """

    observation: Observation
    centre: float | None = None
    low: float | None = None
    high: float | None = None
    warn_low: float | None = None
    warn_high: float | None = None
    found: frozenset[Found] = frozenset()

    @property
    def share(self) -> float | None:
        return self.observation.share


@dataclass(frozen=True, slots=True)
class Phase:
    """Points that are held against one another: all of them, or those since a decision to start anew."""

    points: tuple[TrendPoint, ...]
    centre: float | None

    @property
    def shown(self) -> tuple[TrendPoint, ...]:
        return tuple(point for point in self.points if point.share is not None)

    @property
    def found(self) -> frozenset[Found]:
        return frozenset(one for point in self.points for one in point.found)


def p_chart(
    observations: Sequence[Observation], *, rules: TrendRules | None = None, rounding_base: int = 1
) -> tuple[Phase, ...]:
    """Phase by phase, in the order given. `rounding_base` is what the counts were rounded to; 1 is not at all.

    A hidden or missing period is a gap in the line: it is never guessed, does not count, and ends every run.
    """
    rules = rules or TrendRules()
    starts = [at for at, one in enumerate(observations) if one.starts_anew and at]
    cuts = [0, *starts, len(observations)] if observations else []
    return tuple(_phase(observations[start:end], rules, rounding_base) for start, end in pairwise(cuts))


def _phase(observations: Sequence[Observation], rules: TrendRules, rounding_base: int) -> Phase:
    shown = [(one.people, one.known) for one in observations if one.people is not None and one.known]
    if len(shown) < rules.points_needed:
        return Phase(tuple(TrendPoint(one) for one in observations), None)
    centre = sum(people for people, _ in shown) / sum(known for _, known in shown)
    points = [_limited(one, centre, rounding_base) for one in observations]
    found = _signals(points, rules)
    return Phase(
        tuple(replace(point, found=frozenset(those)) for point, those in zip(points, found, strict=True)), centre
    )


def _limited(one: Observation, centre: float, rounding_base: int) -> TrendPoint:
    if not one.known:
        return TrendPoint(one, centre)
    error = standard_error(centre, one.known, rounding_base=rounding_base)
    return TrendPoint(
        one,
        centre,
        low=max(0.0, centre - WIDE * error),
        high=min(1.0, centre + WIDE * error),
        warn_low=max(0.0, centre - NARROW * error),
        warn_high=min(1.0, centre + NARROW * error),
    )


def standard_error(share: float, known: int, *, rounding_base: int = 1) -> float:
    """Of a share of `known` people, with what rounding both counts to a multiple of an odd base adds.

    The error of rounding is spread evenly over the base's whole numbers: variance (base² − 1) / 12 for each count.
    """
    rounding = (rounding_base**2 - 1) / 12 * (1 + share * share) / known**2
    return math.sqrt(share * (1 - share) / known + rounding)


def _signals(points: Sequence[TrendPoint], rules: TrendRules) -> list[set[Found]]:
    found: list[set[Found]] = [set() for _ in points]
    for up in (True, False):
        beyond = [_beyond(point, up) for point in points]
        for at, is_outside in enumerate(_outside(points, up)):
            if is_outside:
                found[at].add(Found(Signal.OUTSIDE, up))
        _mark_runs(found, [_on_side(point, up) for point in points], rules.run_on_one_side, Found(Signal.ONE_SIDE, up))
        _mark_ways(found, points, rules.run_one_way, up)
        for start in range(len(points) - 2):
            three = range(start, start + 3)
            if all(points[at].share is not None for at in three) and sum(beyond[at] for at in three) >= 2:
                for at in three:
                    if beyond[at]:
                        found[at].add(Found(Signal.NEAR_LIMIT, up))
    return found


def _outside(points: Sequence[TrendPoint], up: bool) -> list[bool]:
    return [_is_past(point, point.high if up else point.low, up) for point in points]


def _beyond(point: TrendPoint, up: bool) -> bool:
    return _is_past(point, point.warn_high if up else point.warn_low, up)


def _on_side(point: TrendPoint, up: bool) -> bool:
    return _is_past(point, point.centre, up)


def _is_past(point: TrendPoint, line: float | None, up: bool) -> bool:
    if point.share is None or line is None:
        return False
    return point.share > line + TIE if up else point.share < line - TIE


def _mark_runs(found: list[set[Found]], holds: Sequence[bool], length: int, what: Found) -> None:
    start = 0
    for at in range(len(holds) + 1):
        if at < len(holds) and holds[at]:
            continue
        if at - start >= length:
            for inside in range(start, at):
                found[inside].add(what)
        start = at + 1


def _mark_ways(found: list[set[Found]], points: Sequence[TrendPoint], length: int, up: bool) -> None:
    """A run of points, each above (below) the one before. Equal shares end it."""
    start = 0
    for at in range(1, len(points) + 1):
        if at < len(points) and _steps(points[at - 1], points[at], up):
            continue
        if at - start >= length:
            for inside in range(start, at):
                found[inside].add(Found(Signal.ONE_WAY, up))
        start = at


def _steps(before: TrendPoint, after: TrendPoint, up: bool) -> bool:
    if before.share is None or after.share is None:
        return False
    return after.share > before.share + TIE if up else after.share < before.share - TIE


def has_fallen(before: Observation, after: Observation) -> bool:
    """Whether the share is clearly lower: Newcombe's 95% interval of the difference lies below 0.

    Of a star every value it can stand for must say so; where nothing is known, nothing is said.
    """
    if not before.known or not after.known or not before.possible or not after.possible:
        return False
    known, earlier = after.known, before.known
    return all(newcombe(now, known, then, earlier)[1] < 0 for now in after.possible for then in before.possible)


def is_getting_worse(
    observations: Sequence[Observation], *, rules: TrendRules | None = None, rounding_base: int = 1, year: int = 4
) -> bool:
    """Whether the newest period says so: part of a downward rule, or clearly below the same time a year earlier.

    `year` is how many periods that is. A year that began before a decision to start anew is not compared.
    """
    if not observations:
        return False
    newest = p_chart(observations, rules=rules, rounding_base=rounding_base)[-1].points
    if any(not one.up for one in newest[-1].found):
        return True
    return len(newest) > year and has_fallen(newest[-1 - year].observation, newest[-1].observation)
