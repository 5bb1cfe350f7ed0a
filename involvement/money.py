"""Sums of money: in whole pence, by weeks from Monday, and earnings always apart from expenses (rules R25 to R27)."""

from __future__ import annotations

import calendar
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from involvement.models import InvolvementSession

PENNY = Decimal("0.01")


@dataclass(frozen=True, slots=True)
class Totals:
    earnings: Decimal
    expenses: Decimal

    @property
    def total(self) -> Decimal:
        return self.earnings + self.expenses


@dataclass(frozen=True, slots=True)
class Terms:
    """What is offered to one person, and by when it is paid."""

    covers: str
    rate_amount: Decimal
    unit: str
    quantity: Decimal
    is_voucher: bool
    pay_by: date

    @property
    def amount(self) -> Decimal:
        return pence(self.rate_amount * self.quantity)

    def fields(self) -> dict[str, Any]:
        names = ("covers", "rate_amount", "unit", "quantity", "is_voucher", "pay_by", "amount")
        return {name: getattr(self, name) for name in names}


@dataclass(frozen=True, slots=True)
class Cost:
    """What was spent: ``amount``, or ``miles`` at ``mile_rate`` each."""

    kind: str
    note: str
    session: InvolvementSession | None
    amount: Decimal | None = None
    miles: Decimal | None = None
    mile_rate: Decimal | None = None

    def fields(self) -> dict[str, Any]:
        by_mile = self.miles is not None and self.mile_rate is not None
        return {
            "kind": self.kind,
            "note": self.note,
            "session": self.session,
            "amount": pence(self.miles * self.mile_rate) if self.miles and self.mile_rate else self.amount,
            "miles": self.miles if by_mile else None,
            "mile_rate": self.mile_rate if by_mile else None,
        }


def pence(amount: Decimal) -> Decimal:
    return amount.quantize(PENNY, ROUND_HALF_UP)


def totals(*, earned: Iterable[Decimal], spent: Iterable[Decimal]) -> Totals:
    """``earned`` holds what was taken of offers, vouchers among them; ``spent`` holds claims."""
    return Totals(pence(sum(earned, Decimal())), pence(sum(spent, Decimal())))


def week_of(day: date) -> tuple[date, date]:
    """Monday and Sunday."""
    monday = day - timedelta(days=day.weekday())
    return monday, monday + timedelta(days=6)


def month_of(day: date) -> tuple[date, date]:
    return day.replace(day=1), day.replace(day=calendar.monthrange(day.year, day.month)[1])
