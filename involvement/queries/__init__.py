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
from involvement.queries.changes import (
    change_list,
    change_page,
    linkable,
    people_to_tell,
    what_changed,
)
from involvement.queries.consents import consents_of, own_consents
from involvement.queries.home import my_home
from involvement.queries.imports import (
    import_errors,
    import_list,
    import_page,
)
from involvement.queries.keeping import keeping, receipt_text
from involvement.queries.loop import (
    LoopNumbers,
    change_rate,
    loop_numbers,
)
from involvement.queries.loop_figures import (
    loop_figures,
    quarters,
)
from involvement.queries.loop_summaries import (
    loop_summary_list,
    organisations_that_answer,
    public_loop,
)
from involvement.queries.own_data import OwnFile, as_json, ending_of, own_data, own_ending, own_file, receipt_lines
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
    reference_of,
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
    "OwnFile",
    "OwnQuestion",
    "access_needs_of",
    "activities_csv_rows",
    "activity_list",
    "as_json",
    "asked_questions",
    "attendance_csv_rows",
    "change_list",
    "change_page",
    "change_rate",
    "consents_of",
    "ending_of",
    "found_participants",
    "import_errors",
    "import_list",
    "import_page",
    "keeping",
    "known_of",
    "last_session",
    "linkable",
    "loop_figures",
    "loop_numbers",
    "loop_summary_list",
    "my_home",
    "next_open_question",
    "only_organisation_to_tell",
    "organisations_that_answer",
    "organisations_to_tell",
    "own_answers",
    "own_consents",
    "own_data",
    "own_ending",
    "own_file",
    "own_question",
    "own_record",
    "participant_csv_rows",
    "participant_details",
    "participant_list",
    "participant_page",
    "people_in_attendance_csv",
    "people_to_ask",
    "people_to_tell",
    "public_loop",
    "purpose",
    "purposes",
    "quarters",
    "receipt_lines",
    "receipt_text",
    "reference_of",
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
    "what_changed",
]
