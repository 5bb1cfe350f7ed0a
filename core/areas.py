"""The areas that a census benchmark can be made of, by ONS code: finding them, naming them, choosing several."""

from __future__ import annotations

import csv
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from pathlib import Path

AREAS_FILE = Path(__file__).resolve().parent / "data" / "areas.csv"
MOST_AREAS = 200


class AreaType(StrEnum):
    ENGLAND_AND_WALES = "ew"
    COUNTRY = "country"
    REGION = "region"
    NHS_REGION = "nhs_region"
    ICB = "icb"
    HEALTH_BOARD = "lhb"
    DISTRICT = "ltla"
    UNITARY_2023 = "ltla23"
    COUNCIL_AREA = "council_area"
    NI_DISTRICT = "lgd"

    @property
    def label(self) -> str:
        return _TYPE_LABELS[self]


_TYPE_LABELS = {
    AreaType.ENGLAND_AND_WALES: "Both countries",
    AreaType.COUNTRY: "Country",
    AreaType.REGION: "Region",
    AreaType.NHS_REGION: "NHS region",
    AreaType.ICB: "Integrated care board",
    AreaType.HEALTH_BOARD: "Health board",
    AreaType.DISTRICT: "Local authority",
    AreaType.UNITARY_2023: "Local authority",
    AreaType.COUNCIL_AREA: "Council area",
    AreaType.NI_DISTRICT: "Local government district",
}
# Areas whose own row stands in the census tables; the others are the sum of the districts they are made of.
_OWN_ROW = frozenset({AreaType.ENGLAND_AND_WALES, AreaType.COUNTRY, AreaType.REGION, AreaType.DISTRICT})
# What to compare with before anybody has chosen, by the nation of the organisation. choose() refuses the last two.
DEFAULT_AREAS: Mapping[str, tuple[str, ...]] = {
    "england": ("E92000001",),
    "wales": ("W92000004",),
    "scotland": ("S92000003",),
    "northern-ireland": ("N92000002",),
}


class AreasRefused(ValueError):
    """These areas cannot be a benchmark together. The message says what to change."""


@dataclass(frozen=True, slots=True)
class Area:
    """``districts`` are the local authorities of census day it touches; ``is_whole`` when all lie wholly inside."""

    code: str
    name: str
    type: AreaType
    part_of: str
    districts: frozenset[str]
    is_whole: bool

    @property
    def has_census(self) -> bool:
        """False in Scotland and Northern Ireland, whose censuses ask about ethnic group in categories of their own."""
        return bool(self.districts)

    @property
    def census_codes(self) -> tuple[str, ...]:
        """The rows of the census tables that add up to this area: its districts where that is exact, else its own."""
        if self.type in _OWN_ROW or not self.is_whole:
            return (self.code,)
        return tuple(sorted(self.districts))

    @property
    def description(self) -> str:
        parts = [self.type.label, self.part_of]
        if self.type == AreaType.DISTRICT and self.code in _replaced_districts():
            parts.insert(1, "until 2023")
        return ", ".join(part for part in parts if part)

    def overlaps(self, other: Area) -> bool:
        """Areas of one kind never share a person. A board that cuts through a district counts as sharing it."""
        return self.code == other.code or (self.type != other.type and not self.districts.isdisjoint(other.districts))


@lru_cache(maxsize=1)
def every_area() -> Mapping[str, Area]:
    """All areas by code, in the order of the file."""
    with AREAS_FILE.open(encoding="utf-8", newline="") as file:
        return {
            row["area_code"]: Area(
                code=row["area_code"],
                name=row["area_name"],
                type=AreaType(row["area_type"]),
                part_of=row["part_of"],
                districts=frozenset(row["districts"].split()),
                is_whole=row["whole_districts"] == "yes",
            )
            for row in csv.DictReader(file)
        }


def search(words: str, *, limit: int = 20) -> list[Area]:
    """Areas whose name holds every word, or whose code starts with what was typed. Case and accents do not matter.

    A name that is, or starts with, what was typed comes first, then the larger kinds of area, then by name.
    """
    wanted = _plain(words)
    if not wanted:
        return []
    found = [
        (_rank(name, wanted), place, name, area)
        for area, name, place in _searchable()
        if all(word in name for word in wanted.split()) or area.code.lower().startswith(wanted)
    ]
    return [area for *_, area in sorted(found, key=lambda row: row[:3])[:limit]]


def choose(codes: Iterable[str]) -> tuple[Area, ...]:
    """The areas with these codes, in this order. Raises AreasRefused when they cannot be counted together."""
    unique = list(dict.fromkeys(code.strip().upper() for code in codes if code.strip()))
    if not unique:
        raise AreasRefused("Choose at least one area.")
    if len(unique) > MOST_AREAS:
        raise AreasRefused(f"Choose {MOST_AREAS} areas or fewer. A region or a country may be what you need.")
    chosen = tuple(_known(code) for code in unique)
    for place, area in enumerate(chosen):
        for other in chosen[:place]:
            if area.overlaps(other):
                raise AreasRefused(
                    f"Choose either {other.name} ({other.type.label.lower()}) or {area.name} "
                    f"({area.type.label.lower()}): they share people, who would be counted twice."
                )
    return chosen


def census_codes(chosen: Iterable[Area]) -> tuple[str, ...]:
    """The codes of the census rows that add up to these areas."""
    return tuple(code for area in chosen for code in area.census_codes)


def names(codes: Sequence[str]) -> tuple[str, ...]:
    """What to call areas on screen; a code that we do not know stands for itself."""
    known = every_area()
    return tuple(known[code].name if code in known else code for code in codes)


def _known(code: str) -> Area:
    area = every_area().get(code)
    if area is None:
        raise AreasRefused(f"Check the area code {code[:20]}: we do not know it. Codes look like E09000008.")
    if not area.has_census:
        nation = area.part_of or area.name
        raise AreasRefused(
            f"Choose an area of England or Wales. {nation} cannot be compared yet: its census asks about ethnic group "
            "in categories of its own. You can upload a benchmark for your service instead."
        )
    return area


@lru_cache(maxsize=1)
def _searchable() -> tuple[tuple[Area, str, int], ...]:
    order = list(AreaType)
    return tuple((area, _plain(area.name), order.index(area.type)) for area in every_area().values())


@lru_cache(maxsize=1)
def _replaced_districts() -> frozenset[str]:
    return frozenset().union(*(area.districts for area in every_area().values() if area.type == AreaType.UNITARY_2023))


def _rank(name: str, wanted: str) -> int:
    if name == wanted:
        return 0
    if name.startswith(wanted):
        return 1
    return 2 if f" {wanted}" in name else 3


def _plain(text: str) -> str:
    """Lower case, no accents, no punctuation, one space between words, & as and."""
    letters = unicodedata.normalize("NFKD", text.replace("&", " and ").replace("'", "").replace("’", ""))
    kept = (char if char.isalnum() else " " for char in letters if not unicodedata.combining(char))
    return " ".join("".join(kept).casefold().split())
