from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from django.core.paginator import Page, Paginator

from accounts.access import Actor
from core.models import JobState
from involvement import access
from involvement.models import DataImport

PAGE = 25
ERRORS_SHOWN = 50


@dataclass(frozen=True, slots=True)
class ImportPage:
    """``state`` is one of waiting, working, failed, refused (bad lines), checked (can be saved), expired, saved."""

    data_import: DataImport
    state: str
    percent: int
    doing: str
    errors: list[list[object]]


def import_list(actor: Actor, *, page: object) -> Page[DataImport]:
    return Paginator(access.imports(actor), PAGE).get_page(page)  # type: ignore[arg-type]


def import_page(row: DataImport) -> ImportPage:
    job = row.job
    return ImportPage(
        data_import=row,
        state=_state(row),
        percent=job.percent if job else 0,
        doing=(job.doing if job else "") or "Waiting to start",
        errors=row.errors[:ERRORS_SHOWN],
    )


def import_errors(row: DataImport) -> Iterator[list[object]]:
    yield from row.errors


def _state(row: DataImport) -> str:
    match row.job.state if row.job else JobState.QUEUED:
        case JobState.QUEUED:
            return "waiting"
        case JobState.RUNNING:
            return "working"
        case JobState.FAILED:
            return "failed"
    if row.bad_lines:
        return "refused"
    if not row.dry_run:
        return "saved"
    return "checked" if row.file else "expired"
