"""How the categories of census tables and of uploaded benchmarks become the groups that reports compare.

A benchmark keeps the categories it came with. Turning them into groups happens when it is read, so nothing is lost, and
what a group cannot say is told in words.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from involvement.equality import ETHNIC_OPTIONS, OPTIONS, Question
from reports import gap
from reports.dimensions import BY_NAME, ETHNIC_GROUP_19, NHS_16

NOT_ANSWERED = "not-answered"
AGED_16 = "Residents aged 16 and over"
AGED_18 = "Residents aged 18 and over"
ETHNIC_WARNING_NHS = (
    "NHS codes have no place of their own for Arab, Gypsy or Irish Traveller and Roma people: they are counted in "
    "S, any other ethnic group, and C, any other White background."
)
ETHNIC_WARNING_SPLIT = (
    "The benchmark was recorded in NHS codes, which cannot tell Gypsy or Irish Traveller, Roma and other White people "
    "apart, nor Arab people from any other ethnic group. These groups are shown but not judged."
)
GENDER_WARNING = (
    "The Office for National Statistics calls its census figures on gender identity “official statistics in "
    "development”: use them with care."
)
SPLIT_BY_NHS_C = frozenset({"15", "16", "17"})
SPLIT_BY_NHS_S = frozenset({"18", "19"})


@dataclass(frozen=True, slots=True)
class Source:
    """One table that can stand behind a dimension. ``codes`` maps its categories to groups, or to NOT_ANSWERED.

    A category that ``codes`` leaves out is outside the base, such as children in a table of single years of age.
    ``age_base`` is empty where the benchmark itself says whom it counts.
    """

    dimension: str
    codes: Mapping[str, str]
    age_base: str = ""
    warning: str = ""
    not_comparable: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class CodeLoss:
    """What one group of 2021 becomes in NHS codes. ``shares_with`` are the other groups with the same code."""

    label: str
    nhs_code: str
    nhs_label: str
    changes_group: bool
    shares_with: tuple[str, ...]


def _same(dimension: str) -> dict[str, str]:
    return {group.code: group.code for group in BY_NAME[dimension].groups} | {NOT_ANSWERED: NOT_ANSWERED}


def detail(wanted: str) -> dict[str, str]:
    """From the 19 groups to the 5, or to the NHS codes."""
    codes = {option.groups["ethnic_group_19"]: option.groups[wanted] for option in ETHNIC_OPTIONS}
    return codes | {NOT_ANSWERED: NOT_ANSWERED}


_NHS_UNKNOWN = {"Z": NOT_ANSWERED, "99": NOT_ANSWERED, NOT_ANSWERED: NOT_ANSWERED}
_NHS_TO_5 = {option.nhs_code: option.groups["ethnic_group_5"] for option in ETHNIC_OPTIONS} | _NHS_UNKNOWN
_NHS_TO_19 = {
    **{option.nhs_code: option.groups["ethnic_group_19"] for option in ETHNIC_OPTIONS if option.nhs_exact},
    "C": "17",
    "S": "19",
    **_NHS_UNKNOWN,
}
_SEVEN_TO_5 = {"1": "1", "2": "2", "3": "3", "4": "4", "5": "4", "6": "4", "7": "5"}
_GENDER = {"1": "1", "2": "2", "3": "2", "4": "2", "5": "2", "6": NOT_ANSWERED}
_ORIENTATION_5 = {"1": "1", "2": "2", "3": "3", "4": "4", "5": NOT_ANSWERED}
_ORIENTATION_8 = {"1": "1", "2": "2", "3": "3", "4": "4", "5": "4", "6": "4", "7": "4", "8": NOT_ANSWERED}


def _age_groups() -> dict[str, str]:
    starts = (18, 25, 35, 45, 55, 65, 75)
    return {str(age): str(sum(age >= start for start in starts)) for age in range(18, 101)}


# In order of preference: the first table that has all the areas is used.
SOURCES: Mapping[str, tuple[Source, ...]] = {
    "ethnic_group_5": (
        Source("ethnic_group_7_16plus", _SEVEN_TO_5, AGED_16),
        Source("ethnic_group_5", _same("ethnic_group_5")),
        Source("ethnic_group_19", detail("ethnic_group_5")),
        Source("ethnic_category_nhs16", _NHS_TO_5),
    ),
    "ethnic_group_19": (
        Source("ethnic_group_19_16plus", _same("ethnic_group_19"), AGED_16),
        Source("ethnic_group_19", _same("ethnic_group_19")),
        Source(
            "ethnic_category_nhs16",
            _NHS_TO_19,
            warning=ETHNIC_WARNING_SPLIT,
            not_comparable=SPLIT_BY_NHS_C | SPLIT_BY_NHS_S,
        ),
    ),
    "ethnic_category_nhs16": (
        Source("ethnic_category_nhs16", _same("ethnic_category_nhs16") | _NHS_UNKNOWN),
        Source("ethnic_group_19_16plus", detail("ethnic_category_nhs16"), AGED_16, ETHNIC_WARNING_NHS),
        Source("ethnic_group_19", detail("ethnic_category_nhs16"), warning=ETHNIC_WARNING_NHS),
    ),
    "sex": (Source("sex_16plus", _same("sex"), AGED_16), Source("sex", _same("sex"))),
    "gender_same": (
        Source("gender_identity_6_16plus", _GENDER, AGED_16, GENDER_WARNING),
        Source("gender_same", _same("gender_same")),
    ),
    "age_band": (
        Source("age_band", _same("age_band"), AGED_18),
        Source("age_single_year", _age_groups(), AGED_18),
    ),
    "disability": (
        Source("disability_3_16plus", {"1": "1", "2": "1", "3": "2"}, AGED_16),
        Source("disability_2", {"1": "1", "2": "2"}),
        Source("disability", _same("disability")),
    ),
    "sexual_orientation": (
        Source("sexual_orientation_5_16plus", _ORIENTATION_5, AGED_16),
        Source("sexual_orientation_8_16plus", _ORIENTATION_8, AGED_16),
        Source("sexual_orientation", _same("sexual_orientation")),
    ),
    "religion": (Source("religion", _same("religion") | {"9": NOT_ANSWERED}),),
    "carer_status": (Source("carer_status", _same("carer_status")),),
}
WITHOUT_CENSUS = {
    "carer_status": "There is no census table of carers in this site. Upload a benchmark to compare it.",
}


def code_losses() -> tuple[CodeLoss, ...]:
    """The groups of 2021 beside the NHS codes, and what is lost on the way."""
    nhs_labels = {group.code: group.label for group in BY_NAME[NHS_16].groups}
    return tuple(
        CodeLoss(
            label=option.label,
            nhs_code=option.nhs_code,
            nhs_label=nhs_labels[option.nhs_code],
            changes_group=option.nhs_code == "R",
            shares_with=tuple(
                other.label for other in ETHNIC_OPTIONS if other is not option and other.nhs_code == option.nhs_code
            ),
        )
        for option in ETHNIC_OPTIONS
    )


def coding_notes(
    references: Mapping[str, gap.Reference], *, recorded: Mapping[str, int], at_least: int
) -> dict[str, gap.Reference]:
    """The references, with the 19 groups that answers in NHS codes cannot tell apart marked as not comparable.

    ``recorded`` has how many people's answer is a bare NHS code, by our slug (``nhs-c``, ``nhs-s``). A code that fewer
    than ``at_least`` people have changes nothing: for a protected table pass the number below which counts are hidden,
    so that a note never gives a small count away; for exact figures pass 1. The note itself says no number.
    """
    detailed = references.get(ETHNIC_GROUP_19)
    if detailed is None:
        return dict(references)
    options = {option.slug: option for option in OPTIONS[Question.ETHNIC_GROUP]}
    touched = {"nhs-c": SPLIT_BY_NHS_C, "nhs-s": SPLIT_BY_NHS_S}
    for slug, split in touched.items():
        if recorded.get(slug, 0) >= max(at_least, 1):
            note = (
                f"Some people were recorded as “{options[slug].label}”, which holds several of these groups. They are "
                "known in the wider group only, so these groups are shown but not judged."
            )
            detailed = replace(
                detailed,
                not_comparable=detailed.not_comparable | split,
                warnings=(*detailed.warnings, note),
            )
    return {**references, ETHNIC_GROUP_19: detailed}
