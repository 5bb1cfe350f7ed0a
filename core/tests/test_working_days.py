from datetime import date

import pytest

from core.working_days import is_working_day, working_days_after, working_days_between


@pytest.mark.parametrize(("count", "day"), [(3, date(2026, 4, 9)), (20, date(2026, 5, 5))])
def test_working_days_after_skips_easter_and_early_may(count, day):
    """The worked example of rule R29."""
    assert working_days_after(date(2026, 4, 2), count, nation="england") == day


def test_working_days_after_a_saturday_begins_on_monday():
    assert working_days_after(date(2026, 6, 6), 1, nation="england") == date(2026, 6, 8)


@pytest.mark.parametrize(
    ("nation", "day", "is_working"),
    [
        ("england", date(2026, 4, 6), False),  # Easter Monday
        ("scotland", date(2026, 4, 6), True),
        ("scotland", date(2026, 11, 30), False),  # St Andrew's Day
        ("northern-ireland", date(2026, 3, 17), False),  # St Patrick's Day
        ("wales", date(2026, 12, 28), False),  # Boxing Day, which falls on a Saturday
    ],
)
def test_bank_holidays_are_those_of_the_nation(nation, day, is_working):
    assert is_working_day(day, nation=nation) is is_working


@pytest.mark.parametrize(
    ("end", "count"), [(date(2026, 4, 2), 0), (date(2026, 4, 7), 1), (date(2026, 4, 9), 3), (date(2026, 5, 5), 20)]
)
def test_working_days_between_counts_back_what_comes_after(end, count):
    assert working_days_between(date(2026, 4, 2), end, nation="england") == count
