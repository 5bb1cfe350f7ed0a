"""The answers that count, and how each lands in the groups that reports compare.

Group codes are those of the census tables that the product ships, so an uploaded table can be matched by code.
Wording follows the GOV.UK and census questions of 2021.
"""

from __future__ import annotations

from dataclasses import dataclass

from involvement.equality.questions import Question


@dataclass(frozen=True, slots=True)
class Option:
    """One answer. ``groups`` maps a report dimension to the group code this answer counts in.

    ``nhs_code`` is the NHS ethnic category to export; ``nhs_exact`` is False where that code says less than the answer.
    """

    slug: str
    label: str
    groups: dict[str, str]
    nhs_code: str = ""
    nhs_exact: bool = True


def _ethnic(slug: str, label: str, group: str, detail: str, nhs_code: str, *, exact: bool = True) -> Option:
    groups = {"ethnic_group_5": group, "ethnic_group_19": detail, "ethnic_category_nhs16": nhs_code}
    return Option(slug, label, groups, nhs_code, exact)


DECLINED_VALUE = "prefer-not-to-say"
NHS_NOT_STATED, NHS_NOT_KNOWN = "Z", "99"

ETHNIC_OPTIONS: tuple[Option, ...] = (
    _ethnic("white-british", "English, Welsh, Scottish, Northern Irish or British", "4", "13", "A"),
    _ethnic("white-irish", "Irish", "4", "14", "B"),
    _ethnic("white-gypsy-or-irish-traveller", "Gypsy or Irish Traveller", "4", "15", "C", exact=False),
    _ethnic("white-roma", "Roma", "4", "16", "C", exact=False),
    _ethnic("white-other", "Any other White background", "4", "17", "C", exact=False),
    _ethnic("mixed-white-and-black-caribbean", "White and Black Caribbean", "3", "11", "D"),
    _ethnic("mixed-white-and-black-african", "White and Black African", "3", "10", "E"),
    _ethnic("mixed-white-and-asian", "White and Asian", "3", "9", "F"),
    _ethnic("mixed-other", "Any other Mixed or multiple ethnic background", "3", "12", "G"),
    _ethnic("asian-indian", "Indian", "1", "3", "H"),
    _ethnic("asian-pakistani", "Pakistani", "1", "4", "J"),
    _ethnic("asian-bangladeshi", "Bangladeshi", "1", "1", "K"),
    _ethnic("asian-chinese", "Chinese", "1", "2", "R"),
    _ethnic("asian-other", "Any other Asian background", "1", "5", "L"),
    _ethnic("black-caribbean", "Caribbean", "2", "7", "M"),
    _ethnic("black-african", "African", "2", "6", "N"),
    _ethnic("black-other", "Any other Black, Black British or Caribbean background", "2", "8", "P"),
    _ethnic("other-arab", "Arab", "5", "18", "S", exact=False),
    _ethnic("other-any", "Any other ethnic group", "5", "19", "S", exact=False),
)
# The wide group is known, the detail is not: counted in the group, exported as not stated.
ETHNIC_GROUP_ONLY: tuple[Option, ...] = tuple(
    Option(slug, label, {"ethnic_group_5": code}, NHS_NOT_STATED, False)
    for slug, label, code in (
        ("white", "White", "4"),
        ("mixed", "Mixed or multiple ethnic groups", "3"),
        ("asian", "Asian or Asian British", "1"),
        ("black", "Black, Black British, Caribbean or African", "2"),
        ("other", "Other ethnic group", "5"),
    )
)
# Recorded with an NHS code that spans several groups of 2021: the code is kept, no detail is made up.
ETHNIC_NHS_ONLY: tuple[Option, ...] = (
    Option(
        "nhs-c", "Any other White background (NHS code C)", {"ethnic_group_5": "4", "ethnic_category_nhs16": "C"}, "C"
    ),
    Option("nhs-s", "Any other ethnic group (NHS code S)", {"ethnic_group_5": "5", "ethnic_category_nhs16": "S"}, "S"),
)


def _plain(question: str, *options: tuple[str, str, str]) -> tuple[Option, ...]:
    return tuple(Option(slug, label, {question: code}) for slug, label, code in options)


OPTIONS: dict[Question, tuple[Option, ...]] = {
    Question.ETHNIC_GROUP: ETHNIC_OPTIONS + ETHNIC_GROUP_ONLY + ETHNIC_NHS_ONLY,
    Question.SEX: _plain("sex", ("female", "Female", "1"), ("male", "Male", "2")),
    Question.GENDER_SAME: _plain("gender_same", ("yes", "Yes", "1"), ("no", "No", "2")),
    Question.AGE_BAND: _plain(
        "age_band",
        ("18-24", "18 to 24", "1"),
        ("25-34", "25 to 34", "2"),
        ("35-44", "35 to 44", "3"),
        ("45-54", "45 to 54", "4"),
        ("55-64", "55 to 64", "5"),
        ("65-74", "65 to 74", "6"),
        ("75-or-over", "75 or over", "7"),
    ),
    Question.DISABILITY: _plain(
        "disability",
        ("yes-a-lot", "Yes, and it makes day to day life a lot harder", "1"),
        ("yes-a-little", "Yes, and it makes day to day life a little harder", "1"),
        ("yes", "Yes", "1"),
        ("yes-not-at-all", "Yes, but it does not make day to day life harder", "2"),
        ("no", "No", "2"),
    ),
    Question.SEXUAL_ORIENTATION: _plain(
        "sexual_orientation",
        ("heterosexual-or-straight", "Heterosexual or straight", "1"),
        ("gay-or-lesbian", "Gay or lesbian", "2"),
        ("bisexual", "Bisexual", "3"),
        ("other", "Other", "4"),
    ),
    Question.RELIGION: _plain(
        "religion",
        ("no-religion", "No religion", "1"),
        ("christian", "Christian", "2"),
        ("buddhist", "Buddhist", "3"),
        ("hindu", "Hindu", "4"),
        ("jewish", "Jewish", "5"),
        ("muslim", "Muslim", "6"),
        ("sikh", "Sikh", "7"),
        ("any-other-religion", "Any other religion", "8"),
    ),
    Question.CARER_STATUS: _plain("carer_status", ("yes", "Yes", "1"), ("no", "No", "2")),
}
BY_SLUG: dict[Question, dict[str, Option]] = {
    question: {option.slug: option for option in options} for question, options in OPTIONS.items()
}


def offered(question: Question) -> tuple[Option, ...]:
    """The answers a person can choose on screen; some others only come with files."""
    if question == Question.ETHNIC_GROUP:
        return ETHNIC_OPTIONS
    if question == Question.DISABILITY:
        return tuple(option for option in OPTIONS[question] if option.slug != "yes")
    return OPTIONS[question]


def ethnic_details(group: str) -> tuple[Option, ...]:
    """The answers inside one of the five wide groups, which is named by its slug in ETHNIC_GROUP_ONLY."""
    code = BY_SLUG[Question.ETHNIC_GROUP][group].groups["ethnic_group_5"]
    return tuple(option for option in ETHNIC_OPTIONS if option.groups["ethnic_group_5"] == code)


def wide_ethnic_group(slug: str) -> str:
    """The slug in ETHNIC_GROUP_ONLY of the wide group that an answer lies in."""
    code = BY_SLUG[Question.ETHNIC_GROUP][slug].groups["ethnic_group_5"]
    return next(option.slug for option in ETHNIC_GROUP_ONLY if option.groups["ethnic_group_5"] == code)


def label_of(question: Question, slug: str) -> str:
    """The answer in words that stand alone: a detailed ethnic group comes with its wide group."""
    option = BY_SLUG[question][slug]
    if question == Question.ETHNIC_GROUP and option in ETHNIC_OPTIONS:
        return f"{BY_SLUG[question][wide_ethnic_group(slug)].label}: {option.label}"
    return option.label
