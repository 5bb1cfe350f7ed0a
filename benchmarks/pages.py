"""Loads each page of the running site in turn."""

from __future__ import annotations

import time
from collections.abc import Mapping, Sequence
from pathlib import Path

from benchmarks import costs
from benchmarks.apart import TooLong
from benchmarks.load import Client, Generator
from benchmarks.page_lines import Both, Visited
from benchmarks.serving import Site, serving


def visit(
    pages: Mapping[str, Sequence[Client]],
    *,
    floors: Mapping[str, str],
    environment: Mapping[str, str],
    log: Path,
    database: int | None,
    seconds: float,
    deadline: float,
) -> tuple[dict[str, Both], float]:
    """What each page did and what its floor did just before, and the site's memory in MiB afterwards.

    ``floors`` names the floor of a page; without one it is the first page.
    """
    visited: dict[str, Both] = {}
    first = next(iter(pages))
    with serving(environment, log=log) as site, Generator() as generator:
        for name, clients in pages.items():
            if time.monotonic() > deadline:
                raise TooLong
            below = pages[floors.get(name, first)]
            floor = _load(generator, site, below, database=database, seconds=seconds / 2)
            visited[name] = Both(_load(generator, site, clients, database=database, seconds=seconds), floor)
        return visited, costs.tree_memory(site.pid)


def _load(
    generator: Generator, site: Site, clients: Sequence[Client], *, database: int | None, seconds: float
) -> Visited:
    before = _cpu(site.pid, database)
    load = generator.run(clients, port=site.port, seconds=seconds)
    if not load.waits:
        raise RuntimeError(f"no answer in {seconds} s")
    return Visited(load, (_cpu(site.pid, database) - before) / sum(load.sent))


def _cpu(*pids: int | None) -> float:
    return sum(costs.tree_cpu(pid) for pid in pids if pid)
