"""The parts of a run, the longest last. What there is no time left for is said, not left out unseen."""

from __future__ import annotations

import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from benchmarks import apart, cell_lines, page_lines, pages, report_lines
from benchmarks.databases import Server
from benchmarks.lines import NOT_MEASURED, Line
from starting import paths

SETTINGS = "config.settings"
TEMPLATE = "template"
# A hundred million answers beside the places do not fit into the memory of most machines.
MOST_FOR_PANDAS = 1_000_000


@dataclass(slots=True)
class Run:
    """One run. ``deadline`` is a moment of time.monotonic() after which nothing new begins."""

    server: Server
    folder: Path
    today: date
    deadline: float
    say: Callable[[str], None]
    found: list[Line] = field(default_factory=list)
    measured: list[report_lines.Measured] = field(default_factory=list)
    full_scale: list[cell_lines.FullScale] = field(default_factory=list)
    visits: dict[int, Mapping[str, page_lines.Both]] = field(default_factory=dict)
    urls: dict[int, str] = field(default_factory=dict)
    failed: bool = False

    def all(self, *, sizes: Sequence[int], import_rows: int, page_seconds: float) -> list[Line]:
        self.say("Making the tables")
        self._make_tables(self.server.create(TEMPLATE))
        self._size(sizes[0], page_seconds)
        with self._part("Reading a file"):
            imported = self._apart("imports.measure", self.urls[sizes[0]], rows=import_rows, today=self.today)
            self.found += report_lines.import_lines(imported)
        for people in sizes[1:]:
            self._size(people, page_seconds)
        self.found += report_lines.growth_lines(self.measured)
        self.found += cell_lines.growth_lines(self.full_scale)
        self.found += page_lines.flat_lines(self.visits)
        self.found += NOT_MEASURED
        return self.found

    def _size(self, people: int, page_seconds: float) -> None:
        self._report(people)
        with self._part(f"Every service and quarter of {people:,} people"):
            self._cells(people)
        with self._part(f"Pages with {people:,} people"):
            self._pages(people, page_seconds)

    def _cells(self, people: int) -> None:
        url = self.urls[people]
        one = self._apart("cells.measure", url, people=people, today=self.today)
        self.full_scale.append(one)
        seconds = [self._workers(url, number) for number in (1, 2)]
        pandas = None
        if one.places <= MOST_FOR_PANDAS:
            pandas = self._apart("cells.pandas_full_scale", url, today=self.today)
        self.found += cell_lines.lines(one, pandas=pandas, seconds=(seconds[0], seconds[1]))
        changed = self._apart("cells.measure_changed", url, today=self.today)
        self.found += cell_lines.changed_lines(changed, places=one.places)

    def _workers(self, url: str, number: int) -> float:
        """Seconds that so many processes take, each with its share of the quarters."""

        def one(first: int) -> float:
            numbers = list(range(first, 8, number))
            return float(self._apart("cells.timed_quarters", url, numbers=numbers, today=self.today))

        with ThreadPoolExecutor(number) as pool:
            return max(pool.map(one, range(number)))

    @contextmanager
    def _part(self, name: str) -> Iterator[None]:
        """Past the deadline, or after an error, a part is left out, and a line says so."""
        began = time.monotonic()
        try:
            yield
        except apart.TooLong:
            self.found.append(Line("Left out", name, "no time left", why="Give more time with --minutes."))
            self.say(f"{name}: left out, no time left")
        except apart.Failed as failed:
            self.failed = True
            self.found.append(Line("Left out", name, "stopped by an error", met=False))
            self.say(f"{name}: {failed}")
        else:
            self.say(f"{name}: done in {time.monotonic() - began:.1f} s")

    def _make_tables(self, url: str) -> None:
        for command in (["migrate", "--no-input"], ["createcachetable"], ["collectstatic", "--no-input"]):
            done = subprocess.run(
                [sys.executable, "manage.py", *command],
                cwd=paths.ROOT,
                env=paths.environment(**self._environment(url)),
                capture_output=True,
                text=True,
            )
            if done.returncode:
                raise apart.Failed(done.stderr)

    def _report(self, people: int) -> None:
        with self._part(f"The report of {people:,} people"):
            url = self.urls[people] = self.server.create(f"people_{people}", like=TEMPLATE)
            self._apart("reports.fill", url, people=people, today=self.today)
            floors = self._apart("reports.measure_floors", url, today=self.today)
            parts = self._apart("reports.measure_parts", url, today=self.today)
            whole = self._apart("reports.measure_whole", url, today=self.today)
            measured = report_lines.Measured(people, floors, parts, whole)
            self.measured.append(measured)
            self.found += report_lines.lines(measured)

    def _pages(self, people: int, seconds: float) -> None:
        url = self.urls[people]
        ours, django = (f"benchmarks.bare.{name}" for name in ("settings", "django_settings"))
        prepared = self._apart("site.prepare", url, settings=ours, today=self.today)
        statements = self._apart("site.count_statements", url, settings=ours, clients=prepared.counted)
        database = self._apart("costs.database_pid", url)
        alone = {page_lines.DJANGO: prepared.pages[page_lines.DJANGO]}
        others = {name: clients for name, clients in prepared.pages.items() if name not in alone}
        visited: dict[str, page_lines.Both] = {}
        for settings, some in ((django, alone), (ours, others)):
            found, memory = pages.visit(
                some,
                floors=page_lines.FLOORS,
                environment=self._environment(url, settings),
                log=self.folder / "web.log",
                database=database,
                seconds=seconds,
                deadline=self.deadline,
            )
            visited |= found
        saved = page_lines.SAVE_REGISTER
        lost = self._apart(
            "site.lost_or_doubled", url, clients=prepared.pages[saved], sent=visited[saved].page.load.sent
        )
        self.visits[people] = visited
        self.found += page_lines.lines(visited, people=people, statements=statements, lost=lost, memory=memory)

    def _apart(self, name: str, url: str, *, settings: str = SETTINGS, **arguments: Any) -> Any:
        left = self.deadline - time.monotonic()
        if left <= 0:
            raise apart.TooLong
        return apart.run(name, environment=self._environment(url, settings), seconds=left, **arguments)

    def _environment(self, url: str, settings: str = SETTINGS) -> dict[str, str]:
        return {
            "DATABASE_URL": url,
            "CELERY_BROKER_URL": "",
            "DJANGO_SETTINGS_MODULE": settings,
            "HEARD_MODE": "demo",
            "HEARD_VAR_DIR": str(self.folder),
        }
