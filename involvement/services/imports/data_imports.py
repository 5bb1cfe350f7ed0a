"""Files sent in through a page: kept until a worker has read them, then deleted."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any, BinaryIO, Protocol, cast

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils import timezone

from accounts.access import Actor
from core import audit, jobs
from core.csv_files import FileRefused
from core.models import Job
from involvement.models import DataImport, ImportKind
from involvement.services.imports.run import ImportResult, import_file

# A try that nobody confirmed holds people's answers in a file; it does not stay.
KEEP_UNCONFIRMED = timedelta(days=7)
TASK = "involvement.tasks.run_import"
BENCHMARK_TASK = "reports.tasks.import_benchmark"


class ImportRefused(Exception):
    """The import cannot be started or confirmed; the message is for the person who asked."""


class Reader(Protocol):
    """What reads one file for one import and stores it, or tells what is wrong; reports has one for benchmarks."""

    def __call__(
        self, *, data_import: DataImport, step: Callable[[int, str], None], finish: Callable[[ImportResult], None]
    ) -> ImportResult: ...


@transaction.atomic
def start_import(*, actor: Actor, kind: str, file: UploadedFile, dry_run: bool, name: str = "") -> DataImport:
    """Keep the file and promise to read it. Raises ImportRefused for a file that is empty or too large."""
    if not file.size:
        raise ImportRefused("Choose a file that is not empty.")
    if file.size > settings.IMPORT_MAX_BYTES:
        raise ImportRefused(f"Choose a file smaller than {settings.IMPORT_MAX_BYTES // 1024 // 1024} MB.")
    data_import = DataImport(
        organisation_id=actor.organisation_id,
        kind=kind,
        name=name,
        file_name=(file.name or "file.csv")[-200:],
        dry_run=dry_run,
        asked_by_id=actor.user_id,
        asked_at=timezone.now(),
    )
    data_import.file.save(f"{data_import.pk}.csv", file, save=False)
    data_import.job = _ask(data_import)
    data_import.save()
    audit.record(actor=actor, verb="IMPORT_STARTED", target=data_import, reason=kind)
    return data_import


@transaction.atomic
def confirm_import(*, actor: Actor, data_import: DataImport) -> DataImport:
    """Store the file that was only tried so far. Raises ImportRefused when there is nothing to confirm."""
    data_import = DataImport.objects.select_for_update(of=("self",)).select_related("job").get(pk=data_import.pk)
    if not data_import.dry_run:
        return data_import
    if data_import.job is None or not data_import.job.is_finished or data_import.bad_lines or not data_import.file:
        raise ImportRefused("Send the file again: this one cannot be saved.")
    data_import.dry_run = False
    data_import.job = _ask(data_import)
    data_import.save(update_fields=["dry_run", "job"])
    audit.record(actor=actor, verb="IMPORT_CONFIRMED", target=data_import, reason=data_import.kind)
    return data_import


def run_import(*, job_id: str, reader: Reader | None = None) -> None:
    """Read the file of this job. The rows and the end of the job are stored together or not at all."""
    jobs.run(job_id=job_id, work=lambda job: _read(job, reader or _read_register_file))


def delete_old_files() -> int:
    """Delete files that were tried and never confirmed."""
    old = DataImport.objects.filter(asked_at__lt=timezone.now() - KEEP_UNCONFIRMED).exclude(file="")
    for data_import in old:
        _delete_file(data_import)
    return len(old)


def _ask(data_import: DataImport) -> Job:
    purpose = "try" if data_import.dry_run else "save"
    task = BENCHMARK_TASK if data_import.kind == ImportKind.BENCHMARK else TASK
    return jobs.ask(task=task, key=f"import:{purpose}:{data_import.pk}")


def _read(job: Job, reader: Reader) -> None:
    data_import = DataImport.objects.select_related("organisation").get(job=job)
    lines = _count_lines(data_import) - 1  # without the header
    finished: list[ImportResult] = []

    def finish(result: ImportResult) -> None:
        _store_result(data_import, result)
        jobs.finish(job)
        finished.append(result)

    with jobs.beside() as beside:

        def step(rows: int, phase: str) -> None:
            jobs.progress(job, done=rows, of=max(rows, lines), doing=phase, beside=beside)

        try:
            result = reader(data_import=data_import, step=step, finish=finish)
        except FileRefused as refused:
            result = ImportResult(0, bad_lines=1, errors=((1, "", str(refused)),))
    if not finished:
        with transaction.atomic():
            finish(result)
    if result.bad_lines or not data_import.dry_run:
        _delete_file(data_import)


def _read_register_file(*, data_import: DataImport, **callbacks: Any) -> ImportResult:
    actor = Actor(user_id=data_import.asked_by_id, organisation_id=data_import.organisation_id)
    with data_import.file.open("rb") as file:
        return import_file(
            actor=actor,
            organisation=data_import.organisation,
            kind=data_import.kind,
            file=cast(BinaryIO, file),
            dry_run=data_import.dry_run,
            today=timezone.localdate(),
            **callbacks,
        )


def _store_result(data_import: DataImport, result: ImportResult) -> None:
    data_import.rows, data_import.bad_lines, data_import.errors = result.rows, result.bad_lines, list(result.errors)
    counts = result.counts
    data_import.created = counts.created
    if data_import.kind == ImportKind.PARTICIPANTS:
        # Told apart, they would tell whoever tries a file with one guessed answer whether the guess is right.
        data_import.changed, data_import.unchanged = 0, counts.changed + counts.unchanged
    else:
        data_import.changed, data_import.unchanged = counts.changed, counts.unchanged
    data_import.save(update_fields=["rows", "bad_lines", "errors", "created", "changed", "unchanged"])


def _count_lines(data_import: DataImport) -> int:
    with data_import.file.open("rb") as file:
        return sum(chunk.count(b"\n") for chunk in file.chunks())


def _delete_file(data_import: DataImport) -> None:
    data_import.file.delete(save=False)
    DataImport.objects.filter(pk=data_import.pk).update(file="")
