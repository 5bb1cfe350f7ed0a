"""Reading equality answers from files."""

from __future__ import annotations

import re
from functools import lru_cache

from involvement.equality.options import (
    DECLINED_VALUE,
    ETHNIC_GROUP_ONLY,
    ETHNIC_NHS_ONLY,
    ETHNIC_OPTIONS,
    NHS_NOT_KNOWN,
    NHS_NOT_STATED,
    OPTIONS,
    label_of,
)
from involvement.equality.questions import AnswerStatus, Question

_CENSUS_WIDE = {
    "1": "Asian, Asian British or Asian Welsh",
    "2": "Black, Black British, Black Welsh, Caribbean or African",
    "3": "Mixed or Multiple ethnic groups",
    "4": "White",
    "5": "Other ethnic group",
}
_CENSUS_DETAIL = {
    "white-other": "Other White",
    "mixed-other": "Other Mixed or Multiple ethnic groups",
    "asian-other": "Other Asian",
    "black-other": "Other Black",
}
_NHS_LABELS = {
    "A": "White - British",
    "B": "White - Irish",
    "C": "White - Any other White background",
    "D": "Mixed - White and Black Caribbean",
    "E": "Mixed - White and Black African",
    "F": "Mixed - White and Asian",
    "G": "Mixed - Any other mixed background",
    "H": "Asian or Asian British - Indian",
    "J": "Asian or Asian British - Pakistani",
    "K": "Asian or Asian British - Bangladeshi",
    "L": "Asian or Asian British - Any other Asian background",
    "M": "Black or Black British - Caribbean",
    "N": "Black or Black British - African",
    "P": "Black or Black British - Any other Black background",
    "R": "Other Ethnic Groups - Chinese",
    "S": "Other Ethnic Groups - Any other ethnic group",
}
# Labels of the census tables that differ from ours, by question and slug.
_CENSUS_LABELS: dict[Question, dict[str, tuple[str, ...]]] = {
    Question.GENDER_SAME: {
        "yes": ("Gender identity the same as sex registered at birth",),
        "no": (
            "Gender identity different from sex registered at birth but no specific identity given",
            "Trans woman",
            "Trans man",
            "All other gender identities",
        ),
    },
    Question.AGE_BAND: {
        **{f"{low}-{low + 9}": (f"Aged {low} to {low + 9} years",) for low in range(25, 75, 10)},
        "75-or-over": ("Aged 75 years and over",),
    },
    Question.DISABILITY: {
        "yes-a-lot": ("Disabled under the Equality Act: Day-to-day activities limited a lot",),
        "yes-a-little": ("Disabled under the Equality Act: Day-to-day activities limited a little",),
        "yes": ("Disabled under the Equality Act",),
        "no": ("Not disabled under the Equality Act",),
    },
    Question.SEXUAL_ORIENTATION: {
        "heterosexual-or-straight": ("Straight or Heterosexual",),
        "other": ("All other sexual orientations", "Pansexual", "Asexual", "Queer"),
    },
    Question.RELIGION: {"any-other-religion": ("Other religion",)},
}
Answer = tuple[AnswerStatus, str]


def _plain_text(text: str) -> str:
    """Case, spaces, commas and the kind of dash do not matter."""
    return " ".join(re.sub("[\u2010-\u2015\u2212]", "-", text).replace(",", " ").split()).casefold()


def _ethnic_words() -> dict[str, Answer]:
    words: dict[str, Answer] = {}
    for wide in ETHNIC_GROUP_ONLY:
        words[_CENSUS_WIDE[wide.groups["ethnic_group_5"]]] = (AnswerStatus.STATED, wide.slug)
    for option in ETHNIC_OPTIONS:
        stated = (AnswerStatus.STATED, option.slug)
        census = _CENSUS_WIDE[option.groups["ethnic_group_5"]]
        words[f"{census}: {option.label}"] = words[label_of(Question.ETHNIC_GROUP, option.slug)] = stated
        words[f"{census}: {_CENSUS_DETAIL.get(option.slug, option.label)}"] = stated
        if option.nhs_exact:
            words[option.nhs_code] = words[_NHS_LABELS[option.nhs_code]] = stated
    for option in ETHNIC_NHS_ONLY:
        words[option.nhs_code] = words[_NHS_LABELS[option.nhs_code]] = (AnswerStatus.STATED, option.slug)
    words[NHS_NOT_STATED] = words["Not stated"] = (AnswerStatus.DECLINED, "")
    words[NHS_NOT_KNOWN] = words["Not known"] = (AnswerStatus.NOT_ASKED, "")
    return words


def _accepted(question: Question) -> dict[str, Answer]:
    words = _ethnic_words() if question == Question.ETHNIC_GROUP else {}
    for option in OPTIONS[question]:
        census = _CENSUS_LABELS.get(question, {}).get(option.slug, ())
        words |= dict.fromkeys((option.slug, option.label, *census), (AnswerStatus.STATED, option.slug))
    declined = (AnswerStatus.DECLINED, "")
    words |= {DECLINED_VALUE: declined, AnswerStatus.DECLINED.label: declined, "": (AnswerStatus.NOT_ASKED, "")}
    return {_plain_text(word): answer for word, answer in words.items()}


_ACCEPTED: dict[Question, dict[str, Answer]] = {question: _accepted(question) for question in Question}


@lru_cache(maxsize=1_000)
def read_answer(question: Question, text: str) -> Answer:
    """What a value in a file means: its status, and the slug of the answer or "".

    Takes our slug, our label, the label of the census tables and, for ethnic group, the NHS code or its label. Blank
    means that nobody asked. Numbers other than 99 are refused: 1 is "Female" in the census and "Male" in NHS records.
    Raises ValueError with a reason that lists what is accepted and does not repeat the text.
    """
    answer = _ACCEPTED[question].get(_plain_text(text))
    if answer is None:
        slugs = ", ".join(option.slug for option in OPTIONS[question])
        codes = " NHS codes A to S, Z and 99 work too." if question == Question.ETHNIC_GROUP else ""
        raise ValueError(f"Use one of: {slugs}, {DECLINED_VALUE}. Leave it blank if nobody asked.{codes}")
    return answer
