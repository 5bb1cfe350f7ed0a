from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from django.core.paginator import Page, Paginator

from accounts.access import Actor
from core.models import Job, JobState
from involvement import access
from involvement.models import DataImport, ImportPhase

PAGE = 25
ERRORS_SHOWN = 50
# What is going on, and what has been done with a line after that.
WORDS = {
    ImportPhase.READING: ("Reading the file", "Lines read"),
    ImportPhase.CHECKING: ("Checking every line", "Lines checked"),
    ImportPhase.COMPARING: ("Comparing with what is there", "Lines compared"),
    ImportPhase.SAVING: ("Saving", "Lines saved"),
}


@dataclass(frozen=True, slots=True)
class ImportPage:
    """``state`` is one of waiting, working, failed, refused (bad lines), checked (can be saved), expired, saved.

    ``percent`` is of all phases together, and ``facts`` tell of each.
    """

    data_import: DataImport
    state: str
    percent: int
    doing: str
    facts: list[str]
    errors: list[list[object]]


def import_list(actor: Actor, *, page: object) -> Page[DataImport]:
    return Paginator(access.imports(actor), PAGE).get_page(page)  # type: ignore[arg-type]


def import_page(row: DataImport) -> ImportPage:
    percent, doing, facts = _progress(row, row.job)
    return ImportPage(row, _state(row), percent, doing, facts, row.errors[:ERRORS_SHOWN])


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


def _progress(row: DataImport, job: Job | None) -> tuple[int, str, list[str]]:
    """Percent of all phases, what is going on, and for each phase through how many lines it is."""
    if job is None or not job.doing or not job.all_steps:
        return 0, "Waiting to start", []
    phases = (ImportPhase.READING, ImportPhase.CHECKING, _last_phase(row))
    at = phases.index(ImportPhase(job.doing))
    done = [job.all_steps] * at + [job.done_steps] + [0] * (len(phases) - at - 1)
    facts = [f"{WORDS[phase][1]}: {lines:,} of {job.all_steps:,}" for phase, lines in zip(phases, done, strict=True)]
    if job.is_finished:
        return 100, "Finished", facts
    return 100 * sum(done) // (len(phases) * job.all_steps), WORDS[phases[at]][0], facts


def _last_phase(row: DataImport) -> ImportPhase:
    return ImportPhase.COMPARING if row.dry_run else ImportPhase.SAVING
