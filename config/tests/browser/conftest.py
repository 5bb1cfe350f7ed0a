"""One world and one server for all tests of this folder: what a test writes, it writes about rows of its own."""

import os
import sys
from pathlib import Path

import pytest
from django.conf import settings
from django.core.cache import cache
from django.core.management import call_command
from django.db import connection
from django.test import override_settings
from pytest_django.live_server_helper import LiveServer

from config.tests.browser.looking import NARROW, Visitor
from config.tests.browser.world import make_browser_world
from starting import processes

HERE = Path(__file__).parent


def pytest_collection_modifyitems(items):
    """The database is made for tests with this mark; what the mark does around each of them is overridden below."""
    for item in items:
        if item.path.parent == HERE:
            item.add_marker(pytest.mark.django_db(transaction=True))


@pytest.fixture
def _django_db_helper(world):
    """Nothing is rolled back or emptied after a test: the world stays for the next one."""


@pytest.fixture(scope="package")
def world(django_db_setup, django_db_blocker, tmp_path_factory):
    with django_db_blocker.unblock(), override_settings(MEDIA_ROOT=tmp_path_factory.mktemp("uploads")):
        call_command("flush", verbosity=0, interactive=False)
        yield make_browser_world()
        call_command("flush", verbosity=0, interactive=False)
        cache.clear()


@pytest.fixture(scope="package")
def site(world):
    server = LiveServer("localhost")
    yield server.url
    server.stop()


@pytest.fixture(scope="package")
def contexts(browser):
    """One a person: what the browser has read once, it does not read again."""
    opened = {}
    yield opened
    for context in opened.values():
        context.close()


@pytest.fixture
def visit(browser, world, site, contexts):
    """visit(letter) opens a window for somebody of the access table, already signed in."""
    visitors = []

    def visit(letter):
        if letter not in contexts:
            contexts[letter] = browser.new_context(base_url=site, viewport=NARROW)
            if letter != "X":
                cookie = world.clients[letter].cookies["sessionid"].value
                contexts[letter].add_cookies([{"name": "sessionid", "value": cookie, "url": site}])
        visitors.append(Visitor(contexts[letter]))
        return visitors[-1]

    yield visit
    for visitor in visitors:
        visitor.page.close()


@pytest.fixture
def enter(browser, site):
    """enter(client) opens a window for whoever is signed in there, beside their other windows."""
    opened = []

    def enter(client):
        opened.append(browser.new_context(base_url=site, viewport=NARROW))
        cookie = client.cookies["sessionid"].value
        opened[-1].add_cookies([{"name": "sessionid", "value": cookie, "url": site}])
        return Visitor(opened[-1])

    yield enter
    for context in opened:
        context.close()


@pytest.fixture(scope="package")
def worker(world, tmp_path_factory):
    """A worker of the tests' database, broker and uploads."""
    folder = tmp_path_factory.mktemp("worker")
    name, server = connection.settings_dict["NAME"], os.environ.get("DATABASE_URL", "").rpartition("/")[0]
    url = f"sqlite:///{name}" if connection.vendor == "sqlite" else f"{server}/{name}"
    environment = os.environ | {"DATABASE_URL": url, "HEARD_UPLOAD_DIR": str(settings.MEDIA_ROOT)}
    command = [sys.executable, "-m", "celery", "-A", "config", "worker", "-P", "solo", "--loglevel", "INFO"]
    started = processes.start(command, log=folder / "worker.log", env=environment)
    yield
    processes.stop(started)


@pytest.fixture
def someone(browser, site):
    """A window of its own for a person who signs in by hand."""
    cache.clear()
    context = browser.new_context(base_url=site, viewport=NARROW)
    yield Visitor(context)
    context.close()
