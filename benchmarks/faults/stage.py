"""Servers, site, workers and clock of one installation, each of which can be broken at any moment."""

from __future__ import annotations

import contextlib
import http.client
import os
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Generator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType

from benchmarks.load import FORM, SignedIn
from config.testing.broker import Broker
from config.testing.postgres import Cluster
from starting import paths, processes
from starting.demo import WEB

LEASE_SECONDS = 3
PATIENCE_SECONDS = 120.0
EDGE = "one-file"
CELERY = [sys.executable, "-m", "celery", "-A", "config"]


class NotInTime(Exception):
    """What had to happen did not."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """One fault in one phase. ``seconds`` from the fault to the work being done all the same."""

    fault: str
    phase: str
    in_hand: str
    after: str
    seconds: float
    ok: bool


@dataclass(frozen=True, slots=True)
class Answer:
    status: int
    body: str


def until(happened: Callable[[], object], *, what: str, seconds: float = PATIENCE_SECONDS) -> float:
    """Wait for another process, which tells nobody when it is done. Returns the seconds it took."""
    began = time.monotonic()
    while not happened():
        if time.monotonic() - began > seconds:
            raise NotInTime(f"{what}: not within {seconds:.0f} s")
        time.sleep(0.02)
    return time.monotonic() - began


class Stage:
    """PostgreSQL and a broker of its own; the rest is started and broken by the faults."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.database, self.broker = Cluster(), Broker()
        self._started: list[subprocess.Popen[bytes]] = []
        self.port = 0

    def build(self) -> None:
        """Servers up, tables made, and this process set up to look at them and to lock them."""
        self.database.start()
        self.broker.start()
        os.environ.update(
            HEARD_MODE="test",
            HEARD_VAR_DIR=str(self.folder / "var"),
            DATABASE_URL=self.database.url,
            CELERY_BROKER_URL=self.broker.url,
            HEARD_JOB_LEASE_SECONDS=str(LEASE_SECONDS),
        )
        import django

        django.setup()
        from django.core.management import call_command

        call_command("migrate", verbosity=0)
        call_command("createcachetable")

    def tear_down(self) -> None:
        self.stop_all()
        self.database.stop()
        self.database.remove()
        self.broker.stop()
        self.broker.remove()

    def stop_all(self) -> None:
        processes.stop(*self._started)
        self._started.clear()

    def start_worker(self) -> subprocess.Popen[bytes]:
        return self._start([*CELERY, "worker", "-P", "solo", "--loglevel", "INFO"], "worker")

    def start_clock(self) -> subprocess.Popen[bytes]:
        number = len(self._started)
        schedule = self.folder / f"beat-{number}"
        return self._start([*CELERY, "beat", "--loglevel", "INFO", "--schedule", str(schedule)], "beat")

    def start_site(self, *, before: Callable[[], None] | None = None) -> subprocess.Popen[bytes]:
        """gunicorn as start.py runs it. ``before`` is called in the new process, before the program."""
        from benchmarks.serving import free_port, wait_for_site

        self.port = free_port()
        bind = ["--log-level", "warning", "--bind", f"127.0.0.1:{self.port}", "config.wsgi:application"]
        process = self._start([sys.executable, *WEB, *bind], "site", before=before)
        wait_for_site(self.port, self._log(len(self._started), "site"))
        return process

    def kill(self, process: subprocess.Popen[bytes]) -> None:
        """kill -9 of the process and everything it started."""
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()

    def get(self, who: SignedIn, path: str) -> Answer:
        return self._ask("GET", who, path, "")

    def post(self, who: SignedIn, path: str, body: str = "") -> Answer:
        return self._ask("POST", who, path, f"csrfmiddlewaretoken={who.csrf}&{body}")

    def send_file(self, who: SignedIn, path: str, fields: Mapping[str, str], *, file: str) -> Answer:
        """A form with one file, as a browser sends it."""
        parts = {"csrfmiddlewaretoken": who.csrf, **fields}
        lines = [f'--{EDGE}\r\nContent-Disposition: form-data; name="{k}"\r\n\r\n{v}' for k, v in parts.items()]
        head = f'--{EDGE}\r\nContent-Disposition: form-data; name="file"; filename="a.csv"\r\nContent-Type: text/csv'
        body = "\r\n".join([*lines, f"{head}\r\n\r\n{file}", f"--{EDGE}--", ""])
        return self._ask("POST", who, path, body, {"Content-Type": f"multipart/form-data; boundary={EDGE}"})

    def files(self) -> int:
        """How many files that people sent in are kept."""
        return sum(path.is_file() for path in (self.folder / "var").rglob("imports/*"))

    def _ask(
        self, method: str, who: SignedIn, path: str, body: str, headers: Mapping[str, str] = MappingProxyType(FORM)
    ) -> Answer:
        """Status 0 when the connection breaks off."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)
        try:
            connection.request(method, path, body, {**who.headers, **headers})
            answer = connection.getresponse()
            return Answer(answer.status, answer.read().decode(errors="replace"))
        except (OSError, http.client.HTTPException):
            return Answer(0, "")
        finally:
            connection.close()

    def _start(
        self, command: Sequence[str], name: str, *, before: Callable[[], None] | None = None
    ) -> subprocess.Popen[bytes]:
        log = self._log(len(self._started) + 1, name)
        process = processes.start(command, log=log, env=paths.environment(), before=before)
        self._started.append(process)
        return process

    def _log(self, number: int, name: str) -> Path:
        return self.folder / f"{number:02}-{name}.log"


@contextlib.contextmanager
def staged() -> Generator[Stage]:
    with tempfile.TemporaryDirectory(prefix="heard-faults-") as folder:
        stage = Stage(Path(folder))
        try:
            stage.build()
            yield stage
        finally:
            stage.tear_down()


@contextlib.contextmanager
def held(table: str, *, mode: str = "ACCESS EXCLUSIVE") -> Generator[None]:
    """Whoever wants this table waits meanwhile: so a process can be met in the phase that needs it."""
    from django.db import connection, transaction

    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(f"LOCK TABLE {table} IN {mode} MODE")
        yield


def waiting_for(table: str) -> bool:
    """Whether a process waits for the table that we hold."""
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM pg_locks WHERE NOT granted AND relation = %s::regclass", [table])
        return bool(cursor.fetchone()[0])
