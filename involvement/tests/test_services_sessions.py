from datetime import UTC, date, datetime, timedelta

import pytest

from accounts.models import Role
from accounts.tests.factories import actor_for, make_member
from involvement import services
from involvement.models import InvolvementSession
from involvement.taxonomies import AttendanceStatus
from involvement.tests.factories import DAY, make_activity, make_attendance, make_service, make_session

pytestmark = pytest.mark.django_db
STARTS = datetime(2026, 5, 12, 13, tzinfo=UTC)  # two o'clock in the UK
ENDS = STARTS + timedelta(hours=2)


@pytest.fixture
def activity():
    return make_activity(name="Reading panel")


@pytest.fixture
def actor(activity):
    return actor_for(Role.INVOLVEMENT_LEAD, organisation=activity.organisation)


def add(actor, activity, **fields):
    values = {"service": None, "starts_at": STARTS, "ends_at": ENDS}
    return services.add_session(actor=actor, activity=activity, **(values | fields))


def edit(actor, session, **fields):
    values = {
        name: getattr(session, name)
        for name in ("activity", "service", "starts_at", "ends_at", "place", "support_booked")
    }
    services.edit_session(actor=actor, session=session, facilitators=[], now=ENDS, **(values | fields))


def test_add_session_makes_up_a_reference_of_initials_and_day(actor, activity):
    assert add(actor, activity).reference == "RP-2026-05-12"


def test_add_session_numbers_the_second_one_of_a_day(actor, activity):
    add(actor, activity)

    later = add(actor, activity, starts_at=ENDS, ends_at=ENDS + timedelta(hours=1))

    assert later.reference == "RP-2026-05-12-2"


def test_add_session_twice_makes_one(actor, activity):
    assert add(actor, activity) == add(actor, activity)
    assert InvolvementSession.objects.count() == 1


def test_add_session_is_held_on_the_day_in_the_uk(actor, activity):
    late = datetime(2026, 5, 12, 23, 30, tzinfo=UTC)

    session = add(actor, activity, starts_at=late, ends_at=late + timedelta(hours=1))

    assert session.held_on == date(2026, 5, 13)


def test_copy_session_keeps_activity_and_facilitators(actor, activity):
    facilitator, _ = make_member(Role.FACILITATOR, activity.organisation)
    last = make_session(activity, facilitator=facilitator)

    copy = services.copy_session(
        actor=actor,
        session=last,
        service=None,
        starts_at=STARTS + timedelta(days=7),
        ends_at=ENDS + timedelta(days=7),
        place="Hall",
    )

    assert (copy.activity, copy.place, copy.held_on) == (activity, "Hall", DAY + timedelta(days=7))
    assert list(copy.facilitators.all()) == [facilitator]


def test_edit_session_moves_the_register_along(actor, activity):
    session = make_session(activity)
    row = make_attendance(session)
    service = make_service(activity.organisation)

    edit(actor, session, service=service, starts_at=STARTS + timedelta(days=1), ends_at=ENDS + timedelta(days=1))

    row.refresh_from_db()
    assert (row.service, row.held_on) == (service, DAY + timedelta(days=1))


def test_edit_session_changes_the_minutes_of_who_stayed_to_the_end(actor, activity):
    session = make_session(activity, minutes=120)
    stayed = make_attendance(session, status=AttendanceStatus.CAME)
    left_early = make_attendance(session, status=AttendanceStatus.CAME, minutes=45)

    edit(actor, session, ends_at=session.starts_at + timedelta(minutes=90))

    stayed.refresh_from_db()
    left_early.refresh_from_db()
    assert (stayed.minutes, left_early.minutes) == (90, 45)


def test_edit_session_cuts_minutes_that_no_longer_fit(actor, activity):
    session = make_session(activity, minutes=120)
    row = make_attendance(session, status=AttendanceStatus.CAME, minutes=100)

    edit(actor, session, ends_at=session.starts_at + timedelta(minutes=60))

    row.refresh_from_db()
    assert row.minutes == 60


@pytest.mark.parametrize(("people", "was"), [(9, None), (9, 8), (8, None)])
def test_count_heads_replaces_what_the_writer_saw_or_agrees_with(actor, activity, people, was):
    session = make_session(activity)
    if was or people == 8:
        services.count_heads(actor=actor, session=session, people=8, said={}, was=None, now=ENDS)

    head_count = services.count_heads(actor=actor, session=session, people=people, said={}, was=was, now=ENDS)

    assert head_count.people == people


def test_count_heads_refuses_when_another_number_was_saved_meanwhile(actor, activity):
    session = make_session(activity)
    services.count_heads(actor=actor, session=session, people=8, said={}, was=None, now=ENDS)

    with pytest.raises(services.CountedMeanwhile) as refused:
        services.count_heads(actor=actor, session=session, people=9, said={}, was=None, now=ENDS)

    assert str(refused.value) == "Check the number. Someone else saved 8 meanwhile. Save again to keep yours."


def test_add_point_twice_makes_one(actor, activity):
    session = make_session(activity)

    for _ in range(2):
        services.add_point(actor=actor, session=session, text="No lift", speaking_role="service-user", now=ENDS)

    assert [(p.text, p.speaking_role) for p in session.points.all()] == [("No lift", "service-user")]


def test_add_service_refuses_a_name_that_is_taken(actor, activity):
    services.add_service(actor=actor, name="Larch Ward")

    with pytest.raises(services.NameTaken):
        services.add_service(actor=actor, name="Larch Ward")
