"""What a trend says, in plain words, before any picture. Every number in a sentence is a published one."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from reports.figures import percent
from reports.gap.trends import Found, Signal, TrendRules
from reports.queries import TrendLine, TrendPage

NUMBERS = ("No", "One", "Two", "Three", "Four", "Five", "Six", "Seven", "Eight", "Nine", "Ten", "Eleven", "Twelve")
NOTHING_SHOWS = "Nothing points to a change beyond chance."
SAME_PEOPLE = "Many people come in several quarters, so the points are less free to move than chance would let them."
SIDES = {True: ("above", "higher", "rose", "upper"), False: ("below", "lower", "fell", "lower")}


def trend_sentences(page: TrendPage, *, rules: TrendRules | None = None) -> list[str]:
    rules = rules or TrendRules()
    return [*_range(page), *_gaps(page), *_findings(page, rules)]


def _range(page: TrendPage) -> Iterator[str]:
    shown = [line.point.share for line in page.lines if line.point.share is not None]
    if not shown:
        yield "There is no share to show: there were too few people in every quarter."
        return
    measure = page.chosen.measure
    low, high = percent(min(shown)), percent(max(shown))
    between = f"between {low} and {high}" if low != high else f"at {low}"
    over = f"Over {_number(len(shown)).lower()} quarters" if len(shown) > 1 else "In one quarter"
    if measure.of:
        yield f"{over}, of the people in this group who {measure.of_those}, {between} {measure.did}.".replace("at ", "")
    else:
        yield f"{over} this group's share of the people who {measure.did} was {between}."
    if page.benchmark_share is not None:
        yield f"In the benchmark it is {percent(page.benchmark_share)}."


def _gaps(page: TrendPage) -> Iterator[str]:
    """Quarters that are hidden, and quarters without a report."""
    hidden = sum(line.report is not None and line.point.share is None for line in page.lines)
    missing = sum(line.report is None for line in page.lines)
    if hidden:
        yield f"{_number(hidden)} {_quarters(hidden)} hidden to protect people. The line has a gap there."
    if missing:
        yield f"{_number(missing)} {_quarters(missing)} without a report."


def _quarters(number: int) -> str:
    return "quarter is" if number == 1 else "quarters are"


def _findings(page: TrendPage, rules: TrendRules) -> Iterator[str]:
    if not page.phases:
        return
    newest = page.phases[-1]
    if len(page.phases) > 1:
        since = next(line.period for line in reversed(page.lines) if line.restart is not None)
        yield f"The limits start afresh with {since}, because somebody decided so. The reason is below."
    lines = page.lines[-len(newest.points) :]
    if newest.centre is None:
        points = len(newest.shown)
        yield f"Too few points to say whether it changed: it takes {rules.points_needed}, and there {_are(points)}."
        return
    found = list(_of_rules(lines))
    yield from found or [NOTHING_SHOWS]


def _are(number: int) -> str:
    return "is 1" if number == 1 else f"are {number}"


def _of_rules(lines: Sequence[TrendLine]) -> Iterator[str]:
    for line in lines:
        for up in (True, False):
            if Found(Signal.OUTSIDE, up) in line.point.found:
                likely = f"{percent(line.point.low)} to {percent(line.point.high)}"
                higher = SIDES[up][1]
                yield f"In {line.period} it was {percent(line.point.share)}: {higher} than chance explains ({likely})."
    for signal in (Signal.ONE_SIDE, Signal.ONE_WAY, Signal.NEAR_LIMIT):
        for up in (True, False):
            marked = [line for line in lines if Found(signal, up) in line.point.found]
            for run in _runs(marked, lines, apart=2 if signal == Signal.NEAR_LIMIT else 1):
                yield _of_run(signal, run, up)


def _runs(marked: Sequence[TrendLine], lines: Sequence[TrendLine], *, apart: int) -> list[list[TrendLine]]:
    """Marked quarters that follow one another, ``apart`` quarters at most."""
    place = {line.starts_on: at for at, line in enumerate(lines)}
    runs: list[list[TrendLine]] = []
    for line in marked:
        if runs and place[line.starts_on] - place[runs[-1][-1].starts_on] <= apart:
            runs[-1].append(line)
        else:
            runs.append([line])
    return runs


def _of_run(signal: Signal, run: Sequence[TrendLine], up: bool) -> str:
    side, _, moved, limit = SIDES[up]
    last, many = run[-1].period, f"{_number(len(run)).lower()} quarters"
    match signal:
        case Signal.ONE_SIDE:
            return f"It was {side} the middle line {many} in a row, the last one {last}."
        case Signal.ONE_WAY:
            return f"It {moved} every time for {many} in a row, the last one {last}."
        case _:
            return f"It came close to the {limit} limit in {many} that are close together, the last one {last}."


def point_words(line: TrendLine) -> str:
    """The last column of the table: what stands out about one quarter."""
    if line.report is None:
        return "No report"
    said = [*_point_findings(line.point.found)]
    if line.point.share is None:
        highest = line.point.observation.highest
        said.append("Hidden" if highest is None else f"Hidden: {percent(highest)} at most")
    if line.report.state != "PUBLISHED":
        said.append("Draft, not published")
    if line.restart is not None:
        said.append("The limits start afresh here")
    return ". ".join(said) or "Nothing stands out"


def _point_findings(found: Iterable[Found]) -> Iterator[str]:
    says = {
        Signal.OUTSIDE: "{1} than chance explains",
        Signal.ONE_SIDE: "One of a run {0} the middle line",
        Signal.ONE_WAY: "One of a run that {2}",
        Signal.NEAR_LIMIT: "Close to the {3} limit",
    }
    for one in sorted(found, key=lambda one: list(Signal).index(one.signal)):
        words = says[one.signal].format(*SIDES[one.up])
        yield words[0].upper() + words[1:]


def _number(number: int) -> str:
    return NUMBERS[number] if number < len(NUMBERS) else f"{number:,}"
