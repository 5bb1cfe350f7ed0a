"""The gap report of one organisation over a year: its parts, and all of it as a worker does it."""

from __future__ import annotations

from datetime import date

from accounts.access import Actor
from accounts.models import Organisation
from benchmarks import floors
from benchmarks.cells import quarters
from benchmarks.costs import Cost, Whole, cost, peak_memory
from benchmarks.population import populate
from benchmarks.report_lines import COUNTING, PROTECTING, STORING
from core import jobs
from reports import counting, periods
from reports.models import GapReport, GapRow, GapTable, ReportState
from reports.services import build_gap_report, request_gap_report
from reports.services.building import store_tables
from reports.services.comparing import disclosure_rule, protected_comparisons
from reports.services.scopes import references_of, scope_of


def year(today: date) -> periods.Period:
    return next(period for period in periods.menu(today=today) if period.kind == periods.PeriodKind.YEAR)


def fill(*, people: int, today: date) -> Cost:
    """Over the two years that quarters can be asked for."""
    newest, *_, oldest = quarters(today)
    two_years = periods.Period(periods.PeriodKind.YEAR, oldest.starts_on, newest.ends_on)
    return cost(lambda: populate(people=people, period=two_years))[0]


def measure_floors(*, today: date) -> dict[str, Cost]:
    period = year(today)
    organisation = Organisation.objects.get()
    return floors.measure(scope=counting.Scope(organisation.pk, period.starts_on, period.ends_on))


def measure_whole(*, today: date) -> Whole:
    report = _requested(today)
    before = peak_memory()
    spent, _ = cost(lambda: build_gap_report(job_id=str(report.job_id)))
    report.refresh_from_db()
    if report.state != ReportState.READY:
        raise RuntimeError(f"the report is {report.state}")
    tables = GapTable.objects.filter(report=report)
    rows = GapRow.objects.filter(table__report=report)
    return Whole(
        cost=spent,
        memory_before=before,
        memory=peak_memory(),
        tables=tables.count(),
        rows=rows.count(),
        withheld=tables.filter(withheld=True).count(),
        stars=rows.filter(suppressed=True).count(),
    )


def measure_parts(*, today: date) -> dict[str, Cost]:
    report = _requested(today)
    job = jobs.claim(job_id=str(report.job_id))
    if job is None:
        raise RuntimeError("the job of the report is taken")
    rule = disclosure_rule()
    counting_cost, counted = cost(lambda: counting.count(scope_of(report)), runs=3)
    references = references_of(report, counted=counted, rule=rule)
    protecting, comparisons = cost(lambda: protected_comparisons(counted, references, rule=rule))
    storing, _ = cost(lambda: store_tables(job=job, report=report, comparisons=comparisons))
    jobs.fail(job, error="Measured, not kept.")
    return {COUNTING: counting_cost, PROTECTING: protecting, STORING: storing}


def _requested(today: date) -> GapReport:
    """A new draft each time: the one that the last measurement left is thrown away."""
    GapReport.objects.filter(state__in=[ReportState.READY, ReportState.RUNNING, ReportState.QUEUED]).update(
        state=ReportState.WITHDRAWN
    )
    organisation = Organisation.objects.get()
    return request_gap_report(actor=Actor(organisation_id=organisation.pk), period=year(today), today=today)
