"""Tables of two questions at once, for groups that are made of two: what they are called, and where they come from."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from itertools import combinations, product

from reports import gap
from reports.codings import AGED_16, AGED_18, NOT_ANSWERED, SOURCES, Source, detail
from reports.dimensions import ETHNIC_GROUP_5, ETHNIC_GROUP_19, REPORT_DIMENSIONS, question_of

YOUNG_WARNING = (
    "The census counts people aged 16 to 24 together here. How many of them are 18 or over is known for everybody in "
    "these areas, and taken to be alike in every group."
)
BETWEEN = "|"
_CENSUS = (
    Source("ethnic_group_19_by_sex_16plus", {}, AGED_16),
    Source("ethnic_group_19_by_age_band_18plus", {}, AGED_18, YOUNG_WARNING),
    Source("sex_by_age_band_18plus", {}, AGED_18, YOUNG_WARNING),
)
_CHILDREN = frozenset(str(age) for age in range(18))


def crossed_name(first: str, second: str) -> str:
    return f"{first}_by_{second}"


def _crossed(first: gap.Dimension, second: gap.Dimension) -> gap.Dimension:
    groups = tuple(
        gap.Group(f"{one.code}{BETWEEN}{other.code}", f"{one.label}; {other.label}")
        for one, other in product(first.groups, second.groups)
    )
    return gap.Dimension(crossed_name(first.name, second.name), f"{first.label}, {second.label}", groups)


CROSSED: Mapping[str, gap.Dimension] = {
    crossed_name(first.name, second.name): _crossed(first, second)
    for first, second in combinations(REPORT_DIMENSIONS, 2)
    if question_of(first.name) != question_of(second.name)
}


def _sources(name: str) -> tuple[Source, ...]:
    """The table of that name, from the census or an upload; for 5 ethnic groups also one that has them in detail."""
    codes = {group.code: group.code for group in CROSSED[name].groups} | {NOT_ANSWERED: NOT_ANSWERED}
    first, _, second = name.partition("_by_")
    if first != ETHNIC_GROUP_5:
        return (*_of_the_census(name, codes), Source(name, codes))
    detailed, wide = crossed_name(ETHNIC_GROUP_19, second), detail(ETHNIC_GROUP_5)
    pairs = (group.code.split(BETWEEN) for group in CROSSED[detailed].groups)
    into = {BETWEEN.join(pair): BETWEEN.join((wide[pair[0]], pair[1])) for pair in pairs}
    into[NOT_ANSWERED] = NOT_ANSWERED
    return (*_of_the_census(detailed, into), Source(name, codes), Source(detailed, into))


def _of_the_census(name: str, codes: Mapping[str, str]) -> tuple[Source, ...]:
    return tuple(replace(source, codes=codes) for source in _CENSUS if source.dimension.startswith(name))


# What can stand behind each dimension, and behind two of them at once.
ALL_SOURCES: Mapping[str, tuple[Source, ...]] = {**SOURCES, **{name: _sources(name) for name in CROSSED}}


def known_categories() -> dict[str, frozenset[str]]:
    """Every table that an uploaded benchmark may hold, with its category codes."""
    known: dict[str, frozenset[str]] = {"age_single_year": _CHILDREN}
    for sources in ALL_SOURCES.values():
        for source in sources:
            known[source.dimension] = known.get(source.dimension, frozenset()) | frozenset(source.codes)
    return known
