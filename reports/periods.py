"""The fixed periods a report may cover. A short menu, because free dates would let two reports single a person out."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from django.db import models

from core.quarters import quarter_of

QUARTERS_OFFERED = 8
YEARS_OFFERED = 3


class PeriodKind(models.TextChoices):
    QUARTER = "QUARTER", "Quarter"
    YEAR = "YEAR", "Year, April to March"
    YEAR_TO_DATE = "YEAR_TO_DATE", "Year so far"


@dataclass(frozen=True, slots=True)
class Period:
    """Both days are part of the period. All periods end with a quarter that is over."""

    kind: PeriodKind
    starts_on: date
    ends_on: date

    @property
    def slug(self) -> str:
        return f"{self.kind.lower()}-{self.starts_on.isoformat()}-{self.ends_on.isoformat()}"

    @property
    def label(self) -> str:
        return label(kind=self.kind, starts_on=self.starts_on, ends_on=self.ends_on)


def label(*, kind: str, starts_on: date, ends_on: date) -> str:
    days = f"{_month(starts_on)} to {_month(ends_on)} {ends_on.year}"
    if starts_on.year != ends_on.year:
        days = f"{_month(starts_on)} {starts_on.year} to {_month(ends_on)} {ends_on.year}"
    return f"{days} (year so far)" if kind == PeriodKind.YEAR_TO_DATE else days


def menu(*, today: date) -> tuple[Period, ...]:
    """Every period that may be asked for, newest first: quarters, years from April to March, and the year so far.

    A year so far is offered from its second finished quarter on; with one it would be that quarter, with four the year.
    """
    quarters = [_quarter_before(today)]
    while len(quarters) < QUARTERS_OFFERED:
        quarters.append(_quarter_before(quarters[-1].starts_on))
    last = quarters[0].ends_on
    started = _year_start(last)
    so_far = [Period(PeriodKind.YEAR_TO_DATE, started, last)] if last.month in (9, 12) else []
    newest = started if last.month == 3 else _year_start(started - timedelta(days=1))
    years = [
        Period(PeriodKind.YEAR, newest.replace(year=newest.year - back), date(newest.year - back + 1, 3, 31))
        for back in range(YEARS_OFFERED)
    ]
    return (*so_far, *quarters, *years)


def find(slug: str, *, today: date) -> Period | None:
    return next((period for period in menu(today=today) if period.slug == slug), None)


def newest(*, kind: str, today: date) -> Period:
    """The newest quarter or year that is over."""
    return next(period for period in menu(today=today) if period.kind == kind)


def current_ends(*, kind: str, today: date) -> date:
    """The last day of the quarter or year that is running."""
    if kind == PeriodKind.YEAR:
        started = _year_start(today)
        return date(started.year + 1, 3, 31)
    return _quarter_before(_quarter_before(today).ends_on + timedelta(days=93)).ends_on


def last_quarter(*, today: date) -> Period:
    return _quarter_before(today)


def quarter_after(starts_on: date) -> date:
    """The first day of the quarter after the one that starts on this day."""
    return date(starts_on.year + (starts_on.month == 10), (starts_on.month + 2) % 12 + 1, 1)


def _quarter_before(day: date) -> Period:
    ends = quarter_of(day) - timedelta(days=1)
    return Period(PeriodKind.QUARTER, quarter_of(ends), ends)


def _year_start(day: date) -> date:
    return date(day.year if day.month >= 4 else day.year - 1, 4, 1)


def _month(day: date) -> str:
    return f"{day:%B}"
