from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from typing import Any, BinaryIO

from django.db import transaction

from accounts.access import Actor
from accounts.models import Organisation
from core import audit
from core.csv_files import CsvFile, Problems, SeenKeys
from involvement.models import ImportKind
from involvement.services.imports.attendance import AttendanceImporter
from involvement.services.imports.base import BadValue, Batch, Counts, Importer
from involvement.services.imports.participants import ParticipantImporter
from involvement.services.imports.sessions import SessionImporter

IMPORTERS: dict[str, type[Importer[Any]]] = {
    ImportKind.PARTICIPANTS: ParticipantImporter,
    ImportKind.SESSIONS: SessionImporter,
    ImportKind.ATTENDANCE: AttendanceImporter,
}
BATCH = 2_000
Step = Callable[[int, str], None]


@dataclass(frozen=True, slots=True)
class ImportResult:
    """``errors`` are (line, column, reason), the first 1,000; with any of them nothing was stored."""

    rows: int
    counts: Counts = field(default_factory=Counts)
    bad_lines: int = 0
    errors: tuple[tuple[int, str, str], ...] = ()


def import_file(
    *,
    actor: Actor,
    organisation: Organisation,
    kind: str,
    file: BinaryIO,
    dry_run: bool,
    today: date,
    step: Step = lambda rows, doing: None,
    finish: Callable[[ImportResult], None] = lambda result: None,
) -> ImportResult:
    """Take the whole file or nothing. ``file`` must be able to seek; it is read twice, in constant memory.

    A dry run does everything and takes it back, so its counts are the true ones. ``finish`` is called in the
    transaction that stores the rows. Raises core.csv_files.FileRefused for a file that cannot be read at all.
    """
    importer = IMPORTERS[kind](organisation, today=today)
    return import_lines(importer, actor=actor, kind=kind, file=file, dry_run=dry_run, step=step, finish=finish)


def import_lines(
    importer: Importer[Any],
    *,
    actor: Actor,
    kind: str,
    file: BinaryIO,
    dry_run: bool,
    step: Step = lambda rows, doing: None,
    finish: Callable[[ImportResult], None] = lambda result: None,
) -> ImportResult:
    """import_file() for a reader of one's own."""
    rows, problems = _check(importer, file, step)
    if problems:
        return ImportResult(rows, bad_lines=problems.bad_lines, errors=tuple(problems.errors))
    with transaction.atomic():
        counts = Counts()
        for number, batch in _batches(importer, file, Problems()):
            counts.add(importer.write([line for _, line in batch]))
            step(number, "Saving")
        counts.add(importer.end())
        result = ImportResult(rows, counts)
        if dry_run:
            transaction.set_rollback(True)
        else:
            audit.record(actor=actor, verb="FILE_IMPORTED", target=importer.organisation, reason=kind)
            finish(result)
    return result


def _check(importer: Importer[Any], file: BinaryIO, step: Step) -> tuple[int, Problems]:
    problems, rows = Problems(), 0
    with SeenKeys() as seen:
        for rows, batch in _batches(importer, file, problems):
            for number, line in batch:
                first = seen.first_line(number, *importer.key(line))
                if first is not None:
                    problems.add(number, "", f"Remove this line: it says the same thing again as line {first}.")
            importer.check(batch, problems)
            step(rows, "Checking")
    return rows, problems


def _batches(importer: Importer[Any], file: BinaryIO, problems: Problems) -> Any:
    """Yield (rows read so far, batch); values that cannot be read go to ``problems``."""
    file.seek(0)
    lines = CsvFile(file, problems=problems, required=importer.required, optional=importer.optional)
    batch: Batch[Any] = []
    for line in lines:
        try:
            batch.append((line.number, importer.read(line.values)))
        except BadValue as bad:
            problems.add(line.number, bad.column, bad.reason)
        if len(batch) >= BATCH:
            yield lines.rows, batch
            batch = []
    yield lines.rows, batch
