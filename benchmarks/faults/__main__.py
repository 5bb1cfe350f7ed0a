"""Breaks a running installation in every way we could think of: python3 start.py faults [NAME …]."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Iterator, Sequence
from functools import partial

from benchmarks.faults.stage import NotInTime, Outcome, Stage, staged
from config.testing.children import DidNotStart

BROKER_SECONDS = 60.0
NAMES = ("worker", "clock", "two-clocks", "site", "publishers", "disk", "broker", "guests", "database")


def main(arguments: Sequence[str]) -> int:
    options = _parser().parse_args(arguments)
    found: list[Outcome] = []
    try:
        with staged() as stage:
            for name, fault in _faults(options.broker_seconds).items():
                if name in (options.names or NAMES):
                    found += _struck(name, fault, stage)
    except DidNotStart as error:
        print(error, file=sys.stderr)
        return 1
    wrong = [outcome for outcome in found if not outcome.ok]
    print(f"\n{len(found)} tried, {len(wrong)} with something lost, doubled or not in time.")
    return 1 if wrong or not found else 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="start.py faults", description=__doc__)
    parser.add_argument("names", nargs="*", choices=[*NAMES, []], metavar="NAME", help=", ".join(NAMES))
    parser.add_argument(
        "--broker-seconds", type=float, default=BROKER_SECONDS, metavar="S", help="how long the broker is away (60)"
    )
    return parser


def _faults(broker_seconds: float) -> dict[str, Callable[[Stage], Iterator[Outcome]]]:
    """Imported late: the modules need Django, which needs the servers."""
    from benchmarks.faults import clocks, guests, servers, sites, workers

    faults = (
        workers.killed,
        clocks.killed,
        clocks.doubled,
        sites.killed,
        sites.two_publishers,
        sites.full_disk,
        partial(servers.broker_stopped, seconds=broker_seconds),
        guests.sent_at_once,
        servers.database_restarted,
    )
    return dict(zip(NAMES, faults, strict=True))


def _struck(name: str, fault: Callable[[Stage], Iterator[Outcome]], stage: Stage) -> list[Outcome]:
    found = []
    try:
        for outcome in fault(stage):
            found.append(outcome)
            print(_line(outcome), flush=True)
    except NotInTime as late:
        stage.stop_all()
        found.append(Outcome(name, "", "", str(late), 0, False))
        print(_line(found[-1]), flush=True)
    return found


def _line(outcome: Outcome) -> str:
    verdict = "ok    " if outcome.ok else "NOT OK"
    return (
        f"{verdict} {outcome.fault}, {outcome.phase}: in hand {outcome.in_hand}; then {outcome.after}; "
        f"{outcome.seconds:.1f} s to recover"
    )


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
