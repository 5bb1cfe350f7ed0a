"""Reading files that people send in: line by line, in constant memory, every bad line told with number and reason."""

from __future__ import annotations

import codecs
import csv
import sqlite3
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from math import inf
from types import TracebackType
from typing import BinaryIO, Self

REASONS_KEPT = 1_000
LONGEST_FIELD = 2_000
LONGEST_LINE = 64 * 1024
LONGEST_RECORD = 1024 * 1024  # above the limit of csv for one value, which tells of open quotation marks
NOT_UTF8 = "This line has characters we cannot read. Save the file as CSV UTF-8 and send it again."
HIDDEN_CHARACTER = "This line has a hidden character (NUL). Type the line again."
OPEN_QUOTE = "Check the quotation marks: one is opened and never closed, or stands in the middle of a value."
WRONG_KIND = (
    "Choose a CSV file. This looks like another kind of file: open it in your spreadsheet and save it as CSV UTF-8."
)
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")


class FileRefused(Exception):
    """The file as a whole cannot be read. The message says what to do and repeats nothing from the file."""


@dataclass(frozen=True, slots=True)
class Line:
    """One record. ``number`` is where it starts in the file (the header is line 1); values are stripped."""

    number: int
    values: dict[str, str]


@dataclass(slots=True)
class Problems:
    """How many lines are bad, and what is wrong with the first 1,000 of them, whatever order they are found in."""

    bad_lines: int = 0
    _reasons: dict[int, list[tuple[int, str, str]]] = field(default_factory=dict)
    _marked: bytearray = field(default_factory=bytearray)
    _last_kept: float = inf

    def add(self, line: int, column: str, reason: str) -> None:
        """Note what is wrong. ``column`` may be empty; ``reason`` starts with the action and repeats no value."""
        if self._mark(line):
            self.bad_lines += 1
        if line > self._last_kept:
            return
        self._reasons.setdefault(line, []).append((line, column, reason))
        if len(self._reasons) >= 2 * REASONS_KEPT:
            self._reasons = {number: self._reasons[number] for number in self._first()}
            self._last_kept = max(self._reasons)

    def __bool__(self) -> bool:
        return self.bad_lines > 0

    @property
    def errors(self) -> list[tuple[int, str, str]]:
        """(line, column, reason) in the order of the file."""
        return [reason for number in self._first() for reason in self._reasons[number]]

    def _first(self) -> list[int]:
        return sorted(self._reasons)[:REASONS_KEPT]

    def _mark(self, line: int) -> bool:
        place, bit = divmod(line, 8)
        if place >= len(self._marked):
            self._marked.extend(bytes(place + 1024 - len(self._marked)))
        new = not self._marked[place] & 1 << bit
        self._marked[place] |= 1 << bit
        return new


class CsvFile:
    """A CSV file with a header row: UTF-8 with or without a byte order mark, commas.

    Iterating gives the lines whose form is right; lines whose form is wrong go to ``problems`` and are left out, empty
    lines are skipped. ``columns`` are those that the file has, in its order; ``rows`` and ``bytes_read`` tell how far
    the reading is. Raises FileRefused for a file that is empty, not text, or whose header has a column missing, twice
    or unknown, and later for a line without an end.
    """

    def __init__(
        self, stream: BinaryIO, *, problems: Problems, required: Sequence[str], optional: Sequence[str] = ()
    ) -> None:
        self.problems = problems
        self.rows = 0
        self.bytes_read = 0
        self._flaws: dict[int, str] = {}
        self._physical_line = 0
        self._record_bytes = 0
        self._reader = csv.reader(self._text(stream), strict=True)
        self.columns = _checked_header(self._header(), required=required, optional=optional)

    def __iter__(self) -> Iterator[Line]:
        while True:
            start = self._reader.line_num + 1
            self._record_bytes = 0
            try:
                cells = next(self._reader)
            except StopIteration:
                return
            except csv.Error:
                self.rows += 1
                self._flaws = {}
                self.problems.add(start, "", OPEN_QUOTE)
                continue
            if any(cells) or self._flaws:
                self.rows += 1
                line = self._checked(start, cells)
                if line is not None:
                    yield line

    def _checked(self, start: int, cells: list[str]) -> Line | None:
        if self._flaws:
            reasons, self._flaws = self._flaws, {}
            self.problems.add(start, "", next(iter(reasons.values())))
            return None
        if len(cells) != len(self.columns):
            reason = f"Check this line: it should have {len(self.columns)} values and has {len(cells)}."
            self.problems.add(start, "", reason)
            return None
        values = {column: cell.strip() for column, cell in zip(self.columns, cells, strict=True)}
        if max(map(len, cells)) > LONGEST_FIELD:
            column = next(name for name, value in zip(self.columns, cells, strict=True) if len(value) > LONGEST_FIELD)
            self.problems.add(start, column, f"Shorten this value to {LONGEST_FIELD:,} characters or fewer.")
            return None
        return Line(start, values)

    def _header(self) -> list[str]:
        try:
            cells = next(self._reader)
        except StopIteration:
            raise FileRefused("Choose a file that is not empty.") from None
        except csv.Error:
            raise FileRefused("Check the quotation marks in the first line of the file.") from None
        if self._flaws:
            raise FileRefused(WRONG_KIND)
        return cells

    def _text(self, stream: BinaryIO) -> Iterator[str]:
        while raw := stream.readline(LONGEST_LINE):
            self.bytes_read += len(raw)
            self._record_bytes += len(raw)
            if self._physical_line == 0:
                raw = raw.removeprefix(codecs.BOM_UTF8)
            self._physical_line += 1
            if (len(raw) >= LONGEST_LINE and not raw.endswith(b"\n")) or self._record_bytes > LONGEST_RECORD:
                raise FileRefused(
                    "Check that each record of the file stands on its own line: one line is far too long."
                )
            yield self._decoded(raw)

    def _decoded(self, raw: bytes) -> str:
        try:
            text = raw.decode()
        except UnicodeDecodeError:
            self._flaws[self._physical_line] = NOT_UTF8
            text = raw.decode(errors="replace")
        if "\0" in text:
            self._flaws[self._physical_line] = HIDDEN_CHARACTER
            text = text.replace("\0", "")
        return text


def _checked_header(cells: Sequence[str], *, required: Sequence[str], optional: Sequence[str]) -> tuple[str, ...]:
    columns = tuple(cell.strip().lower() for cell in cells)
    known = (*required, *optional)
    for position, column in enumerate(columns, start=1):
        if column not in known:
            raise FileRefused(
                f"Check the first line of the file. Column {position} has a heading that we do not know. "
                f"The headings we know are: {', '.join(known)}."
            )
        if column in columns[: position - 1]:
            raise FileRefused(f"Remove one of the columns called {column}: the file has it twice.")
    missing = [column for column in required if column not in columns]
    if missing:
        raise FileRefused(f"Add what is missing from the first line of the file: {', '.join(missing)}.")
    return columns


class SeenKeys:
    """Remembers which keys a file has used and where, on disk once they are many, so memory stays the same.

    Use as a context manager.
    """

    def __enter__(self) -> Self:
        # The name "" is a private database that SQLite keeps in memory while small and in a temporary file after that.
        self._database = sqlite3.connect("", isolation_level=None)
        self._database.execute("PRAGMA journal_mode = OFF")
        self._database.execute("PRAGMA cache_size = -16000")
        self._database.execute("CREATE TABLE seen (key TEXT PRIMARY KEY, line INTEGER) WITHOUT ROWID")
        self._database.execute("BEGIN")
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._database.close()

    def first_line(self, line: int, *key: str) -> int | None:
        """Note that ``line`` uses ``key``. None when it is the first to do so, otherwise the line that was first."""
        joined = "\x1f".join(key)
        added = self._database.execute("INSERT OR IGNORE INTO seen VALUES (?, ?)", (joined, line)).rowcount
        if added:
            return None
        return int(self._database.execute("SELECT line FROM seen WHERE key = ?", (joined,)).fetchone()[0])


def spreadsheet_safe(value: str) -> str:
    """The value for a cell of a file we give out: a quote goes before what a spreadsheet would run as a formula."""
    return f"'{value}" if value.startswith(FORMULA_STARTS) else value
