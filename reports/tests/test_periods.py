from datetime import date, timedelta

import pytest

from reports import periods
from reports.periods import PeriodKind

DAYS = [date(2024, 1, 1) + timedelta(days=n) for n in range(0, 900, 13)]


def labels(today, kind):
    return [period.label for period in periods.menu(today=today) if period.kind == kind]


def test_menu_offers_finished_quarters_newest_first():
    assert labels(date(2026, 7, 2), PeriodKind.QUARTER)[:3] == [
        "April to June 2026",
        "January to March 2026",
        "October to December 2025",
    ]


def test_menu_offers_years_from_april_to_march():
    assert labels(date(2026, 7, 2), PeriodKind.YEAR)[0] == "April 2025 to March 2026"
    assert labels(date(2026, 3, 31), PeriodKind.YEAR)[0] == "April 2024 to March 2025"


@pytest.mark.parametrize(
    ("today", "so_far"),
    [
        (date(2026, 7, 1), []),
        (date(2026, 10, 1), ["April to September 2026 (year so far)"]),
        (date(2027, 1, 1), ["April to December 2026 (year so far)"]),
        (date(2027, 4, 1), []),
    ],
)
def test_menu_offers_the_year_so_far_when_it_is_neither_a_quarter_nor_a_year(today, so_far):
    assert labels(today, PeriodKind.YEAR_TO_DATE) == so_far


@pytest.mark.parametrize("today", DAYS)
def test_menu_holds_no_period_twice_and_none_that_is_not_over(today):
    days = [(period.starts_on, period.ends_on) for period in periods.menu(today=today)]

    assert len(set(days)) == len(days)
    assert all(start < end < today for start, end in days)


@pytest.mark.parametrize("today", DAYS[:5])
def test_find_reads_back_every_slug_of_the_menu(today):
    for period in periods.menu(today=today):
        assert periods.find(period.slug, today=today) == period

    assert periods.find("quarter-2026-04-02-2026-06-30", today=today) is None
