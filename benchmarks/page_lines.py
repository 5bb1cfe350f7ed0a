"""What the figures of pages mean."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from benchmarks.lines import Line, Wanted, judged
from benchmarks.load import Load

DJANGO, BARE, BARE_SAVE = "a page of Django alone", "bare page", "bare save of 30 places"
DASHBOARD, LEADS_DASHBOARD = "dashboard of a commissioner", "dashboard of a lead"
TODAY, READ_REGISTER, SAVE_REGISTER = "today page of a lead", "register of 30", "saving a register of 30"
READ_SMALL, SAVE_SMALL = "register of 3", "saving a register of 3"
READ_FORM, SEND_FORM = "form for a new session", "sending that form"
PEOPLE, LANDING = "list of people", "front page"
SITE_MEMORY = 272
# How much more a page may cost when there are ten or a hundred times as many people.
FLAT = 1.5
# adhocracy+ on the same server and load, and how many times its requests a second are wanted.
BARE_THEN = 415
ADHOCRACY = {LANDING: (34, 8), LEADS_DASHBOARD: (8.5, 8), READ_FORM: (11, 8), SEND_FORM: (4.5, 30)}


@dataclass(frozen=True, slots=True)
class Visited:
    """``cpu`` is seconds of processor time a request, of the site and the database."""

    load: Load
    cpu: float


@dataclass(frozen=True, slots=True)
class Both:
    """A page and its floor, loaded one right after the other."""

    page: Visited
    floor: Visited


@dataclass(frozen=True, slots=True)
class Target:
    """Against the floor: processor time at most, requests a second at least. ``p99`` in milliseconds."""

    statements: int | None = None
    cpu: float | None = None
    rate: float | None = None
    p99: float | None = None
    same_as: str = ""
    why: str = ""


TARGETS: dict[str, Target] = {
    DASHBOARD: Target(
        statements=5, cpu=1.4, rate=0.75,
        why="It is drawn from stored rows each time: the finished page is not kept when a report is published.",
    ),
    LEADS_DASHBOARD: Target(statements=8, cpu=3.0),
    TODAY: Target(statements=8, cpu=3.0, why="All registers of this run, about thirty, are of today."),
    READ_REGISTER: Target(statements=8, cpu=3.0, same_as=READ_SMALL),
    PEOPLE: Target(statements=8, cpu=3.0),
    LANDING: Target(),
    READ_FORM: Target(statements=6, cpu=2.4, why="Most of it are the 200 services to choose from."),
    SEND_FORM: Target(
        statements=8, cpu=1.8,
        why="It holds the organisation, looks for the same session and a free reference, and writes an audit event.",
    ),
    SAVE_REGISTER: Target(
        statements=10, rate=0.6, p99=250, same_as=SAVE_SMALL,
        why="The bare save only inserts; this reads, locks, compares and writes an audit event for each person.",
    ),
}  # fmt: skip
FLOORS = {SAVE_REGISTER: BARE_SAVE}


def lines(
    visited: Mapping[str, Both], *, people: int, statements: Mapping[str, int], lost: int, memory: float
) -> Iterator[Line]:
    part = f"Pages, with {people:,} people on the register"
    yield _line(part, BARE, visited[BARE].page, visited[DJANGO].page, DJANGO, Target(), statements)
    for name, target in TARGETS.items():
        both = visited[name]
        yield _line(part, name, both.page, both.floor, FLOORS.get(name, BARE), target, statements)
    yield from _against_adhocracy(visited, part)
    wanted = [Wanted("nothing lost or doubled", lost == 0)]
    registers = visited[SAVE_REGISTER].page.load
    yield Line(
        part, "lines saved by 20 people at once",
        f"{lost} of {30 * sum(registers.sent):,} lost or doubled", **judged(wanted),
    )  # fmt: skip
    wanted = [Wanted(f"< {SITE_MEMORY} MiB", memory < SITE_MEMORY)]
    yield Line(part, "memory of the site, master and two workers", f"{memory:.0f} MiB", **judged(wanted))


def flat_lines(visits: Mapping[int, Mapping[str, Both]]) -> Iterator[Line]:
    """How long pages take with many people on the register, against few; both beside their floor at that time."""
    few = min(visits, default=0)
    for many in sorted(visits.keys() - {few}):
        for name in (DASHBOARD, LEADS_DASHBOARD, READ_REGISTER, PEOPLE):
            small, large = (visits[people][name] for people in (few, many))
            times = (large.page.cpu / large.floor.cpu) / (small.page.cpu / small.floor.cpu)
            yield Line(
                f"Pages, {many:,} people against {few:,}", name,
                f"p95 {small.page.load.percentile(95):.0f} and {large.page.load.percentile(95):.0f} ms",
                cpu_ratio=times, **judged([Wanted(f"CPU ≤ {FLAT} x", times <= FLAT)]),
            )  # fmt: skip


def _against_adhocracy(visited: Mapping[str, Both], part: str) -> Iterator[Line]:
    """Its figures and those of a bare page were measured together, on another day: only ratios can be compared."""
    for name, (theirs, times) in ADHOCRACY.items():
        both = visited[name]
        ours = both.page.load.per_second / both.floor.load.per_second
        ratio = ours / (theirs / BARE_THEN)
        yield Line(
            part, f"{name}, against adhocracy+", f"{ratio:.0f} times its requests a second",
            f"its {theirs}/s where a bare page did {BARE_THEN}/s, measured once before",
            **judged([Wanted(f"≥ {times} x", ratio >= times)]),
        )  # fmt: skip


def _line(
    part: str, name: str, page: Visited, floor: Visited, floor_name: str, target: Target, statements: Mapping[str, int]
) -> Line:
    count = statements.get(name)
    words = f"{_words(page)}, {count} statements" if count else _words(page)
    wrong = f", {page.load.wrong} wrong answers" if page.load.wrong else ""
    return Line(
        part, name, words + wrong, f"{floor_name} {_words(floor)}",
        ratio=floor.load.per_second / page.load.per_second,
        cpu_ratio=page.cpu / floor.cpu,
        **judged(list(_wanted(name, page, floor, target, statements)), why=target.why),
        figures={
            "per_second": page.load.per_second, "p50": page.load.percentile(50), "p95": page.load.percentile(95),
            "p99": page.load.percentile(99), "cpu": page.cpu, "statements": count, "wrong": page.load.wrong,
        },
    )  # fmt: skip


def _wanted(
    name: str, page: Visited, floor: Visited, target: Target, statements: Mapping[str, int]
) -> Iterator[Wanted]:
    if target.cpu:
        yield Wanted(f"CPU ≤ {target.cpu} x", page.cpu <= target.cpu * floor.cpu)
    if target.rate:
        yield Wanted(f"rate ≥ {target.rate} of it", page.load.per_second >= target.rate * floor.load.per_second)
    if target.p99:
        yield Wanted(f"p99 < {target.p99:.0f} ms", page.load.percentile(99) < target.p99)
    if target.statements:
        yield Wanted(f"≤ {target.statements} statements", statements[name] <= target.statements)
    if target.same_as:
        yield Wanted("whatever the number", statements[name] == statements[target.same_as])


def _words(page: Visited) -> str:
    p95, p99 = page.load.percentile(95), page.load.percentile(99)
    return f"{page.load.per_second:.0f}/s, p95 {p95:.0f} ms, p99 {p99:.0f} ms, CPU {1000 * page.cpu:.1f} ms"
