"""Work in a process of its own, so that its memory and its settings are its own too."""

from __future__ import annotations

import importlib
import logging
import multiprocessing
import os
import traceback
from collections.abc import Mapping
from multiprocessing.connection import Connection
from typing import Any

CONTEXT = multiprocessing.get_context("spawn")


class TooLong(Exception):
    """The work was not done in the time that was left, and was stopped."""


class Failed(Exception):
    """The work raised; the message is its traceback."""


def run(name: str, *, environment: Mapping[str, str], seconds: float, **arguments: Any) -> Any:
    """Call the function of this package that is named "module.function", in a new process with Django set up."""
    receiver, sender = CONTEXT.Pipe(duplex=False)
    process = CONTEXT.Process(target=_work, args=(name, dict(environment), arguments, sender))
    process.start()
    sender.close()
    try:
        if not receiver.poll(max(0.0, seconds)):
            raise TooLong
        ok, result = receiver.recv()
    except EOFError:
        raise Failed(f"{name} ended without an answer") from None
    finally:
        process.kill()
        process.join()
    if not ok:
        raise Failed(result)
    return result


def _work(name: str, environment: dict[str, str], arguments: dict[str, Any], sender: Connection) -> None:
    try:
        os.environ.update(environment)
        import django

        django.setup()
        # It says with every connection that messages lie in a folder.
        logging.getLogger("kombu").setLevel(logging.ERROR)
        module, function = name.rsplit(".", 1)
        answer = True, getattr(importlib.import_module(f"benchmarks.{module}"), function)(**arguments)
    except Exception:
        answer = False, traceback.format_exc()
    sender.send(answer)
