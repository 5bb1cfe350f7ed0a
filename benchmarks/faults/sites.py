"""The site is killed between a form and its answer; two people publish at once; the disk is full."""

from __future__ import annotations

import resource
import threading
import time
from collections.abc import Callable, Iterator

from django.urls import reverse

from benchmarks.faults import scene
from benchmarks.faults.stage import Answer, Outcome, Stage, held, until, waiting_for
from benchmarks.site import signed_in
from core.models import AuditEvent
from involvement.models import DataImport, ImportKind
from reports.models import GapReport, ReportState
from reports.services import build_gap_report, default_benchmark

REPORTS = "reports_gapreport"
FILE_LIMIT = 64 * 1024


def killed(stage: Stage) -> Iterator[Outcome]:
    lead = scene.make_lead()
    who, path = signed_in(lead), reverse("reports:request_report")
    form = scene.form_of_request(scene.quarters()[0], default_benchmark().pk)
    site = stage.start_site()
    asked = GapReport.objects.filter(organisation=lead.organisation)
    with held(REPORTS, mode="SHARE"):
        answers = _at_once(lambda: stage.post(who, path, form))
        until(lambda: waiting_for(REPORTS), what="the form to be on its way")
        stage.kill(site)
    first, left = answers(), asked.count()
    began = time.monotonic()
    stage.start_site()
    again = [stage.post(who, path, form).status for _ in range(2)]
    seconds = time.monotonic() - began
    stage.stop_all()
    yield Outcome(
        "site killed", "between form and answer", "1 request for a report",
        f"{left} half saved; sent twice again: {asked.count()} asked for", seconds,
        ([one.status for one in first], left, again, asked.count()) == ([0], 0, [302, 302], 1),
    )  # fmt: skip


def two_publishers(stage: Stage) -> Iterator[Outcome]:
    lead = scene.make_lead()
    report = scene.request_report(lead)
    build_gap_report(job_id=str(report.job_id))
    path = reverse("reports:publish_report", args=[report.pk])
    who = signed_in(lead)
    stage.start_site()
    began = time.monotonic()
    with held(REPORTS, mode="SHARE"):
        answers = _at_once(*[lambda: stage.post(who, path)] * 2)
        until(lambda: waiting_for(REPORTS), what="a publication to be on its way")
    statuses = [one.status for one in answers()]
    seconds = time.monotonic() - began
    stage.stop_all()
    report.refresh_from_db()
    events = AuditEvent.objects.filter(verb="GAP_REPORT_PUBLISHED", target_id=str(report.pk)).count()
    yield Outcome(
        "two publishers", "at once", "1 draft", f"published {events} ×, answers {statuses}", seconds,
        (report.state, events, statuses) == (ReportState.PUBLISHED, 1, [302, 302]),
    )  # fmt: skip


def full_disk(stage: Stage) -> Iterator[Outcome]:
    """No file of the site may grow past a limit, which is what a full disk does to whoever writes one."""
    lead = scene.make_lead(people=2_000)
    who, path = signed_in(lead), reverse("involvement:start_import")
    stage.start_site(before=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (FILE_LIMIT, FILE_LIMIT)))
    file = "\n".join([scene.HEADER, *scene.attendance_lines(lead)])
    form = {"kind": ImportKind.ATTENDANCE.value}
    full = stage.send_file(who, path, form, file=file)
    kept, left = DataImport.objects.filter(organisation=lead.organisation).count(), stage.files()
    stage.stop_all()
    began = time.monotonic()
    stage.start_site()
    after = stage.send_file(who, path, form, file=file)
    seconds = time.monotonic() - began
    stage.stop_all()
    yield Outcome(
        "disk full", "a file is sent in", f"1 file of {len(file) // 1000} kB",
        f"answer {full.status} with help on it, {kept} imports and {left} files left; then {after.status}", seconds,
        (full.status, "999" in full.body, kept, left, after.status) == (503, True, 0, 0, 302),
    )  # fmt: skip


def _at_once(*works: Callable[[], Answer]) -> Callable[[], list[Answer]]:
    """Start them side by side; the answers come when the returned function is called."""
    found: list[Answer] = []
    threads = [threading.Thread(target=lambda work=work: found.append(work())) for work in works]
    for thread in threads:
        thread.start()

    def wait() -> list[Answer]:
        for thread in threads:
            thread.join()
        return found

    return wait
