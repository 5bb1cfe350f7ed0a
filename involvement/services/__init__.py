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
from involvement.services.head_counts import CountedMeanwhile, count_heads
from involvement.services.points import add_point
from involvement.services.sessions import add_session, copy_session, edit_session

__all__ = [
    "CountedMeanwhile",
    "Line",
    "NameTaken",
    "WhoIsMeant",
    "add_activity",
    "add_point",
    "add_service",
    "add_session",
    "add_walk_in",
    "copy_session",
    "count_heads",
    "edit_activity",
    "edit_service",
    "edit_session",
    "expect_people",
    "record_attendance",
    "sign_up_people",
    "stop_expecting",
]
