from datetime import UTC, datetime, timedelta

import pytest

from accounts.models import Role
from accounts.tests.factories import actor_for
from involvement import access, services
from involvement.models import Interest, Opportunity, PersonalNotice
from involvement.taxonomies import AttendanceStatus, InterestState
from involvement.tests.factories import (
    make_attendance,
    make_interest,
    make_opportunity,
    make_participant,
    make_session,
)

pytestmark = pytest.mark.django_db
ASKED, PLACE, WAITING, CANCELLED, DECLINED = InterestState


@pytest.fixture
def session():
    return make_session(place="Fenmarket Library")


@pytest.fixture
def now(session):
    return session.starts_at - timedelta(days=20)


@pytest.fixture
def lead(session):
    return actor_for(Role.INVOLVEMENT_LEAD, organisation=session.organisation)


def publish(lead, session, now, **fields):
    values = {
        "purpose": "To hear you",
        "who_for": "Anyone who uses our services",
        "is_online": False,
        "childcare": False,
        "offers": ["step-free", "breaks"],
        "languages": "",
        "takes": "",
        "pay_amount": None,
        "pay_words": "",
        "expenses": "",
        "places": 1,
        "closes_on": None,
    }
    return services.publish_opportunity(actor=lead, session=session, now=now, **(values | fields))


def edit(lead, session, now, **fields):
    values = {name: getattr(session, name) for name in ("activity", "service", "starts_at", "ends_at", "place")}
    services.edit_session(actor=lead, session=session, facilitators=[], support_booked=[], now=now, **(values | fields))


def told():
    return list(PersonalNotice.objects.order_by("created_at", "pk").values_list("participant", "kind"))


def states(session):
    return list(Interest.objects.filter(session=session).order_by("asked_at").values_list("state", flat=True))


def test_publish_opportunity_shows_a_session_to_anybody(lead, session, now):
    publish(lead, session, now)

    [shown] = access.open_opportunities(now=now)
    assert (shown.session, shown.step_free, shown.published_at) == (session, True, now)


def test_publish_opportunity_again_changes_the_one_there_is(lead, session, now):
    publish(lead, session, now)

    publish(lead, session, now + timedelta(days=1), places=5, offers=[])

    assert Opportunity.objects.values_list("places", "step_free", "published_at").get() == (5, False, now)


def test_publish_opportunity_with_more_places_moves_the_waiting_list(lead, session, now):
    publish(lead, session, now)
    for minute, state in enumerate((PLACE, WAITING, WAITING, WAITING)):
        make_interest(session, state=state, asked_at=now + timedelta(minutes=minute))

    publish(lead, session, now, places=3)

    assert states(session) == [PLACE, PLACE, PLACE, WAITING]
    assert PersonalNotice.objects.count() == 2


def test_publish_opportunity_with_fewer_places_takes_none_away(lead, session, now):
    publish(lead, session, now, places=2)
    for state in (PLACE, PLACE, WAITING):
        make_interest(session, state=state)

    publish(lead, session, now)

    assert sorted(states(session)) == [PLACE, PLACE, WAITING]


def test_take_down_opportunity_keeps_places(lead, session, now):
    interest = make_interest(session)

    services.take_down_opportunity(actor=lead, opportunity=publish(lead, session, now))

    assert list(access.published_opportunities()) == []
    assert list(access.own_interests(lead, opened=interest.pk)) == [interest]


def test_edit_session_tells_everybody_expected_of_another_day(lead, session, now):
    people = [make_participant(session.organisation, reference=f"R-{n}") for n in range(4)]
    for person, state in zip(people, (ASKED, PLACE, WAITING, CANCELLED), strict=True):
        make_interest(session, person, state=state)
    only_row = make_attendance(session, signed_up_on=now.date())
    make_attendance(session, signed_up_on=now.date(), status=AttendanceStatus.APOLOGIES)

    edit(lead, session, now, starts_at=session.starts_at + timedelta(hours=1))

    expected = {person.pk for person in [*people[:3], only_row.participant]}
    assert {participant for participant, _ in told()} == expected
    session.refresh_from_db()
    assert session.moved_at == now


def test_edit_session_that_stays_where_it_is_tells_nobody(lead, session, now):
    make_interest(session)

    edit(lead, session, now)

    session.refresh_from_db()
    assert (told(), session.moved_at) == ([], None)


def test_cancel_session_tells_everybody_once_and_closes_the_list(lead, session, now):
    publish(lead, session, now, places=None)
    interest = make_interest(session)

    for _ in range(2):
        services.cancel_session(actor=lead, session=session, now=now)

    assert told() == [(None, "place")]
    assert list(access.open_opportunities(now=now)) == []
    with pytest.raises(services.NotOpen, match="This will not take place"):
        services.give_up_place(actor=lead, interest=interest, now=now)


def test_register_marks_apologies_and_the_next_person_moves_up():
    """Staff take the phone call: the place is free all the same."""
    session = make_opportunity(make_session(on=datetime.now(UTC).date() + timedelta(days=9)), places=1).session
    lead = actor_for(Role.INVOLVEMENT_LEAD, organisation=session.organisation)
    row = make_attendance(session, signed_up_on=session.held_on)
    make_interest(session, row.participant)
    make_interest(session, state=WAITING, asked_at=session.starts_at)

    services.stop_expecting(actor=lead, session=session, attendance_ids=[row.pk])

    assert states(session) == [CANCELLED, PLACE]
