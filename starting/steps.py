"""Saying what is being done, how far it is and how long it took."""

from __future__ import annotations

import sys
import time
from types import TracebackType

SECONDS_BETWEEN_LINES = 5


class Stop(Exception):
    """Why Heard cannot go on and what to do about it, in one sentence."""


class Step:
    """One named piece of work. Progress overwrites itself on a terminal and is a line now and then in a file."""

    def __init__(self, title: str) -> None:
        self.title = title
        self.live = sys.stdout.isatty()
        self.shown = ""
        self.broken = False

    def __enter__(self) -> Step:
        self.began = self.last = time.monotonic()
        print(self.title, end="", flush=True)
        return self

    def progress(self, text: str) -> None:
        now = time.monotonic()
        if not text or text == self.shown or (not self.live and now - self.last < SECONDS_BETWEEN_LINES):
            return
        if self.live:
            print(f"\r\033[K{self.title}: {text[:70]}", end="", flush=True)
        else:
            if not self.broken:
                print()
            self.broken = True
            print(f"    {text}", flush=True)
        self.shown, self.last = text, now

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        ending = "stopped after" if kind else "done in"
        took = f"{ending} {time.monotonic() - self.began:.1f} s"
        if self.live:
            print(f"\r\033[K{self.title}: {took}", flush=True)
        else:
            print(f"    {took}" if self.broken else f": {took}", flush=True)
