from datetime import UTC, date, datetime, timedelta

import pytest

from involvement import services
from involvement.models import PersonalNotice
from involvement.taxonomies import InterestState
from involvement.tests.factories import make_interest, make_session

pytestmark = pytest.mark.django_db
# The session is on Tuesday 12 May 2026 at two o'clock; noon in the UK two days before is eleven by UTC.
DUE = datetime(2026, 5, 10, 11, tzinfo=UTC)


@pytest.fixture
def session():
    return make_session()


@pytest.mark.parametrize(
    ("moment", "count"),
    [
        (DUE - timedelta(minutes=1), 0),
        (DUE, 1),
        (DUE + timedelta(hours=20), 1),
        (datetime(2026, 5, 12, 13, tzinfo=UTC), 0),
    ],
)
def test_remind_people_from_noon_two_days_before_until_it_begins(session, moment, count):
    make_interest(session, remind=True)

    assert services.remind_people(now=moment) == count


def test_remind_people_in_winter_at_noon_too():
    make_interest(make_session(on=date(2026, 12, 10)), remind=True)
    noon = datetime(2026, 12, 8, 12, tzinfo=UTC)

    assert [services.remind_people(now=noon - timedelta(minutes=1)), services.remind_people(now=noon)] == [0, 1]


def test_remind_people_once_each(session):
    interest = make_interest(session, remind=True)

    assert [services.remind_people(now=DUE + timedelta(hours=hour)) for hour in range(3)] == [1, 0, 0]
    assert PersonalNotice.objects.values_list("kind", "interest").get() == ("reminder", interest.pk)


@pytest.mark.parametrize(
    "fields",
    [{"remind": False}, {"remind": True, "state": InterestState.CANCELLED}, {"remind": True, "state": "waiting"}],
)
def test_remind_people_only_who_wants_it_and_comes(session, fields):
    make_interest(session, **fields)

    assert services.remind_people(now=DUE) == 0


def test_remind_people_of_nothing_that_is_called_off(session):
    make_interest(session, remind=True)
    session.cancelled_at = DUE
    session.save()

    assert services.remind_people(now=DUE) == 0


def test_remind_people_again_when_the_session_moves(session):
    make_interest(session, remind=True)
    services.remind_people(now=DUE)
    later = timedelta(days=7)
    session.starts_at, session.ends_at, session.held_on = (
        session.starts_at + later,
        session.ends_at + later,
        session.held_on + later,
    )
    session.save()

    assert services.remind_people(now=DUE + later) == 1
