"""Ten people in a row: how many of those who would be expected are there."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.safestring import SafeString

from reports.pictures.svg import element, percent, picture, rem

FIGURES = 10


def heads(name: str, *, title: str, description: str, came: float, may_have_come: float = 0.0) -> SafeString:
    """Of ten, the part that ``came`` is full, the part that ``may_have_come`` is hidden, and the rest is empty.

    Both are fractions of 1. Where people are missing one figure at least is empty.
    """
    full = min(round(FIGURES * came), FIGURES - 1)
    hidden = min(round(FIGURES * may_have_come), FIGURES - 1 - full)
    kinds = ["full"] * full + ["hidden"] * hidden
    kinds += ["empty"] * (FIGURES - len(kinds))
    parts = [part for number, kind in enumerate(kinds) for part in _figure(number, kind)]
    return picture(name, title, description, 3.0, parts)


def _figure(number: int, kind: str) -> Iterator[SafeString]:
    middle = 100 * (number + 0.5) / FIGURES
    style = f"heard-picture__head heard-picture__head--{kind}"
    yield element("circle", cx=percent(middle), cy=rem(0.625), r=rem(0.4375), class_=style)
    left = percent(middle - 2.5)
    yield element("rect", x=left, y=rem(1.25), width="5%", height=rem(1.5), rx=rem(0.375), class_=style)
