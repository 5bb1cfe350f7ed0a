"""What a piece of work costs: time, processor time of the work and of the database, statements, memory."""

from __future__ import annotations

import contextlib
import os
import resource
import sys
import time
from collections.abc import Callable, Generator, Iterable
from dataclasses import dataclass
from math import log
from pathlib import Path
from typing import Any, TypeVar

Result = TypeVar("Result")
TICKS = os.sysconf("SC_CLK_TCK")


@dataclass(frozen=True, slots=True)
class Cost:
    """``seconds`` is the best run. ``cpu`` is the mean; None where the database's processes cannot be seen."""

    seconds: float
    cpu: float | None
    statements: int = 0

    @property
    def effort(self) -> float:
        """What is judged: processor time, because other programs disturb it least; time where it cannot be seen."""
        return self.seconds if self.cpu is None else self.cpu

    @property
    def unit(self) -> str:
        return "time" if self.cpu is None else "CPU"


@dataclass(frozen=True, slots=True)
class Whole:
    """All of a report as a worker does it. Memory in MiB, before the work and at its highest."""

    cost: Cost
    memory_before: float
    memory: float
    tables: int
    rows: int
    withheld: int
    stars: int


@dataclass(frozen=True, slots=True)
class Imported:
    """A file read in. Memory in MiB, before the work and at its highest.

    ``steps`` is how often progress was told, ``saving_steps`` how often of that while lines were saved.
    """

    rows: int
    cost: Cost
    copy: Cost
    memory_before: float
    memory: float
    steps: int
    saving_steps: int


def cost(work: Callable[[], Result], *, runs: int = 1, seconds: float = 0) -> tuple[Cost, Result]:
    """Work at least so many times and so long; processor time is counted in hundredths of a second."""
    best, done, began = float("inf"), 0, time.perf_counter()
    database = database_pid()
    cpu_before = _cpu(database)
    with counted_statements() as statements:
        while done < runs or time.perf_counter() - began < seconds:
            started = time.perf_counter()
            result = work()
            best = min(best, time.perf_counter() - started)
            done += 1
    cpu = (_cpu(database) - cpu_before) / done if database else None
    return Cost(best, cpu, len(statements) // done), result


@contextlib.contextmanager
def counted_statements() -> Generator[list[str]]:
    from django.db import connection

    seen: list[str] = []

    def note(execute: Callable[..., Any], sql: str, parameters: Any, many: bool, context: Any) -> Any:
        seen.append(sql)
        return execute(sql, parameters, many, context)

    with connection.execute_wrapper(note):
        yield seen


def peak_memory() -> float:
    """The most memory that this process has held, in MiB."""
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak / 2**20 if sys.platform == "darwin" else peak / 2**10


def database_pid() -> int | None:
    """PostgreSQL's first process, if it runs on this machine."""
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        backend = _stat(cursor.fetchone()[0])
    return backend[1] if backend and backend[0].startswith("postgres") else None


def tree_cpu(pid: int) -> float:
    """Seconds of processor time of a process and its descendants, those that have ended too."""
    return sum(found[2] for found in map(_stat, tree(pid)) if found) / TICKS


def tree_memory(pid: int) -> float:
    """MiB that a process and its descendants hold; what they share is counted once."""
    total = 0
    for member in tree(pid):
        with contextlib.suppress(OSError):
            lines = Path(f"/proc/{member}/smaps_rollup").read_text().splitlines()
            total += sum(int(line.split()[1]) for line in lines if line.startswith("Pss:"))
    return total / 2**10


def tree(pid: int) -> Iterable[int]:
    parents = {int(path.name): stat[1] for path in Path("/proc").glob("[0-9]*") if (stat := _stat(path.name))}
    found: list[int] = []
    waiting = [pid]
    while waiting:
        current = waiting.pop()
        found.append(current)
        waiting += [child for child, parent in parents.items() if parent == current]
    return found


def growth(small: Cost, large: Cost, *, sizes: tuple[int, int]) -> float:
    """The exponent: 1 when twice the size takes twice the effort."""
    return log(large.effort / small.effort) / log(sizes[1] / sizes[0])


def _cpu(database: int | None) -> float:
    return time.process_time() + (tree_cpu(database) if database else 0.0)


def _stat(pid: int | str) -> tuple[str, int, int] | None:
    """Name, parent and ticks of processor time; None for a process that is gone, or where there is no /proc."""
    try:
        name, _, rest = Path(f"/proc/{pid}/stat").read_text().partition("(")[2].rpartition(")")
    except OSError:
        return None
    fields = rest.split()
    return name, int(fields[1]), sum(int(field) for field in fields[11:15])
