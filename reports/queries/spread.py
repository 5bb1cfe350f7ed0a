"""One group at each service or provider against the benchmark: where chance would leave it, and who stands out.

Made of published reports of one period; a lead's drafts stand among them. Never in the order of the figures.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import QuerySet

from accounts.access import Actor, Permission
from involvement.taxonomies import Voice
from reports import access, gap, periods
from reports.gap.funnel_plot import Place, Unit, enough, unit
from reports.models import GapReport
from reports.models.gap_reports import ROUNDING_BASE
from reports.queries.series import MEASURES, Measure, counted, one_each, wanted
from reports.queries.trends import DEFAULT_GROUP, SHOWN

PROVIDERS = "providers"


@dataclass(frozen=True, slots=True)
class PlotChosen:
    """What the address asks for: ``across`` the services of one organisation (its id), or ``PROVIDERS``."""

    across: str = ""
    period: str = ""
    group: tuple[str, str] = DEFAULT_GROUP
    voice: Voice = Voice.DIRECT
    measure: Measure = MEASURES["came"]


@dataclass(frozen=True, slots=True)
class PlotOptions:
    """What can be chosen: (value, words) pairs, and the reports that they come from."""

    across: tuple[tuple[str, str], ...]
    chosen_across: str
    reports: tuple[GapReport, ...]

    @property
    def periods(self) -> list[tuple[str, str]]:
        """Newest first, the longer of two that end together before the shorter."""
        return list({period_slug(report): report.period_label for report in self.reports}.items())

    @property
    def dimensions(self) -> dict[str, gap.Dimension]:
        return {name: one for report in self.reports for name, one in report.dimensions.items()}


@dataclass(frozen=True, slots=True)
class PlotLine:
    """One service or provider. ``number`` names it in the picture; it follows the alphabet, not the figures."""

    number: int
    name: str
    report: GapReport
    unit: Unit | None

    @property
    def place(self) -> Place:
        return self.unit.place if self.unit else Place.HIDDEN


@dataclass(frozen=True, slots=True)
class PlotPage:
    """``target`` is the benchmark share where it is the same for all, else None."""

    chosen: PlotChosen
    group: gap.Group
    dimension: gap.Dimension
    period: str
    lines: tuple[PlotLine, ...]
    is_enough: bool
    are_providers: bool

    @property
    def units(self) -> list[Unit]:
        return [line.unit for line in self.lines if line.unit is not None]

    @property
    def target(self) -> float | None:
        targets = {round(one.target, 9) for one in self.units}
        return targets.pop() if len(targets) == 1 else None


def plot_options(actor: Actor, *, across: str, today: date) -> PlotOptions:
    """A choice that there is not counts as the first: providers for a commissioner, else the own services."""
    reports = access.reports(actor, today=today).filter(state__in=SHOWN)
    choices = _choices(actor, reports)
    chosen = across if across in dict(choices) else (choices[0][0] if choices else "")
    if chosen == PROVIDERS:
        mine = reports.filter(service=None)
    else:
        mine = reports.filter(organisation=UUID(chosen) if chosen else None).exclude(service=None)
    found = mine.defer("references").order_by("-ends_on", "starts_on", "pk")
    return PlotOptions(choices, chosen, tuple(one_each(found)))


def _choices(actor: Actor, reports: QuerySet[GapReport]) -> tuple[tuple[str, str], ...]:
    with_services = reports.exclude(service=None).order_by("organisation__name")
    names = with_services.values_list("organisation_id", "organisation__name").distinct()
    services = tuple((str(pk), f"Services of {name}") for pk, name in names)
    providers = ((PROVIDERS, "Providers"),) if actor.may(Permission.SEE_PUBLISHED_REPORTS) else ()
    return providers + services


def period_slug(report: GapReport) -> str:
    return periods.Period(periods.PeriodKind(report.period_kind), report.starts_on, report.ends_on).slug


def plot_page(actor: Actor, chosen: PlotChosen, options: PlotOptions, *, today: date) -> PlotPage | None:
    """None where there is nothing to choose from."""
    if not options.periods:
        return None
    slug, label = next((one for one in options.periods if one[0] == chosen.period), options.periods[0])
    reports = [report for report in options.reports if period_slug(report) == slug]
    dimension = options.dimensions[chosen.group[0]]
    lines = _lines(actor, chosen, sorted(reports, key=_name), today=today)
    return PlotPage(
        chosen=chosen,
        group=next(group for group in dimension.groups if group.code == chosen.group[1]),
        dimension=dimension,
        period=label,
        lines=lines,
        is_enough=enough([line.unit for line in lines if line.unit is not None]),
        are_providers=options.chosen_across == PROVIDERS,
    )


def _name(report: GapReport) -> str:
    return str(report.service or report.organisation)


def _lines(actor: Actor, chosen: PlotChosen, reports: Sequence[GapReport], *, today: date) -> tuple[PlotLine, ...]:
    dimension, code = chosen.group
    asked = wanted(dimension=dimension, code=code, voice=chosen.voice, measure=chosen.measure)
    rows = access.rows(actor, today=today).filter(asked, table__report__in=[report.pk for report in reports])
    found = counted(rows, chosen.measure)
    units: dict[UUID, Unit] = {
        pk: unit(one.observation, one.row.benchmark_share, rounding_base=ROUNDING_BASE)
        for pk, one in found.items()
        if one.row.benchmark_share is not None
    }
    return tuple(
        PlotLine(number, _name(report), report, units.get(report.pk)) for number, report in enumerate(reports, start=1)
    )
