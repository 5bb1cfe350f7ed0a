"""How one group's share went from quarter to quarter. Made of published reports; a lead's drafts stand among them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from django.core.paginator import Page, Paginator
from django.db.models import QuerySet

from accounts.access import Actor, Permission
from involvement.taxonomies import Voice
from reports import access, gap, periods
from reports.dimensions import BY_NAME, ETHNIC_GROUP_5
from reports.gap.trends import Observation, Phase, TrendPoint, p_chart
from reports.models import GapReport, GapRow, ReportState, TrendRestart
from reports.models.gap_reports import ROUNDING_BASE
from reports.queries.series import MEASURES, Counted, Measure, counted, one_each, wanted

MOST_QUARTERS = 20
DEFAULT_GROUP = (ETHNIC_GROUP_5, BY_NAME[ETHNIC_GROUP_5].groups[0].code)
RESTARTS_A_PAGE = 20
SHOWN = (ReportState.PUBLISHED, ReportState.READY)


@dataclass(frozen=True, slots=True)
class Scope:
    """An organisation with all its services, or one of them."""

    organisation_id: UUID
    service_id: UUID | None
    name: str

    @property
    def slug(self) -> str:
        return f"{self.organisation_id}.{self.service_id}" if self.service_id else str(self.organisation_id)


@dataclass(frozen=True, slots=True)
class TrendChosen:
    """What the address asks for. ``group`` is (dimension, code)."""

    group: tuple[str, str] = DEFAULT_GROUP
    voice: Voice = Voice.DIRECT
    measure: Measure = MEASURES["came"]


@dataclass(frozen=True, slots=True)
class TrendOptions:
    """What can be chosen. ``scope`` is the one asked for, or the first; ``reports`` are its quarters, oldest first."""

    scopes: tuple[Scope, ...]
    scope: Scope | None
    reports: tuple[GapReport, ...]

    @property
    def dimensions(self) -> dict[str, gap.Dimension]:
        """The organisation's own groups too, of any of the quarters."""
        return {name: one for report in self.reports for name, one in report.dimensions.items()} or BY_NAME


@dataclass(frozen=True, slots=True)
class TrendLine:
    """One quarter. Without a report, ``report`` is None and the point is empty."""

    period: str
    starts_on: date
    point: TrendPoint
    report: GapReport | None
    restart: TrendRestart | None
    benchmark_share: float | None


@dataclass(frozen=True, slots=True)
class TrendPage:
    scope: Scope
    chosen: TrendChosen
    dimension: gap.Dimension
    lines: tuple[TrendLine, ...]
    phases: tuple[Phase, ...]
    may_restart: bool

    @property
    def group(self) -> gap.Group:
        return next(group for group in self.dimension.groups if group.code == self.chosen.group[1])

    @property
    def newest(self) -> TrendLine | None:
        return next((line for line in reversed(self.lines) if line.report is not None), None)

    @property
    def restarts(self) -> list[TrendRestart]:
        return [line.restart for line in self.lines if line.restart is not None]

    @property
    def benchmark_share(self) -> float | None:
        """The newest one; a step is not held against a benchmark."""
        return None if self.chosen.measure.of or self.newest is None else self.newest.benchmark_share


def trend_options(actor: Actor, *, about: str, today: date) -> TrendOptions:
    """A scope that there is not counts as the first."""
    quarters = _quarters(actor, today=today)
    scopes = _scopes(quarters)
    scope = next((scope for scope in scopes if scope.slug == about), scopes[0] if scopes else None)
    return TrendOptions(tuple(scopes), scope, tuple(_reports_of(scope, quarters)) if scope else ())


def trend_page(actor: Actor, chosen: TrendChosen, options: TrendOptions, *, today: date) -> TrendPage | None:
    """None where there is no quarter to see at all."""
    scope, reports = options.scope, options.reports
    if scope is None:
        return None
    restarts = in_force(
        access.trend_restarts(actor, today=today).filter(organisation=scope.organisation_id, service=scope.service_id)
    )
    rows = access.rows(actor, today=today)
    found = counts_of(reports, rows, group=chosen.group, voice=chosen.voice, measure=chosen.measure)
    lines, phases = _lines(reports, found, restarts)
    return TrendPage(
        scope=scope,
        chosen=chosen,
        dimension=options.dimensions[chosen.group[0]],
        lines=lines,
        phases=phases,
        may_restart=actor.may(Permission.MANAGE_REPORTS),
    )


def _scopes(quarters: QuerySet[GapReport]) -> list[Scope]:
    """Of which organisations and services there is a quarter to see; the whole organisation before its services."""
    found = quarters.order_by("organisation__name", "service__name")
    names = found.values_list("organisation_id", "organisation__name", "service_id", "service__name").distinct()
    scopes = [
        Scope(organisation_id, service_id, ", ".join(part for part in (organisation, service) if part))
        for organisation_id, organisation, service_id, service in names
    ]
    return sorted(scopes, key=lambda scope: scope.name)


def restarts_page(actor: Actor, *, today: date, page: str | None) -> Page[TrendRestart]:
    """Decisions that another one may have taken back; newest first."""
    decisions = access.trend_restarts(actor, today=today).filter(undoes=None).order_by("-decided_at")
    return Paginator(decisions, RESTARTS_A_PAGE).get_page(page)


def _quarters(actor: Actor, *, today: date) -> QuerySet[GapReport]:
    return access.reports(actor, today=today).filter(period_kind=periods.PeriodKind.QUARTER, state__in=SHOWN)


def _reports_of(scope: Scope, quarters: QuerySet[GapReport]) -> list[GapReport]:
    """Of each quarter one, oldest first, the newest few."""
    mine = quarters.filter(organisation=scope.organisation_id, service=scope.service_id).defer("references")
    return one_each(mine.order_by("starts_on", "pk"))[-MOST_QUARTERS:]


def counts_of(
    reports: Iterable[GapReport], rows: QuerySet[GapRow], *, group: tuple[str, str], voice: str, measure: Measure
) -> dict[UUID, Counted]:
    dimension, code = group
    asked = wanted(dimension=dimension, code=code, voice=voice, measure=measure)
    return counted(rows.filter(asked, table__report__in=[report.pk for report in reports]), measure)


def in_force(decisions: Iterable[TrendRestart]) -> dict[date, TrendRestart]:
    """By quarter, the decisions that no later one has taken back."""
    return {one.starts_on: one for one in decisions if one.undoes_id is None and not hasattr(one, "undone_by")}


def observations(
    reports: Sequence[GapReport], found: Mapping[UUID, Counted], restarts: Iterable[date]
) -> list[tuple[date, GapReport | None, Observation]]:
    """Every quarter from the first report to the last, whether there is a report of it or not."""
    by_quarter = {report.starts_on: report for report in reports}
    anew, lines = set(restarts), []
    for starts_on in _every_quarter(reports):
        report = by_quarter.get(starts_on)
        counts = found.get(report.pk) if report else None
        one = counts.observation if counts else Observation(None, None)
        lines.append((starts_on, report, _starting(one) if starts_on in anew else one))
    return lines


def _starting(one: Observation) -> Observation:
    return Observation(one.people, one.known, one.fewer_than, starts_anew=True)


def _every_quarter(reports: Sequence[GapReport]) -> Iterable[date]:
    day = reports[0].starts_on if reports else None
    while day and day <= reports[-1].starts_on:
        yield day
        day = periods.quarter_after(day)


def _lines(
    reports: Sequence[GapReport], found: Mapping[UUID, Counted], restarts: Mapping[date, TrendRestart]
) -> tuple[tuple[TrendLine, ...], tuple[Phase, ...]]:
    quarters = observations(reports, found, restarts)
    phases = p_chart([one for _, _, one in quarters], rounding_base=ROUNDING_BASE)
    points = (point for phase in phases for point in phase.points)
    lines = []
    for (starts_on, report, _), point in zip(quarters, points, strict=True):
        counts = found.get(report.pk) if report else None
        ends_on = periods.quarter_after(starts_on) - timedelta(days=1)
        lines.append(
            TrendLine(
                period=periods.label(kind=periods.PeriodKind.QUARTER, starts_on=starts_on, ends_on=ends_on),
                starts_on=starts_on,
                point=point,
                report=report,
                restart=restarts.get(starts_on),
                benchmark_share=counts.row.benchmark_share if counts else None,
            )
        )
    return tuple(lines), phases
