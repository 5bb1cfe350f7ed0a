"""How log lines are written: where something went wrong and what kind of thing, never what anybody entered."""

from __future__ import annotations

import logging
import traceback
from types import TracebackType

SysExcInfo = tuple[type[BaseException], BaseException, TracebackType | None] | tuple[None, None, None]


class DiscreetFormatter(logging.Formatter):
    """Leaves out what errors say: databases, mail servers and parsers quote the values they refuse."""

    def format(self, record: logging.LogRecord) -> str:
        if isinstance(record.args, dict) and "exc" in record.args:  # Celery puts the error into its own words
            record = logging.makeLogRecord(record.__dict__ | {"args": record.args | {"exc": "see the traceback"}})
        return super().format(record)

    def formatException(self, ei: SysExcInfo) -> str:
        return "\n".join(reversed([*_places(ei[1])]))


def _places(error: BaseException | None) -> list[str]:
    """The error and those that led to it, each as its kind and the places it came through."""
    found = []
    while error is not None:
        lines = "".join(traceback.format_tb(error.__traceback__))
        found.append(f"{lines}{type(error).__module__}.{type(error).__qualname__}")
        error = error.__cause__ or (None if error.__suppress_context__ else error.__context__)
    return found
