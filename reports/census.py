"""The benchmarks that come with the product: what they are, and loading their counts from reports/data."""

from __future__ import annotations

import csv
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any
from uuid import UUID

if TYPE_CHECKING:  # migrations load this module before the models are ready
    from reports.models import Benchmark

DATA = Path(__file__).resolve().parent / "data"
CENSUS_DAY = date(2021, 3, 21)
LICENCE = "Open Government Licence v3.0"
ATTRIBUTION = (
    "Source: Office for National Statistics licensed under the Open Government Licence v.3.0. "
    "Contains OS data © Crown copyright and database right."
)
ALL_RESIDENTS, AGED_16_AND_OVER = "census2021", "census2021-16plus"
DEFAULT = AGED_16_AND_OVER


@dataclass(frozen=True, slots=True)
class Shipped:
    """One shipped benchmark; its id is fixed so that addresses of pages are the same everywhere."""

    name: str
    label: str
    age_base: str
    id: UUID


SHIPPED: tuple[Shipped, ...] = (
    Shipped(
        AGED_16_AND_OVER,
        "Census 2021, aged 16 and over",
        "Residents aged 16 and over",
        UUID("0b3f4a52-6f0e-5c53-9a55-1f1b9f6f2016"),
    ),
    Shipped(
        ALL_RESIDENTS,
        "Census 2021, all residents",
        "All residents",
        UUID("0b3f4a52-6f0e-5c53-9a55-1f1b9f6f2021"),
    ),
)
TABLES = {
    "ethnic_group_19": "TS021",
    "ethnic_group_5": "TS021",
    "sex": "TS009",
    "age_band": "TS007",
    "disability_2": "TS038",
    "religion": "TS030",
    "ethnic_group_7_16plus": "RM125",
    "ethnic_group_19_16plus": "Sexual orientation, further personal characteristics, 1b",
    "sex_16plus": "RM122",
    "ethnic_group_19_by_sex_16plus": "Sexual orientation, further personal characteristics, 1b",
    "ethnic_group_19_by_age_band_18plus": "Sexual orientation, further personal characteristics, 1a, and TS007",
    "sex_by_age_band_18plus": "RM122 and TS007",
    "disability_3_16plus": "RM123",
    "sexual_orientation_5_16plus": "RM123",
    "gender_identity_6_16plus": "RM036",
}
# Where one of the two has no figures on a question for the areas, the other may.
OTHER = {ALL_RESIDENTS: AGED_16_AND_OVER, AGED_16_AND_OVER: ALL_RESIDENTS}


def load(
    *,
    benchmarks: Any,
    counts: Any,
    areas: Collection[str] | None = None,
    dimensions: Collection[str] | None = None,
) -> int:
    """Add what is missing of the shipped benchmarks; returns how many counts were read.

    Takes the managers of Benchmark and BenchmarkCount, so that a migration can pass its own. ``areas`` keeps only
    those area codes, ``dimensions`` only those tables.
    """
    read = 0
    for shipped in SHIPPED:
        benchmark, _ = benchmarks.get_or_create(
            id=shipped.id,
            defaults={
                "name": shipped.name,
                "label": shipped.label,
                "age_base": shipped.age_base,
                "kind": "CENSUS",
                "counted_on": CENSUS_DAY,
                "source": ATTRIBUTION,
                "licence": LICENCE,
            },
        )
        rows = [
            counts.model(benchmark_id=benchmark.pk, **row)
            for row in _rows(shipped.name)
            if (areas is None or row["area_code"] in areas) and (dimensions is None or row["dimension"] in dimensions)
        ]
        counts.bulk_create(rows, batch_size=2_000, ignore_conflicts=True)
        read += len(rows)
    return read


def source_of(benchmark: Benchmark, dimension: str) -> str:
    """Where the counts of one dimension come from, with the number of the ONS table."""
    if benchmark.organisation_id is None and dimension in TABLES:
        return f"Census 2021, table {TABLES[dimension]}. {benchmark.source}"
    return benchmark.source


def _rows(name: str) -> Iterator[dict[str, str]]:
    with (DATA / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file)
