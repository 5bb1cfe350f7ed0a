"""Uploading a benchmark: a table of counts by area and group, all of it or nothing."""

from __future__ import annotations

import re
from array import array
from bisect import bisect_left
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any, BinaryIO, cast

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils import timezone

from accounts.access import Actor
from accounts.models import Organisation
from core import audit
from involvement.models import DataImport, ImportKind
from involvement.services import ImportResult
from involvement.services.imports import run_import, start_import
from involvement.services.imports.base import BadValue, Counts
from involvement.services.imports.importers import LineImporter
from involvement.services.imports.run import import_lines
from reports import census
from reports.codings import SOURCES
from reports.crossings import known_categories
from reports.models import Benchmark, BenchmarkCount, BenchmarkKind

NAME_LENGTH = 160
LARGEST_COUNT = 2_000_000_000
CODE = re.compile(r"[A-Za-z0-9][A-Za-z0-9_.-]{0,19}")
VALUES = ("area_name", "area_type", "category", "count")
UNKNOWN_DIMENSION = (
    f"Use a dimension that we know: {', '.join(sorted(SOURCES))}; or two of them, like ethnic_group_5_by_sex."
)
Key = tuple[str, str, str]


class BenchmarkRefused(Exception):
    """The benchmark cannot be sent in or changed like this; the message says what to do."""


@dataclass(frozen=True, slots=True)
class BenchmarkLine:
    area_code: str
    area_name: str
    area_type: str
    dimension: str
    category_code: str
    category: str
    count: int

    @property
    def key(self) -> Key:
        return (self.area_code, self.dimension, self.category_code)


class BenchmarkImporter(LineImporter[BenchmarkLine]):
    """The counts of one benchmark. Sending a name again replaces its counts by those of the file."""

    required = ("area_code", "area_name", "area_type", "dimension", "category_code", "category", "count")

    def __init__(self, organisation: Organisation, *, today: date, name: str, actor: Actor) -> None:
        super().__init__(organisation, today=today)
        self.name, self.actor = name, actor
        self._known = known_categories()
        self._kept = array("q")
        self._benchmark: Benchmark | None = None
        self._is_new = False

    def read(self, row: dict[str, str]) -> BenchmarkLine:
        dimension, category_code = row["dimension"], row["category_code"]
        if dimension not in self._known:
            raise BadValue("dimension", UNKNOWN_DIMENSION)
        if category_code not in self._known[dimension]:
            raise BadValue(
                "category_code", "Use a code of this dimension: " + ", ".join(_sorted(self._known[dimension]))
            )
        if not CODE.fullmatch(row["area_code"]):
            raise BadValue("area_code", "Enter a code of up to 20 letters, numbers, dots and dashes, like E09000008.")
        if not CODE.fullmatch(row["area_type"]):
            raise BadValue("area_type", "Enter the kind of area, like ltla, icb or service.")
        return BenchmarkLine(
            row["area_code"],
            _text(row, "area_name", 120),
            row["area_type"],
            dimension,
            category_code,
            _text(row, "category", 160),
            _count(row["count"]),
        )

    def key(self, line: BenchmarkLine) -> tuple[str, ...]:
        return line.key

    def write(self, batch: list[BenchmarkLine]) -> Counts:
        benchmark = self._benchmark = self._benchmark or self._find_or_make()
        known = {} if self._is_new else self._stored(batch)
        new, changed, counts = [], [], Counts()
        for line in batch:
            row = known.get(line.key)
            if row is None:
                new.append(_row(benchmark, line))
            elif any(getattr(row, name) != getattr(line, name) for name in VALUES):
                for name in VALUES:
                    setattr(row, name, getattr(line, name))
                changed.append(row)
            else:
                counts.unchanged += 1
        created = BenchmarkCount.objects.bulk_create(new, batch_size=2_000)
        BenchmarkCount.objects.bulk_update(changed, VALUES, batch_size=500)
        self._kept.extend(row.pk for row in (*created, *known.values()) if row.pk)
        counts.created, counts.changed = len(new), len(changed)
        return counts

    def end(self) -> Counts:
        """Take away the counts that the file no longer has."""
        if self._benchmark is None:
            return Counts()
        kept = array("q", sorted(self._kept))
        stored = BenchmarkCount.objects.filter(benchmark=self._benchmark)
        stale = [pk for pk in stored.values_list("pk", flat=True).iterator() if not _holds(kept, pk)]
        for start in range(0, len(stale), 500):
            stored.filter(pk__in=stale[start : start + 500]).delete()
        return Counts(changed=len(stale))

    def _find_or_make(self) -> Benchmark:
        benchmark, self._is_new = Benchmark.objects.get_or_create(
            organisation=self.organisation,
            name=self.name,
            defaults={
                "label": self.name,
                "kind": BenchmarkKind.CASELOAD,
                "uploaded_at": timezone.now(),
                "uploaded_by_id": self.actor.user_id,
            },
        )
        return benchmark

    def _stored(self, batch: list[BenchmarkLine]) -> dict[Key, BenchmarkCount]:
        wanted = {line.key for line in batch}
        rows = BenchmarkCount.objects.filter(
            benchmark=self._benchmark,
            area_code__in={line.area_code for line in batch},
            dimension__in={line.dimension for line in batch},
        )
        by_key = ((row, (row.area_code, row.dimension, row.category_code)) for row in rows)
        return {key: row for row, key in by_key if key in wanted}


def import_benchmark(
    *,
    actor: Actor,
    organisation: Organisation,
    name: str,
    file: BinaryIO,
    dry_run: bool,
    today: date,
    step: Callable[[int, str], None] = lambda rows, doing: None,
    finish: Callable[[ImportResult], None] = lambda result: None,
) -> ImportResult:
    """Take the whole file or nothing, as import_file() does. Raises BenchmarkRefused for a name that cannot be used."""
    importer = BenchmarkImporter(organisation, today=today, name=usable_name(name), actor=actor)
    return import_lines(
        importer, actor=actor, kind=ImportKind.BENCHMARK, file=file, dry_run=dry_run, step=step, finish=finish
    )


def start_benchmark_import(*, actor: Actor, name: str, file: UploadedFile) -> DataImport:
    """Keep the file and have it checked; nothing is stored until somebody says so.

    Raises BenchmarkRefused for the name, ImportRefused for the file.
    """
    return start_import(actor=actor, kind=ImportKind.BENCHMARK, file=file, dry_run=True, name=usable_name(name))


def run_benchmark_import(*, job_id: str) -> None:
    """Read the benchmark file of this job. The counts and the end of the job are stored together or not at all."""
    run_import(job_id=job_id, reader=_read_sent_in)


def _read_sent_in(*, data_import: DataImport, **callbacks: Any) -> ImportResult:
    with data_import.file.open("rb") as file:
        return import_benchmark(
            actor=Actor(user_id=data_import.asked_by_id, organisation_id=data_import.organisation_id),
            organisation=data_import.organisation,
            name=data_import.name,
            file=cast(BinaryIO, file),
            dry_run=data_import.dry_run,
            today=timezone.localdate(),
            **callbacks,
        )


@transaction.atomic
def edit_benchmark(
    *, actor: Actor, benchmark: Benchmark, label: str, kind: str, counted_on: date | None, age_base: str, source: str
) -> None:
    """Say what an uploaded benchmark is. Raises BenchmarkRefused for one that came with the product."""
    if benchmark.organisation_id is None or benchmark.organisation_id != actor.organisation_id:
        raise BenchmarkRefused("Choose a benchmark that you uploaded: the census cannot be changed.")
    benchmark.label, benchmark.kind, benchmark.counted_on = label, kind, counted_on
    benchmark.age_base, benchmark.source = age_base, source
    benchmark.save(update_fields=["label", "kind", "counted_on", "age_base", "source"])
    audit.record(actor=actor, verb="BENCHMARK_DESCRIBED", target=benchmark)


def usable_name(name: str) -> str:
    """The name without blanks at its ends. Raises BenchmarkRefused."""
    name = name.strip()
    if not name or len(name) > NAME_LENGTH:
        raise BenchmarkRefused(f"Enter a name of 1 to {NAME_LENGTH} characters for the benchmark.")
    if name.lower() in census.OTHER:
        raise BenchmarkRefused("Enter another name: this one belongs to the census.")
    return name


def _row(benchmark: Benchmark, line: BenchmarkLine) -> BenchmarkCount:
    return BenchmarkCount(
        benchmark=benchmark,
        area_code=line.area_code,
        area_name=line.area_name,
        area_type=line.area_type,
        dimension=line.dimension,
        category_code=line.category_code,
        category=line.category,
        count=line.count,
    )


def _text(row: dict[str, str], column: str, longest: int) -> str:
    text = row[column]
    if not text:
        raise BadValue(column, "Enter a name.")
    if len(text) > longest:
        raise BadValue(column, f"Use {longest} characters or fewer.")
    return text


def _count(text: str) -> int:
    if not (text.isascii() and text.isdigit()) or len(text) > 10 or int(text) > LARGEST_COUNT:
        raise BadValue("count", "Enter a whole number of people, 0 or more, without commas.")
    return int(text)


def _sorted(codes: frozenset[str]) -> list[str]:
    return sorted(codes, key=lambda code: (not code.isdigit(), int(code) if code.isdigit() else 0, code))


def _holds(ordered: array[int], value: int) -> bool:
    place = bisect_left(ordered, value)
    return place < len(ordered) and ordered[place] == value
