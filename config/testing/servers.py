"""Early pytest plugin (-p): gives the tests a database and a broker before Django reads its settings.

A DATABASE_URL or CELERY_BROKER_URL that is already set is used as it is. In a conftest.py this would be too late.
"""

from __future__ import annotations

import os
import signal
from collections.abc import Callable, Generator
from typing import Any

import pytest

from config.testing import broker, postgres
from config.testing.children import DidNotStart

DATABASE, BROKER = "DATABASE_URL", "CELERY_BROKER_URL"
# Why a server is missing, for the skips; in the environment because xdist's workers inherit it.
NO_DATABASE, NO_BROKER = "HEARD_TEST_NO_POSTGRESQL", "HEARD_TEST_NO_BROKER"
OUR_DATABASE, OUR_BROKER = "HEARD_TEST_DATABASE", "HEARD_TEST_BROKER"


def pytest_addoption(parser: pytest.Parser) -> None:
    group = parser.getgroup("heard")
    group.addoption("--sqlite", action="store_true", help="run the tests on SQLite, as the demo does")


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_load_initial_conftests(early_config: pytest.Config) -> Generator[None, None, None]:
    os.environ["HEARD_MODE"] = "test"
    options = early_config.known_args_namespace
    if not (options.help or options.version or options.collectonly):
        _choose_database(early_config, sqlite=options.sqlite)
        _choose_broker(early_config)
        # A polite kill ends the run as Ctrl-C does, so that the servers and their folders go too.
        signal.signal(signal.SIGTERM, signal.default_int_handler)
    return (yield)


def _choose_database(config: pytest.Config, *, sqlite: bool) -> None:
    if sqlite:
        os.environ.pop(DATABASE, None)
        os.environ[NO_DATABASE] = "this run is on SQLite (--sqlite)"
    elif DATABASE not in os.environ:
        _set_up(config, start=postgres.start, url=DATABASE, ours=OUR_DATABASE, missing=NO_DATABASE)


def _choose_broker(config: pytest.Config) -> None:
    if BROKER not in os.environ:
        _set_up(config, start=broker.start, url=BROKER, ours=OUR_BROKER, missing=NO_BROKER)


def _set_up(
    config: pytest.Config, *, start: Callable[[], tuple[str, Callable[[], None]]], url: str, ours: str, missing: str
) -> None:
    try:
        address, stop = start()
    except DidNotStart as error:
        os.environ[missing] = str(error)
    else:
        os.environ[url] = os.environ[ours] = address
        config.add_cleanup(stop)


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_setupnodes(specs: list[Any]) -> None:
    """Give each worker process a numbered database of our own broker, so that they never take each other's messages."""
    if OUR_BROKER in os.environ:
        for number, spec in enumerate(specs, start=1):
            spec.env[BROKER] = f"{os.environ[OUR_BROKER]}/{number}"


@pytest.hookimpl(trylast=True)
def pytest_configure(config: pytest.Config) -> None:
    config.pluginmanager.import_plugin("config.testing.groups")
    config.pluginmanager.import_plugin("config.testing.fixtures")
