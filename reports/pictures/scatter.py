"""Shares against numbers of people, with the funnel that chance leaves around a benchmark."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from django.utils.safestring import SafeString

from reports.pictures.svg import element, line, percent, picture, rem, text

LEFT, RIGHT = 12.0, 98.0
TOP, HEIGHT, TICKS = 1.25, 16.0, 2.75
STEPS = 24
Limits = tuple[float, float, float, float]
"""From low to high: the outer limit, the inner one, the inner one, the outer one."""


@dataclass(frozen=True, slots=True)
class Spot:
    """One service in fractions of 1, all published. ``limits`` are its own, ``hidden_high`` the most a star can be."""

    name: str
    known: int
    target: float
    limits: Limits
    share: float | None = None
    hidden_high: float | None = None
    stands_out: bool = False


def scatter(
    name: str,
    *,
    title: str,
    description: str,
    spots: Sequence[Spot],
    curve: Callable[[int], Limits] | None = None,
) -> SafeString:
    """``curve`` gives the limits for a number of people where all have one benchmark; without it each has its own."""
    top, most = _top(spots), _most(spots)
    parts = [*_grid(top, most)]
    if curve is not None and spots:
        parts.extend(_curve(curve, min(one.known for one in spots), most, top))
        parts.append(line(LEFT, _y(spots[0].target, top), RIGHT, _y(spots[0].target, top), "benchmark"))
    else:
        for spot in spots:
            parts.extend(_own_limits(spot, top, most))
    for spot in spots:
        parts.extend(_spot(spot, top, most))
    return picture(name, title, description, TOP + HEIGHT + TICKS, parts)


def _top(spots: Sequence[Spot]) -> float:
    values = [value for spot in spots for value in (spot.share, spot.hidden_high, spot.limits[3]) if value is not None]
    highest = max(values, default=1.0)
    return next((top for top in (0.1, 0.2, 0.4, 0.6, 0.8) if top >= highest), 1.0)


def _most(spots: Sequence[Spot]) -> int:
    """A round number of people that all fit under."""
    largest = max((spot.known for spot in spots), default=10)
    size = 10 ** (len(str(largest)) - 1)
    return next(size * step // 2 for step in range(2, 24) if size * step // 2 > largest)


def _x(known: float, most: int) -> float:
    return LEFT + (RIGHT - LEFT) * known / most


def _y(share: float, top: float) -> float:
    return TOP + HEIGHT * (1 - min(share, top) / top)


def _grid(top: float, most: int) -> Iterator[SafeString]:
    for part in (0.0, 0.5, 1.0):
        y = _y(top * part, top)
        yield line(0, y, 100, y, "grid")
        yield text(f"{round(100 * top * part)}%", 0, y - 0.25, "tick")
    for part, anchor in ((0.0, "start"), (0.5, "middle"), (1.0, "end")):
        yield text(f"{round(most * part):,}", _x(most * part, most), TOP + HEIGHT + 1, "tick", anchor)
    yield text("people who answered", (LEFT + RIGHT) / 2, TOP + HEIGHT + 2.25, "tick", "middle")


def _curve(curve: Callable[[int], Limits], fewest: int, most: int, top: float) -> Iterator[SafeString]:
    first = max(1, fewest // 2)
    numbers = [round(first + (most - first) * step / STEPS) for step in range(STEPS + 1)]
    for (before, low), (after, high) in pairwise((number, curve(number)) for number in numbers):
        for at, kind in enumerate(("limit", "warning", "warning", "limit")):
            yield line(_x(before, most), _y(low[at], top), _x(after, most), _y(high[at], top), kind)


def _own_limits(spot: Spot, top: float, most: int) -> Iterator[SafeString]:
    x = _x(spot.known, most)
    yield line(x, _y(spot.limits[0], top), x, _y(spot.limits[3], top), "limit")
    for at in (1, 2):
        yield line(x - 1, _y(spot.limits[at], top), x + 1, _y(spot.limits[at], top), "warning")
    yield line(x - 1, _y(spot.target, top), x + 1, _y(spot.target, top), "benchmark")


def _spot(spot: Spot, top: float, most: int) -> Iterator[SafeString]:
    x = _x(spot.known, most)
    at = spot.share if spot.share is not None else spot.hidden_high
    if spot.hidden_high is not None:
        yield line(x, _y(0, top), x, _y(spot.hidden_high, top), "hidden")
    if spot.share is not None:
        if spot.stands_out:
            yield element(
                "circle", cx=percent(x), cy=rem(_y(spot.share, top)), r="0.55rem", class_="heard-picture__ring"
            )
        kind = "heard-picture__dot heard-picture__dot--gap" if spot.stands_out else "heard-picture__dot"
        yield element("circle", cx=percent(x), cy=rem(_y(spot.share, top)), r="0.35rem", class_=kind)
    if at is not None:
        yield text(spot.name, x, _y(at, top) - 0.7, "value", "middle")
