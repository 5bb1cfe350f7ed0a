from involvement.views.access_needs import edit_access_needs, my_access_needs
from involvement.views.equality import (
    enter_equality_answers,
    my_equality_answer,
    my_equality_answers,
    my_ethnic_detail,
    my_ethnic_group,
    stop_equality_answers,
    under_18,
)
from involvement.views.own_record import claim_record, my_record
from involvement.views.participants import (
    add_participant,
    claim_card,
    edit_participant,
    end_participation,
    participant,
    participants,
    participants_csv,
    return_to_register,
)

__all__ = [
    "add_participant",
    "claim_card",
    "claim_record",
    "edit_access_needs",
    "edit_participant",
    "end_participation",
    "enter_equality_answers",
    "my_access_needs",
    "my_equality_answer",
    "my_equality_answers",
    "my_ethnic_detail",
    "my_ethnic_group",
    "my_record",
    "participant",
    "participants",
    "participants_csv",
    "return_to_register",
    "stop_equality_answers",
    "under_18",
]
