from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from typing import Any, BinaryIO

from django.db import transaction

from accounts.access import Actor
from accounts.models import Organisation
from core import audit
from core.csv_files import Problems
from involvement.models import ImportKind
from involvement.services.imports.attendance import AttendanceImporter
from involvement.services.imports.base import Counts
from involvement.services.imports.importers import Importer, Step
from involvement.services.imports.participants import ParticipantImporter
from involvement.services.imports.sessions import SessionImporter

IMPORTERS: dict[str, type[Importer[Any]]] = {
    ImportKind.PARTICIPANTS: ParticipantImporter,
    ImportKind.SESSIONS: SessionImporter,
    ImportKind.ATTENDANCE: AttendanceImporter,
}


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
    """Take the whole file or nothing, in constant memory. ``file`` must be able to seek.

    A dry run counts what saving would do. ``finish`` is called in the transaction that stores the rows, and not in a
    dry run. Raises core.csv_files.FileRefused for a file that cannot be read at all.
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
    problems = Problems()
    with importer.opened():
        rows = importer.check(file, problems, step)
        if problems:
            return ImportResult(rows, bad_lines=problems.bad_lines, errors=tuple(problems.errors))
        if dry_run:
            return ImportResult(rows, importer.count(file, step))
        with transaction.atomic():
            result = ImportResult(rows, importer.save(file, step))
            audit.record(actor=actor, verb="FILE_IMPORTED", target=importer.organisation, reason=kind)
            finish(result)
    return result
