"""What the figures of every service and quarter mean."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from itertools import pairwise

from benchmarks.costs import Cost, growth
from benchmarks.lines import Line, Wanted, judged, ratios

PLACES_EACH = 10
# By number of attendances: times the scan with one worker and with two, and times faster than pandas.
MOST_SCANS = {100_000: 76, 1_000_000: 40, 10_000_000: 24}
MOST_SCANS_OF_TWO = {10_000_000: 15}
FASTER_THAN_PANDAS = {1_000_000: 2, 10_000_000: 5}
WORKER_MEMORY, GROWTH, SLICE = 200, 1.0, 1.5
WHY = (
    "What was wanted was measured for one stage, who came. What is kept has six stages in four voices. Nearly every "
    "place is a person of its own in its service and quarter, and is counted under eight answers."
)


@dataclass(frozen=True, slots=True)
class FullScale:
    """``rows`` are figures, ``slices`` services in quarters. Memory in MiB."""

    people: int
    scan: Cost
    counting: Cost
    figures: Cost
    rows: int
    slices: int
    memory_before: float
    memory: float

    @property
    def places(self) -> int:
        return self.people * PLACES_EACH

    @property
    def whole(self) -> Cost:
        seen = self.counting.cpu is not None and self.figures.cpu is not None
        return Cost(
            self.counting.seconds + self.figures.seconds,
            (self.counting.cpu or 0) + (self.figures.cpu or 0) if seen else None,
            self.counting.statements + self.figures.statements,
        )


@dataclass(frozen=True, slots=True)
class Changed:
    """A slice of so many places: counted only, counted and kept, read; and the whole job of one change in it."""

    places: int
    raw: Cost
    kept: Cost
    reading: Cost
    job: Cost


def part(places: int) -> str:
    return f"Every service and quarter, {places:,} places"


def lines(one: FullScale, *, pandas: Cost | None, seconds: tuple[float, float] | None) -> Iterator[Line]:
    """``seconds`` are those of one worker and of two; None where they were not measured."""
    name, floor = part(one.places), f"one scan {_words(one.scan)}"
    yield Line(name, "counted and kept", _words(one.counting), floor, **ratios(one.counting, one.scan))
    yield Line(name, "shares, intervals, stars, stored", _words(one.figures), floor, **ratios(one.figures, one.scan))
    yield _whole(one, floor)
    if pandas:
        yield _pandas(one, pandas)
    if seconds:
        yield _two(one, seconds)
    yield Line(
        name, "memory of the worker", f"{one.memory:.0f} MiB at most, {one.memory_before:.0f} before",
        **judged([Wanted(f"≤ {WORKER_MEMORY} MiB", one.memory <= WORKER_MEMORY)]),
    )  # fmt: skip
    count = one.whole.statements
    wanted = Wanted("≤ 6 a slice", count <= 6 * one.slices)
    yield Line(name, "statements", f"{count} for {one.slices:,} slices", **judged([wanted]))


def growth_lines(found: Sequence[FullScale]) -> Iterator[Line]:
    for small, large in pairwise(found):
        exponent = growth(small.whole, large.whole, sizes=(small.places, large.places))
        wanted = [Wanted(f"of {small.whole.unit} ≤ {GROWTH}", exponent <= GROWTH)] if large.places > 1_000_000 else []
        scan = growth(small.scan, large.scan, sizes=(small.places, large.places))
        yield Line(
            f"Growth from {small.places:,} to {large.places:,} places", "exponent of every service and quarter",
            f"{exponent:.2f}, of the scan {scan:.2f}", **judged(wanted), figures={"exponent": exponent, "scan": scan},
        )  # fmt: skip


def changed_lines(one: Changed, *, places: int) -> Iterator[Line]:
    name = part(places)
    times = one.kept.effort / one.raw.effort
    yield Line(
        name, f"one changed slice of {one.places} places", _words(one.kept), f"counting alone {_words(one.raw)}",
        **ratios(one.kept, one.raw), **judged([Wanted(f"{one.raw.unit} ≤ {SLICE} x", times <= SLICE)]),
        figures={"kept": asdict(one.kept), "raw": asdict(one.raw)},
    )  # fmt: skip
    yield Line(name, "reading it", _words(one.reading), f"counting {_words(one.raw)}", **ratios(one.reading, one.raw))
    yield Line(name, "all that one change asks for", f"{_words(one.job)}, {one.job.statements} statements")


def _whole(one: FullScale, floor: str) -> Line:
    times, most = one.whole.effort / one.scan.effort, MOST_SCANS.get(one.places)
    wanted = [Wanted(f"{one.scan.unit} ≤ {most} x", times <= most)] if most else []
    if one.places == 100_000:
        wanted.append(Wanted(f"{one.scan.unit} < 1 s", one.whole.effort < 1))
    return Line(
        part(one.places), "all of it, one worker", f"{_words(one.whole)}: {one.slices:,} slices, {one.rows:,} figures",
        floor, **ratios(one.whole, one.scan), **judged(wanted, why=WHY), figures=asdict(one),
    )  # fmt: skip


def _pandas(one: FullScale, pandas: Cost) -> Line:
    times = FASTER_THAN_PANDAS.get(one.places)
    wanted = []
    if times:
        wanted.append(Wanted(f"≥ {times} times faster", one.whole.effort * times <= pandas.effort))
    return Line(
        part(one.places), "all of it, against pandas", _words(one.whole), f"pandas, who came alone {_words(pandas)}",
        **ratios(one.whole, pandas), **judged(wanted), figures=asdict(pandas),
    )  # fmt: skip


def _two(one: FullScale, seconds: tuple[float, float]) -> Line:
    alone, two = seconds
    most = MOST_SCANS_OF_TWO.get(one.places)
    wanted = [Wanted(f"two: ≤ {most} x", two <= most * one.scan.seconds)] if most else []
    return Line(
        part(one.places), "counted by two workers", f"{two:.2f} s, {two / one.scan.seconds:.0f} x the scan",
        f"by one {alone:.2f} s", ratio=two / alone, **judged(wanted, why=WHY), figures={"one": alone, "two": two},
    )  # fmt: skip


def _words(spent: Cost) -> str:
    cpu = "" if spent.cpu is None else f" (CPU {spent.cpu:.3f} s)"
    return f"{spent.seconds:.3f} s{cpu}"
