"""Servers for the tests: as an ordinary account where they ask for one, and gone when the tests are."""

from __future__ import annotations

import os
import signal
import subprocess
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from starting import processes

UNPRIVILEGED = "nobody"


class DidNotStart(Exception):
    """A test server could not be started; the message says why in one line."""


def account() -> dict[str, Any]:
    """Popen arguments for a program that refuses to run as root, such as PostgreSQL."""
    if os.geteuid() != 0:
        return {}
    import pwd

    nobody = pwd.getpwnam(UNPRIVILEGED)
    return {"user": nobody.pw_uid, "group": nobody.pw_gid, "extra_groups": []}


def give_away(folder: Path) -> None:
    """Let the unprivileged account own the folder, if we are root."""
    who = account()
    if who:
        for path in [folder, *folder.rglob("*")]:
            os.chown(path, who["user"], who["group"], follow_symlinks=False)


def wait_until(ready: Callable[[], bool], *, process: subprocess.Popen[bytes], log: Path, seconds: float = 20) -> None:
    """Raise DidNotStart with the last line of the log if the server dies or is not ready in time."""
    deadline = time.monotonic() + seconds
    while not ready():
        if process.poll() is not None or time.monotonic() > deadline:
            processes.stop(process, stop_signal=signal.SIGKILL)
            raise DidNotStart(processes.last_lines(log) or f"exit code {process.returncode}")
        time.sleep(0.02)
