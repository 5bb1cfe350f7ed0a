"""The demo's gap reports: asked for as a lead would, made by a worker, published so that the commissioner sees them."""

from __future__ import annotations

import time
from collections.abc import Callable
from datetime import date

from accounts.models import Role
from demo import services
from demo.world import LOGINS
from reports import periods
from reports import services as reports
from reports.models import GapReport, ReportState

PATIENCE_SECONDS = 180
LOOK_EVERY_SECONDS = 0.3
Say = Callable[[str], None]


class WorkerAway(Exception):
    """Nobody made the reports in time."""


def make_reports(*, today: date, say: Say) -> int:
    """Publish last year's report of every provider; leave the Trust's last quarter for review. Returns how many.

    Raises WorkerAway when no worker takes them up.
    """
    leads = [login.slug for login in LOGINS if login.role == Role.INVOLVEMENT_LEAD]
    wanted = [(lead, _last_year(today=today), True) for lead in leads]
    wanted.append((leads[0], periods.last_quarter(today=today), False))
    missing = [(lead, period, publish) for lead, period, publish in wanted if not _there(lead, period)]
    asked = [
        (lead, reports.request_gap_report(actor=services.actor_of(lead), period=period, today=today), publish)
        for lead, period, publish in missing
    ]
    for number, (lead, report, publish) in enumerate(asked, start=1):
        made = _wait(report)
        say(f"Report {number} of {len(asked)}: {made.organisation}, {made.period_label}")
        if publish:
            reports.publish_report(actor=services.actor_of(lead), report=made)
    return len(asked)


def _last_year(*, today: date) -> periods.Period:
    return next(period for period in periods.menu(today=today) if period.kind == periods.PeriodKind.YEAR)


def _there(lead: str, period: periods.Period) -> bool:
    return GapReport.objects.filter(
        organisation_id=services.actor_of(lead).organisation_id,
        period_kind=period.kind,
        starts_on=period.starts_on,
        state__in=(ReportState.READY, ReportState.PUBLISHED, ReportState.WITHDRAWN),
    ).exists()


def _wait(report: GapReport) -> GapReport:
    deadline = time.monotonic() + PATIENCE_SECONDS
    while time.monotonic() < deadline:
        report = GapReport.objects.select_related("organisation").get(pk=report.pk)
        if report.state == ReportState.READY:
            return report
        if report.state == ReportState.FAILED:
            break
        time.sleep(LOOK_EVERY_SECONDS)
    raise WorkerAway("The gap report was not made. Look at the worker's log, then start again.")
