from involvement.equality.options import (
    BY_SLUG,
    DECLINED_VALUE,
    ETHNIC_GROUP_ONLY,
    ETHNIC_NHS_ONLY,
    ETHNIC_OPTIONS,
    NHS_NOT_KNOWN,
    NHS_NOT_STATED,
    OPTIONS,
    Option,
    ethnic_details,
    label_of,
    offered,
    wide_ethnic_group,
)
from involvement.equality.questions import TAKES_OWN_WORDS, WHY, AnswerSource, AnswerStatus, Question
from involvement.equality.reading import read_answer

__all__ = [
    "BY_SLUG",
    "DECLINED_VALUE",
    "ETHNIC_GROUP_ONLY",
    "ETHNIC_NHS_ONLY",
    "ETHNIC_OPTIONS",
    "NHS_NOT_KNOWN",
    "NHS_NOT_STATED",
    "OPTIONS",
    "TAKES_OWN_WORDS",
    "WHY",
    "AnswerSource",
    "AnswerStatus",
    "Option",
    "Question",
    "ethnic_details",
    "label_of",
    "offered",
    "read_answer",
    "wide_ethnic_group",
]
