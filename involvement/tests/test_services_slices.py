from datetime import date, timedelta
from io import BytesIO

import pytest
from django.db import transaction
from django.utils import timezone

from accounts.models import Role
from accounts.tests.factories import actor_for
from involvement import services
from involvement.equality import AnswerSource, AnswerStatus, Question
from involvement.models import ChangedSlice, Participant
from involvement.queries.attendance import Entry, Line
from involvement.services import slices
from involvement.taxonomies import AttendanceStatus, ChangeStatus, SpeakingRole
from involvement.tests.factories import (
    DAY,
    make_activity,
    make_attendance,
    make_change,
    make_participant,
    make_service,
    make_session,
    make_story,
)

pytestmark = pytest.mark.django_db
SPRING, SUMMER = date(2026, 4, 1), date(2026, 7, 1)


@pytest.fixture
def session():
    activity = make_activity()
    return make_session(activity, service=make_service(activity.organisation))


@pytest.fixture
def actor(session):
    return actor_for(Role.INVOLVEMENT_LEAD, organisation=session.organisation)


def noted():
    rows = ChangedSlice.objects.order_by("pk")
    return [(row.organisation_id, row.service_id, row.quarter) for row in rows]


def of(session, quarter=SPRING):
    return (session.organisation_id, session.service_id, quarter)


def test_record_attendance_notes_the_slice_once_for_any_number_of_people(actor, session):
    rows = [make_attendance(session) for _ in range(3)]
    shown = Entry(AttendanceStatus.NOT_MARKED, SpeakingRole.NOT_RECORDED, None)
    lines = [Line(row.pk, row.revision, shown, shown._replace(status=AttendanceStatus.CAME)) for row in rows]

    services.record_attendance(actor=actor, session=session, lines=lines, today=DAY)

    assert noted() == [of(session)]


def test_record_attendance_notes_nothing_when_nothing_changed(actor, session):
    services.record_attendance(actor=actor, session=session, lines=[], today=DAY)

    assert noted() == []


def test_people_on_the_list_are_noted_when_asked_signed_up_and_taken_off(actor, session):
    person = make_participant(session.organisation)
    services.expect_people(actor=actor, session=session, participant_ids=[person.pk], said_yes=False, today=DAY)
    ids = [session.attendances.get().pk]
    services.sign_up_people(actor=actor, session=session, attendance_ids=ids, today=DAY)
    services.stop_expecting(actor=actor, session=session, attendance_ids=ids)
    services.add_walk_in(actor=actor, session=session, name="Finch", today=DAY)

    assert noted() == [of(session)] * 4


def test_edit_session_notes_where_it_was_and_where_it_is(actor, session):
    was, other = of(session), make_service(session.organisation)
    starts_at = session.starts_at + timedelta(days=90)
    services.edit_session(
        actor=actor,
        session=session,
        activity=session.activity,
        service=other,
        starts_at=starts_at,
        ends_at=starts_at + timedelta(hours=1),
        place="",
        facilitators=[],
        support_booked=[],
        now=starts_at,
    )

    assert set(noted()) == {was, (session.organisation_id, other.pk, SUMMER)}


def test_an_answer_notes_every_slice_of_that_person(actor, session):
    person = make_participant(session.organisation)
    make_attendance(session, person)
    make_attendance(make_session(session.activity, on=date(2026, 9, 30)), person)
    make_attendance(make_session(session.activity, on=date(2025, 1, 1)))
    answers = {Question.SEX: (AnswerStatus.STATED, "female")}

    services.enter_equality_answers(
        actor=actor, participant=person, answers=answers, given=AnswerSource.PAPER_FORM, now=timezone.now()
    )

    assert set(noted()) == {of(session), (session.organisation_id, None, SUMMER)}


@pytest.mark.parametrize("stop", [True, False])
def test_a_persons_own_answers_are_noted_too(actor, session, stop):
    person = make_attendance(session).participant
    if stop:
        services.stop_equality_answers(actor=actor, participant=person, now=timezone.now())
    else:
        services.choose_ethnic_group(actor=actor, participant=person, group="asian", now=timezone.now())

    assert noted() == [of(session)]


def imported(actor, session, kind, text):
    services.import_file(
        actor=actor,
        organisation=session.organisation,
        kind=kind,
        file=BytesIO(text.encode()),
        dry_run=False,
        today=DAY,
    )


def test_a_file_of_places_notes_each_slice_once(actor, session):
    people = [make_participant(session.organisation) for _ in range(2)]
    lines = [f"{session.reference},{person.reference},came" for person in people]

    imported(actor, session, "attendance", "\n".join(["session_reference,participant_reference,status", *lines]))

    assert noted() == [of(session)]


def test_a_file_of_people_notes_the_slices_of_those_who_answered_anew(actor, session):
    person = make_attendance(session).participant
    make_attendance(make_session(session.activity, on=date(2025, 1, 1)))

    imported(actor, session, "participants", f"participant_reference,sex\n{person.reference},female")

    assert noted() == [of(session)]


def test_a_file_of_people_notes_the_slices_of_their_stories(actor, session):
    person = make_participant(session.organisation)
    make_story(session.organisation, service=session.service, participant=person)

    imported(actor, session, "participants", f"participant_reference,sex\n{person.reference},female")

    assert noted() == [of(session)]


def test_a_file_of_sessions_notes_where_they_were_and_where_they_are(actor, session):
    make_attendance(session)
    was = of(session)
    line = f"{session.reference},{session.activity.name},{session.activity.kind},{session.activity.level}"
    head = "session_reference,activity,activity_kind,involvement_level,starts_at,ends_at"

    imported(actor, session, "sessions", f"{head}\n{line},2026-08-01 10:00,2026-08-01 12:00")

    assert set(noted()) == {was, (session.organisation_id, None, SUMMER)}


def test_note_people_takes_more_people_than_a_statement_can_name(session):
    person = make_attendance(session).participant
    strangers = [Participant(reference=str(number)).pk for number in range(2 * slices.PEOPLE_AT_ONCE)]

    slices.note_people([*strangers, person.pk])

    assert noted() == [of(session)]


def test_a_change_that_is_taken_back_leaves_no_note(actor, session):
    with transaction.atomic():
        services.add_walk_in(actor=actor, session=session, name="Finch", today=DAY)
        transaction.set_rollback(True)

    assert noted() == []


def test_note_people_covers_stories_that_led_to_something(session):
    story = make_story(session.organisation, service=session.service, participant=make_participant())
    make_change(session.organisation, stories=[story], status=ChangeStatus.MADE)
    make_story(session.organisation, participant=story.participant)

    slices.note_people([story.participant_id])

    assert noted() == [of(session)]
