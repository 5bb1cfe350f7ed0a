"""How many were left at each step of taking part: one group beside everybody."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from django.utils.safestring import SafeString

from reports.pictures.svg import LINE, element, label, lines_of, percent, picture, rem, text

WIDTH, HIDDEN_WIDTH, RIGHT = 76, 10, 100
BAR, GAP = 1.0, 0.5


@dataclass(frozen=True, slots=True)
class Level:
    """One step: published counts of the group and of everybody, and how they are written. None is hidden."""

    label: str
    group: int | None
    everyone: int | None
    group_value: str
    everyone_value: str
    is_lost: bool = False


def funnel(name: str, *, title: str, description: str, levels: Sequence[Level]) -> SafeString:
    """The longest bar of the group and the longest of everybody are equally long, so that the shapes compare."""
    most = max((level.group or 0 for level in levels), default=0)
    most_of_all = max((level.everyone or 0 for level in levels), default=0)
    parts: list[SafeString] = []
    at = 0.0
    for level in levels:
        parts.append(label(level.label, at, "label heard-picture__label--lost" if level.is_lost else "label"))
        at += LINE * len(lines_of(level.label)) + 0.125
        parts.extend(_bar(level.group, most, level.group_value, at, "bar"))
        parts.extend(_bar(level.everyone, most_of_all, level.everyone_value, at + BAR, "bar heard-picture__bar--all"))
        at += 2 * BAR + GAP
    return picture(name, title, description, at, parts)


def _bar(count: int | None, most: int, value: str, at: float, kind: str) -> Iterator[SafeString]:
    hidden = count is None
    width = HIDDEN_WIDTH if count is None else WIDTH * count / most if most else 0
    style = "heard-picture__bar heard-picture__bar--hidden" if hidden else f"heard-picture__{kind}"
    yield element("rect", x="0", y=rem(at), width=percent(width), height=rem(BAR - 0.125), class_=style)
    yield text(value, RIGHT, at + BAR * 0.8, "value", "end")
