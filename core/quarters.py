"""Quarters of a year: January to March, April to June, and so on."""

from __future__ import annotations

from datetime import date


def quarter_of(day: date) -> date:
    """The first day of the quarter in which the day lies."""
    return date(day.year, day.month - (day.month - 1) % 3, 1)
