"""Days on which somebody can be expected to answer: not weekends, not the bank holidays of the nation."""

from __future__ import annotations

from datetime import date, timedelta
from functools import cache

import holidays

# What the library calls the parts of the United Kingdom, by our slugs of accounts.models.Nation.
SUBDIVISIONS = {"england": "ENG", "wales": "WLS", "scotland": "SCT", "northern-ireland": "NIR"}
SATURDAY = 5


def is_working_day(day: date, *, nation: str) -> bool:
    return day.weekday() < SATURDAY and day not in _bank_holidays(nation)


def working_days_after(day: date, count: int, *, nation: str) -> date:
    """The ``count``-th working day after ``day``; the day itself is not counted."""
    while count:
        day += timedelta(days=1)
        if is_working_day(day, nation=nation):
            count -= 1
    return day


def working_days_between(day: date, end: date, *, nation: str) -> int:
    """How many working days come after ``day``, up to ``end`` and with it."""
    days = (day + timedelta(days=number) for number in range(1, (end - day).days + 1))
    return sum(is_working_day(each, nation=nation) for each in days)


@cache
def _bank_holidays(nation: str) -> holidays.HolidayBase:
    """Years are filled in by the library as they are asked for."""
    return holidays.country_holidays("GB", subdiv=SUBDIVISIONS[nation])
