from involvement.services.access_needs import set_access_needs
from involvement.services.activities import (
    NameTaken,
    add_activity,
    add_service,
    edit_activity,
    edit_service,
)
from involvement.services.attendance import (
    Line,
    WhoIsMeant,
    add_walk_in,
    expect_people,
    record_attendance,
    sign_up_people,
    stop_expecting,
)
from involvement.services.equality import (
    AnsweredByPerson,
    answer_equality_question,
    choose_ethnic_group,
    enter_equality_answers,
    stop_equality_answers,
)
from involvement.services.head_counts import CountedMeanwhile, count_heads
from involvement.services.own_record import AlreadyClaimed, ClaimRefused, claim_record, make_claim_card
from involvement.services.participants import (
    LeftBeforeJoining,
    ReferenceTaken,
    add_participant,
    edit_participant,
    end_participation,
    note_participant_seen,
    note_participants_exported,
    note_participants_listed,
    return_to_register,
)
from involvement.services.points import add_point
from involvement.services.sessions import add_session, copy_session, edit_session

__all__ = [
    "AlreadyClaimed",
    "AnsweredByPerson",
    "ClaimRefused",
    "CountedMeanwhile",
    "LeftBeforeJoining",
    "Line",
    "NameTaken",
    "ReferenceTaken",
    "WhoIsMeant",
    "add_activity",
    "add_participant",
    "add_point",
    "add_service",
    "add_session",
    "add_walk_in",
    "answer_equality_question",
    "choose_ethnic_group",
    "claim_record",
    "copy_session",
    "count_heads",
    "edit_activity",
    "edit_participant",
    "edit_service",
    "edit_session",
    "end_participation",
    "enter_equality_answers",
    "expect_people",
    "make_claim_card",
    "note_participant_seen",
    "note_participants_exported",
    "note_participants_listed",
    "record_attendance",
    "return_to_register",
    "set_access_needs",
    "sign_up_people",
    "stop_equality_answers",
    "stop_expecting",
]
