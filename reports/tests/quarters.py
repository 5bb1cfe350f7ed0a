"""Quarterly reports in a row, made through the services like any other."""

from datetime import UTC, date, datetime
from uuid import uuid4

from accounts.models import Membership, Organisation
from involvement.models import InvolvementActivity, Service
from involvement.tests.factories import make_activity, make_session
from reports import periods
from reports.models import Benchmark, GapReport, GapRow, GapTable, ReportState
from reports.tests.factories import TODAY, add_people, make_report

QUARTERS = [one for one in periods.menu(today=TODAY) if one.kind == periods.PeriodKind.QUARTER][::-1]
"""Oldest first: eight, from July 2024 to June 2026."""
ASKED_AT = datetime(2026, 7, 1, tzinfo=UTC)
BLACK = ("ethnic_group_5", "2")


def hold_quarter(
    lead: Membership,
    period: periods.Period,
    *,
    black: int,
    others: int = 60,
    service: Service | None = None,
    activity: InvolvementActivity | None = None,
) -> None:
    """New people come once, in the middle of the quarter."""
    day = date(period.starts_on.year, period.starts_on.month + 1, 14)
    meeting = make_session(activity or make_activity(lead.organisation), on=day, service=service)
    add_people(meeting, others, ethnic_group="white-british")
    add_people(meeting, black, ethnic_group="black-african")


def make_quarters(lead: Membership, counts, *, published: bool = True, **fields) -> list[GapReport]:
    """A report of each of the newest quarters: this many Black people beside 60 White people; None is no report."""
    periods_of = QUARTERS[-len(counts) :]
    for period, black in zip(periods_of, counts, strict=True):
        if black is not None:
            hold_quarter(lead, period, black=black, service=fields.get("service"))
    return [
        make_report(lead, period=period, published=published, **fields)
        for period, black in zip(periods_of, counts, strict=True)
        if black is not None
    ]


def store_quarter(
    organisation: Organisation, period: periods.Period, people: int | None, known: int | None = 100, **fields
):
    """A finished report that holds one row only: fast, for what reads reports and does not make them."""
    values = {"state": ReportState.PUBLISHED, "service": None, "verdict": "no-clear-difference", "version": 1}
    values |= {"benchmark_share": 0.23, "stage": "came"} | fields
    verdict, share, stage = (values.pop(name) for name in ("verdict", "benchmark_share", "stage"))
    report = GapReport.objects.create(
        organisation=organisation,
        period_kind=period.kind,
        starts_on=period.starts_on,
        ends_on=period.ends_on,
        benchmark=Benchmark.objects.get(name="census2021-16plus", organisation=None),
        scope_key=uuid4().hex,
        requested_at=ASKED_AT,
        built_at=ASKED_AT,
        **values,
    )
    add_row(report, people, known, verdict=verdict, benchmark_share=share, stage=stage)
    return report


def add_row(report: GapReport, people: int | None, known: int | None, **fields) -> GapRow:
    values = {"verdict": "no-clear-difference", "benchmark_share": 0.23} | fields
    dimension, stage = values.pop("dimension", "ethnic_group_5"), values.pop("stage", "came")
    table = GapTable.objects.create(report=report, dimension=dimension, voice="direct", stage=stage, known=known)
    hidden = {"suppressed": True, "fewer_than": 5} if people is None else {"share": people / known}
    values = {"code": "2", "label": "Black"} | values | {"participants": people, "position": 1}
    return GapRow.objects.create(table=table, **hidden, **values)


def store_quarters(organisation: Organisation, counts, *, known: int = 100, **fields) -> list[GapReport]:
    """Of the newest quarters; None is hidden, "none" is no report."""
    return [
        store_quarter(organisation, period, people, known, **fields)
        for period, people in zip(QUARTERS[-len(counts) :], counts, strict=True)
        if people != "none"
    ]
