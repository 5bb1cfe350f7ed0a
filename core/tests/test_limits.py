from datetime import UTC, datetime, timedelta

import pytest

from core import limits
from core.models import Tally

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 5, 12, 9, 59, tzinfo=UTC)


def is_over(rf, *, address="203.0.113.5", action="say", now=NOW):
    return limits.is_over(rf.post("/", REMOTE_ADDR=address), action=action, an_hour=2, now=now)


def test_is_over_after_as_many_as_are_allowed(rf):
    assert [is_over(rf) for _ in range(3)] == [False, False, True]


def test_is_over_counts_each_address_action_and_hour_apart(rf):
    for _ in range(3):
        is_over(rf)

    assert not is_over(rf, address="203.0.113.6")
    assert not is_over(rf, action="code")
    assert not is_over(rf, now=limits.next_hour(NOW))


def test_is_over_keeps_no_address(rf):
    is_over(rf)

    assert "203.0.113.5" not in str(Tally.objects.values().get())


def test_is_over_asks_the_database_twice(rf, django_assert_num_queries):
    is_over(rf)
    with django_assert_num_queries(2):
        is_over(rf)


def test_next_hour_is_when_the_clock_strikes():
    assert limits.next_hour(NOW) == datetime(2026, 5, 12, 10, tzinfo=UTC)


def test_forget_keeps_the_hour_that_still_counts(rf):
    is_over(rf)
    is_over(rf, now=NOW - timedelta(hours=3))

    limits.forget(now=NOW)

    assert [tally.hour for tally in Tally.objects.all()] == [NOW.replace(minute=0)]
