"""The two ways of taking a file: a batch of lines at a time as objects, and by statements over many thousands."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, nullcontext
from datetime import date
from typing import Any, BinaryIO, ClassVar, Generic, TypeVar

from django.db import transaction

from accounts.models import Organisation
from core.csv_files import CsvFile, Problems, SeenKeys
from involvement.models import ImportPhase
from involvement.services.imports.base import BadValue, Counts
from involvement.services.imports.staging import Slice, Staging, Value, check_keys_at_once

BATCH = 2_000
Line = TypeVar("Line")
Batch = list[tuple[int, Line]]
Step = Callable[[int, str], None]


class RegisterChanged(Exception):
    """Something that the file names was there when it was checked, and is no longer. Another try will say what."""


class Importer(ABC, Generic[Line]):
    """Takes one kind of file, in constant memory. ``step`` is told how many lines it is through and in which phase."""

    required: ClassVar[tuple[str, ...]]
    optional: ClassVar[tuple[str, ...]] = ()

    def __init__(self, organisation: Organisation, *, today: date) -> None:
        self.organisation = organisation
        self.today = today

    def opened(self) -> AbstractContextManager[Any]:
        """Hold, from check() to save(), what is kept of the file outside of memory."""
        return nullcontext()

    @abstractmethod
    def read(self, row: dict[str, str]) -> Line:
        """Turn the text of one line into values. Raises BadValue."""

    @abstractmethod
    def check(self, file: BinaryIO, problems: Problems, step: Step) -> int:
        """Find everything that is wrong with the file. Returns how many lines it has."""

    @abstractmethod
    def count(self, file: BinaryIO, step: Step) -> Counts:
        """What save() would do with a file that passed check(); nothing of it stays."""

    @abstractmethod
    def save(self, file: BinaryIO, step: Step) -> Counts:
        """Store a file that passed check(), in the transaction of the caller."""

    def batches(self, file: BinaryIO, problems: Problems) -> Iterator[tuple[int, Batch[Line]]]:
        """Yield (lines read so far, batch); values that cannot be read go to ``problems``."""
        file.seek(0)
        lines = CsvFile(file, problems=problems, required=self.required, optional=self.optional)
        batch: Batch[Line] = []
        for line in lines:
            try:
                batch.append((line.number, self.read(line.values)))
            except BadValue as bad:
                problems.add(line.number, bad.column, bad.reason)
            if len(batch) >= BATCH:
                yield lines.rows, batch
                batch = []
        yield lines.rows, batch


class LineImporter(Importer[Line]):
    """For files of some thousand lines, each of which takes thought: it reads the file twice."""

    @abstractmethod
    def key(self, line: Line) -> tuple[str, ...]:
        """What may stand only once in a file."""

    def check_batch(self, batch: Batch[Line], problems: Problems) -> None:
        """Add what the register has against these lines."""

    @abstractmethod
    def write(self, batch: list[Line]) -> Counts:
        """Store the lines, all of which passed the checks."""

    def end(self) -> Counts:
        """Do what can only be done when the last line has been stored, in the same transaction."""
        return Counts()

    def check(self, file: BinaryIO, problems: Problems, step: Step) -> int:
        rows = 0
        with SeenKeys() as seen:
            for rows, batch in self.batches(file, problems):
                for number, line in batch:
                    first = seen.first_line(number, *self.key(line))
                    if first is not None:
                        problems.add(number, "", said_before(first))
                self.check_batch(batch, problems)
                step(rows, ImportPhase.READING)
        return rows

    def count(self, file: BinaryIO, step: Step) -> Counts:
        with transaction.atomic():
            counts = self.save(file, lambda rows, phase: step(rows, ImportPhase.COMPARING))
            transaction.set_rollback(True)
        return counts

    def save(self, file: BinaryIO, step: Step) -> Counts:
        counts = Counts()
        for rows, batch in self.batches(file, Problems()):
            counts.add(self.write([line for _, line in batch]))
            step(rows, ImportPhase.SAVING)
        counts.add(self.end())
        return counts


class StagedImporter(Importer[tuple[Value, ...]]):
    """For files of millions of lines: read once into a Staging, then checked, compared and stored by the database.

    read() gives a value for each of ``columns``; ``key`` are those that may stand together only once in a file.
    """

    columns: ClassVar[dict[str, str]]
    key: ClassVar[tuple[str, ...]]

    def opened(self) -> AbstractContextManager[Any]:
        self.staging = Staging(self.columns)
        return self.staging

    def check_slice(self, part: Slice, problems: Problems) -> None:
        """Add what the register has against these lines."""

    @abstractmethod
    def count_slice(self, part: Slice) -> Counts:
        """What save_slice() would do."""

    @abstractmethod
    def save_slice(self, part: Slice) -> Counts:
        """Store these lines."""

    def begin(self) -> None:
        """Do what must be done before the first line is stored, in the same transaction."""

    def end(self) -> None:
        """Do what can only be done when the last line has been stored, in the same transaction."""

    def check(self, file: BinaryIO, problems: Problems, step: Step) -> int:
        rows = 0
        for rows, batch in self.batches(file, problems):
            self.staging.add([(number, *line) for number, line in batch])
            step(rows, ImportPhase.READING)
        self.staging.settle()
        for number, first in self.staging.repeated(self.key):
            problems.add(number, "", said_before(first))
        for part in self._slices(step, ImportPhase.CHECKING):
            self.check_slice(part, problems)
        return rows

    def count(self, file: BinaryIO, step: Step) -> Counts:
        counts = Counts()
        for part in self._slices(step, ImportPhase.COMPARING):
            counts.add(self.count_slice(part))
        return counts

    def save(self, file: BinaryIO, step: Step) -> Counts:
        counts = Counts()
        check_keys_at_once()
        self.begin()
        for part in self._slices(step, ImportPhase.SAVING):
            counts.add(self.save_slice(part))
        if counts.lines != self.staging.rows:
            raise RegisterChanged("The register was changed while the file was read. Send the file again.")
        self.end()
        return counts

    def _slices(self, step: Step, phase: ImportPhase) -> Iterator[Slice]:
        """Tell after each slice how many lines are done; the first line of the file is its header."""
        for first, last in self.staging.slices():
            yield first, last
            step(last - 1, phase)


def said_before(first: int) -> str:
    return f"Remove this line: it says the same thing again as line {first}."
