from involvement.views.access_needs import (
    edit_access_needs,
    my_access_needs,
)
from involvement.views.activities import (
    activities,
    activity,
    add_activity,
    add_service,
    edit_activity,
    edit_service,
    service_list,
)
from involvement.views.attendance import (
    add_walk_in,
    expect_people,
    record_attendance,
    sign_up_people,
    stop_expecting,
)
from involvement.views.equality import (
    enter_equality_answers,
    my_equality_answer,
    my_equality_answers,
    my_ethnic_detail,
    my_ethnic_group,
    stop_equality_answers,
    under_18,
)
from involvement.views.head_counts import count_heads
from involvement.views.own_record import (
    claim_record,
    my_record,
)
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
from involvement.views.points import add_point
from involvement.views.sessions import (
    add_session,
    attendance_csv,
    copy_session,
    edit_session,
    session,
    sessions,
    sessions_csv,
    today,
)

__all__ = [
    "activities",
    "activity",
    "add_activity",
    "add_participant",
    "add_point",
    "add_service",
    "add_session",
    "add_walk_in",
    "attendance_csv",
    "claim_card",
    "claim_record",
    "copy_session",
    "count_heads",
    "edit_access_needs",
    "edit_activity",
    "edit_participant",
    "edit_service",
    "edit_session",
    "end_participation",
    "enter_equality_answers",
    "expect_people",
    "my_access_needs",
    "my_equality_answer",
    "my_equality_answers",
    "my_ethnic_detail",
    "my_ethnic_group",
    "my_record",
    "participant",
    "participants",
    "participants_csv",
    "record_attendance",
    "return_to_register",
    "service_list",
    "session",
    "sessions",
    "sessions_csv",
    "sign_up_people",
    "stop_equality_answers",
    "stop_expecting",
    "today",
    "under_18",
]
