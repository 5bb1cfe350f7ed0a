"""Measures speed and says how far it is from what we want: python3 start.py bench [--people N …] [--json]."""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import asdict
from datetime import date
from pathlib import Path

from benchmarks import databases, lines, machine
from benchmarks.apart import Failed, TooLong
from benchmarks.parts import Run
from config.testing.children import DidNotStart

PEOPLE = (10_000, 100_000)
IMPORT_ROWS = 50_000
SECONDS_A_PAGE = 4.0
MINUTES = 6.0


def main(arguments: Sequence[str]) -> int:
    options = _parser().parse_args(arguments)
    began = time.monotonic()
    with tempfile.TemporaryDirectory(prefix="heard-bench-") as folder:
        try:
            with databases.server() as server:
                run = Run(
                    server=server,
                    folder=Path(folder),
                    today=date.today(),  # noqa: DTZ011  which year is over is the same everywhere
                    deadline=began + 60 * options.minutes,
                    say=_say,
                )
                found = run.all(
                    sizes=sorted(options.people), import_rows=options.import_rows, page_seconds=options.page_seconds
                )
                about = machine.about(postgresql=server.version())
        except (DidNotStart, Failed, TooLong) as stopped:
            _say(str(stopped) or "Stopped: the time was over before anything could be measured.")
            return 1
    seconds = round(time.monotonic() - began)
    if options.json:
        print(json.dumps({"machine": about, "seconds": seconds, "lines": [asdict(line) for line in found]}, indent=2))
    else:
        print("\n".join([machine.words(about), "", *lines.table(found), "", f"Measured in {seconds} s."]))
    return 1 if run.failed else 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="start.py bench", description=__doc__)
    parser.add_argument(
        "--people",
        type=_positive,
        nargs="+",
        default=PEOPLE,
        metavar="N",
        help="sizes to measure; each person has ten places at sessions (10000 100000)",
    )
    parser.add_argument(
        "--import-rows", type=_positive, default=IMPORT_ROWS, metavar="N", help="lines of the file read in"
    )
    parser.add_argument(
        "--page-seconds", type=float, default=SECONDS_A_PAGE, metavar="S", help="how long to load a page"
    )
    parser.add_argument(
        "--minutes", type=float, default=MINUTES, metavar="M", help="begin nothing new after so long (6)"
    )
    parser.add_argument("--json", action="store_true", help="print everything for a program to read")
    return parser


def _positive(text: str) -> int:
    if not text.isascii() or not text.isdigit() or int(text) < SMALLEST:
        raise argparse.ArgumentTypeError(f"choose a whole number from {SMALLEST:,} up")
    return int(text)


SMALLEST = 300


def _say(text: str) -> None:
    print(text, file=sys.stderr, flush=True)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
