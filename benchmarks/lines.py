"""The lines of the table: what was measured, against what, and whether that is what we want."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from benchmarks.costs import Cost


@dataclass(frozen=True, slots=True)
class Line:
    """``ratio`` is measured to floor in time, ``cpu_ratio`` in processor time.

    ``met`` is None where nothing is wanted. ``figures`` are the bare numbers behind the words.
    """

    part: str
    what: str
    measured: str
    floor: str = ""
    ratio: float | None = None
    cpu_ratio: float | None = None
    target: str = ""
    met: bool | None = None
    why: str = ""
    figures: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Wanted:
    """One thing that is wanted, in words, and whether it is so."""

    words: str
    met: bool


def judged(wanted: Sequence[Wanted], *, why: str = "") -> dict[str, Any]:
    """The fields of a line that say what is wanted. ``why`` is said only when something was missed."""
    if not wanted:
        return {}
    missed = [one.words for one in wanted if not one.met]
    if missed and len(wanted) > 1:
        why = f"Missed: {', '.join(missed)}. {why}".strip()
    return {
        "target": ", ".join(one.words for one in wanted),
        "met": not missed,
        "why": why if missed else "",
    }


def ratios(measured: Cost, floor: Cost) -> dict[str, Any]:
    cpu = measured.cpu / floor.cpu if measured.cpu and floor.cpu else None
    return {"ratio": measured.seconds / floor.seconds, "cpu_ratio": cpu}


def table(lines: Iterable[Line]) -> Iterable[str]:
    yield f"{'':<46}{'ratio':>9}{'CPU':>9}   target"
    part = ""
    for line in lines:
        if line.part != part:
            part = line.part
            yield f"\n{part}"
        verdict = "" if line.met is None else ": met" if line.met else ": NOT MET"
        head = f"{line.what:<46}{_times(line.ratio):>9}{_times(line.cpu_ratio):>9}   {line.target}{verdict}"
        floor = f"; {line.floor}" if line.floor else ""
        yield head.rstrip()
        yield from (f"    {text}" for text in (line.measured + floor, line.why) if text)


def _times(ratio: float | None) -> str:
    if ratio is None:
        return ""
    return f"{ratio:.2f} x" if ratio < 10 else f"{ratio:.0f} x"


NOT_MEASURED = [
    Line("Not measured", what, "", why=why)
    for what, why in (
        (
            "10 million places",
            "Give --people 1000000 and --minutes 60; pandas runs out of memory there.",
        ),
        ("fairlearn, aequitas", "They are not installed with the development packages."),
        ("heat map and case list of barriers", "There are no barrier reports yet."),
        ("memory over 30 minutes of load", "It takes longer than a run may."),
        ("start.py cold and warm", "It says itself how long it took."),
    )
]
