"""Which findings are told first: whose voice is missing, where groups are lost, who is only spoken for."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from reports import agreement, gap, words
from reports.dimensions import BY_NAME, ETHNIC_GROUP_5, ETHNIC_GROUP_19, NHS_16
from reports.models import GapReport

LARGEST = 3
# Questions on which community and faith leaders speak for others.
SPOKEN_FOR = (ETHNIC_GROUP_5, ETHNIC_GROUP_19, "religion")
Comparisons = Mapping[gap.TableKey, gap.Comparison]


@dataclass(frozen=True, slots=True)
class Headline:
    """One gap in words: a group that took part less than its share of the benchmark."""

    report: GapReport
    table: gap.Comparison
    group: gap.GroupComparison

    @property
    def size(self) -> float:
        """The gap as a fraction of places; for a hidden count the smallest it can be. From published figures only."""
        if self.group.gap is not None:
            return -self.group.gap
        if self.group.fewer_than is None or not self.group.expected or not self.table.known:
            return 0.0
        return (self.group.expected - self.group.fewer_than + 1) / self.table.known

    @property
    def also(self) -> str:
        """What both benchmarks say together, where they do not say the same."""
        return agreement.difference(self.table, self.group.code)

    @property
    def closing(self) -> str:
        return words.closing_sentence(self.table, self.group)


@dataclass(frozen=True, slots=True)
class Lost:
    """A group that drops out at one step more than everybody else does."""

    report: GapReport
    table: gap.Comparison
    group: gap.FunnelGroup
    sentence: str


@dataclass(frozen=True, slots=True)
class SpokenFor:
    """A group that others spoke for, of which too few spoke for themselves to be shown."""

    report: GapReport
    table: gap.Comparison
    group: gap.VoiceGroup


def largest(lines: Iterable[Headline]) -> tuple[Headline, ...]:
    """The largest few, wide ethnic groups before the rest. A wide group stands for the narrow ones in it."""
    chosen: list[Headline] = []
    for line in sorted(lines, key=_order):
        if len(chosen) < LARGEST and not any(_is_same(line, other) for other in chosen):
            chosen.append(line)
    return tuple(chosen)


def _order(line: Headline) -> tuple[bool, float, str, str]:
    return line.table.dimension != ETHNIC_GROUP_5, -line.size, line.table.dimension, line.group.code


def missing(report: GapReport, tables: Iterable[gap.Comparison]) -> tuple[Headline, ...]:
    """Every gap of these tables. NHS categories only repeat the other two codings of the same answer."""
    return tuple(
        Headline(report, table, group)
        for table in tables
        if table.dimension != NHS_16
        for group in table.groups
        if words.is_missing(table, group)
    )


def _is_same(line: Headline, other: Headline) -> bool:
    """Whether one of the two groups lies inside the other."""
    return line.report == other.report and any(
        _lies_inside(narrow, wide) for narrow, wide in ((line, other), (other, line))
    )


def _lies_inside(narrow: Headline, wide: Headline) -> bool:
    dimension = narrow.report.dimensions[narrow.table.dimension]
    if dimension.parts:
        return gap.Part(wide.table.dimension, frozenset({wide.group.code})) in dimension.parts
    return (
        dimension.wider == wide.table.dimension
        and _parent(narrow.table.dimension, narrow.group.code) == wide.group.code
    )


def lost(report: GapReport, stages: Mapping[str, gap.Comparison], *, voice: str) -> tuple[Lost, ...]:
    """Where groups of one dimension drop out, in its order: asked too seldom, or fewer going on than of all others."""
    asked = stages.get("asked")
    if asked is None:
        return ()
    found = gap.funnel(dimension=BY_NAME[asked.dimension], voice=voice, comparisons=stages)
    return tuple(
        Lost(report, asked, group, words.lost_sentence(group, asked.group(group.code)))
        for group in found.groups
        if group.lost_at and not words.never_headlined(asked.dimension, group.code)
    )


def spoken_for(report: GapReport, tables: Comparisons) -> tuple[SpokenFor, ...]:
    """Groups of which a published number spoke for others while those with direct experience are too few to show."""
    found: list[SpokenFor] = []
    for name in SPOKEN_FOR:
        voices = {key.voice: table for key, table in tables.items() if (key.dimension, key.stage) == (name, "came")}
        if "direct" in voices and "proxy" in voices:
            groups = gap.direct_and_proxy(dimension=BY_NAME[name], comparisons=voices)
            found.extend(SpokenFor(report, voices["direct"], group) for group in groups if group.sentence)
    wide = {line.group.code for line in found if line.table.dimension == ETHNIC_GROUP_5}
    return tuple(line for line in found if _parent(line.table.dimension, line.group.code) not in wide)


def _parent(dimension: str, code: str) -> str | None:
    return next((group.parent for group in BY_NAME[dimension].groups if group.code == code), None)
