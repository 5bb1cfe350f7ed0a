"""The lines of a file in a table of the database, so that it can compare and store many of them in one statement."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Mapping, Sequence
from types import TracebackType
from typing import Any, Self

from django.db import Error, connection
from django.db.backends.utils import CursorWrapper

# Some tens of thousands: enough that a statement costs next to nothing, few enough that progress is told every second.
SLICE = 25_000
Value = str | int | None
Slice = tuple[int, int]


class Staging:
    """A temporary table: only this connection sees it, nothing of it is logged, and it goes when the connection does.

    So a worker that is killed leaves nothing of the file behind. ``columns`` maps names to types; the first column of
    the table is ``number``, the line in the file. Use as a context manager.
    """

    TABLE = "import_line"

    def __init__(self, columns: Mapping[str, str]) -> None:
        self._columns = columns
        self._last = 0
        self.rows = 0

    def __enter__(self) -> Self:
        typed = ", ".join(f"{name} {kind}" for name, kind in self._columns.items())
        self._run(f"DROP TABLE IF EXISTS {self.TABLE}")
        self._run(f"CREATE TEMPORARY TABLE {self.TABLE} (number integer PRIMARY KEY, {typed})")
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        try:
            self._run(f"DROP TABLE {self.TABLE}")
        except Error:
            # After an error the transaction or the connection may be past use, and the table with it.
            if kind is None:
                raise

    def add(self, rows: Sequence[tuple[Value, ...]]) -> None:
        """``rows`` begin with the number of the line, in rising order."""
        if not rows:
            return
        self._last = int(rows[-1][0] or 0)
        self.rows += len(rows)
        with connection.cursor() as cursor:
            if connection.vendor == "postgresql":
                self._copy(cursor, rows)
            else:
                self._insert(cursor, rows)

    def settle(self) -> None:
        """Call it when all lines are in: PostgreSQL does not look at temporary tables by itself."""
        if connection.vendor == "postgresql":
            self._run(f"ANALYZE {self.TABLE}")

    def slices(self) -> Iterator[Slice]:
        """First and last line number of one slice after the other."""
        for first in range(1, self._last + 1, SLICE):
            yield first, min(first + SLICE - 1, self._last)

    def repeated(self, columns: Sequence[str]) -> Iterator[tuple[int, int]]:
        """(line, first line) of every line that says again what an earlier one said in these columns."""
        names = ", ".join(columns)
        same = " AND ".join(f"line.{name} = earliest.{name}" for name in columns)
        sql = f"""
            SELECT line.number, earliest.number FROM {self.TABLE} line
            JOIN (
                SELECT MIN(number) AS number, {names} FROM {self.TABLE} GROUP BY {names} HAVING COUNT(*) > 1
            ) earliest ON {same}
            WHERE line.number > earliest.number ORDER BY line.number"""  # noqa: S608  our own names
        with connection.chunked_cursor() as cursor:
            cursor.execute(sql)
            while rows := cursor.fetchmany(2_000):
                yield from rows

    def _copy(self, cursor: CursorWrapper, rows: Sequence[tuple[Value, ...]]) -> None:
        text = io.StringIO()
        csv.writer(text).writerows(rows)
        text.seek(0)
        cursor.copy_expert(f"COPY {self._target} FROM STDIN (FORMAT csv)", text)

    def _insert(self, cursor: CursorWrapper, rows: Sequence[tuple[Value, ...]]) -> None:
        """In one transaction, which begins without asking for the lock that writers of the register need."""
        places = ", ".join(["%s"] * (1 + len(self._columns)))
        cursor.execute("SAVEPOINT staging")
        try:
            cursor.executemany(f"INSERT INTO {self._target} VALUES ({places})", rows)  # noqa: S608  our own names
        except Error:
            cursor.execute("ROLLBACK TO staging")
            raise
        finally:
            cursor.execute("RELEASE staging")

    @property
    def _target(self) -> str:
        return f"{self.TABLE} (number, {', '.join(self._columns)})"

    def _run(self, sql: str) -> None:
        with connection.cursor() as cursor:
            cursor.execute(sql)


def fetch(sql: str, parameters: Sequence[Any]) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(sql, parameters)
        return cursor.fetchall()


def execute(sql: str, parameters: Sequence[Any]) -> int:
    """Returns how many rows were written."""
    with connection.cursor() as cursor:
        cursor.execute(sql, parameters)
        return int(cursor.rowcount)


def check_keys_at_once() -> None:
    """Check foreign keys with each statement of this transaction, so that checks do not pile up until its end."""
    if connection.vendor == "postgresql":
        execute("SET CONSTRAINTS ALL IMMEDIATE", ())
