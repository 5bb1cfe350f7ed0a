"""Parts of SVG. Across in percent and down in rem: a picture fills its place, and its text never shrinks."""

from __future__ import annotations

import re
import textwrap
from collections.abc import Iterable
from functools import cache

from django.conf import settings
from django.utils.html import conditional_escape, escape
from django.utils.safestring import SafeString

LETTERS_A_LINE = 30
LINE = 1.25
PIXELS_A_REM = 16
REM = re.compile(r"(?<![\w.])(\d*\.?\d+)rem")


def element(name: str, *children: str, **attributes: str) -> SafeString:
    """``class_`` is class, and other underscores are hyphens. Text that is not marked safe is escaped."""
    pairs = "".join(f' {_attribute(key)}="{escape(value)}"' for key, value in attributes.items())
    inside = "".join(conditional_escape(child) for child in children)
    return SafeString(f"<{name}{pairs}>{inside}</{name}>" if inside else f"<{name}{pairs}/>")


def _attribute(key: str) -> str:
    return key.rstrip("_").replace("_", "-")


def percent(value: float) -> str:
    return f"{value:.4g}%"


def rem(value: float) -> str:
    return f"{value:.4g}rem"


def line(x1: float, y1: float, x2: float, y2: float, kind: str) -> SafeString:
    return element("line", x1=percent(x1), y1=rem(y1), x2=percent(x2), y2=rem(y2), class_=f"heard-picture__{kind}")


def text(words: str, x: float, y: float, kind: str, anchor: str = "start") -> SafeString:
    return element("text", words, x=percent(x), y=rem(y), text_anchor=anchor, class_=f"heard-picture__{kind}")


def lines_of(label: str) -> list[str]:
    """SVG does not wrap words; on a phone a line holds about this much."""
    return textwrap.wrap(label, LETTERS_A_LINE) or [""]


def label(label: str, top: float, kind: str = "label") -> SafeString:
    parts = (text(words, 0, top + LINE * (at + 0.8), kind) for at, words in enumerate(lines_of(label)))
    return SafeString("".join(parts))


def picture(name: str, title: str, description: str, height: float, parts: Iterable[str]) -> SafeString:
    """``name`` must be the only one of its kind on the page."""
    return element(
        "svg",
        element("title", title, id=f"{name}-title"),
        element("desc", description, id=f"{name}-description"),
        *parts,
        xmlns="http://www.w3.org/2000/svg",
        class_="heard-picture",
        role="img",
        aria_labelledby=f"{name}-title",
        aria_describedby=f"{name}-description",
        width="100%",
        height=rem(height),
    )


def for_print(drawn: str, *, width: int, font: str) -> str:
    """The same picture for paper: a fixed width in pixels, with the style that the page has from its style sheet."""
    height = REM.search(drawn.partition(">")[0])
    size = f'width="{width}px" height="{_pixels(height)}" viewBox="0 0 {width} {_pixels(height).removesuffix("px")}"'
    start = re.sub(r' width="100%" height="[^"]*"', f" {size}", drawn.partition(">")[0])
    style = f'<style>text{{font-family:"{font}"}}{_print_style()}</style>'
    return f"{start}>{style}{REM.sub(_pixels, drawn.partition('>')[2])}"


def _pixels(found: re.Match[str] | None) -> str:
    return f"{float(found[1]) * PIXELS_A_REM if found else 0:g}px"


@cache
def _print_style() -> str:
    """The rules for pictures in the pages' style sheet, without those that are nested: they are for screens."""
    sheet = (settings.BASE_DIR / "static" / "heard" / "reports.css").read_text()
    rules = re.findall(r"^\.heard-picture[^{]*\{[^}]*\}", sheet, re.MULTILINE)
    return REM.sub(_pixels, "".join(rules))
