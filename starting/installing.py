"""The virtual environment and the packages in it, exactly as the lock files name them."""

from __future__ import annotations

import hashlib
import importlib.util
import re
import shutil
import subprocess
import sys
from pathlib import Path

from starting import paths, processes
from starting.steps import Step, Stop

# Seen: 0.25 GB for running, 0.95 GB with the development tools; as much again while they are unpacked.
SPACE_TO_RUN, SPACE_TO_TEST = 600_000_000, 1_800_000_000
NO_SPACE = "no space left on device"
NO_NETWORK = (
    "connection broken", "connection refused", "connection timed out", "could not find a version",
    "max retries exceeded", "name resolution", "network is unreachable", "newconnectionerror",
    "no matching distribution", "nodename nor servname", "read timed out",
)  # fmt: skip


def install(*, development: bool = False) -> None:
    """Make the virtual environment and fill it, or find that it is up to date."""
    lock = paths.DEVELOPMENT_LOCK if development else paths.RUNTIME_LOCK
    if _up_to_date(lock):
        return
    _check_space(SPACE_TO_TEST if development else SPACE_TO_RUN)
    if not _works():
        _make_environment()
    _pip(lock)
    # The wheel with the NHS styles asks for a whole content management system that we do not use.
    _pip(paths.ASSETS_LOCK, "--no-deps")
    _stamp(lock).write_text(_digest(lock, paths.ASSETS_LOCK))


def _up_to_date(lock: Path) -> bool:
    stamp = _stamp(lock)
    return stamp.is_file() and stamp.read_text() == _digest(lock, paths.ASSETS_LOCK) and _works()


def _stamp(lock: Path) -> Path:
    return paths.VENV / f"{lock.stem}.installed"


def _digest(*files: Path) -> str:
    return hashlib.sha256(b"\0".join(file.read_bytes() for file in files)).hexdigest()


def _works() -> bool:
    tried = [str(paths.PYTHON), "-c", "import pip, sys; sys.exit(sys.prefix == sys.base_prefix)"]
    try:
        return subprocess.run(tried, env=paths.environment(), capture_output=True).returncode == 0
    except OSError:
        # There is none, or it leads to a Python that is gone or belongs to someone else.
        return False


def _check_space(needed: int) -> None:
    free = shutil.disk_usage(paths.ROOT).free
    if free < needed:
        raise Stop(
            f"There is too little disk space: free {needed / 1e9:.1f} GB on the disk that holds {paths.ROOT} "
            f"({free / 1e9:.1f} GB are free now) and start again."
        )


def _make_environment() -> None:
    version = f"{sys.version_info.major}.{sys.version_info.minor}"
    incomplete = Stop(
        "This Python cannot make a virtual environment: install its venv and ensurepip modules "
        f"(on Debian and Ubuntu: apt-get install python{version}-venv) and start again."
    )
    if not all(importlib.util.find_spec(name) for name in ("venv", "ensurepip")):
        raise incomplete
    log = paths.LOG / "environment.log"
    with Step("Making the virtual environment"):
        command: processes.Command = [sys.executable, "-m", "venv", "--clear", paths.VENV]
        if processes.run(command, log=log, env=paths.environment(), meanwhile=lambda: None):
            if "ensurepip" in processes.last_lines(log, 20):
                raise incomplete
            raise _explained(log)


def _pip(lock: Path, *options: str) -> None:
    log = paths.LOG / f"install-{lock.stem}.log"
    wanted = len(re.findall(r"^[A-Za-z0-9].*==", lock.read_text(), re.MULTILINE))
    command: processes.Command = [
        paths.PYTHON, "-m", "pip", "install", "--require-hashes", "--no-input", "--disable-pip-version-check",
        "--progress-bar", "off", "--retries", "2", *options, "-r", lock,
    ]  # fmt: skip
    with Step(f"Installing the packages of {lock.name}") as step:

        def show() -> None:
            step.progress(f"{_found(log)} of {wanted} found, {_installed()} installed")

        if processes.run(command, log=log, env=paths.environment(), meanwhile=show):
            raise _explained(log)


def _found(log: Path) -> int:
    return len(
        re.findall(
            r"^(?:Collecting|Ignoring|Processing|Requirement already)", log.read_text(errors="replace"), re.MULTILINE
        )
    )


def _installed() -> int:
    return sum(1 for _ in paths.VENV.glob("lib/python*/site-packages/*.dist-info"))


def _explained(log: Path) -> Stop:
    """Turn what pip or venv wrote into one sentence on what to do."""
    said = log.read_text(errors="replace").lower()
    if NO_SPACE in said:
        return Stop(f"The disk is full: free some space on the disk that holds {paths.ROOT} and start again.")
    if "do not match the hashes" in said:
        return Stop(
            "A package differs from the one that was locked: do not use it, and check where pip downloads from."
        )
    if any(phrase in said for phrase in NO_NETWORK):
        return Stop(
            f"The packages could not be downloaded: connect to the internet and start again (pip wrote why to {log})."
        )
    return Stop(f"Installing failed: read why in {log}. It ends with: {processes.last_lines(log)}")
