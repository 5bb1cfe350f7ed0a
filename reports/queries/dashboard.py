"""The first screen: the largest gaps, whose voice counted, and where a group is lost. Stored figures only."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from urllib.parse import urlencode
from uuid import UUID

from django.db.models import Q

from accounts.access import Actor
from involvement.taxonomies import Voice
from reports import access, gap, words
from reports.dimensions import BY_NAME, ETHNIC_GROUP_5, REPORT_DIMENSIONS
from reports.models import GapReport, GapRow
from reports.queries.comparisons import comparisons
from reports.queries.funnels import FunnelOfGroup, funnel_of_group
from reports.queries.headlines import (
    SPOKEN_FOR,
    Comparisons,
    Headline,
    Lost,
    SpokenFor,
    largest,
    lost,
    missing,
    spoken_for,
)
from reports.queries.own_groups import OwnGroupLine, own_group_lines
from reports.queries.selection import Chosen, GroupKey, Selection
from reports.queries.tables import Link


@dataclass(frozen=True, slots=True)
class Shown:
    """One report on the dashboard. ``people`` says how many came in each voice; None is hidden."""

    report: GapReport
    headlines: tuple[Headline, ...]
    lost: tuple[Lost, ...]
    spoken_for: tuple[SpokenFor, ...]
    people: Mapping[Voice, int | None]
    nothing_missing: str
    own_groups: tuple[OwnGroupLine, ...]
    tables: Comparisons

    @property
    def name(self) -> str:
        return ", ".join(str(part) for part in (self.report.organisation, self.report.service) if part)

    @property
    def people_by_voice(self) -> list[tuple[str, int | None]]:
        return [(voice.label, self.people.get(voice)) for voice in Voice]


@dataclass(frozen=True, slots=True)
class BesideLine:
    name: str
    report: GapReport
    table: gap.Comparison
    group: gap.GroupComparison

    @property
    def sentence(self) -> str:
        return self.group.sentence()


@dataclass(frozen=True, slots=True)
class SideBySide:
    """One group at each provider. Beside one another, never added up: a person may be with two of them."""

    label: str
    lines: tuple[BesideLine, ...]

    @property
    def heading(self) -> str:
        return f"{self.label}: providers side by side"


@dataclass(frozen=True, slots=True)
class Closer:
    """One report and one group of it, with pictures."""

    shown: Shown
    group: GroupKey
    table: gap.Comparison
    funnel: FunnelOfGroup | None

    @property
    def dimension(self) -> str:
        return self.group[0]

    @property
    def code(self) -> str:
        return self.group[1]

    @property
    def label(self) -> str:
        return self.table.group(self.code).label

    @property
    def heading(self) -> str:
        return f"{self.table.label}, {self.shown.name}"


@dataclass(frozen=True, slots=True)
class GroupsOf:
    """Groups to choose from, under one heading."""

    label: str
    dimension: str
    groups: tuple[gap.Group, ...]


@dataclass(frozen=True, slots=True)
class Dashboard:
    """``headlines`` are the largest gaps of all reports shown; ``choices`` are the newest that could be shown."""

    voice: Voice
    shown: tuple[Shown, ...]
    headlines: tuple[Headline, ...]
    choices: tuple[GapReport, ...]
    voice_links: tuple[Link, ...]
    closer: Closer | None
    beside: SideBySide | None
    chosen_reports: tuple[UUID, ...]
    may_manage: bool

    @property
    def lost(self) -> list[Lost]:
        return [line for one in self.shown for line in one.lost]

    @property
    def spoken_for(self) -> list[SpokenFor]:
        return [line for one in self.shown for line in one.spoken_for]

    @property
    def source(self) -> Shown | None:
        """The one report that everything told first comes from, so that its name is said once."""
        lines: list[Headline | Lost | SpokenFor] = [*self.headlines, *self.lost, *self.spoken_for]
        told = {line.report.pk for line in lines}
        return next((one for one in self.shown if told == {one.report.pk}), None)

    @property
    def compared_with(self) -> str:
        """The one benchmark of all headlines, or nothing."""
        labels = {line.table.reference.label for line in self.headlines if line.table.reference}
        return labels.pop() if len(labels) == 1 else ""

    @property
    def nothing_missing(self) -> str:
        return words.nothing_missing(table for one in self.shown for table in _came(one.report, one.tables, self.voice))

    @property
    def with_own_groups(self) -> list[Shown]:
        return [one for one in self.shown if one.own_groups]

    @property
    def has_several(self) -> bool:
        return len(self.shown) > 1

    @property
    def choices_of_group(self) -> list[GroupsOf]:
        """What can be looked at closely: every question, then each organisation's own groups under its name."""
        questions = [GroupsOf(one.label, one.name, one.groups) for one in REPORT_DIMENSIONS]
        return questions + [
            GroupsOf(f"Defined by {one.name}", own.name, own.groups)
            for one in self.shown
            for own in one.report.own_dimensions
        ]

    @property
    def shown_ids(self) -> list[UUID]:
        return [one.report.pk for one in self.shown]


def dashboard(actor: Actor, selection: Selection, *, today: date) -> Dashboard:
    chosen = selection.chosen
    found = _comparisons(actor, selection, today=today)
    shown = tuple(_shown(report, tables, chosen.voice) for report, tables in found)
    headlines = largest(
        line for one in shown for line in missing(one.report, _came(one.report, one.tables, chosen.voice))
    )
    closer = _closer(shown, headlines, chosen)
    return Dashboard(
        voice=chosen.voice,
        shown=shown,
        headlines=headlines,
        choices=selection.choices,
        voice_links=_voice_links(chosen),
        closer=closer,
        beside=_beside(shown, chosen.voice, closer.group, closer.label) if closer and len(shown) > 1 else None,
        chosen_reports=chosen.reports,
        may_manage=selection.may_manage,
    )


def _comparisons(actor: Actor, selection: Selection, *, today: date) -> list[tuple[GapReport, Comparisons]]:
    """Who came, in the chosen voice; who spoke for others; everybody by voice; and every step of two dimensions."""
    chosen = selection.chosen
    dimensions = [ETHNIC_GROUP_5, chosen.group[0]] if chosen.group else [ETHNIC_GROUP_5]
    came = Q(table__stage="came")
    wanted = came & Q(table__voice=chosen.voice)
    wanted |= came & Q(table__voice=Voice.PROXY, table__dimension__in=SPOKEN_FOR)
    wanted |= came & Q(table__dimension=ETHNIC_GROUP_5)
    wanted |= Q(table__voice=chosen.voice, table__dimension__in=dimensions)
    reports = access.reports(actor, today=today).in_bulk([report.pk for report in selection.selected])
    rows: dict[UUID, list[GapRow]] = defaultdict(list)
    for row in access.rows(actor, today=today).filter(wanted, table__report__in=list(reports)):
        rows[row.table.report_id].append(row)
    found = [reports[report.pk] for report in selection.selected if report.pk in reports]
    return [(report, comparisons(report, rows[report.pk])) for report in found]


def _came(report: GapReport, tables: Comparisons, voice: Voice) -> list[gap.Comparison]:
    keys = (gap.TableKey(name, voice, "came") for name in report.dimensions)
    return [tables[key] for key in keys if key in tables]


def _stages(tables: Comparisons, dimension: str, voice: Voice) -> dict[str, gap.Comparison]:
    return {key.stage: table for key, table in tables.items() if (key.dimension, key.voice) == (dimension, voice)}


def _shown(report: GapReport, tables: Comparisons, voice: Voice) -> Shown:
    came = _came(report, tables, voice)
    keys = {one: gap.TableKey(ETHNIC_GROUP_5, one, "came") for one in Voice}
    return Shown(
        report=report,
        headlines=largest(missing(report, came)),
        lost=lost(report, _stages(tables, ETHNIC_GROUP_5, voice), voice=voice),
        spoken_for=spoken_for(report, tables) if voice == Voice.DIRECT else (),
        people={one: tables[key].participants for one, key in keys.items() if key in tables},
        nothing_missing=words.nothing_missing(came),
        own_groups=own_group_lines(report, tables, voice=voice),
        tables=tables,
    )


def _closer(shown: Sequence[Shown], headlines: Sequence[Headline], chosen: Chosen) -> Closer | None:
    """What was asked for, or the largest gap between ethnic groups, or the first group of the first report."""
    if not shown:
        return None
    first = next((line for line in headlines if line.table.dimension == ETHNIC_GROUP_5), None)
    about = chosen.about or (first.report.pk if first else None)
    having = [one for one in shown if chosen.group is None or chosen.group[0] in one.report.dimensions]
    one = next((one for one in having if one.report.pk == about), having[0])
    name, code = chosen.group or (ETHNIC_GROUP_5, _first_group(one))
    table = one.tables.get(gap.TableKey(name, chosen.voice, "came"))
    if table is None:
        return None
    stages, dimension = _stages(one.tables, name, chosen.voice), one.report.dimensions[name]
    funnel = funnel_of_group(stages, dimension=dimension, code=code, voice=chosen.voice)
    return Closer(one, (name, code), table, funnel)


def _first_group(one: Shown) -> str:
    lines = [line for line in one.headlines if line.table.dimension == ETHNIC_GROUP_5]
    return lines[0].group.code if lines else BY_NAME[ETHNIC_GROUP_5].groups[0].code


def _beside(shown: Sequence[Shown], voice: Voice, group: GroupKey, label: str) -> SideBySide:
    """Providers that have this group: one of an organisation's own is only there where it means the same."""
    found = [(one, one.tables.get(gap.TableKey(group[0], voice, "came"))) for one in shown]
    lines = tuple(
        BesideLine(one.name, one.report, table, table.group(group[1])) for one, table in found if table is not None
    )
    return SideBySide(label, lines)


def _voice_links(chosen: Chosen) -> tuple[Link, ...]:
    kept = [("report", str(report)) for report in chosen.reports]
    kept += [(name, value) for name, value in (("q", chosen.words), ("page", chosen.page)) if value]
    if chosen.about:
        kept.append(("about", str(chosen.about)))
    if chosen.group:
        kept.append(("group", ".".join(chosen.group)))
    return tuple(Link(one.label, f"?{urlencode([('voice', one.value), *kept])}", one == chosen.voice) for one in Voice)
