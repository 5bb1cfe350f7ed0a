"""Reading a file of attendance, against the database's own COPY of the same rows into the same table."""

from __future__ import annotations

import csv
import io
import tempfile
from collections.abc import Callable
from datetime import date
from typing import IO, Any, BinaryIO, cast

from django.db import connection, transaction

from accounts.access import SYSTEM
from accounts.models import Organisation
from benchmarks.costs import Imported, cost, peak_memory
from benchmarks.population import PLACES_EACH, populate
from benchmarks.reports import year
from involvement.models import Attendance, ImportKind, ImportPhase
from involvement.services.imports import import_file

COLUMNS = "session_id, participant_id, organisation_id, service_id, held_on, status, speaking_role, minutes, invited_on, signed_up_on, revision"  # noqa: E501
HEADER = [
    "session_reference",
    "participant_reference",
    "status",
    "speaking_role",
    "minutes",
    "invited_on",
    "signed_up_on",
]

_TAKEN_OUT = f"COPY (SELECT {COLUMNS} FROM involvement_attendance WHERE organisation_id = '{{}}') TO STDOUT"  # noqa: S608


def measure(*, rows: int, today: date) -> Imported:
    organisation = populate(people=rows // PLACES_EACH, period=year(today), slug="import-trust").organisation
    mine = Attendance.objects.filter(organisation=organisation)
    with tempfile.TemporaryFile("w+b") as file, tempfile.TemporaryFile("w+b") as copied:
        _copy(_TAKEN_OUT.format(organisation.pk), copied)
        _write_csv(organisation, file)
        mine.all().delete()
        copying, _ = cost(lambda: _copied_and_taken_back(copied))
        before, steps = peak_memory(), []
        importing, result = cost(lambda: _import(organisation, file, today, lambda done, phase: steps.append(phase)))
    if result.bad_lines or mine.count() != result.rows:
        raise RuntimeError(f"{result.bad_lines} lines were refused: {result.errors[:3]}")
    return Imported(result.rows, importing, copying, before, peak_memory(), len(steps), steps.count(ImportPhase.SAVING))


def _import(organisation: Organisation, file: IO[bytes], today: date, step: Callable[[int, str], None]) -> Any:
    return import_file(
        actor=SYSTEM,
        organisation=organisation,
        kind=ImportKind.ATTENDANCE,
        file=cast(BinaryIO, file),
        dry_run=False,
        today=today,
        step=step,
    )


def _copied_and_taken_back(file: IO[bytes]) -> None:
    """Keys are checked before it is taken back: a COPY that stays has to do that too."""
    file.seek(0)
    with transaction.atomic():
        _copy(f"COPY involvement_attendance ({COLUMNS}) FROM STDIN", file)
        with connection.cursor() as cursor:
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        transaction.set_rollback(True)


def _copy(sql: str, file: IO[bytes]) -> None:
    with connection.cursor() as cursor:
        cursor.copy_expert(sql, file)


def _write_csv(organisation: Organisation, file: IO[bytes]) -> None:
    rows = Attendance.objects.filter(organisation=organisation).order_by("pk")
    names = (
        "session__reference",
        "participant__reference",
        "status",
        "speaking_role",
        "minutes",
        "invited_on",
        "signed_up_on",
    )
    text = io.TextIOWrapper(file, encoding="utf-8", newline="", write_through=True)
    writer = csv.writer(text)
    writer.writerow(HEADER)
    writer.writerows(rows.values_list(*names).iterator())
    text.detach()
