"""Child processes that never outlive the tests, however the tests end."""

from __future__ import annotations

import ctypes
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

PR_SET_PDEATHSIG = 1
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


def start(
    command: Sequence[str | Path], *, log: Path, stop_signal: int, unprivileged: bool = False
) -> subprocess.Popen[bytes]:
    """Start a server in a session of its own, so that Ctrl-C reaches it only through us."""

    def die_with_parent() -> None:
        if sys.platform == "linux":
            ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, stop_signal)

    with log.open("ab") as output:
        return subprocess.Popen(
            [str(part) for part in command],
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
            cwd=log.parent,
            start_new_session=True,
            preexec_fn=die_with_parent,
            **(account() if unprivileged else {}),
        )


def wait_until(ready: Callable[[], bool], *, process: subprocess.Popen[bytes], log: Path, seconds: float = 20) -> None:
    """Raise DidNotStart with the last line of the log if the server dies or is not ready in time."""
    deadline = time.monotonic() + seconds
    while not ready():
        if process.poll() is not None or time.monotonic() > deadline:
            stop(process, signal.SIGKILL)
            lines = log.read_text(errors="replace").strip().splitlines()
            raise DidNotStart(lines[-1] if lines else f"exit code {process.returncode}")
        time.sleep(0.02)


def stop(process: subprocess.Popen[bytes], stop_signal: int) -> None:
    if process.poll() is None:
        process.send_signal(stop_signal)
    try:
        process.wait(timeout=10)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()
