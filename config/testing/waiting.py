"""Waiting for another process: it tells nobody when it is done."""

from __future__ import annotations

import time
from collections.abc import Callable

SECONDS = 60


def until(happened: Callable[[], object]) -> None:
    deadline = time.monotonic() + SECONDS
    while not happened():
        assert time.monotonic() < deadline, "it did not happen in time"  # noqa: S101
        time.sleep(0.05)
