import io
from datetime import date

import pytest

from accounts.models import Role
from accounts.tests.factories import actor_for, make_organisation
from core.csv_files import FileRefused
from involvement.equality import AnswerSource, AnswerStatus, Question
from involvement.models import Attendance, EqualityAnswer, InvolvementSession, Participant
from involvement.services import import_file
from involvement.tests.factories import make_activity, make_participant, make_session

pytestmark = pytest.mark.django_db
TODAY = date(2026, 6, 1)
SESSIONS = "session_reference,activity,activity_kind,involvement_level,service,starts_at,ends_at,place\n"
ATTENDANCE = "session_reference,participant_reference,status,speaking_role,minutes,invited_on,signed_up_on\n"


@pytest.fixture
def organisation():
    return make_organisation()


def take(organisation, kind, text, *, dry_run=False):
    actor = actor_for(Role.INVOLVEMENT_LEAD, organisation=organisation)
    file = io.BytesIO(text.encode())
    return import_file(actor=actor, organisation=organisation, kind=kind, file=file, dry_run=dry_run, today=TODAY)


def counts(result):
    return (result.counts.created, result.counts.changed, result.counts.unchanged)


def test_participants_keeps_stated_declined_and_not_asked_apart(organisation):
    text = "participant_reference,ethnic_group,joined_on\nP1,N,2026-01-05\nP2,prefer-not-to-say,\nP3,Z,\nP4,99,\nP5,,\n"

    assert counts(take(organisation, "participants", text)) == (5, 0, 0)

    answers = EqualityAnswer.objects.values_list("participant__reference", "status", "value")
    assert sorted(answers) == [
        ("P1", AnswerStatus.STATED, "black-african"),
        ("P2", AnswerStatus.DECLINED, ""),
        ("P3", AnswerStatus.DECLINED, ""),
    ]
    assert Participant.objects.get(reference="P1").joined_on == date(2026, 1, 5)


def test_participants_changes_nothing_when_the_same_file_comes_again(organisation):
    text = "participant_reference,sex,joined_on\nP1,female,2026-01-05\nP2,male,2026-01-05\n"
    take(organisation, "participants", text)

    assert counts(take(organisation, "participants", text)) == (0, 0, 2)


def test_participants_never_overwrites_what_the_person_said(organisation):
    person = make_participant(organisation, reference="P1")
    EqualityAnswer.objects.create(
        participant=person, question=Question.SEX, status=AnswerStatus.STATED, value="female",
        source=AnswerSource.SELF, answered_at="2026-01-01T12:00:00Z",
    )  # fmt: skip

    result = take(organisation, "participants", "participant_reference,sex\nP1,male\n")

    assert counts(result) == (0, 0, 1)
    assert EqualityAnswer.objects.get().value == "female"


def test_participants_blank_answer_takes_nothing_away(organisation):
    take(organisation, "participants", "participant_reference,sex\nP1,male\n")

    take(organisation, "participants", "participant_reference,sex\nP1,\n")

    assert EqualityAnswer.objects.get().value == "male"


def test_import_changes_nothing_and_lists_every_bad_line(organisation):
    text = "participant_reference,sex,joined_on\nP1,female,2026-01-01\n,female,\nP1,male,\nP3,blue,\nP4,,1 May\n"

    result = take(organisation, "participants", text)

    assert [(line, column) for line, column, _ in result.errors] == [
        (3, "participant_reference"), (4, ""), (5, "sex"), (6, "joined_on"),
    ]  # fmt: skip
    assert (result.rows, result.bad_lines) == (5, 4)
    assert Participant.objects.count() == 0


def test_import_refuses_an_nhs_number_without_repeating_it(organisation):
    result = take(organisation, "participants", "participant_reference\n999 123 4567\n")

    [(line, column, reason)] = result.errors
    assert (line, column) == (2, "participant_reference")
    assert "999" not in reason


def test_dry_run_counts_truly_and_stores_nothing(organisation):
    result = take(organisation, "participants", "participant_reference\nP1\nP2\n", dry_run=True)

    assert counts(result) == (2, 0, 0)
    assert Participant.objects.count() == 0


def test_sessions_reads_uk_time_and_makes_activity_and_service(organisation):
    text = SESSIONS + "S1,Ward pack,focus-group,co-design,Larch Ward,2026-07-01 00:30,2026-07-01 02:00,Room 1\n"

    assert counts(take(organisation, "sessions", text)) == (1, 0, 0)

    session = InvolvementSession.objects.get()
    assert session.starts_at.isoformat() == "2026-06-30T23:30:00+00:00"
    assert session.held_on == date(2026, 7, 1)
    assert (session.activity.name, session.service.name) == ("Ward pack", "Larch Ward")
    assert counts(take(organisation, "sessions", text)) == (0, 0, 1)


@pytest.mark.parametrize(
    "times", ["0001-01-01T00:00+14:00,0001-01-01T01:00+14:00", "9999-12-31T23:00-12:00,9999-12-31T23:30-12:00"]
)
def test_sessions_refuses_a_time_at_the_ends_of_the_calendar(organisation, times):
    result = take(organisation, "sessions", SESSIONS + f"S1,Panel,focus-group,co-design,,{times},\n")

    assert result.errors == ((2, "starts_at", "Enter a day between 1900 and 2099."),)


def test_sessions_refuses_an_nhs_number_wherever_it_stands(organisation):
    line = "{},{},focus-group,co-design,{},2026-05-12 14:00,2026-05-12 16:00,{}\n"
    plain = ["S1", "Panel", "Team", "Hall"]
    lines = [line.format(*plain[:place], "999 123 4567", *plain[place + 1 :]) for place in range(4)]

    result = take(organisation, "sessions", SESSIONS + "".join(lines))

    assert [error[1] for error in result.errors] == ["session_reference", "activity", "service", "place"]


def test_sessions_refuses_a_time_that_the_clocks_skipped(organisation):
    text = SESSIONS + "S1,Ward pack,focus-group,co-design,,2026-03-29 01:30,2026-03-29 03:00,\n"

    assert [error[:2] for error in take(organisation, "sessions", text).errors] == [(2, "starts_at")]


def test_sessions_refuses_an_activity_of_two_kinds(organisation):
    make_activity(organisation, name="Ward pack", kind="forum")
    text = SESSIONS + "S1,Ward pack,focus-group,co-design,,2026-02-01 10:00,2026-02-01 11:00,\n"

    assert [error[:2] for error in take(organisation, "sessions", text).errors] == [(2, "activity_kind")]


def test_sessions_moved_takes_its_attendance_along(organisation):
    line = "S1,Ward pack,focus-group,co-design,{service},2026-02-0{day} 10:00,2026-02-0{day} 11:00,\n"
    take(organisation, "sessions", SESSIONS + line.format(service="Larch Ward", day=1))
    make_participant(organisation, reference="P1")
    take(organisation, "attendance", ATTENDANCE + "S1,P1,came,service-user,,,\n")

    result = take(organisation, "sessions", SESSIONS + line.format(service="Recovery College", day=2))

    row = Attendance.objects.get()
    assert counts(result) == (0, 1, 0)
    assert (row.held_on, row.service.name) == (date(2026, 2, 2), "Recovery College")


def test_attendance_takes_the_session_length_for_blank_minutes(organisation):
    make_session(make_activity(organisation), reference="S1", minutes=90)
    for reference in ("P1", "P2", "P3"):
        make_participant(organisation, reference=reference)
    text = (
        ATTENDANCE + "S1,P1,came,service-user,,2026-05-01,2026-05-02\nS1,P2,came,carer,45,,\nS1,P3,did-not-come,,,,\n"
    )

    assert counts(take(organisation, "attendance", text)) == (3, 0, 0)

    rows = Attendance.objects.order_by("participant__reference").values_list("status", "speaking_role", "minutes")
    assert list(rows) == [("came", "service-user", 90), ("came", "carer", 45), ("did-not-come", "not-recorded", 0)]
    assert counts(take(organisation, "attendance", text)) == (0, 0, 3)


def test_attendance_changed_line_raises_the_revision(organisation):
    make_session(make_activity(organisation), reference="S1")
    make_participant(organisation, reference="P1")
    take(organisation, "attendance", ATTENDANCE + "S1,P1,not-marked,,,,\n")

    assert counts(take(organisation, "attendance", ATTENDANCE + "S1,P1,came,,,,\n")) == (0, 1, 0)
    assert Attendance.objects.get().revision == 2


def test_attendance_refuses_people_and_sessions_of_others(organisation):
    make_session(reference="S1")
    make_participant(reference="P1")

    result = take(organisation, "attendance", ATTENDANCE + "S1,P1,came,,,,\n")

    assert [error[:2] for error in result.errors] == [(2, "session_reference"), (2, "participant_reference")]
    assert result.bad_lines == 1


@pytest.mark.parametrize(
    "text", ["", "\ufeff", "reference,sex\nP1,female\n", "participant_reference,sex,sex\nP1,a,b\n"]
)
def test_import_refuses_a_file_without_the_right_header(organisation, text):
    with pytest.raises(FileRefused):
        take(organisation, "participants", text)


def test_import_reads_a_byte_order_mark(organisation):
    assert counts(take(organisation, "participants", "\ufeffparticipant_reference\nP1\n")) == (1, 0, 0)
