"""Many people want the last places at the very same time, on real connections."""

from datetime import timedelta
from uuid import uuid4

import pytest

from accounts.access import NOBODY
from involvement import services
from involvement.models import Attendance, Interest, PersonalNotice
from involvement.taxonomies import InterestState
from involvement.tests.factories import make_opportunity, make_participant
from involvement.tests.test_services_attendance_at_once import at_once

pytestmark = [pytest.mark.postgresql, pytest.mark.django_db(transaction=True)]
PEOPLE, PLACES = 50, 3


@pytest.fixture
def session():
    return make_opportunity(places=PLACES).session


def asker(session, **who):
    now = session.starts_at - timedelta(days=20)
    who = {"send_key": uuid4()} | who
    return lambda: services.ask_for_place(actor=NOBODY, session=session, now=now, **who).interest


def count(session, state):
    return Interest.objects.filter(session=session, state=state).count()


def test_ask_for_place_fifty_at_once_gives_three_places_and_47_wait(session):
    guests = [asker(session, name=f"Guest {number}", contact="guest@example.org") for number in range(PEOPLE // 2)]
    people = [asker(session, participant=make_participant(session.organisation)) for _ in range(PEOPLE // 2)]

    at_once(*guests, *people)

    assert (count(session, InterestState.PLACE), count(session, InterestState.WAITING)) == (3, 47)
    with_place = Interest.objects.filter(state=InterestState.PLACE, participant__isnull=False)
    assert Attendance.objects.count() == with_place.count()


def test_ask_for_place_with_one_key_at_once_is_one_place(session):
    key = uuid4()

    found = at_once(*[asker(session, send_key=key, name="Jo", contact="jo@example.org") for _ in range(8)])

    assert len({interest.pk for interest in found}) == 1
    assert Interest.objects.count() == 1


def test_give_up_place_at_once_moves_one_waiting_person_for_each(session):
    people = [make_participant(session.organisation, email=f"p{number}@example.org") for number in range(9)]
    interests = [asker(session, participant=person)() for person in people]
    now = session.starts_at - timedelta(days=10)

    at_once(
        *[lambda each=each: services.give_up_place(actor=NOBODY, interest=each, now=now) for each in interests[:3] * 2]
    )

    assert (count(session, InterestState.PLACE), count(session, InterestState.WAITING)) == (3, 3)
    assert PersonalNotice.objects.count() == 3
