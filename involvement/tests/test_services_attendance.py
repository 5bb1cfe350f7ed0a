from datetime import date, timedelta

import pytest

from accounts.models import Role
from accounts.tests.factories import actor_for
from core.models import AuditEvent
from involvement import access, services
from involvement.models import Attendance, Participant
from involvement.queries.attendance import Entry, Line, entry_of
from involvement.taxonomies import AttendanceStatus, SpeakingRole
from involvement.tests.factories import DAY, make_activity, make_attendance, make_participant, make_session

pytestmark = pytest.mark.django_db
CAME, APOLOGIES = AttendanceStatus.CAME, AttendanceStatus.APOLOGIES
NOT_MARKED = AttendanceStatus.NOT_MARKED
CARER, SERVICE_USER, NOT_RECORDED = SpeakingRole.CARER, SpeakingRole.SERVICE_USER, SpeakingRole.NOT_RECORDED


@pytest.fixture
def session():
    return make_session()


@pytest.fixture
def actor(session):
    return actor_for(Role.INVOLVEMENT_LEAD, organisation=session.organisation)


def line(row, **changes):
    """The line as the page showed it just now, with these changes."""
    row = access.register(row.session).get(pk=row.pk)
    shown = entry_of(row, row.session)
    return Line(row.pk, row.revision, shown, shown._replace(**changes))


def save(actor, session, *lines, **options):
    return services.record_attendance(actor=actor, session=session, lines=lines, today=DAY, **options)


def saved(row):
    row.refresh_from_db()
    return (row.status, row.speaking_role, row.minutes)


def test_record_attendance_saves_status_role_and_minutes(actor, session):
    row = make_attendance(session)

    clashes = save(actor, session, line(row, status=CAME, speaking_role=CARER, minutes=45))

    assert (clashes, saved(row)) == ({}, (CAME, CARER, 45))


def test_record_attendance_counts_the_whole_session_when_no_minutes_are_given(actor, session):
    row = make_attendance(session)

    save(actor, session, line(row, status=CAME))

    assert saved(row) == (CAME, NOT_RECORDED, 120)


def test_record_attendance_gives_no_minutes_to_who_did_not_come(actor, session):
    row = make_attendance(session, status=CAME)

    save(actor, session, line(row, status=APOLOGIES))

    assert saved(row) == (APOLOGIES, NOT_RECORDED, 0)


def test_record_attendance_everyone_else_came_keeps_who_is_marked(actor, session):
    away, rest = make_attendance(session), make_attendance(session)

    save(actor, session, line(away, status=APOLOGIES), line(rest), everyone_else_came=True)

    assert (saved(away), saved(rest)) == ((APOLOGIES, NOT_RECORDED, 0), (CAME, NOT_RECORDED, 120))


def test_record_attendance_takes_the_role_of_the_last_session(actor, session):
    person = make_participant(session.organisation)
    last = make_session(session.activity, on=DAY - timedelta(days=7))
    make_attendance(last, person, status=CAME, speaking_role=CARER)
    row = make_attendance(session, person)

    save(actor, session, line(row, status=CAME))

    assert saved(row) == (CAME, CARER, 120)


def test_record_attendance_writes_nothing_when_nothing_changed(actor, session):
    row = make_attendance(session, status=CAME)

    save(actor, session, line(row))

    row.refresh_from_db()
    assert (row.revision, AuditEvent.objects.count()) == (1, 0)


def test_record_attendance_twice_doubles_nothing(actor, session):
    row = make_attendance(session)
    sent = line(row, status=CAME, speaking_role=CARER)

    for _ in range(2):
        clashes = save(actor, session, sent, walk_in="Robin")

    assert clashes == {}
    assert [p.reference for p in Participant.objects.exclude(pk=row.participant_id)] == ["Robin"]
    assert Attendance.objects.filter(session=session, status=CAME).count() == 2


def test_record_attendance_second_writer_with_the_same_mark_is_fine(actor, session):
    row = make_attendance(session)
    second = line(row, status=CAME)
    save(actor, session, line(row, status=CAME))

    assert save(actor, session, second) == {}
    assert saved(row) == (CAME, NOT_RECORDED, 120)


def test_record_attendance_second_writer_takes_over_what_they_did_not_touch(actor, session):
    row = make_attendance(session)
    second = line(row)
    save(actor, session, line(row, status=APOLOGIES))

    assert save(actor, session, second, everyone_else_came=True) == {}
    assert saved(row) == (APOLOGIES, NOT_RECORDED, 0)


def test_record_attendance_keeps_both_writers_changes_of_one_line(actor, session):
    row = make_attendance(session)
    second = line(row, speaking_role=CARER)
    save(actor, session, line(row, status=CAME))

    assert save(actor, session, second) == {}
    assert saved(row) == (CAME, CARER, 120)


def test_record_attendance_gives_back_what_another_saved_and_saves_the_rest(actor, session):
    clashing, other = make_attendance(session), make_attendance(session)
    second = [line(clashing, status=APOLOGIES), line(other, status=CAME)]
    save(actor, session, line(clashing, status=CAME))

    clashes = save(actor, session, *second)

    assert clashes == {clashing.pk: Entry(CAME, NOT_RECORDED)}
    assert (saved(clashing), saved(other)) == ((CAME, NOT_RECORDED, 120), (CAME, NOT_RECORDED, 120))


def test_record_attendance_part_of_the_time_against_apologies_is_a_clash(actor, session):
    row = make_attendance(session, status=CAME)
    second = line(row, minutes=45)
    save(actor, session, line(row, status=APOLOGIES))

    assert save(actor, session, second) == {row.pk: Entry(APOLOGIES, NOT_RECORDED)}


def test_record_attendance_leaves_other_sessions_alone(actor, session):
    elsewhere = make_attendance(make_session())

    save(actor, session, line(elsewhere, status=CAME))

    assert saved(elsewhere) == (NOT_MARKED, NOT_RECORDED, 0)


@pytest.mark.parametrize("people", [1, 3, 40])
def test_record_attendance_needs_the_same_statements_for_any_number(
    actor, session, people, django_assert_max_num_queries
):
    lines = [line(make_attendance(session), status=CAME) for _ in range(people)]

    with django_assert_max_num_queries(10) as statements:
        save(actor, session, *lines)

    assert len(statements) == 7  # a savepoint and its end among them


def test_record_attendance_shows_each_person_who_wrote(actor, session):
    row = make_attendance(session)

    save(actor, session, line(row, status=CAME))

    event = AuditEvent.objects.get(subject_id=row.participant_id)
    assert (event.verb, event.user_id) == ("ATTENDANCE_RECORDED", actor.user_id)


def test_add_walk_in_makes_a_participant_of_a_new_pen_name(actor, session):
    row = services.add_walk_in(actor=actor, session=session, name="Bluekettle", today=DAY)

    assert (row.participant.reference, row.participant.joined_on) == ("Bluekettle", DAY)
    assert saved(row) == (CAME, NOT_RECORDED, 120)


@pytest.mark.parametrize("typed", ["r-7", "SAM"])
def test_add_walk_in_finds_who_is_on_the_register(actor, session, typed):
    person = make_participant(session.organisation, reference="R-7", known_as="Sam")

    row = services.add_walk_in(actor=actor, session=session, name=typed, today=DAY)

    assert (row.participant, Participant.objects.count()) == (person, 1)


def test_add_walk_in_does_not_find_people_of_other_organisations(actor, session):
    stranger = make_participant(reference="R-7")

    row = services.add_walk_in(actor=actor, session=session, name="R-7", today=DAY)

    assert row.participant != stranger


def test_add_walk_in_asks_who_is_meant(actor, session):
    for _ in range(2):
        make_participant(session.organisation, known_as="Sam")

    with pytest.raises(services.WhoIsMeant):
        services.add_walk_in(actor=actor, session=session, name="Sam", today=DAY)

    assert Attendance.objects.count() == 0


def test_add_walk_in_marks_who_was_expected_and_keeps_their_role(actor, session):
    row = make_attendance(session, speaking_role=CARER)

    services.add_walk_in(actor=actor, session=session, name=row.participant.reference, today=DAY)

    assert saved(row) == (CAME, CARER, 120)


def test_expect_people_puts_them_down_as_asked_today(actor, session):
    person = make_participant(session.organisation)
    last = make_session(session.activity, on=DAY - timedelta(days=7))
    make_attendance(last, person, status=CAME, speaking_role=SERVICE_USER)
    today = DAY - timedelta(days=3)

    added = services.expect_people(
        actor=actor, session=session, participant_ids=[person.pk], said_yes=False, today=today
    )

    row = Attendance.objects.get(session=session)
    assert (added, saved(row)) == (1, (NOT_MARKED, SERVICE_USER, 0))
    assert (row.invited_on, row.signed_up_on, row.held_on) == (today, None, DAY)


def test_expect_people_leaves_out_other_organisations_and_who_is_on_the_list(actor, session):
    there, stranger = make_attendance(session).participant, make_participant()

    added = services.expect_people(
        actor=actor, session=session, participant_ids=[there.pk, stranger.pk], said_yes=True, today=DAY
    )

    assert (added, Attendance.objects.count()) == (0, 1)


def test_sign_up_people_keeps_the_first_day(actor, session):
    first = make_attendance(session, signed_up_on=date(2026, 5, 1))
    row = make_attendance(session)

    services.sign_up_people(actor=actor, session=session, attendance_ids=[first.pk, row.pk], today=date(2026, 5, 4))

    days = dict(Attendance.objects.values_list("pk", "signed_up_on"))
    assert days == {first.pk: date(2026, 5, 1), row.pk: date(2026, 5, 4)}


def test_stop_expecting_keeps_who_is_marked(actor, session):
    came, expected = make_attendance(session, status=CAME), make_attendance(session)

    gone = services.stop_expecting(actor=actor, session=session, attendance_ids=[came.pk, expected.pk])

    assert (gone, list(Attendance.objects.all())) == (1, [came])


def test_expect_people_in_another_activity_reads_only_own_roles(actor, session):
    person = make_participant(session.organisation)
    foreign = make_session(make_activity(), on=DAY - timedelta(days=1))
    make_attendance(foreign, person, status=CAME, speaking_role=CARER)

    services.expect_people(actor=actor, session=session, participant_ids=[person.pk], said_yes=False, today=DAY)

    assert Attendance.objects.get(session=session).speaking_role == NOT_RECORDED
