"""One request for the reports of many providers: fanned out over the workers, watched, stopped, finished once.

The pieces are the ordinary drafts of each provider, each its own job, so any number of workers on any number of
machines share them. Nothing is published here: every draft waits for its own lead.
"""

from __future__ import annotations

from datetime import date
from uuid import UUID

from django.db import IntegrityError, transaction
from django.db.models import Count
from django.utils import timezone

from accounts import access
from accounts.access import SYSTEM, Actor
from accounts.models import Role
from accounts.services import give_notice
from core import audit, jobs
from core.models import Job
from involvement.models import Attendance
from reports import periods
from reports.models import UNSETTLED, GapReport, ReportRun, ReportState, RunPart, RunState
from reports.periods import Period
from reports.services.gap_reports import ReportRefused, drop_unbegun, request_gap_report

START_TASK = "reports.tasks.start_run"
FINISH_TASK = "reports.tasks.finish_run"
PARTS_A_STEP = 10


class RunRefused(Exception):
    """The run cannot be asked for; the message says why."""


@transaction.atomic
def request_run(*, actor: Actor, period: Period, today: date) -> ReportRun:
    """Ask for a draft from every provider that the actor buys from today. Raises RunRefused.

    While a run over the same period is under way, that one is returned.
    """
    if period not in periods.menu(today=today):
        raise RunRefused("Select a period from the list.")
    providers = list(access.providers(actor, today=today).order_by("pk"))
    if not providers:
        raise RunRefused("You have no providers yet. Whoever runs this site can add them.")
    run = ReportRun(
        organisation_id=actor.organisation_id,
        period_kind=period.kind,
        starts_on=period.starts_on,
        ends_on=period.ends_on,
        requested_by_id=actor.user_id,
        requested_at=timezone.now(),
    )
    run.job = jobs.ask(task=START_TASK, key=f"report-run:{run.pk}")
    try:
        with transaction.atomic():
            run.save()
    except IntegrityError:  # asked for a moment ago
        Job.objects.filter(pk=run.job.pk).delete()
        days = {"starts_on": period.starts_on, "ends_on": period.ends_on}
        return ReportRun.objects.get(organisation_id=actor.organisation_id, state=RunState.UNDER_WAY, **days)
    RunPart.objects.bulk_create(RunPart(run=run, organisation=provider) for provider in providers)
    audit.record(actor=actor, verb="REPORT_RUN_REQUESTED", target=run)
    return run


def start_run(*, job_id: str | UUID) -> None:
    """Ask for each provider's report, the one with most to count first. Taken up again where a worker left off."""
    jobs.run(job_id=job_id, work=_start)


def _start(job: Job) -> None:
    run = ReportRun.objects.filter(job=job).first()
    if run is None:
        jobs.finish(job)
        return
    waiting = _longest_first(run)
    for first in range(0, len(waiting), PARTS_A_STEP):
        with transaction.atomic():
            if not _is_under_way(run):
                break
            for part in waiting[first : first + PARTS_A_STEP]:
                _ask(run, part)
            jobs.progress(job, done=first, of=len(waiting), doing="Asking for each report")
    jobs.finish(job)
    close_when_settled(run)


def _is_under_way(run: ReportRun) -> bool:
    """Holds the run until the end of the transaction, so that it cannot be stopped in between."""
    return ReportRun.objects.select_for_update().filter(pk=run.pk, state=RunState.UNDER_WAY).exists()


def _longest_first(run: ReportRun) -> list[RunPart]:
    met = Attendance.objects.filter(held_on__range=(run.starts_on, run.ends_on))
    sizes = dict(met.order_by().values_list("organisation").annotate(places=Count("pk")))
    parts = RunPart.objects.filter(run=run, report=None, refused="").select_related("organisation")
    return sorted(parts, key=lambda part: (-sizes.get(part.organisation_id, 0), part.pk))


def _ask(run: ReportRun, part: RunPart) -> None:
    """What the provider has published or drafted already counts; only what is missing is asked for."""
    part.report = _published(run, part)
    if part.report is None:
        before = timezone.now()
        period = Period(periods.PeriodKind(run.period_kind), run.starts_on, run.ends_on)
        actor = Actor(organisation_id=part.organisation_id)
        today = timezone.localdate(run.requested_at)
        try:
            part.report = request_gap_report(actor=actor, period=period, today=today)
        except ReportRefused as refused:
            part.refused = str(refused)
        else:
            part.is_new = part.report.requested_at >= before
    part.save(update_fields=["report", "is_new", "refused"])


def _published(run: ReportRun, part: RunPart) -> GapReport | None:
    found = GapReport.objects.filter(
        organisation=part.organisation_id,
        service=None,
        starts_on=run.starts_on,
        ends_on=run.ends_on,
        state=ReportState.PUBLISHED,
    )
    return found.order_by("-published_at").first()


def close_runs_with(*, job_id: str | UUID) -> None:
    """Call it after the transaction in which the job's report was made or given up: the last one closes its runs."""
    for run in ReportRun.objects.filter(state=RunState.UNDER_WAY, parts__report__job_id=job_id).distinct():
        close_when_settled(run)


def close_settled_runs() -> int:
    """For the clock: close what nobody closed, because a worker died between a report and its run."""
    under_way = list(ReportRun.objects.filter(state=RunState.UNDER_WAY))
    return sum(close_when_settled(run) for run in under_way)


def close_when_settled(run: ReportRun) -> bool:
    """Ask for the finishing step once every report has been made or given up. The job's key makes it one step."""
    if RunPart.objects.filter(UNSETTLED, run=run).exists():
        return False
    with transaction.atomic():
        job = jobs.ask(task=FINISH_TASK, key=f"report-run-end:{run.pk}")
        ReportRun.objects.filter(pk=run.pk, finish_job=None).update(finish_job=job)
    return True


def finish_run(*, job_id: str | UUID) -> None:
    jobs.run(job_id=job_id, work=_finish)


@transaction.atomic
def _finish(job: Job) -> None:
    run = ReportRun.objects.select_for_update().filter(finish_job=job, state=RunState.UNDER_WAY).first()
    if run is not None:
        _close(run, RunState.DONE)
        audit.record(actor=SYSTEM, verb="REPORT_RUN_FINISHED", target=run, organisation_id=run.organisation_id)
        give_notice(organisation_id=run.organisation_id, role=Role.COMMISSIONER, key=f"report-run:{run.pk}")
    jobs.finish(job)


@transaction.atomic
def cancel_run(*, actor: Actor, run: ReportRun) -> None:
    """Stop what has not begun. Reports that are being made, or have been, stay with their providers."""
    run = ReportRun.objects.select_for_update().get(pk=run.pk)
    if run.state != RunState.UNDER_WAY:
        return
    _close(run, RunState.CANCELLED)
    new = RunPart.objects.filter(run=run, is_new=True).exclude(report=None)
    drop_unbegun(report_ids=list(new.values_list("report", flat=True)))
    audit.record(actor=actor, verb="REPORT_RUN_CANCELLED", target=run)


def _close(run: ReportRun, state: RunState) -> None:
    ReportRun.objects.filter(pk=run.pk).update(state=state, finished_at=timezone.now())
