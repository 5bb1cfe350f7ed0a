"""A PostgreSQL server to measure on, and throw-away databases in it."""

from __future__ import annotations

import contextlib
import os
import secrets
from collections.abc import Generator
from urllib.parse import urlsplit

import psycopg2

from config.testing import postgres


class Server:
    """Databases made here are dropped by drop_all()."""

    def __init__(self, url: str) -> None:
        self._url = url
        self._prefix = f"heard_benchmark_{secrets.token_hex(4)}"
        self._made: list[str] = []

    def create(self, name: str, *, like: str | None = None) -> str:
        """Return the URL of a new database, empty or a copy of another one made here."""
        full = f"{self._prefix}_{name}"
        copied = f' TEMPLATE "{self._prefix}_{like}"' if like else ""
        self._run(f'CREATE DATABASE "{full}"{copied}')
        self._made.append(full)
        return urlsplit(self._url)._replace(path=f"/{full}").geturl()

    def version(self) -> str:
        return self._run("SHOW server_version").split()[0]

    def drop_all(self) -> None:
        while self._made:
            self._run(f'DROP DATABASE "{self._made.pop()}" WITH (FORCE)')

    def _run(self, sql: str) -> str:
        connection = psycopg2.connect(self._url)
        connection.autocommit = True
        try:
            with connection.cursor() as cursor:
                cursor.execute(sql)
                return str(cursor.fetchone()[0]) if cursor.description else ""
        finally:
            connection.close()


@contextlib.contextmanager
def server() -> Generator[Server]:
    """The server that DATABASE_URL names, whose role must be allowed to make databases; else one from its wheel."""
    given = os.environ.get("DATABASE_URL", "")
    url, stop = (given, lambda: None) if given else postgres.start()
    found = Server(url)
    try:
        yield found
    finally:
        found.drop_all()
        stop()
