"""Starting programs that end when we end, however we end."""

from __future__ import annotations

import contextlib
import ctypes
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

from starting import paths

Command = Sequence[str | Path]

PR_SET_PDEATHSIG = 1
SECONDS_TO_END = 10


def start(
    command: Command,
    *,
    log: Path,
    env: Mapping[str, str] | None = None,
    cwd: Path = paths.ROOT,
    stop_signal: int = signal.SIGTERM,
    append: bool = False,
    before: Callable[[], None] | None = None,
    **popen: Any,
) -> subprocess.Popen[bytes]:
    """Start a program in a session of its own, so that Ctrl-C reaches it only through us, writing to the log.

    ``before`` is called in the new process, before the program.
    """

    def die_with_parent() -> None:
        if sys.platform == "linux":
            ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, stop_signal)
        if before is not None:
            before()

    log.parent.mkdir(parents=True, exist_ok=True)
    with log.open("ab" if append else "wb") as output:
        return subprocess.Popen(
            [str(part) for part in command],
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
            cwd=cwd,
            env=env,
            start_new_session=True,
            preexec_fn=die_with_parent,
            **popen,
        )


def run(command: Command, *, log: Path, env: Mapping[str, str], meanwhile: Callable[[], None]) -> int:
    """Run a program to its end, calling `meanwhile` several times a second. Return its exit code."""
    process = start(command, log=log, env=env)
    try:
        while True:
            with contextlib.suppress(subprocess.TimeoutExpired):
                return process.wait(timeout=0.2)
            meanwhile()
    finally:
        stop(process)


def stop(
    *processes: subprocess.Popen[bytes], stop_signal: int = signal.SIGTERM, seconds: float = SECONDS_TO_END
) -> None:
    """End each process with everything it started: politely first, then by force."""
    for process in processes:
        _tell_group(process, stop_signal)
    deadline = time.monotonic() + seconds
    for process in processes:
        with contextlib.suppress(subprocess.TimeoutExpired):
            process.wait(timeout=max(0.0, deadline - time.monotonic()))
        _tell_group(process, signal.SIGKILL)
        process.wait()


def _tell_group(process: subprocess.Popen[bytes], number: int) -> None:
    # The group outlives its leader as long as a member lives, so this finds what a killed leader left behind.
    with contextlib.suppress(ProcessLookupError, PermissionError):
        os.killpg(process.pid, number)


def last_lines(log: Path, count: int = 1) -> str:
    try:
        with log.open("rb") as file:
            file.seek(max(0, log.stat().st_size - 16_384))
            lines = file.read().decode(errors="replace").strip().splitlines()
    except FileNotFoundError:
        return ""
    return "\n".join(lines[-count:])
