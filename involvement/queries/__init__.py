from involvement.queries.own_record import OwnQuestion, next_open_question, own_answers, own_question, own_record
from involvement.queries.participants import (
    PARTICIPANT_COLUMNS,
    access_needs_of,
    asked_questions,
    found_participants,
    participant_csv_rows,
    participant_list,
    participant_page,
)

__all__ = [
    "PARTICIPANT_COLUMNS",
    "OwnQuestion",
    "access_needs_of",
    "asked_questions",
    "found_participants",
    "next_open_question",
    "own_answers",
    "own_question",
    "own_record",
    "participant_csv_rows",
    "participant_list",
    "participant_page",
]
