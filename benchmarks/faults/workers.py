"""A worker is killed while it makes a report, reads a file in, or shares a large request."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from benchmarks.faults import scene
from benchmarks.faults.stage import Outcome, Stage, held, until, waiting_for
from core.models import AuditEvent
from involvement.models import Attendance
from reports.models import GapReport, ReportRun, ReportState, RunState

# The table that each phase is the first to need.
REPORT_PHASES = {
    "reading who took part": "involvement_attendance",
    "storing the tables": "reports_gaptable",
    "finishing": "core_auditevent",
}
IMPORT_PHASES = {"checking a file": "involvement_participant", "saving a file": "involvement_attendance"}
PROVIDERS = 6


def killed(stage: Stage) -> Iterator[Outcome]:
    lead = scene.make_lead()
    periods = iter(scene.quarters())
    for phase, table in REPORT_PHASES.items():
        report = scene.request_report(lead, period=next(periods))
        with held(table):
            worker = stage.start_worker()
            until(partial(waiting_for, table), what=f"a worker that is {phase}")
            stage.kill(worker)
        yield _report_after(stage, report, phase)
    yield _protecting(stage, scene.request_report(lead, period=next(periods)))
    for phase, table in IMPORT_PHASES.items():
        yield _import(stage, phase, table)
    yield _sharing(stage)


def _protecting(stage: Stage, report: GapReport) -> Outcome:
    worker = stage.start_worker()
    until(lambda: scene.job_of(report.job_id).done_steps >= 1, what="a worker that protects small numbers")
    stage.kill(worker)
    return _report_after(stage, report, "protecting small numbers")


def _report_after(stage: Stage, report: GapReport, phase: str) -> Outcome:
    in_hand = f"1 report, attempt {scene.job_of(report.job_id).attempt}"
    stage.start_clock()
    stage.start_worker()
    seconds = until(lambda: scene.job_of(report.job_id).is_finished, what="the report")
    stage.stop_all()
    after = f"made once, attempt {scene.job_of(report.job_id).attempt}"
    return Outcome("worker killed", phase, in_hand, after, seconds, scene.made_once(report))


def _import(stage: Stage, phase: str, table: str) -> Outcome:
    lead = scene.make_lead()
    before = Attendance.objects.filter(organisation=lead.organisation).count()
    sent, places = scene.send_attendance(lead)
    with held(table):
        worker = stage.start_worker()
        until(lambda: waiting_for(table), what=f"a worker that is {phase}")
        stage.kill(worker)
    left = Attendance.objects.filter(organisation=lead.organisation).count() - before
    stage.start_clock()
    stage.start_worker()
    seconds = until(lambda: scene.job_of(sent.job_id).is_finished, what="the file")
    stage.stop_all()
    saved = Attendance.objects.filter(organisation=lead.organisation).count() - before
    return Outcome(
        "worker killed", phase, f"{places:,} places in a file", f"{left} half saved, then {saved:,} saved", seconds,
        (left, saved) == (0, places),
    )  # fmt: skip


def _sharing(stage: Stage) -> Outcome:
    run = scene.request_reports_of(PROVIDERS)
    reports = GapReport.objects.filter(run_parts__run=run)
    worker = stage.start_worker()
    until(lambda: reports.filter(state=ReportState.READY).count() >= 2, what="two of the reports")
    stage.kill(worker)
    in_hand = f"{PROVIDERS} reports, {reports.filter(state=ReportState.READY).count()} made"
    stage.start_clock()
    stage.start_worker()
    seconds = until(lambda: not ReportRun.objects.filter(pk=run.pk, state=RunState.UNDER_WAY).exists(), what="the run")
    stage.stop_all()
    once = sum(scene.made_once(report) for report in reports)
    ends = AuditEvent.objects.filter(verb="REPORT_RUN_FINISHED", target_id=str(run.pk)).count()
    return Outcome(
        "worker killed", "sharing one request", in_hand, f"{once} made once, finished {ends} ×", seconds,
        (once, ends) == (PROVIDERS, 1),
    )  # fmt: skip
