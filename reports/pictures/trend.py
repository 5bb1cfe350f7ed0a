"""A share from quarter to quarter, with its middle line and limits."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from django.utils.safestring import SafeString

from reports.pictures.svg import element, line, percent, picture, rem, text

LEFT, RIGHT = 12.0, 98.0
TOP, HEIGHT, TICKS = 1.25, 15.0, 1.75
TOPS = (0.1, 0.2, 0.3, 0.4, 0.6, 0.8, 1.0)


@dataclass(frozen=True, slots=True)
class Mark:
    """One quarter in fractions of 1, all of them published. ``hidden_high`` is the most that a star can stand for."""

    label: str
    share: float | None = None
    centre: float | None = None
    low: float | None = None
    high: float | None = None
    warn_low: float | None = None
    warn_high: float | None = None
    hidden_high: float | None = None
    stands_out: bool = False
    starts_anew: bool = False


def trend(
    name: str, *, title: str, description: str, marks: Sequence[Mark], benchmark: float | None = None
) -> SafeString:
    """Oldest first. A quarter without a share is a gap in the line."""
    top = _top(marks, benchmark)
    places = [(_x(at, len(marks)), mark) for at, mark in enumerate(marks)]
    half = _step(len(marks)) / 2
    parts = [*_grid(top)]
    if benchmark is not None:
        parts.append(line(LEFT, _y(benchmark, top), 100, _y(benchmark, top), "benchmark"))
    for x, mark in places:
        parts.extend(_limits(mark, x, half, top))
    parts.extend(_line(places, top))
    for x, mark in places:
        parts.extend(_point(mark, x, top))
    parts.extend(_ends(marks))
    return picture(name, title, description, TOP + HEIGHT + TICKS, parts)


def _top(marks: Sequence[Mark], benchmark: float | None) -> float:
    values = [value for mark in marks for value in (mark.share, mark.high, mark.hidden_high) if value is not None]
    highest = max([*values, benchmark or 0.0], default=1.0)
    return next((top for top in TOPS if top >= highest), 1.0)


def _step(number: int) -> float:
    return (RIGHT - LEFT) / max(number, 1)


def _x(at: int, number: int) -> float:
    return LEFT + _step(number) * (at + 0.5)


def _y(share: float, top: float) -> float:
    return TOP + HEIGHT * (1 - min(share, top) / top)


def _grid(top: float) -> Iterator[SafeString]:
    for part in (0.0, 0.5, 1.0):
        y = _y(top * part, top)
        yield line(0, y, 100, y, "grid")
        yield text(f"{round(100 * top * part)}%", 0, y - 0.25, "tick")


def _limits(mark: Mark, x: float, half: float, top: float) -> Iterator[SafeString]:
    for value, kind in (
        (mark.centre, "centre"),
        (mark.low, "limit"),
        (mark.high, "limit"),
        (mark.warn_low, "warning"),
        (mark.warn_high, "warning"),
    ):
        if value is not None:
            yield line(x - half, _y(value, top), x + half, _y(value, top), kind)
    if mark.starts_anew:
        yield line(x - half, TOP, x - half, TOP + HEIGHT, "anew")


def _line(places: Sequence[tuple[float, Mark]], top: float) -> Iterator[SafeString]:
    for (x1, before), (x2, after) in pairwise(places):
        if before.share is not None and after.share is not None:
            yield line(x1, _y(before.share, top), x2, _y(after.share, top), "path")


def _point(mark: Mark, x: float, top: float) -> Iterator[SafeString]:
    if mark.hidden_high is not None:
        yield line(x, _y(0, top), x, _y(mark.hidden_high, top), "hidden")
    if mark.share is None:
        return
    y = _y(mark.share, top)
    if mark.stands_out:
        yield element("circle", cx=percent(x), cy=rem(y), r="0.55rem", class_="heard-picture__ring")
    kind = "heard-picture__dot heard-picture__dot--gap" if mark.stands_out else "heard-picture__dot"
    yield element("circle", cx=percent(x), cy=rem(y), r="0.35rem", class_=kind)


def _ends(marks: Sequence[Mark]) -> Iterator[SafeString]:
    """Only the first and the last quarter are named: more does not fit on a phone. The table names all."""
    y = TOP + HEIGHT + 1.25
    if marks:
        yield text(marks[0].label, 0, y, "tick")
    if len(marks) > 1:
        yield text(marks[-1].label, 100, y, "tick", "end")
