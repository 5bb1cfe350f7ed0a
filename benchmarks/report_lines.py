"""What the figures of reports and files mean."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from itertools import pairwise

from benchmarks.costs import Cost, Imported, Whole, growth
from benchmarks.lines import Line, Wanted, judged, ratios

PLACES_EACH = 10
SCAN, EIGHT_QUERIES, PANDAS = "one scan", "eight ORM queries", "pandas"
COUNTING, PROTECTING, STORING = "counting", "protecting and comparing", "storing"

WORKER_MEMORY, IMPORT_MEMORY, IMPORT_ROWS = 200, 250, 20_000
GROWTH = 1.0


@dataclass(frozen=True, slots=True)
class Measured:
    """All that was measured of the report at one size."""

    people: int
    floors: Mapping[str, Cost]
    parts: Mapping[str, Cost]
    whole: Whole

    @property
    def places(self) -> int:
        return self.people * PLACES_EACH


def growth_lines(measured: Sequence[Measured]) -> list[Line]:
    return [line for small, large in pairwise(measured) for line in _growth(small, large)]


def lines(one: Measured) -> Iterator[Line]:
    part = f"The report of {one.people:,} people with {one.places:,} places in two years, over one of them"
    scan = one.floors[SCAN]
    floor = f"one scan of the table {_seconds(scan)}"
    eight = one.floors[EIGHT_QUERIES]
    for name, spent in one.parts.items():
        yield Line(part, name, _seconds(spent), floor, **ratios(spent, scan), figures=asdict(spent))
    yield _whole(part, one, floor)
    counted = one.parts[COUNTING]
    yield Line(
        part, "counting, against eight ORM queries", _seconds(counted),
        f"eight ORM queries, one stage and no protection {_seconds(eight)}", **ratios(counted, eight),
        figures=asdict(eight),
    )  # fmt: skip
    yield _against_pandas(part, one)
    yield _memory(part, one.whole)


def _whole(part: str, one: Measured, floor: str) -> Line:
    whole, scan = one.whole, one.floors[SCAN]
    shape = f"{whole.tables} tables, {whole.rows:,} rows, {whole.stars} stars, {whole.withheld} withheld"
    return Line(
        part, "all of it, as a worker does it", f"{_seconds(whole.cost)}: {shape}", floor,
        **ratios(whole.cost, scan), figures=asdict(whole),
    )  # fmt: skip


def _against_pandas(part: str, one: Measured) -> Line:
    pandas, spent = one.floors[PANDAS], one.whole.cost
    return Line(
        part, "all of it, against counting with pandas", _seconds(spent),
        f"pandas, people alone, nothing compared, protected or stored {_seconds(pandas)}",
        **ratios(spent, pandas), figures=asdict(pandas),
    )  # fmt: skip


def _memory(part: str, whole: Whole) -> Line:
    wanted = [Wanted(f"≤ {WORKER_MEMORY} MiB", whole.memory <= WORKER_MEMORY)]
    measured = f"{whole.memory:.0f} MiB at most, {whole.memory_before:.0f} before"
    return Line(part, "memory of the worker", measured, **judged(wanted))


def _growth(small: Measured, large: Measured) -> Iterator[Line]:
    part = f"Growth from {small.places:,} to {large.places:,} places"
    sizes = (small.places, large.places)
    for name, one, other in (
        (SCAN, small.floors[SCAN], large.floors[SCAN]),
        (COUNTING, small.parts[COUNTING], large.parts[COUNTING]),
        ("all of the report", small.whole.cost, large.whole.cost),
    ):
        exponent = growth(one, other, sizes=sizes)
        wanted = [] if name == SCAN else [Wanted(f"of {one.unit} ≤ {GROWTH}", exponent <= GROWTH)]
        yield Line(
            part, f"exponent of {name}", f"{exponent:.2f}: {one.effort:.3f} s to {other.effort:.3f} s",
            **judged(wanted), figures={"exponent": exponent},
        )  # fmt: skip
    few, many = small.whole.cost.statements, large.whole.cost.statements
    yield Line(
        part, "statements of a report", f"{few} and {many}",
        **judged([Wanted("none a person", many <= few)]), figures={"small": few, "large": many},
    )  # fmt: skip


def import_lines(one: Imported) -> list[Line]:
    part = f"Reading a file of {one.rows:,} places"
    rate, copied = one.rows / one.cost.seconds, one.rows / one.copy.seconds
    wanted = Wanted(f"≥ {IMPORT_ROWS:,} a second", rate >= IMPORT_ROWS)
    why = "COPY only stores; a line is also read, checked, and compared with what is there."
    return [
        Line(
            part, "rows a second", f"{rate:,.0f} a second", f"COPY of the same rows, keys checked: {copied:,.0f}",
            **ratios(one.cost, one.copy), **judged([wanted], why=why),
            figures=asdict(one),
        ),
        Line(
            part, "memory", f"{one.memory:.0f} MiB at most, {one.memory_before:.0f} before",
            **judged([Wanted(f"< {IMPORT_MEMORY} MiB", one.memory < IMPORT_MEMORY)]),
        ),
        Line(
            part, "progress", f"told {one.steps} times, {one.saving_steps} of them while saving",
            **judged([Wanted("shown", one.saving_steps > 1)]),
        ),
    ]  # fmt: skip


def _seconds(spent: Cost) -> str:
    cpu = "" if spent.cpu is None else f" (CPU {spent.cpu:.3f} s)"
    return f"{spent.seconds:.3f} s{cpu}"
