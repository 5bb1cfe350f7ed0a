"""Reading the values of a file, and counting what came of its lines."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache
from zoneinfo import ZoneInfo

from django.core.exceptions import ValidationError
from django.db.models import TextChoices

from core.validators import refuse_nhs_number

UK = ZoneInfo("Europe/London")
REFERENCE_LENGTH = 60
# Far enough from both ends of the calendar for any clock of the world.
YEARS = range(1900, 2100)


class BadValue(Exception):
    """One value of one line cannot be taken; ``reason`` says what to do and never repeats the value."""

    def __init__(self, column: str, reason: str) -> None:
        super().__init__(reason)
        self.column, self.reason = column, reason


@dataclass(slots=True)
class Counts:
    created: int = 0
    changed: int = 0
    unchanged: int = 0

    @property
    def lines(self) -> int:
        return self.created + self.changed + self.unchanged

    def add(self, other: Counts) -> None:
        self.created += other.created
        self.changed += other.changed
        self.unchanged += other.unchanged


def reference(row: dict[str, str], column: str) -> str:
    text = row[column].strip()
    if not text:
        raise BadValue(column, "Enter a reference.")
    if len(text) > REFERENCE_LENGTH:
        raise BadValue(column, f"Use a reference of {REFERENCE_LENGTH} characters or fewer.")
    return free_text(text, column)


def free_text(text: str, column: str) -> str:
    try:
        refuse_nhs_number(text)
    except ValidationError as error:
        raise BadValue(column, error.messages[0]) from error
    return text


def day(text: str, column: str) -> str | None:
    """The day as 2026-02-10, however it was written."""
    text = text.strip()
    return _day(text, column) if text else None


@lru_cache(maxsize=2_000)
def _day(text: str, column: str) -> str:
    try:
        value = date.fromisoformat(text)
    except ValueError as error:
        raise BadValue(column, "Enter a date like 2026-02-10.") from error
    _check_year(value, column)
    return value.isoformat()


def moment(text: str, column: str) -> datetime:
    """A point in time; without an offset it is UK time. A time that the clocks skipped is refused."""
    try:
        value = datetime.fromisoformat(text.strip())
    except ValueError as error:
        raise BadValue(column, "Enter a date and time like 2026-02-10 18:00.") from error
    _check_year(value, column)
    if value.tzinfo is not None:
        return value
    value = value.replace(tzinfo=UK)
    there_and_back = value.astimezone(ZoneInfo("UTC")).astimezone(UK)
    if there_and_back.replace(tzinfo=None) != value.replace(tzinfo=None):
        raise BadValue(column, "This time did not exist: the clocks went forward that night.")
    return value


def _check_year(value: date, column: str) -> None:
    if value.year not in YEARS:
        raise BadValue(column, f"Enter a day between {YEARS[0]} and {YEARS[-1]}.")


@lru_cache(maxsize=500)
def choice(text: str, column: str, choices: type[TextChoices], *, blank: str = "") -> str:
    text = text.strip().lower() or blank
    if text not in choices.values:
        raise BadValue(column, "Use one of: " + ", ".join(choices.values) + ".")
    return text
