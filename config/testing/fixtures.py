"""Fixtures that fit pytest-django and pytest-playwright to this project."""

from __future__ import annotations

import os
from collections.abc import Iterator
from typing import Any

import pytest
from django.db import connections

from config.testing import servers
from config.testing.groups import chromium

CHROMIUM_FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict[str, Any]) -> dict[str, Any]:
    # The browser's driver keeps an event loop running in this thread, which Django takes for asynchronous code.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"
    return {**browser_type_launch_args, "executable_path": chromium(), "args": CHROMIUM_FLAGS}


@pytest.fixture(scope="session")
def django_db_keepdb(django_db_keepdb: bool) -> bool:
    """Our own server is new in every run and goes with its databases: there is no need to drop them first."""
    return django_db_keepdb or servers.OUR_DATABASE in os.environ


@pytest.fixture(scope="session")
def django_db_modify_db_settings(
    django_db_modify_db_settings_parallel_suffix: None, tmp_path_factory: pytest.TempPathFactory
) -> None:
    """SQLite gets a file, as in the demo: Django's choice, shared memory, knows neither WAL nor waiting for a lock."""
    database = connections["default"]
    if database.vendor == "sqlite":
        database.settings_dict["TEST"]["NAME"] = str(tmp_path_factory.mktemp("database") / "heard.sqlite3")


@pytest.fixture
def dead_broker() -> Iterator[None]:
    """Nothing can be sent, as when Redis is stopped."""
    from config import celery

    # Celery's types know neither that its settings can be changed nor its pools.
    app: Any = celery.app
    alive = app.conf.broker_url
    app.conf.broker_url = app.conf.broker_write_url = "redis://127.0.0.1:1/0"
    app.pool.force_close_all()
    app._pool = app.amqp._producer_pool = None
    yield
    app.conf.broker_url = app.conf.broker_write_url = alive
    app._pool = app.amqp._producer_pool = None
