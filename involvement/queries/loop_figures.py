from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from statistics import median

from accounts.access import Actor, organisation
from core.quarters import quarter_of
from involvement.models import Service
from involvement.queries.loop import LoopNumbers, change_rate, loop_numbers

QUARTERS = 8


@dataclass(frozen=True, slots=True)
class Quarter:
    starts_on: date
    ends_on: date

    @property
    def label(self) -> str:
        return f"{self.starts_on:%B} to {self.ends_on:%B %Y}"


@dataclass(frozen=True, slots=True)
class LoopFigures:
    """Exact, for a lead of the organisation and on screen only (rule R14)."""

    quarter: Quarter
    numbers: LoopNumbers
    change_percent: int | None
    median_days: float | None

    @property
    def verdicts(self) -> int:
        return self.numbers.verdict_yes + self.numbers.verdict_partly + self.numbers.verdict_no


def quarters(*, today: date) -> list[Quarter]:
    """This quarter and those before, latest first."""
    found, ends_on = [], _end_of_quarter(today)
    for _ in range(QUARTERS):
        found.append(Quarter(quarter_of(ends_on), ends_on))
        ends_on = quarter_of(ends_on) - timedelta(days=1)
    return found


def loop_figures(actor: Actor, quarter: Quarter, *, today: date, service: Service | None = None) -> LoopFigures:
    numbers = loop_numbers(organisation(actor), quarter.starts_on, quarter.ends_on, today=today, service=service)
    rate = change_rate(numbers)
    return LoopFigures(
        quarter=quarter,
        numbers=numbers,
        change_percent=None if rate is None else round(100 * rate),
        median_days=median(numbers.working_days_to_respond) if numbers.responded else None,
    )


def _end_of_quarter(day: date) -> date:
    return quarter_of(quarter_of(day) + timedelta(days=100)) - timedelta(days=1)
