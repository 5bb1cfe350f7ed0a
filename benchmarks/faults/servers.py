"""The broker is away for a while; the database is restarted; both while people use the site."""

from __future__ import annotations

import threading
import time
from collections import Counter
from collections.abc import Callable, Generator, Iterator
from contextlib import contextmanager

from django.db import OperationalError, close_old_connections
from django.urls import reverse

from benchmarks.faults import scene
from benchmarks.faults.stage import Outcome, Stage, held, until, waiting_for
from benchmarks.load import SignedIn
from benchmarks.site import signed_in
from reports.models import GapReport
from reports.services import default_benchmark

READERS = 4


def broker_stopped(stage: Stage, *, seconds: float) -> Iterator[Outcome]:
    lead = scene.make_lead()
    who, benchmark = signed_in(lead), default_benchmark().pk
    stage.start_site()
    stage.start_worker()
    stage.start_clock()
    stage.broker.stop()
    with _readers(stage, who, reverse("involvement:today")) as pages:
        asked = [
            stage.post(who, reverse("reports:request_report"), scene.form_of_request(period, benchmark)).status
            for period in scene.quarters()[:3]
        ]
        until(_after(seconds), what="the pause", seconds=seconds + 10)
    stage.broker.start()
    reports = list(GapReport.objects.filter(organisation=lead.organisation))
    recovered = until(lambda: all(scene.job_of(one.job_id).is_finished for one in reports), what="the reports")
    stage.stop_all()
    once = sum(scene.made_once(report) for report in reports)
    yield Outcome(
        f"broker stopped for {seconds:.0f} s", "under load", "3 reports asked for meanwhile",
        f"{_told(pages)}; {once} made once", recovered,
        (set(pages), asked, once) == ({200}, [302] * 3, 3),
    )  # fmt: skip


def database_restarted(stage: Stage) -> Iterator[Outcome]:
    yield _restarted_under_load(stage)
    yield _restarted_in_a_report(stage)


def _restarted_under_load(stage: Stage) -> Outcome:
    who, path = signed_in(scene.make_lead()), reverse("involvement:today")
    stage.start_site()
    with _readers(stage, who, path) as pages:
        until(lambda: pages[200] >= 20, what="pages")
        stage.database.stop()
        until(lambda: pages[503] >= 20, what="the page for a database that is away")
        words = stage.get(who, path).body
        stage.database.start()
        seconds = until(lambda: stage.get(who, path).status == 200, what="the page to be back")
    close_old_connections()
    after = stage.get(who, path).status
    stage.stop_all()
    return Outcome(
        "database restarted", "under load", f"{READERS} readers", f"{_told(pages)}; help shown meanwhile", seconds,
        set(pages) == {200, 503} and "999" in words and after == 200,
    )  # fmt: skip


def _restarted_in_a_report(stage: Stage) -> Outcome:
    report = scene.request_report(scene.make_lead())
    worker = stage.start_worker()
    try:
        with held("involvement_attendance"):
            until(lambda: waiting_for("involvement_attendance"), what="a worker that reads")
            stage.database.stop()
    except OperationalError:
        close_old_connections()
    stage.database.start()
    stage.start_clock()
    seconds = until(lambda: scene.job_of(report.job_id).is_finished, what="the report")
    lived = worker.poll() is None
    stage.stop_all()
    attempt = scene.job_of(report.job_id).attempt
    return Outcome(
        "database restarted", "in a report", "1 report, attempt 1",
        f"made once, attempt {attempt}, worker {'lived on' if lived else 'died'}", seconds,
        scene.made_once(report) and lived,
    )  # fmt: skip


@contextmanager
def _readers(stage: Stage, who: SignedIn, path: str) -> Generator[Counter[int]]:
    """People who open a page again and again meanwhile; how often which status came."""
    statuses: Counter[int] = Counter()
    over = threading.Event()

    def read() -> None:
        while not over.is_set():
            statuses[stage.get(who, path).status] += 1

    threads = [threading.Thread(target=read) for _ in range(READERS)]
    for thread in threads:
        thread.start()
    try:
        yield statuses
    finally:
        over.set()
        for thread in threads:
            thread.join()


def _after(seconds: float) -> Callable[[], bool]:
    end = time.monotonic() + seconds
    return lambda: time.monotonic() > end


def _told(pages: Counter[int]) -> str:
    return ", ".join(f"{number:,} pages {status}" for status, number in sorted(pages.items()))
