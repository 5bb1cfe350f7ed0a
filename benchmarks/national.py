"""One request for the reports of many providers, with one worker and with more: python -m benchmarks.national.

It makes its own PostgreSQL and broker (or a database of its own in the server that DATABASE_URL names), loads an
invented nation through the demo's services, asks once as its board does, and waits until the run is finished.
"""

from __future__ import annotations

import argparse
import contextlib
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Generator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any
from uuid import UUID

from benchmarks import apart, databases, machine
from config.testing import broker
from starting import processes

ORGANISATIONS, WORKERS = 250, (1, 2)
PATIENCE_SECONDS = 1800.0


@dataclass(frozen=True, slots=True)
class Ran:
    """``cpu`` is the processor time of all workers, in seconds; ``turns`` how often the run was finished."""

    workers: int
    seconds: float
    cpu: float
    reports: int
    doubled: int
    turns: int


def main(arguments: Sequence[str]) -> int:
    options = _parser().parse_args(arguments)
    with tempfile.TemporaryDirectory(prefix="heard-national-") as folder, databases.server() as server:
        url, stop_broker = broker.start()
        try:
            environment = {"HEARD_MODE": "test", "HEARD_VAR_DIR": folder, "CELERY_BROKER_URL": url}
            nation = server.create("nation")
            _apart("fill", environment | {"DATABASE_URL": nation}, organisations=options.organisations)
            found = [_run(server, environment, workers, Path(folder)) for workers in options.workers]
        finally:
            stop_broker()
        print(machine.words(machine.about(postgresql=server.version())))
    print("\n".join(_table(found, options.organisations)))
    return 0 if all(run.reports == options.organisations and not run.doubled and run.turns == 1 for run in found) else 1


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.national", description=__doc__)
    parser.add_argument("--organisations", type=int, default=ORGANISATIONS, metavar="N")
    parser.add_argument("--workers", type=int, nargs="+", default=WORKERS, metavar="N", help="how many at once (1 2)")
    return parser


def _run(server: databases.Server, environment: Mapping[str, str], workers: int, folder: Path) -> Ran:
    url = server.create(f"with_{workers}", like="nation")
    environment = {**environment, "DATABASE_URL": url}
    with _workers(environment, workers, folder) as started:
        began = time.monotonic()
        run_id = _apart("ask", environment)
        found = _apart("wait", environment, run_id=run_id)
        seconds = time.monotonic() - began
        cpu = sum(_cpu(process.pid) for process in started)
    return Ran(workers, seconds, cpu, **found)


@contextlib.contextmanager
def _workers(environment: Mapping[str, str], number: int, folder: Path) -> Generator[list[subprocess.Popen[bytes]]]:
    command = [sys.executable, "-m", "celery", "-A", "config", "worker", "-P", "solo", "--loglevel", "WARNING"]
    started = [
        processes.start(
            [*command, "-n", f"{number}-{one}@heard"],
            log=folder / f"worker-{number}-{one}.log",
            env={**os.environ, **environment},
        )
        for one in range(number)
    ]
    try:
        _apart("wait_for_workers", environment, number=number)
        yield started
    finally:
        processes.stop(*started)


def _cpu(pid: int) -> float:
    from benchmarks.costs import tree_cpu

    return tree_cpu(pid)


def _apart(name: str, environment: Mapping[str, str], **arguments: Any) -> Any:
    return apart.run(f"national.{name}", environment=environment, seconds=PATIENCE_SECONDS, **arguments)


def _table(found: Sequence[Ran], organisations: int) -> list[str]:
    first = found[0]
    lines = [f"{organisations} providers, one request, every report made, protected and stored; the run finished once."]
    for run in found:
        lines.append(
            f"{run.workers} worker{'s' if run.workers > 1 else ' '}: {run.seconds:6.1f} s, "
            f"{run.reports / run.seconds:5.1f} reports a second, {first.seconds / run.seconds:4.2f} × the first; "
            f"{run.cpu / run.reports:5.2f} s of a worker's CPU a report; doubled {run.doubled}, finished {run.turns} ×"
        )
    return lines


# From here on: called in a process of its own, with Django set up.


def fill(*, organisations: int) -> None:
    from django.core.management import call_command

    from demo import nation, services

    today = date.today()  # noqa: DTZ011  which quarter is over is the same everywhere
    call_command("migrate", verbosity=0)
    call_command("createcachetable")
    services.load(today=today, say=lambda text: None)
    nation.load_nation(organisations=organisations, today=today, say=lambda text: None)


def wait_for_workers(*, number: int) -> None:
    from celery import current_app

    while len(current_app.control.ping(timeout=1.0) or ()) < number:
        continue


def ask() -> str:
    from accounts.access import actor_for
    from accounts.models import Membership
    from demo import nation
    from reports import periods, services

    today = date.today()  # noqa: DTZ011
    board = Membership.objects.select_related("organisation").get(organisation__slug=nation.BOARD_SLUG, ended_at=None)
    run = services.request_run(actor=actor_for(board), period=periods.last_quarter(today=today), today=today)
    return str(run.pk)


def wait(*, run_id: str) -> dict[str, int]:
    from core.models import AuditEvent
    from reports.models import GapReport, ReportRun, ReportState, RunState

    while ReportRun.objects.filter(pk=run_id, state=RunState.UNDER_WAY).exists():
        time.sleep(0.2)
    made = GapReport.objects.filter(run_parts__run_id=UUID(run_id), state=ReportState.READY)
    events = AuditEvent.objects.filter(
        verb="GAP_REPORT_MADE", target_id__in=[str(pk) for pk in made.values_list("pk", flat=True)]
    )
    return {
        "reports": made.count(),
        "doubled": events.count() - made.count(),
        "turns": AuditEvent.objects.filter(verb="REPORT_RUN_FINISHED", target_id=run_id).count(),
    }


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
