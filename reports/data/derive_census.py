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


def adult_part(folder: Path) -> dict[str, float]:
    """By area, how many of the people aged 16 to 24 are 18 or over."""
    parts = {}
    ages = read(folder, "census2021_age_single_year.csv", "age_single_year")
    for area, of_area in groupby(ages, key=lambda row: row["area_code"]):
        people = {int(row["category_code"]): int(row["count"]) for row in of_area}
        parts[area] = sum(people[age] for age in range(18, 25)) / sum(people[age] for age in range(16, 25))
    return parts


def by_two_questions(rows: Iterable[Row], *, dimension: str, parts: dict[str, float]) -> Iterator[Row]:
    """Codes and labels of two groups, as ``13|1``; from codes like ``01|F``, ``01|2`` or, sex second, ``2-F``.

    Tables by age begin with 16 to 24: of those the part that is 18 or over is kept, the same in every group.
    """
    for row in rows:
        first, second = two_groups(row)
        count = int(row["count"])
        if second == ("1", AGE_BANDS[0]):
            count = round(count * parts[row["area_code"]])
        code, label = (f"{one}{mark}{other}" for mark, one, other in zip(("|", "; "), first, second, strict=True))
        yield row | {"dimension": dimension, "category_code": code, "category": label, "count": str(count)}


def two_groups(row: Row) -> tuple[tuple[str, str], tuple[str, str]]:
    """Code and label in each of the two questions of a row."""
    if "-" in row["category_code"]:
        age, sex = row["category_code"].split("-")
        return SEXES[sex], age_band(age)
    group, other = row["category_code"].split("|")
    label = row["category"].rsplit("; ", 1)[0]
    return (str(int(group)), label), SEXES[other] if other in SEXES else age_band(other)


def age_band(code: str) -> tuple[str, str]:
    """The tables of people aged 16 and over number their bands from 2, which begins at 16."""
    number = int(code) - 1
    return str(number), AGE_BANDS[number - 1]


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
    parts = adult_part(folder)
    yield from by_two_questions(by_sex, dimension="ethnic_group_19_by_sex_16plus", parts=parts)
    by_age = read(folder, "census2021_ethnic_group_19_by_age_or_sex_16plus.csv", "ethnic_group_19_by_age_16plus")
    yield from by_two_questions(by_age, dimension="ethnic_group_19_by_age_band_18plus", parts=parts)
    yield from by_two_questions(ages, dimension="sex_by_age_band_18plus", parts=parts)


def main(folder: Path) -> None:
    for name, rows in (("census2021", all_residents(folder)), ("census2021-16plus", aged_16_and_over(folder))):
        with (HERE / f"{name}.csv").open("w", encoding="utf-8", newline="") as file:
            writer = csv.DictWriter(file, COLUMNS, lineterminator="\n")
            writer.writeheader()
            writer.writerows(rows)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
