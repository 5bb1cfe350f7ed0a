"""Files of many lines: read in constant memory, compared and stored by the database, all of it or nothing."""

import io
from datetime import date

import pytest
from django.db import connection

from accounts.access import SYSTEM
from accounts.tests.factories import make_organisation
from involvement.equality import AnswerSource, AnswerStatus, Question
from involvement.models import (
    Attendance,
    ChangedSlice,
    EqualityAnswer,
    ImportPhase,
    InvolvementSession,
    Participant,
)
from involvement.services import RegisterChanged, import_file
from involvement.services.imports import staging
from involvement.tests.factories import make_activity, make_participant, make_session

pytestmark = pytest.mark.django_db
TODAY = date(2026, 6, 1)
ATTENDANCE = "session_reference,participant_reference,status,speaking_role,minutes,invited_on,signed_up_on\n"


@pytest.fixture
def organisation():
    organisation = make_organisation()
    make_session(make_activity(organisation), reference="S1", minutes=90)
    Participant.objects.bulk_create(
        Participant(organisation=organisation, reference=f"P{number}", joined_on=TODAY) for number in range(1, 8)
    )
    return organisation


@pytest.fixture
def small_slices(monkeypatch):
    """Three lines a statement, so that a file of a few lines takes several."""
    monkeypatch.setattr(staging, "SLICE", 3)


def take(organisation, kind, text, *, dry_run=False, step=lambda rows, phase: None):
    return import_file(
        actor=SYSTEM, organisation=organisation, kind=kind, file=io.BytesIO(text.encode()), dry_run=dry_run,
        today=TODAY, step=step,
    )  # fmt: skip


def attendance(*statuses):
    return ATTENDANCE + "".join(
        f"S1,P{number},{status},,,,\n" for number, status in enumerate(statuses, start=1) if status
    )


def counts(result):
    return (result.counts.created, result.counts.changed, result.counts.unchanged)


@pytest.mark.usefixtures("small_slices")
def test_attendance_tried_counts_what_saving_then_does(organisation):
    take(organisation, "attendance", attendance("came", "came", "apologies", "came"))
    text = attendance("came", "apologies", "apologies", "not-marked", "came", "came", "came")

    tried = take(organisation, "attendance", text, dry_run=True)

    before = list(Attendance.objects.order_by("participant__reference").values_list("status", flat=True))
    assert before == ["came", "came", "apologies", "came"]
    assert counts(tried) == counts(take(organisation, "attendance", text)) == (3, 2, 2)
    after = Attendance.objects.order_by("participant__reference").values_list("status", "minutes", "revision")
    assert list(after) == [
        ("came", 90, 1), ("apologies", 0, 2), ("apologies", 0, 1), ("not-marked", 0, 2),
        ("came", 90, 1), ("came", 90, 1), ("came", 90, 1),
    ]  # fmt: skip


@pytest.mark.parametrize(
    "line", ["S1,P1,came,,45,,", "S1,P1,came,carer,,,", "S1,P1,came,,,2026-05-01,", "S1,P1,came,,,,2026-05-01"]
)
def test_attendance_changes_a_line_in_any_of_its_values_and_back(organisation, line):
    take(organisation, "attendance", attendance("came"))

    assert counts(take(organisation, "attendance", f"{ATTENDANCE}{line}\n")) == (0, 1, 0)
    assert counts(take(organisation, "attendance", f"{ATTENDANCE}{line}\n")) == (0, 0, 1)
    assert counts(take(organisation, "attendance", attendance("came"))) == (0, 1, 0)


@pytest.mark.usefixtures("small_slices")
def test_attendance_tells_all_that_is_wrong_in_the_order_of_the_file(organisation):
    text = attendance("came", "late", "came", "came", "came") + "S1,P3,came,,,,\nS2,P9,came,,,,\nS2,P9,came,,,,\n"

    result = take(organisation, "attendance", text)

    assert [error[:2] for error in result.errors] == [
        (3, "status"), (7, ""), (8, "session_reference"), (8, "participant_reference"),
        (9, ""), (9, "session_reference"), (9, "participant_reference"),
    ]  # fmt: skip
    assert result.errors[1][2] == "Remove this line: it says the same thing again as line 4."
    assert (result.rows, result.bad_lines, Attendance.objects.count()) == (8, 4, 0)


def test_attendance_keeps_the_first_thousand_bad_lines_of_the_file(organisation):
    unknown = "".join(f"S1,X{number},came,,,,\n" for number in range(1_200))

    result = take(organisation, "attendance", ATTENDANCE + unknown + "S1,P1,late,,,,\n" * 1_200)

    assert result.bad_lines == 2_400
    assert [line for line, _, _ in result.errors] == list(range(2, 1_002))


@pytest.mark.parametrize("reference", ['"P""8"', '"P,8"', "P\\8", "\\N", "\\.", "P%s", "Ünï", '"two\nlines"', "NULL"])
def test_references_come_through_whatever_is_in_them(organisation, reference):
    take(organisation, "participants", f"participant_reference\n{reference}\n")

    assert counts(take(organisation, "attendance", f"{ATTENDANCE}S1,{reference},came,,,,\n")) == (1, 0, 0)
    assert Attendance.objects.get().participant.reference == reference.strip('"').replace('""', '"')


@pytest.mark.usefixtures("small_slices")
def test_attendance_is_stored_whole_or_not_at_all_when_the_register_changes_meanwhile(organisation):
    def lose_somebody(rows, phase):
        if phase == ImportPhase.SAVING:
            Participant.objects.filter(reference="P7").delete()

    with pytest.raises(RegisterChanged):
        take(organisation, "attendance", attendance(*["came"] * 7), step=lose_somebody)

    assert (Attendance.objects.count(), Participant.objects.count()) == (0, 7)


def test_attendance_of_a_session_open_for_weeks_counts_a_day(organisation):
    InvolvementSession.objects.update(starts_at="2026-05-01T09:00Z", ends_at="2026-05-20T09:00Z")

    take(organisation, "attendance", attendance("came"))

    assert Attendance.objects.get().minutes == 1_440


def test_attendance_notes_slices_only_where_something_changed(organisation):
    make_session(make_activity(organisation, name="Other"), reference="S2", on=date(2026, 8, 3))
    text = attendance("came", "came") + "S2,P1,came,,,,\n"
    take(organisation, "attendance", text)
    ChangedSlice.objects.all().delete()

    take(organisation, "attendance", text)
    assert ChangedSlice.objects.count() == 0

    take(organisation, "attendance", text.replace("S2,P1,came", "S2,P1,apologies"))
    assert list(ChangedSlice.objects.values_list("quarter", flat=True)) == [date(2026, 7, 1)]


@pytest.mark.usefixtures("small_slices")
def test_participants_tried_counts_what_saving_then_does(organisation):
    head = "participant_reference,sex,religion,joined_on\n"
    take(organisation, "participants", head + "P1,male,,\nP2,male,hindu,\nP3,prefer-not-to-say,,\nP4,,,2026-01-01\n")
    text = head + (
        "P1,male,,2026-06-01\nP2,prefer-not-to-say,hindu,\nP3,prefer-not-to-say,sikh,\nP4,,,2026-01-02\nP5,,,\nP9,male,,\n"
    )

    tried = take(organisation, "participants", text, dry_run=True)

    assert counts(tried) == counts(take(organisation, "participants", text)) == (1, 3, 2)
    answers = EqualityAnswer.objects.order_by("participant__reference", "question")
    assert list(answers.values_list("participant__reference", "question", "status", "value")) == [
        ("P1", "sex", "STATED", "male"), ("P2", "religion", "STATED", "hindu"), ("P2", "sex", "DECLINED", ""),
        ("P3", "religion", "STATED", "sikh"), ("P3", "sex", "DECLINED", ""), ("P9", "sex", "STATED", "male"),
    ]  # fmt: skip
    days = Participant.objects.filter(reference__in=("P1", "P4", "P9")).order_by("reference")
    assert list(days.values_list("joined_on", flat=True)) == [TODAY, date(2026, 1, 2), TODAY]


@pytest.mark.parametrize(
    ("source", "expected"),
    [(AnswerSource.SELF, ("female", AnswerSource.SELF)), (AnswerSource.TOLD_STAFF, ("male", AnswerSource.IMPORTED))],
)
def test_participants_replaces_only_what_the_person_did_not_give(organisation, source, expected):
    person = make_participant(organisation, reference="P8")
    EqualityAnswer.objects.create(
        participant=person, question=Question.SEX, status=AnswerStatus.STATED, value="female", own_words="Woman",
        source=source, answered_at="2026-01-01T12:00:00Z",
    )  # fmt: skip

    take(organisation, "participants", "participant_reference,sex\nP8,male\n")

    assert EqualityAnswer.objects.values_list("value", "source").get() == expected


def test_participants_notes_the_slices_of_whose_answers_changed(organisation):
    take(organisation, "attendance", attendance("came"))
    ChangedSlice.objects.all().delete()

    take(organisation, "participants", "participant_reference,sex,joined_on\nP2,male,\nP1,,2026-01-01\n")
    assert ChangedSlice.objects.count() == 0

    take(organisation, "participants", "participant_reference,sex\nP1,male\n")
    assert ChangedSlice.objects.count() == 1


def test_nothing_of_the_file_stays_in_the_database_connection(organisation):
    take(organisation, "attendance", attendance("came"))

    where = "sqlite_temp_master WHERE" if connection.vendor == "sqlite" else "pg_class WHERE relpersistence = 't' AND"
    name = "name" if connection.vendor == "sqlite" else "relname"
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT COUNT(*) FROM {where} {name} LIKE 'import%'")
        assert cursor.fetchone() == (0,)
