"""The command line of start.py."""

from __future__ import annotations

import argparse
import errno
import signal
import sys
from collections.abc import Callable, Sequence
from types import FrameType

from starting import demo, locks, project, tools
from starting.installing import install
from starting.steps import Stop

USAGE = """\
python3 start.py [--port N] [--fresh]      set up and run the demo
python3 start.py setup                     set up only
python3 start.py test [--sqlite] [...]     run the tests; the rest goes to pytest
python3 start.py check                     format, lint, templates, types, imports, migrations
python3 start.py bench [...]               measure speed; the rest goes to the benchmarks
python3 start.py faults [NAME ...]         kill and stop things, see that nothing is lost
"""


def main(arguments: Sequence[str]) -> int:
    commands: dict[str, Callable[[Sequence[str]], int]] = {
        "setup": _setup,
        "test": tools.test,
        "check": tools.check,
        "bench": tools.bench,
        "faults": tools.faults,
    }
    _end_on_signals()
    if hasattr(sys.stdout, "reconfigure"):
        sys.stdout.reconfigure(errors="replace")
    try:
        if arguments and arguments[0] in commands:
            return commands[arguments[0]](arguments[1:])
        return _run(arguments)
    except KeyboardInterrupt:
        print("\nStopped.")
        return 130
    except (Stop, OSError) as error:
        print(f"\n{_sentence(error)}", file=sys.stderr)
        return 1


def _end_on_signals() -> None:
    # Ctrl-C too: a shell that starts us in the background has told us to ignore it. What nohup asks for stays.
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        if number != signal.SIGHUP or signal.getsignal(number) != signal.SIG_IGN:
            signal.signal(number, _interrupt)


def _interrupt(number: int, frame: FrameType | None) -> None:
    raise KeyboardInterrupt


def _run(arguments: Sequence[str]) -> int:
    parser = argparse.ArgumentParser(usage=USAGE, add_help=True)
    parser.add_argument("--port", type=_port, default=8000, metavar="N", help="the first port to try (8000)")
    parser.add_argument("--fresh", action="store_true", help="start over: remove the data of the last demo")
    options = parser.parse_args(arguments)
    demo.run(port=options.port, fresh=options.fresh)
    return 0


def _setup(arguments: Sequence[str]) -> int:
    argparse.ArgumentParser(prog="start.py setup").parse_args(arguments)
    with locks.setting_up():
        install()
        project.prepare()
    print("Heard is set up.")
    return 0


def _port(text: str) -> int:
    if not text.isascii() or not text.isdigit() or not 1 <= int(text) <= 65_535:
        raise argparse.ArgumentTypeError("choose a number from 1 to 65535")
    return int(text)


def _sentence(error: Stop | OSError) -> str:
    if isinstance(error, Stop):
        return str(error)
    if error.errno == errno.ENOSPC:
        return "The disk is full: free some space and start again."
    if isinstance(error, PermissionError) or error.errno == errno.EROFS:
        return f"{error.filename} may not be written: copy Heard to a folder of your own and start it there."
    raise error
