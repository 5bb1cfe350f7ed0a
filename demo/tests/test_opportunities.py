from datetime import timedelta

import pytest
from django.utils import timezone

from demo import opportunities, services
from involvement import access
from involvement.models import Interest
from involvement.taxonomies import InterestState

pytestmark = pytest.mark.django_db


@pytest.fixture
def today():
    services.load(today=timezone.localdate(), say=lambda text: None)
    return timezone.localdate()


def states(name):
    rows = Interest.objects.filter(session__activity__name=name, session__opportunity__isnull=False)
    return {state: rows.filter(state=state).count() for state in InterestState}


def test_load_offers_three_sessions_to_anybody(today):
    offered = access.open_opportunities(now=timezone.now()).order_by("session__starts_at")

    assert [row.session.place for row in offered] == ["Fenmarket Library", "Online", "Kestrel Yard"]
    assert [row.session.held_on - today for row in offered] == [timedelta(days=days) for days in (16, 24, 31)]


def test_load_has_every_state_of_a_place(today):
    asked, place, waiting, _, declined = InterestState

    letters, phone = states(opportunities.LETTERS.activity), states(opportunities.PHONE_LINE.activity)

    assert (letters[asked], letters[declined]) == (2, 1)
    assert (phone[place], phone[waiting]) == (3, 1)
