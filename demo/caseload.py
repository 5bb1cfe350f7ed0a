"""The invented caseload of the Trust: whom its services see. Fewer Black people than live in the county, so that a
report shows a gap against residents that the caseload does not have."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from dataclasses import dataclass

from demo import planted
from reports.dimensions import BY_NAME

NAME = "Caseload"
AREA = ("WEXCOMBE", "Wexcombe", "trust")
COLUMNS = ("area_code", "area_name", "area_type", "dimension", "category_code", "category", "count")
Cell = tuple[str, str, int]


@dataclass(frozen=True, slots=True)
class Seen:
    """People of one ethnic group: how many in each age band, youngest first, and the share of women."""

    by_age: tuple[int, ...]
    women: float


CASELOAD: dict[str, Seen] = {
    planted.ASIAN: Seen((280, 420, 330, 250, 180, 110, 70), 0.55),
    planted.BLACK: Seen((280, 420, 350, 300, 230, 110, 70), 0.50),
    planted.MIXED: Seen((220, 250, 150, 100, 70, 30, 20), 0.54),
    planted.WHITE: Seen((670, 1_210, 1_140, 1_140, 1_140, 800, 600), 0.56),
    planted.OTHER: Seen((100, 160, 130, 90, 60, 40, 20), 0.52),
}


def caseload_csv() -> bytes:
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(COLUMNS)
    for dimension, code, count in (*_margins(), *_strata()):
        writer.writerow([*AREA, dimension, code, f"{dimension} {code}", count])
    return out.getvalue().encode()


def _margins() -> Iterator[Cell]:
    bands = [group.code for group in BY_NAME["age_band"].groups]
    for group, seen in CASELOAD.items():
        yield planted.ETHNIC_GROUP, group, sum(seen.by_age)
    for number, band in enumerate(bands):
        yield "age_band", band, sum(seen.by_age[number] for seen in CASELOAD.values())
    women = sum(_women(seen) for seen in CASELOAD.values())
    everyone = sum(sum(seen.by_age) for seen in CASELOAD.values())
    yield from (("sex", "1", women), ("sex", "2", everyone - women))


def _strata() -> Iterator[Cell]:
    bands = [group.code for group in BY_NAME["age_band"].groups]
    for group, seen in CASELOAD.items():
        for band, people in zip(bands, seen.by_age, strict=True):
            yield f"{planted.ETHNIC_GROUP}_by_age_band", f"{group}|{band}", people
        women = _women(seen)
        yield f"{planted.ETHNIC_GROUP}_by_sex", f"{group}|1", women
        yield f"{planted.ETHNIC_GROUP}_by_sex", f"{group}|2", sum(seen.by_age) - women


def _women(seen: Seen) -> int:
    return round(sum(seen.by_age) * seen.women)
