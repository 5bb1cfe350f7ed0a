from datetime import date

import pytest

from accounts.access import actor_for
from accounts.models import Membership
from accounts.tests.factories import make_user
from demo import nation
from involvement.models import Attendance
from reports import periods, services

pytestmark = pytest.mark.django_db
TODAY = date(2026, 7, 2)


@pytest.fixture
def martin():
    return make_user(email="martin@example.org")


def test_load_nation_makes_a_board_whose_one_request_asks_every_provider(martin):
    assert nation.load_nation(organisations=3, today=TODAY, say=print)
    assert not nation.load_nation(organisations=3, today=TODAY, say=print)
    board = actor_for(Membership.objects.get(user=martin, ended_at=None))
    quarter = periods.last_quarter(today=TODAY)

    run = services.request_run(actor=board, period=quarter, today=TODAY)
    services.start_run(job_id=run.job_id)

    assert run.parts.exclude(report=None).count() == 3
    assert board.organisation_name == nation.BOARD_NAME
    met = Attendance.objects.filter(held_on__range=(quarter.starts_on, quarter.ends_on))
    assert met.values("organisation").distinct().count() == 3
