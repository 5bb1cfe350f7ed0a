"""Loads each page of the running site in turn."""

from __future__ import annotations

import time
from collections.abc import Mapping, Sequence
from pathlib import Path

from benchmarks import costs
from benchmarks.apart import TooLong
from benchmarks.load import Client, Generator
from benchmarks.page_lines import Visited
from benchmarks.serving import Site, serving


def visit(
    pages: Mapping[str, Sequence[Client]],
    *,
    environment: Mapping[str, str],
    log: Path,
    database: int | None,
    seconds: float,
    deadline: float,
) -> tuple[dict[str, Visited], float]:
    """What each page did, and the site's memory in MiB afterwards. The first page is the floor, and loaded twice."""
    visited: dict[str, Visited] = {}
    names = list(pages)
    with serving(environment, log=log) as site, Generator() as generator:
        for name in [*names, names[0]]:
            if time.monotonic() > deadline:
                raise TooLong
            now = _load(generator, site, pages[name], database=database, seconds=seconds)
            visited[name] = now.better(visited.get(name))
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
