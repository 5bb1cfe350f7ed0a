"""Tests that need something special are skipped without it, and counted at the end: nothing is left out unseen."""

from __future__ import annotations

import os
import shutil
from collections import Counter
from collections.abc import Callable, Generator

import pytest
from django.conf import settings
from django.db import connection

from config.testing import servers

FORBIDDEN = "HEARD_NO_SKIPS"
BROWSERS = ("chromium", "chromium-browser")


def chromium() -> str | None:
    return next(filter(None, map(shutil.which, BROWSERS)), None)


def _postgresql_missing() -> str:
    if connection.vendor == "postgresql":
        return ""
    return os.environ.get(servers.NO_DATABASE) or f"DATABASE_URL names {connection.vendor}"


def _broker_missing() -> str:
    if settings.CELERY_BROKER_URL.startswith(("redis://", "rediss://")):
        return ""
    return os.environ.get(servers.NO_BROKER) or "CELERY_BROKER_URL does not name a Redis server"


def _browser_missing() -> str:
    return "" if chromium() else "Chromium is not installed: apt-get install chromium"


GROUPS: dict[str, Callable[[], str]] = {
    "postgresql": _postgresql_missing,
    "broker": _broker_missing,
    "browser": _browser_missing,
}


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> Generator[None]:
    """Mark browser tests, and let tests that empty the database come after all that read what migrations put there."""
    for item in items:
        if "browser" in getattr(item, "fixturenames", ()):
            item.add_marker("browser")
    yield
    items.sort(key=_turn)


def _turn(item: pytest.Item) -> int:
    if item.get_closest_marker("browser"):
        return 2
    mark = item.get_closest_marker("django_db")
    empties = mark is not None and mark.kwargs.get("transaction", False)
    return int(empties or "transactional_db" in getattr(item, "fixturenames", ()))


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_setup(item: pytest.Item) -> None:
    for group, missing in GROUPS.items():
        if item.get_closest_marker(group) and (reason := missing()):
            pytest.skip(reason)


def pytest_report_header() -> list[str]:
    return [f"database: {_database_version()}", f"broker: {settings.CELERY_BROKER_URL}"]


def _database_version() -> str:
    if connection.vendor == "sqlite":
        import sqlite3

        return f"SQLite {sqlite3.sqlite_version}"
    # Straight to the driver: pytest-django rightly refuses Django's connection outside a test.
    opened = connection.get_new_connection(connection.get_connection_params())
    try:
        with opened.cursor() as cursor:
            cursor.execute("SHOW server_version")
            return f"{connection.display_name} {cursor.fetchone()[0]}"
    finally:
        opened.close()


class Skipped:
    """Counts skipped tests by group and reason. A server that could not be started counts, whatever the tests say."""

    def __init__(self) -> None:
        self.counts: Counter[tuple[str, str]] = Counter()
        self.total = 0

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        if report.skipped and not hasattr(report, "wasxfail"):
            self.total += 1
            reason = report.longrepr[2] if isinstance(report.longrepr, tuple) else str(report.longrepr)
            for group in [name for name in GROUPS if name in report.keywords] or ["other"]:
                self.counts[group, reason.removeprefix("Skipped: ")] += 1

    def fails_the_run(self) -> bool:
        missing = any(os.environ.get(name) for name in (servers.NO_DATABASE, servers.NO_BROKER))
        in_groups = any(group in GROUPS for group, _ in self.counts)
        return os.environ.get(FORBIDDEN) == "1" and (missing or in_groups)

    @pytest.hookimpl(tryfirst=True)
    def pytest_sessionfinish(self, session: pytest.Session) -> None:
        if session.exitstatus == pytest.ExitCode.OK and self.fails_the_run():
            session.exitstatus = pytest.ExitCode.TESTS_FAILED

    def pytest_terminal_summary(self, terminalreporter: pytest.TerminalReporter) -> None:
        terminalreporter.section("what was skipped")
        for group in (*GROUPS, "other"):
            reasons = {reason: count for (name, reason), count in self.counts.items() if name == group}
            terminalreporter.write_line(f"{group}: {sum(reasons.values())} skipped")
            for reason, count in sorted(reasons.items()):
                terminalreporter.write_line(f"    {count} x {reason}")
        if self.fails_the_run():
            terminalreporter.write_line(f"{FORBIDDEN}=1: a skip in these groups fails the run.", red=True)


def pytest_configure(config: pytest.Config) -> None:
    if not hasattr(config, "workerinput"):
        config.pluginmanager.register(Skipped(), "heard-skipped")
