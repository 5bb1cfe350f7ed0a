"""Make areas.csv from look-up tables of the Office for National Statistics: python core/data/derive_areas.py FOLDER.

FOLDER holds ltla_region_2021.csv, icb_nhs_region_2024.csv, ltla24_icb24_overlap.csv and
census_scotland_ni_ethnic_group.csv (only its areas are used). README.md beside this says where they come from.
"""

from __future__ import annotations

import csv
import sys
from collections.abc import Iterator
from pathlib import Path

HERE = Path(__file__).resolve().parent
COLUMNS = ("area_code", "area_name", "area_type", "part_of", "districts", "whole_districts")
Row = tuple[str, str, str, str, str, str]
# Welsh health boards and the local authorities that make them up, since April 2019.
HEALTH_BOARDS = {
    ("W11000023", "Betsi Cadwaladr University Health Board"): "01 02 03 04 05 06",
    ("W11000024", "Powys Teaching Health Board"): "23",
    ("W11000025", "Hywel Dda University Health Board"): "08 09 10",
    ("W11000028", "Aneurin Bevan University Health Board"): "18 19 20 21 22",
    ("W11000029", "Cardiff and Vale University Health Board"): "14 15",
    ("W11000030", "Cwm Taf Morgannwg University Health Board"): "13 16 24",
    ("W11000031", "Swansea Bay University Health Board"): "11 12",
}


def read(folder: Path, name: str) -> list[dict[str, str]]:
    with (folder / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def census_areas(districts: list[dict[str, str]]) -> Iterator[Row]:
    """The districts of census day, the unitaries that took over some of them in 2023, regions, countries, both."""
    everything = [row["ltla_code"] for row in districts]
    yield ("K04000001", "England and Wales", "ew", "", " ".join(everything), "yes")
    for kind in ("country", "region"):
        for code, name in dict.fromkeys((row[f"{kind}_code"], row[f"{kind}_name"]) for row in districts):
            if kind == "country" or code != "W92000004":
                inside = [row["ltla_code"] for row in districts if row[f"{kind}_code"] == code]
                yield (code, name, kind, "" if kind == "country" else "England", " ".join(inside), "yes")
    for row in districts:
        yield (row["ltla_code"], row["ltla_name"], "ltla", row["region_name"], row["ltla_code"], "yes")
    unitaries = dict.fromkeys(row["ltla23_code"] for row in districts if row["ltla23_code"] != row["ltla_code"])
    for code in unitaries:
        inside_rows = [row for row in districts if row["ltla23_code"] == code]
        if len(inside_rows) > 1:
            inside = [row["ltla_code"] for row in inside_rows]
            yield (
                code,
                inside_rows[0]["ltla23_name"],
                "ltla23",
                inside_rows[0]["region_name"],
                " ".join(inside),
                "yes",
            )


def health_areas(
    boards: list[dict[str, str]], overlaps: list[dict[str, str]], districts: list[dict[str, str]]
) -> Iterator[Row]:
    """Boards and NHS regions, with the districts they touch and whether each of those lies wholly inside."""
    replaced: dict[str, list[str]] = {}
    for row in districts:
        replaced.setdefault(row["ltla23_code"], []).append(row["ltla_code"])
    region_of = {row["icb_code"]: row["nhs_region_code"] for row in boards}
    for row in boards:
        touched = [o for o in overlaps if o["icb_code"] == row["icb_code"]]
        yield _health(row["icb_code"], row["icb_name"], "icb", row["nhs_region_name"], touched, overlaps, replaced)
    for code, name in dict.fromkeys((row["nhs_region_code"], row["nhs_region_name"]) for row in boards):
        touched = [o for o in overlaps if region_of[o["icb_code"]] == code]
        yield _health(code, name, "nhs_region", "England", touched, overlaps, replaced)
    for (code, name), numbers in HEALTH_BOARDS.items():
        inside = " ".join(f"W060000{number}" for number in numbers.split())
        yield (code, name, "lhb", "Wales", inside, "yes")


def _health(
    code: str,
    name: str,
    kind: str,
    part_of: str,
    touched: list[dict[str, str]],
    overlaps: list[dict[str, str]],
    replaced: dict[str, list[str]],
) -> Row:
    """``touched`` are the overlaps of this area; it is whole when its districts overlap nothing else."""
    own = {row["ltla_code"] for row in touched}
    whole = all(row in touched for row in overlaps if row["ltla_code"] in own)
    inside = sorted(old for current in own for old in replaced[current])
    return (code, name, kind, part_of, " ".join(inside), "yes" if whole else "no")


def other_nations(rows: list[dict[str, str]]) -> Iterator[Row]:
    for code, name, kind in dict.fromkeys((r["area_code"], r["area_name"], r["area_type"]) for r in rows):
        nation = "Scotland" if code.startswith("S") else "Northern Ireland"
        yield (code, name, kind, "" if kind == "country" else nation, "", "no")


def main(folder: Path) -> None:
    districts = read(folder, "ltla_region_2021.csv")
    boards, overlaps = read(folder, "icb_nhs_region_2024.csv"), read(folder, "ltla24_icb24_overlap.csv")
    with (HERE / "areas.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(COLUMNS)
        writer.writerows(census_areas(districts))
        writer.writerows(health_areas(boards, overlaps, districts))
        writer.writerows(other_nations(read(folder, "census_scotland_ni_ethnic_group.csv")))


if __name__ == "__main__":
    main(Path(sys.argv[1]))
