"""The demo's gap reports: asked for as a lead would, made by a worker, published so that the commissioner sees them."""

from __future__ import annotations

import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from datetime import date

from django.utils import timezone

from accounts.models import Role
from demo import services, trend
from demo.world import LOGINS, SECOND_TRUST, THIRD_TRUST, TRUST
from involvement import access
from involvement.models import Service
from reports import periods
from reports import services as reports
from reports.models import GapReport, PackLayout, ReportState

PATIENCE_SECONDS = 180
LOOK_EVERY_SECONDS = 0.3
Say = Callable[[str], None]
NEXT_STEPS = (
    "We will ask the people who were asked least, through the groups that they trust.\n"
    "We will say in the next report what came of it."
)


@dataclass(frozen=True, slots=True)
class Wanted:
    """A report that the demo shows, asked for by one of its leads."""

    lead: str
    period: periods.Period
    service: Service | None = None
    publish: bool = True


class WorkerAway(Exception):
    """Nobody made the reports in time."""


def make_reports(*, today: date, say: Say) -> int:
    """Publish last year's report of every provider, and leave the Trust's last quarter for review. Returns how many.

    Of the second trust two years of quarters, of the third last year of each service: apart, for reports that share
    people are held against each other, which takes long. Raises WorkerAway when no worker takes them up.
    """
    wanted = _wanted(today=today)
    missing = [one for one in wanted if not _there(one)]
    asked = [
        (
            one.lead,
            reports.request_gap_report(
                actor=services.actor_of(one.lead), period=one.period, service=one.service, today=today
            ),
            one.publish,
        )
        for one in missing
    ]
    for number, (lead, report, publish) in enumerate(asked, start=1):
        made = _wait(report)
        about = made.service or made.organisation
        say(f"Report {number} of {len(asked)}: {about}, {made.period_label}")
        if publish:
            reports.publish_report(actor=services.actor_of(lead), report=made)
            _add_words(lead, made)
    _add_schedules(wanted[0].lead)
    reports.raise_alerts(today=today, now=timezone.now())
    return len(asked)


def _wanted(*, today: date) -> list[Wanted]:
    leads = {login.organisation: login.slug for login in LOGINS if login.role == Role.INVOLVEMENT_LEAD}
    second, third = leads.pop(SECOND_TRUST.slug), leads.pop(THIRD_TRUST.slug)
    year = _last_year(today=today)
    teams = access.services(services.actor_of(third)).order_by("name")
    return [
        *(Wanted(lead, year) for lead in leads.values()),
        Wanted(leads[TRUST.slug], periods.last_quarter(today=today), publish=False),
        *(Wanted(second, quarter) for quarter in trend.quarters(today=today)),
        *(Wanted(third, year, team) for team in teams),
    ]


def _add_words(lead: str, report: GapReport) -> None:
    """What the lead says in the board pack about what comes next."""
    reports.write_pack_words(
        actor=services.actor_of(lead), report=report, layout=PackLayout.STANDARD, words={"next_steps": NEXT_STEPS}
    )


def _add_schedules(lead: str) -> None:
    """A draft of every quarter and every year, to review when it is over."""
    actor = services.actor_of(lead)
    for kind in (periods.PeriodKind.QUARTER, periods.PeriodKind.YEAR):
        with suppress(reports.ScheduleRefused):
            reports.add_schedule(
                actor=actor, period_kind=kind, service=None, benchmark=reports.default_benchmark(), now=timezone.now()
            )


def _last_year(*, today: date) -> periods.Period:
    return next(period for period in periods.menu(today=today) if period.kind == periods.PeriodKind.YEAR)


def _there(one: Wanted) -> bool:
    return GapReport.objects.filter(
        organisation_id=services.actor_of(one.lead).organisation_id,
        service=one.service,
        period_kind=one.period.kind,
        starts_on=one.period.starts_on,
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
