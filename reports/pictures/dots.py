"""A dot with whiskers for each group, against the mark of its benchmark."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from django.utils.safestring import SafeString

from reports.pictures.svg import LINE, element, label, line, lines_of, percent, picture, rem, text

LEFT, WIDTH, RIGHT = 2, 75, 100
TRACK, BELOW, CAP = 2.0, 0.5, 0.2
TOPS = (0.1, 0.2, 0.4, 0.6, 0.8, 1.0)


@dataclass(frozen=True, slots=True)
class Dot:
    """One line, in fractions of 1, all of them published. ``value`` is the share as it is written.

    A hidden count has no share: ``hidden_high`` is the highest one it can stand for, None where even that is hidden.
    ``bounds`` are the lowest and highest share there can be, whoever the people are who gave no answer.
    """

    label: str
    value: str
    share: float | None = None
    low: float | None = None
    high: float | None = None
    benchmark: float | None = None
    hidden_high: float | None = None
    is_gap: bool = False
    second: float | None = None
    bounds: tuple[float, float] | None = None


def dots(name: str, *, title: str, description: str, lines: Sequence[Dot]) -> SafeString:
    """Lines stand in the order given: sorting them by size would tell hidden counts."""
    top = _top(lines)
    tops = [0.0]
    for one in lines:
        tops.append(tops[-1] + LINE * len(lines_of(one.label)) + TRACK + (BELOW if one.bounds else 0))
    parts = [*_grid(top, tops[-1])]
    for one, at in zip(lines, tops, strict=False):
        parts.extend(_line(one, at, top))
    return picture(name, title, description, tops[-1] + LINE, parts)


def _top(lines: Sequence[Dot]) -> float:
    ends = ((one.high, one.benchmark, one.second, one.hidden_high, *(one.bounds or ())) for one in lines)
    values = [value for of_line in ends for value in of_line if value is not None]
    return next(top for top in TOPS if top >= min(max(values, default=1.0), 1.0))


def _x(value: float, top: float) -> float:
    return LEFT + WIDTH * min(value, top) / top


def _grid(top: float, bottom: float) -> Iterator[SafeString]:
    for part in (0.0, 0.5, 1.0):
        x = _x(top * part, top)
        yield line(x, 0, x, bottom, "grid")
        yield text(f"{round(100 * top * part)}%", x, bottom + LINE * 0.8, "tick", "middle" if part else "start")


def _line(one: Dot, at: float, top: float) -> Iterator[SafeString]:
    yield label(one.label, at)
    middle = at + LINE * len(lines_of(one.label)) + TRACK / 2 - 0.125
    if one.hidden_high is not None:
        yield line(LEFT, middle, _x(one.hidden_high, top), middle, "hidden")
    if one.low is not None and one.high is not None:
        yield line(_x(one.low, top), middle, _x(one.high, top), middle, "range")
    if one.benchmark is not None:
        x = _x(one.benchmark, top)
        yield line(x, middle - 0.6, x, middle + 0.6, "benchmark")
    if one.second is not None:
        x = _x(one.second, top)
        yield line(x, middle - 0.6, x, middle + 0.6, "second")
    if one.bounds is not None:
        yield from _whisker(one.bounds, middle + 0.9, top)
    if one.share is not None:
        kind = "heard-picture__dot heard-picture__dot--gap" if one.is_gap else "heard-picture__dot"
        yield element("circle", cx=percent(_x(one.share, top)), cy=rem(middle), r="0.4rem", class_=kind)
    yield text(one.value, RIGHT, middle + 0.35, "value", "end")


def _whisker(bounds: tuple[float, float], at: float, top: float) -> Iterator[SafeString]:
    low, high = (_x(value, top) for value in bounds)
    yield line(low, at, high, at, "bounds")
    for end in (low, high):
        yield line(end, at - CAP, end, at + CAP, "bounds")
