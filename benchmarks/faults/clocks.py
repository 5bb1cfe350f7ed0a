"""The clock that wakes workers is killed, or runs twice."""

from __future__ import annotations

from collections.abc import Iterator

from benchmarks.faults import scene
from benchmarks.faults.stage import Outcome, Stage, until


def killed(stage: Stage) -> Iterator[Outcome]:
    """With the clock dead, a message that the broker lost is not sent again until the clock is back."""
    report = scene.request_report(scene.make_lead())
    clock = stage.start_clock()
    stage.kill(clock)
    stage.broker.stop()
    stage.broker.start()
    stage.start_worker()
    in_hand = "1 report whose message was lost"
    stage.start_clock()
    seconds = until(lambda: scene.job_of(report.job_id).is_finished, what="the report")
    stage.stop_all()
    after = f"made once, attempt {scene.job_of(report.job_id).attempt}"
    yield Outcome("clock killed", "nothing is woken", in_hand, after, seconds, scene.made_once(report))


def doubled(stage: Stage) -> Iterator[Outcome]:
    lead = scene.make_lead()
    reports = [scene.request_report(lead, period=period) for period in scene.quarters()[:3]]
    stage.start_clock()
    stage.start_clock()
    stage.start_worker()
    stage.start_worker()
    seconds = until(lambda: all(scene.job_of(one.job_id).is_finished for one in reports), what="the reports")
    stage.stop_all()
    once = sum(scene.made_once(report) for report in reports)
    attempts = {scene.job_of(report.job_id).attempt for report in reports}
    yield Outcome(
        "two clocks at once", "two workers", "3 reports", f"{once} made once, attempts {sorted(attempts)}", seconds,
        (once, attempts) == (3, {1}),
    )  # fmt: skip
