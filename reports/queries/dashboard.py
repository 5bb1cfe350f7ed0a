"""The first screen: the largest gaps, whose voice counted, and where a group is lost. Stored figures only."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Q

from accounts.access import Actor, Permission
from involvement.taxonomies import Voice
from reports import access, gap
from reports.dimensions import BY_NAME, NHS_16
from reports.models import GapReport, GapRow, ReportState
from reports.queries.comparisons import comparisons
from reports.queries.tables import Link

LARGEST = 3
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


@dataclass(frozen=True, slots=True)
class Shown:
    """One report on the dashboard."""

    report: GapReport
    headlines: tuple[Headline, ...]
    people: int | None
    tables: Comparisons


@dataclass(frozen=True, slots=True)
class Dashboard:
    """``headlines`` are the largest gaps of all reports shown; ``choices`` are all reports that could be shown."""

    voice: Voice
    shown: tuple[Shown, ...]
    headlines: tuple[Headline, ...]
    choices: tuple[GapReport, ...]
    voice_links: tuple[Link, ...]
    may_manage: bool


def dashboard(actor: Actor, *, voice: str, reports: Sequence[UUID], today: date) -> Dashboard:
    """Of each organisation the newest report about all its services, or the reports asked for."""
    chosen_voice = Voice(voice) if voice in Voice.values else Voice.DIRECT
    readable = [ReportState.PUBLISHED, ReportState.READY]
    choices = tuple(access.reports(actor, today=today).filter(state__in=readable))
    selected = [report for report in choices if report.pk in reports] or _newest(choices)
    found = _comparisons(actor, selected, chosen_voice, today=today)
    shown = tuple(_shown(report, found[report.pk], chosen_voice) for report in selected)
    everywhere = sorted((line for one in shown for line in one.headlines), key=lambda line: -line.size)
    return Dashboard(
        voice=chosen_voice,
        shown=shown,
        headlines=tuple(everywhere[:LARGEST]),
        choices=choices,
        voice_links=_voice_links(chosen_voice, reports),
        may_manage=actor.may(Permission.MANAGE_REPORTS),
    )


def _newest(choices: Iterable[GapReport]) -> list[GapReport]:
    """One report an organisation: published before drafts, the latest end, then the longest period."""
    best: dict[UUID, GapReport] = {}
    for report in choices:
        known = best.get(report.organisation_id)
        if known is None or _preference(report) > _preference(known):
            best[report.organisation_id] = report
    return sorted(best.values(), key=lambda report: report.organisation.name)


def _preference(report: GapReport) -> tuple[bool, bool, date, int, int]:
    published = report.state == ReportState.PUBLISHED
    days = (report.ends_on - report.starts_on).days
    return report.service_id is None, published, report.ends_on, days, report.version


def _comparisons(
    actor: Actor, selected: Sequence[GapReport], voice: Voice, *, today: date
) -> dict[UUID, dict[gap.TableKey, gap.Comparison]]:
    """Of each report everybody who came in each voice; of the first one every stage of the chosen voice as well."""
    wanted = Q(table__stage="came")
    if selected:
        wanted |= Q(table__report=selected[0], table__voice=voice)
    rows: dict[UUID, list[GapRow]] = defaultdict(list)
    for row in access.rows(actor, today=today).filter(wanted, table__report__in=[report.pk for report in selected]):
        rows[row.table.report_id].append(row)
    return {report.pk: comparisons(report, rows[report.pk]) for report in selected}


def _shown(report: GapReport, tables: Comparisons, voice: Voice) -> Shown:
    came = [table for key, table in tables.items() if key.voice == voice and key.stage == "came"]
    people = next((table.participants for table in came), None)
    return Shown(report, largest_gaps(report, came), people, tables)


def largest_gaps(report: GapReport, tables: Iterable[gap.Comparison]) -> tuple[Headline, ...]:
    """At most three. NHS categories only repeat the other two, and a wide group stands for the narrow ones in it."""
    gaps = [
        Headline(report, table, group)
        for table in tables
        if table.dimension != NHS_16
        for group in table.groups
        if group.verdict.is_gap
    ]
    chosen: list[Headline] = []
    for line in sorted(gaps, key=lambda line: (-line.size, line.table.dimension, line.group.code)):
        if len(chosen) < LARGEST and not any(_is_same(line, other) for other in chosen):
            chosen.append(line)
    return tuple(chosen)


def _is_same(line: Headline, other: Headline) -> bool:
    """Whether one of the two groups lies inside the other."""
    return any(
        BY_NAME[narrow.table.dimension].wider == wide.table.dimension and _parent(narrow) == wide.group.code
        for narrow, wide in ((line, other), (other, line))
    )


def _parent(line: Headline) -> str | None:
    groups = BY_NAME[line.table.dimension].groups
    return next((group.parent for group in groups if group.code == line.group.code), None)


def _voice_links(voice: Voice, reports: Sequence[UUID]) -> tuple[Link, ...]:
    kept = "".join(f"&report={report}" for report in reports)
    return tuple(Link(one.label, f"?voice={one}{kept}", one == voice) for one in Voice)
