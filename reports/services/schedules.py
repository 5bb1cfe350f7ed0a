"""Reports that are asked for by themselves. What comes of it is a draft: publishing stays with the lead."""

from __future__ import annotations

from datetime import date, datetime

from django.db import IntegrityError, transaction

from accounts.access import SYSTEM, Actor
from accounts.models import Organisation
from core import audit
from involvement.models import Attendance, Service
from reports import periods
from reports.models import Benchmark, GapReport, ReportSchedule
from reports.periods import Period, PeriodKind
from reports.services.gap_reports import ReportRefused, request_gap_report
from reports.services.scopes import default_benchmark


class ScheduleRefused(Exception):
    """The schedule cannot be set up; the message says why."""


@transaction.atomic
def add_schedule(
    *, actor: Actor, period_kind: str, service: Service | None, benchmark: Benchmark, now: datetime
) -> ReportSchedule:
    """Raises ScheduleRefused for somebody else's service or benchmark, and for one that there is already."""
    if service is not None and service.organisation_id != actor.organisation_id:
        raise ScheduleRefused("Select one of your own services.")
    if benchmark.organisation_id not in (None, actor.organisation_id):
        raise ScheduleRefused("Select one of your own benchmarks.")
    schedule = ReportSchedule(
        organisation_id=actor.organisation_id,
        service=service,
        period_kind=period_kind,
        benchmark=benchmark,
        made_by_id=actor.user_id,
        made_at=now,
    )
    try:
        with transaction.atomic():
            schedule.save()
    except IntegrityError:
        raise ScheduleRefused("You have this one already. Look for it in the list.") from None
    audit.record(actor=actor, verb="REPORT_SCHEDULE_ADDED", target=schedule, organisation_id=schedule.organisation_id)
    return schedule


@transaction.atomic
def switch_schedule(*, actor: Actor, schedule: ReportSchedule, is_on: bool) -> None:
    """Pause a schedule, or let it go on with the newest period that is over."""
    changed = ReportSchedule.objects.filter(pk=schedule.pk, is_on=not is_on).update(is_on=is_on, problem="")
    if changed:
        verb = "REPORT_SCHEDULE_RESUMED" if is_on else "REPORT_SCHEDULE_PAUSED"
        audit.record(actor=actor, verb=verb, target=schedule, organisation_id=schedule.organisation_id)


def draft_due_reports(*, today: date, now: datetime) -> int:
    """Nightly: ask for a draft of the newest period that is over for every schedule that is on and has none yet.

    One that was withdrawn counts: nobody wanted it. So does one of a period in which nobody was met: there is nothing
    to report. An organisation without any schedule gets the one that everybody has, every quarter for all services
    together, which its leads can pause. Returns how many drafts were asked for.
    """
    _add_usual_schedules(today=today, now=now)
    due = ReportSchedule.objects.filter(is_on=True).order_by("pk")
    return sum(_draft(schedule, today=today) for schedule in due.select_related("service", "benchmark"))


@transaction.atomic
def _add_usual_schedules(*, today: date, now: datetime) -> None:
    last = periods.last_quarter(today=today)
    met = Attendance.objects.filter(held_on__range=(last.starts_on, last.ends_on)).values("organisation")
    without = Organisation.objects.filter(pk__in=met, report_schedules=None).order_by("pk")
    for organisation in without:
        add_schedule(
            actor=Actor(organisation_id=organisation.pk),
            period_kind=PeriodKind.QUARTER,
            service=None,
            benchmark=default_benchmark(),
            now=now,
        )


@transaction.atomic
def _draft(schedule: ReportSchedule, *, today: date) -> bool:
    """Whether a draft was asked for. What is in the way is kept on the schedule; the others go on."""
    period = periods.newest(kind=schedule.period_kind, today=today)
    if not _is_missing(schedule, period):
        return False
    actor, problem = Actor(organisation_id=schedule.organisation_id), ""
    try:
        request_gap_report(
            actor=actor, period=period, today=today, service=schedule.service, benchmark=schedule.benchmark
        )
    except ReportRefused as refused:
        problem = str(refused)[:300]
    if problem != schedule.problem:
        schedule.problem = problem
        schedule.save(update_fields=["problem"])
        if problem:
            audit.record(
                actor=SYSTEM,
                verb="REPORT_SCHEDULE_STUCK",
                target=schedule,
                organisation_id=schedule.organisation_id,
            )
    return not problem


def _is_missing(schedule: ReportSchedule, period: Period) -> bool:
    met = Attendance.objects.filter(
        organisation=schedule.organisation_id, held_on__range=(period.starts_on, period.ends_on)
    )
    if schedule.service_id:
        met = met.filter(service=schedule.service_id)
    there = GapReport.objects.filter(
        organisation=schedule.organisation_id,
        service=schedule.service_id,
        benchmark=schedule.benchmark_id,
        starts_on=period.starts_on,
        ends_on=period.ends_on,
    )
    return met.exists() and not there.exists()
