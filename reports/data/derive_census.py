"""Make the shipped benchmarks from tables in the seven-column layout: python reports/data/derive_census.py FOLDER.

README.md beside this names the files that FOLDER must hold and where they come from. Areas that are exact sums of local
authorities are left out: they are added up when a benchmark is read.
"""

from __future__ import annotations

import csv
import sys
from collections.abc import Iterable, Iterator
from itertools import groupby
from pathlib import Path

HERE = Path(__file__).resolve().parent
AREAS_FILE = HERE.parent.parent / "core" / "data" / "areas.csv"
COLUMNS = ("area_code", "area_name", "area_type", "dimension", "category_code", "category", "count")
AGE_BANDS = ("18 to 24", "25 to 34", "35 to 44", "45 to 54", "55 to 64", "65 to 74", "75 or over")
AGE_STARTS = (18, 25, 35, 45, 55, 65, 75)
SEXES = {"F": ("1", "Female"), "M": ("2", "Male")}
Row = dict[str, str]


def read(folder: Path, name: str, dimension: str) -> Iterator[Row]:
    own_row, cut = kept_areas()
    with (folder / name).open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            if row["dimension"] == dimension and row["area_code"] in own_row | cut:
                yield row


def kept_areas() -> tuple[set[str], set[str]]:
    """Areas with rows of their own, and boards and NHS regions that cut through local authorities."""
    with AREAS_FILE.open(encoding="utf-8", newline="") as file:
        areas = list(csv.DictReader(file))
    own_row = {row["area_code"] for row in areas if row["area_type"] in ("ew", "country", "region", "ltla")}
    cut = {
        row["area_code"]
        for row in areas
        if row["area_type"] in ("icb", "nhs_region") and row["whole_districts"] == "no"
    }
    return own_row, cut


def summed(rows: Iterable[Row], *, dimension: str, into: dict[str, tuple[str, str]]) -> Iterator[Row]:
    """One row an area and new category; ``into`` maps an old code to the new code and its label."""
    for _, of_area in groupby(rows, key=lambda row: row["area_code"]):
        totals: dict[tuple[str, str], int] = {}
        for row in of_area:
            if row["category_code"] in into:
                category = into[row["category_code"]]
                totals[category] = totals.get(category, 0) + int(row["count"])
        for (code, label), count in totals.items():
            yield row | {"dimension": dimension, "category_code": code, "category": label, "count": str(count)}


def adult_bands() -> dict[str, tuple[str, str]]:
    bands = {}
    for age in range(18, 101):
        number = sum(age >= start for start in AGE_STARTS)
        bands[str(age)] = (str(number), AGE_BANDS[number - 1])
    return bands


def sex_of(rows: Iterable[Row]) -> dict[str, tuple[str, str]]:
    """Codes like ``2-F``: drop the age band."""
    return {row["category_code"]: SEXES[row["category_code"][-1]] for row in rows}


def group_of(rows: Iterable[Row]) -> dict[str, tuple[str, str]]:
    """Codes like ``01|F`` with labels like ``White: Irish; Female``: drop the sex."""
    return {
        row["category_code"]: (str(int(row["category_code"].split("|")[0])), row["category"].rsplit(";", 1)[0])
        for row in rows
    }


def all_residents(folder: Path) -> Iterator[Row]:
    _, cut = kept_areas()
    yield from read(folder, "census2021_ethnic_group_19.csv", "ethnic_group_19")
    five = read(folder, "census2021_ethnic_group_5.csv", "ethnic_group_5")
    yield from (row for row in five if row["area_code"] in cut)
    yield from read(folder, "census2021_sex.csv", "sex")
    ages = read(folder, "census2021_age_single_year.csv", "age_single_year")
    yield from summed(ages, dimension="age_band", into=adult_bands())
    yield from read(folder, "census2021_disability.csv", "disability_2")
    yield from read(folder, "census2021_religion.csv", "religion")


def aged_16_and_over(folder: Path) -> Iterator[Row]:
    yield from read(folder, "census2021_ethnic_group_7_16plus.csv", "ethnic_group_7_16plus")
    by_sex = list(read(folder, "census2021_ethnic_group_19_by_age_or_sex_16plus.csv", "ethnic_group_19_by_sex_16plus"))
    yield from summed(by_sex, dimension="ethnic_group_19_16plus", into=group_of(by_sex))
    ages = list(read(folder, "census2021_age_sex_16plus.csv", "age_sex_16plus"))
    yield from summed(ages, dimension="sex_16plus", into=sex_of(ages))
    yield from read(folder, "census2021_disability.csv", "disability_3_16plus")
    yield from read(folder, "census2021_sexual_orientation.csv", "sexual_orientation_5_16plus")
    yield from read(folder, "census2021_gender_identity.csv", "gender_identity_6_16plus")


def main(folder: Path) -> None:
    for name, rows in (("census2021", all_residents(folder)), ("census2021-16plus", aged_16_and_over(folder))):
        with (HERE / f"{name}.csv").open("w", encoding="utf-8", newline="") as file:
            writer = csv.DictWriter(file, COLUMNS, lineterminator="\n")
            writer.writeheader()
            writer.writerows(rows)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
