"""How figures of a gap report are written. Fractions come in; a hidden figure is a star, a missing one a dash."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal

STAR, NONE = "*", "–"


def _rounded(value: float, places: int) -> Decimal:
    return Decimal(repr(value)).quantize(Decimal(1).scaleb(-places), rounding=ROUND_HALF_UP)


def people(value: int | None) -> str:
    return STAR if value is None else f"{value:,}"


def percent(value: float | None, places: int = 0) -> str:
    """0.1776 is 18%; halves go up."""
    return NONE if value is None else f"{_rounded(100 * value, places)}%"


def points(value: float | None, places: int = 1) -> str:
    """A gap in percentage points, with its sign."""
    return NONE if value is None else f"{_rounded(100 * value, places):+}".replace("-", "−")


def times(value: float | None) -> str:
    return NONE if value is None else f"{_rounded(value, 2)}"


def chance(value: float | None) -> str:
    """A p value; very small ones are only called so."""
    if value is None:
        return NONE
    return "under 0.001" if value < 0.001 else f"{_rounded(value, 3)}"
