"""gunicorn as start.py runs it, on a port of its own."""

from __future__ import annotations

import contextlib
import http.client
import socket
import sys
import time
from collections.abc import Generator, Mapping
from dataclasses import dataclass
from pathlib import Path

from starting import paths, processes
from starting.demo import WEB

SECONDS_TO_ANSWER = 60


class NoAnswer(Exception):
    """The site did not start; the message ends with what it said last."""


@dataclass(frozen=True, slots=True)
class Site:
    port: int
    pid: int


@contextlib.contextmanager
def serving(environment: Mapping[str, str], *, log: Path) -> Generator[Site]:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        listener.listen(128)
        port = int(listener.getsockname()[1])
        command: processes.Command = [
            sys.executable, *WEB, "--log-level", "warning", "--bind", f"fd://{listener.fileno()}",
            "config.wsgi:application",
        ]  # fmt: skip
        process = processes.start(command, log=log, env=paths.environment(**environment), pass_fds=[listener.fileno()])
        try:
            wait_for_site(port, log)
            yield Site(port, process.pid)
        finally:
            processes.stop(process)


def wait_for_site(port: int, log: Path) -> None:
    """Raise NoAnswer."""
    deadline = time.monotonic() + SECONDS_TO_ANSWER
    while time.monotonic() < deadline:
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=5)
        with contextlib.suppress(OSError):
            connection.request("GET", "/healthz")
            if connection.getresponse().status == 200:
                return
        connection.close()
        time.sleep(0.1)
    raise NoAnswer(processes.last_lines(log, 5))


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
