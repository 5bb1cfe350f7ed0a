"""One set-up and one demo at a time in a folder. A lock goes with its process, however that ends."""

from __future__ import annotations

import contextlib
import fcntl
from collections.abc import Generator
from typing import IO

from starting import paths
from starting.steps import Step, Stop


@contextlib.contextmanager
def setting_up() -> Generator[None]:
    with _opened("setup") as file:
        if not _taken(file):
            with Step("Waiting for another set-up in this folder"):
                fcntl.flock(file, fcntl.LOCK_EX)
        yield


@contextlib.contextmanager
def only_demo() -> Generator[IO[str]]:
    """Raise Stop when a demo runs already. What is written to the yielded file says where to find this one."""
    with _opened("start") as file:
        if not _taken(file):
            file.seek(0)
            if address := file.read().strip():
                raise Stop(
                    f"Heard already runs from this folder at {address}: open that, or stop it there with Ctrl-C."
                )
            raise Stop("Another start.py is at work in this folder: wait until it is ready, or stop it.")
        file.truncate(0)
        yield file
        file.truncate(0)


@contextlib.contextmanager
def _opened(name: str) -> Generator[IO[str]]:
    paths.VAR.mkdir(parents=True, exist_ok=True)
    with (paths.VAR / f"{name}.lock").open("a+") as file:
        yield file


def _taken(file: IO[str]) -> bool:
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True
