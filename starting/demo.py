"""Runs the demo: the site and one worker, watched until Ctrl-C."""

from __future__ import annotations

import contextlib
import http.client
import os
import shutil
import signal
import socket
import subprocess
import time
from collections import deque
from collections.abc import Generator
from types import TracebackType

from starting import locks, paths, processes, project
from starting.installing import install
from starting.steps import Step, Stop

HOST = "127.0.0.1"
PORTS_TRIED = 50
LOG = paths.DEMO / "log"
LOGINS = LOG / "demo_logins.log"
SECONDS_TO_ANSWER = 60
RESTARTS, RESTART_SECONDS = 3, 60

WEB = [
    "-m", "gunicorn", "-k", "gthread", "--workers", "2", "--threads", "4", "--graceful-timeout", "5",
    "--no-control-socket",
]  # fmt: skip
WORKER = ["-m", "celery", "-A", "config", "worker", "-B", "-P", "threads", "-c", "2", "--loglevel", "INFO"]


def run(*, port: int, fresh: bool) -> None:
    """Set up, load and serve the demo until interrupted. Raise Stop when something stands in the way."""
    _refuse_other_settings(fresh=fresh)
    began = time.monotonic()
    with locks.only_demo() as lock, _listening(port) as listener:
        if fresh and paths.DEMO.exists():
            with Step("Removing the data of the last demo"):
                shutil.rmtree(paths.DEMO)
        with locks.setting_up():
            install()
            project.prepare()
        loaded = project.demo_is_loaded() and LOGINS.is_file()
        if not loaded:
            project.manage("Loading the demo", "load_demo", log=LOG)
        with Servers(listener) as servers:
            _get_ready(servers, loaded=loaded)
            address = f"http://{HOST}:{servers.port}/"
            lock.write(address)
            lock.flush()
            print(f"\n{LOGINS.read_text().strip()}")
            print(f"\nHeard is ready after {time.monotonic() - began:.0f} s: open {address}")
            print(f"Logs are in {LOG}. Press Ctrl-C to stop.", flush=True)
            servers.watch()


def _get_ready(servers: Servers, *, loaded: bool) -> None:
    with Step("Starting the site and its worker") as step:
        _wait_for_site(servers, step)
    if not loaded:
        servers.manage("Making the gap reports with Celery", "demo_report")
        servers.manage("Reading the log-ins", "demo_logins")
        project.remember_demo()


def _refuse_other_settings(*, fresh: bool) -> None:
    if os.environ.get("HEARD_MODE", "demo") != "demo":
        raise Stop(
            "start.py runs the demo: unset HEARD_MODE and start again, or read docs/deploy.md to serve real people."
        )
    if fresh and "DATABASE_URL" in os.environ:
        raise Stop("--fresh removes only the demo's own data: unset DATABASE_URL, or empty that database yourself.")


@contextlib.contextmanager
def _listening(port: int) -> Generator[socket.socket]:
    """A listening socket on the port, or on the next free one. Held by us, so nothing can take it from the site."""
    for candidate in range(port, min(port + PORTS_TRIED, 65_536)):
        with socket.socket() as listener:
            listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                listener.bind((HOST, candidate))
                listener.listen(128)
            except PermissionError:
                raise Stop(
                    f"Port {port} is kept for the system: choose one from 1024 up, such as --port 8000."
                ) from None
            except OSError:
                continue
            if candidate != port:
                print(f"Port {port} is taken: using {candidate}.", flush=True)
            yield listener
            return
    raise Stop(f"Ports {port} to {candidate} are all taken: choose another with --port.")


def _wait_for_site(servers: Servers, step: Step) -> None:
    deadline = time.monotonic() + SECONDS_TO_ANSWER
    while not _answers(servers.port):
        servers.check()
        if time.monotonic() > deadline:
            raise Stop(f"The site does not answer: read why in {LOG / 'web.log'}.")
        step.progress("waiting for the first answer")
        time.sleep(0.1)


def _answers(port: int) -> bool:
    connection = http.client.HTTPConnection(HOST, port, timeout=5)
    try:
        connection.request("GET", "/healthz")
        return connection.getresponse().status == 200
    except OSError:
        return False
    finally:
        connection.close()


class Servers:
    """The site and the worker. One that ends is named, its last words are shown, and it is started again."""

    def __init__(self, listener: socket.socket) -> None:
        self.listener = listener
        self.port = int(listener.getsockname()[1])
        self.running: dict[str, subprocess.Popen[bytes]] = {}
        self.restarts: deque[float] = deque(maxlen=RESTARTS)

    def __enter__(self) -> Servers:
        for name in ("web", "worker"):
            self._start(name)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            signal.signal(number, signal.SIG_IGN)
        if kind is KeyboardInterrupt:
            print()
        with Step("Stopping the site and its worker"):
            processes.stop(*self.running.values())

    def _start(self, name: str) -> None:
        descriptor = self.listener.fileno()
        commands: dict[str, processes.Command] = {
            "web": [paths.PYTHON, *WEB, "--bind", f"fd://{descriptor}", "config.wsgi:application"],
            "worker": [paths.PYTHON, *WORKER],
        }
        self.running[name] = processes.start(
            commands[name],
            log=LOG / f"{name}.log",
            env={"HEARD_URL": f"http://{HOST}:{self.port}", **paths.environment()},
            append=name in self.running,
            pass_fds=[descriptor] if name == "web" else [],
        )

    def check(self) -> None:
        """Start again what has ended; raise Stop when that happens again and again."""
        for name, process in list(self.running.items()):
            if process.poll() is None:
                continue
            processes.stop(process)
            print(f"\nThe {name} process ended ({_reason(process.returncode)}). The end of {LOG / name}.log:")
            print(processes.last_lines(LOG / f"{name}.log", 15), flush=True)
            now = time.monotonic()
            if len(self.restarts) == RESTARTS and now - self.restarts[0] < RESTART_SECONDS:
                raise Stop(f"The {name} process ends again and again: read why in {LOG / name}.log and start again.")
            self.restarts.append(now)
            print(f"Starting the {name} process again.", flush=True)
            self._start(name)

    def manage(self, title: str, command: str) -> None:
        project.manage(title, command, log=LOG, watch=self.check)

    def watch(self) -> None:
        while True:
            time.sleep(0.5)
            self.check()


def _reason(code: int) -> str:
    return f"signal {signal.Signals(-code).name}" if code < 0 else f"exit code {code}"
