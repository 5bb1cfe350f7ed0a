"""The ten dimensions a report compares, made from the equality questions and their answers."""

from __future__ import annotations

from involvement.equality import BY_SLUG, ETHNIC_GROUP_ONLY, ETHNIC_OPTIONS, OPTIONS, Question
from reports.gap import Dimension, Group

ETHNIC_GROUP_5, ETHNIC_GROUP_19, NHS_16 = "ethnic_group_5", "ethnic_group_19", "ethnic_category_nhs16"

_SHORT = {"1": "Asian", "2": "Black", "3": "Mixed", "4": "White", "5": "Other"}
_NHS_LABELS = {
    "A": "White: British",
    "B": "White: Irish",
    "C": "White: any other White background",
    "D": "Mixed: White and Black Caribbean",
    "E": "Mixed: White and Black African",
    "F": "Mixed: White and Asian",
    "G": "Mixed: any other mixed background",
    "H": "Asian: Indian",
    "J": "Asian: Pakistani",
    "K": "Asian: Bangladeshi",
    "L": "Asian: any other Asian background",
    "M": "Black: Caribbean",
    "N": "Black: African",
    "P": "Black: any other Black background",
    "R": "Chinese",
    "S": "Any other ethnic group",
}
_LABELS: dict[str, dict[str, str]] = {
    "gender_same": {"1": "Same as sex registered at birth", "2": "Different from sex registered at birth"},
    "disability": {"1": "Disabled under the Equality Act", "2": "Not disabled under the Equality Act"},
    "carer_status": {"1": "Looks after someone, unpaid", "2": "Does not look after someone"},
}
# Alphabetical, with "other" last.
_ORDER: dict[str, str] = {"religion": "32456178", "sexual_orientation": "3214", NHS_16: "KHJLNMPFEDGABCRS"}


def _ethnic(name: str, label: str, labels: dict[str, str]) -> Dimension:
    parents = {option.groups[name]: option.groups[ETHNIC_GROUP_5] for option in ETHNIC_OPTIONS}
    within = {option.groups[name]: _nhs_category(name, option.groups[NHS_16]) for option in ETHNIC_OPTIONS}
    codes = _ORDER.get(name) or sorted(parents, key=int)
    groups = [Group(code, labels[code], parents[code], within[code]) for code in codes]
    groups.sort(key=lambda group: group.parent or "")
    return Dimension(name, label, tuple(_by_wide_group(groups)), wider=ETHNIC_GROUP_5)


def _nhs_category(name: str, code: str) -> tuple[tuple[str, str], ...]:
    """Each of the 19 groups lies in one NHS category. Said here, so that one coding cannot give the other away."""
    return ((NHS_16, code),) if name == ETHNIC_GROUP_19 else ()


def _by_wide_group(groups: list[Group]) -> list[Group]:
    """Groups that share a wide group together, wide groups in the order of their own table."""
    return [group for wide in "12345" for group in groups if group.parent == wide]


def _detail_labels() -> dict[str, str]:
    return {
        option.groups[ETHNIC_GROUP_19]: f"{_SHORT[option.groups[ETHNIC_GROUP_5]]}: {_small(option.label)}"
        for option in ETHNIC_OPTIONS
    }


def _small(label: str) -> str:
    return label[0].lower() + label[1:] if label.startswith("Any ") else label


def _plain(question: Question, label: str) -> Dimension:
    name = str(question)
    labels = {option.groups[name]: option.label for option in reversed(OPTIONS[question])} | _LABELS.get(name, {})
    codes = _ORDER.get(name) or sorted(labels)
    return Dimension(name, label, tuple(Group(code, labels[code]) for code in codes))


DIMENSIONS: tuple[Dimension, ...] = (
    Dimension(
        ETHNIC_GROUP_5,
        "Ethnic group",
        tuple(
            Group(option.groups[ETHNIC_GROUP_5], option.label)
            for option in sorted(ETHNIC_GROUP_ONLY, key=lambda option: option.groups[ETHNIC_GROUP_5])
        ),
    ),
    _ethnic(ETHNIC_GROUP_19, "Ethnic group in detail", _detail_labels()),
    _ethnic(NHS_16, "Ethnic category of the NHS", _NHS_LABELS),
    _plain(Question.SEX, "Sex"),
    _plain(Question.GENDER_SAME, "Gender same as sex registered at birth"),
    _plain(Question.AGE_BAND, "Age"),
    _plain(Question.DISABILITY, "Disability"),
    _plain(Question.SEXUAL_ORIENTATION, "Sexual orientation"),
    _plain(Question.RELIGION, "Religion"),
    _plain(Question.CARER_STATUS, "Caring for someone"),
)
# Never headlined as a missing voice: these are the majorities that the question is asked beside. That one of them came
# less often only says that its seldom-heard counterpart came more, which is no harm done to anyone. Their figures and
# verdicts stay in every table and picture.
NEVER_HEADLINED: dict[str, frozenset[str]] = {
    "gender_same": frozenset({"1"}),
    "disability": frozenset({"2"}),
    "sexual_orientation": frozenset({"1"}),
    "carer_status": frozenset({"2"}),
}
# What one report publishes. The 19 groups and the NHS categories cut the same people in two ways, and rounded figures
# of both could be set against each other; so the NHS list is a document of its own, for comparing with NHS records.
REPORT_DIMENSIONS: tuple[Dimension, ...] = tuple(d for d in DIMENSIONS if d.name != NHS_16)
NHS_DIMENSIONS: tuple[Dimension, ...] = tuple(d for d in DIMENSIONS if d.name in (ETHNIC_GROUP_5, NHS_16))
BY_NAME: dict[str, Dimension] = {dimension.name: dimension for dimension in DIMENSIONS}
# Names of the tables that are shipped, for people who know those.
ALIASES: dict[str, str] = {
    "disability_2": "disability",
    "disability_3_16plus": "disability",
    "sexual_orientation_5_16plus": "sexual_orientation",
    "gender_identity_6_16plus": "gender_same",
    "ethnic_group_7_16plus": ETHNIC_GROUP_5,
    "carer": "carer_status",
}


def question_of(dimension: str) -> Question:
    return Question.ETHNIC_GROUP if dimension in (ETHNIC_GROUP_5, ETHNIC_GROUP_19, NHS_16) else Question(dimension)


def group_of(*, dimension: str, value: str) -> str | None:
    """The group in which an answer counts; None where the answer says only the wider group."""
    return BY_SLUG[question_of(dimension)][value].groups.get(dimension) or None


def named(name: str) -> Dimension | None:
    return BY_NAME.get(ALIASES.get(name, name))
