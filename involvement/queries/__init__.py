from involvement.queries.activities import (
    ACTIVITIES_HEADER,
    SERVICES_HEADER,
    activities_csv_rows,
    activity_list,
    service_list,
    services_csv_rows,
)
from involvement.queries.attendance import (
    Entry,
    Line,
    people_to_ask,
    register,
)
from involvement.queries.consents import consents_of, own_consents
from involvement.queries.imports import (
    import_errors,
    import_list,
    import_page,
)
from involvement.queries.loop import (
    LoopNumbers,
    change_rate,
    loop_numbers,
)
from involvement.queries.own_record import (
    OwnQuestion,
    next_open_question,
    own_answers,
    own_question,
    own_record,
)
from involvement.queries.participants import (
    PARTICIPANT_COLUMNS,
    access_needs_of,
    asked_questions,
    found_participants,
    participant_csv_rows,
    participant_details,
    participant_list,
    participant_page,
)
from involvement.queries.purposes import purpose, purposes
from involvement.queries.saying import (
    Known,
    known_of,
    only_organisation_to_tell,
    organisations_to_tell,
    subject,
    subjects,
)
from involvement.queries.sessions import (
    ATTENDANCE_HEADER,
    SESSIONS_HEADER,
    attendance_csv_rows,
    last_session,
    people_in_attendance_csv,
    session_list,
    session_page,
    sessions_csv_rows,
)
from involvement.queries.today import today_page
from involvement.queries.told_stories import (
    told_stories,
    told_story,
)

__all__ = [
    "ACTIVITIES_HEADER",
    "ATTENDANCE_HEADER",
    "PARTICIPANT_COLUMNS",
    "SERVICES_HEADER",
    "SESSIONS_HEADER",
    "Entry",
    "Known",
    "Line",
    "LoopNumbers",
    "OwnQuestion",
    "access_needs_of",
    "activities_csv_rows",
    "activity_list",
    "asked_questions",
    "attendance_csv_rows",
    "change_rate",
    "consents_of",
    "found_participants",
    "import_errors",
    "import_list",
    "import_page",
    "known_of",
    "last_session",
    "loop_numbers",
    "next_open_question",
    "only_organisation_to_tell",
    "organisations_to_tell",
    "own_answers",
    "own_consents",
    "own_question",
    "own_record",
    "participant_csv_rows",
    "participant_details",
    "participant_list",
    "participant_page",
    "people_in_attendance_csv",
    "people_to_ask",
    "purpose",
    "purposes",
    "register",
    "service_list",
    "services_csv_rows",
    "session_list",
    "session_page",
    "sessions_csv_rows",
    "subject",
    "subjects",
    "today_page",
    "told_stories",
    "told_story",
]
