"""What every import of a file into the register has in common."""

from __future__ import annotations

from abc import ABC, abstractmethod
from dataclasses import dataclass
from datetime import date, datetime
from typing import ClassVar, Generic, TypeVar
from zoneinfo import ZoneInfo

from django.core.exceptions import ValidationError
from django.db.models import TextChoices

from accounts.models import Organisation
from core.csv_files import Problems
from core.validators import refuse_nhs_number

UK = ZoneInfo("Europe/London")
REFERENCE_LENGTH = 60
# Far enough from both ends of the calendar for any clock of the world.
YEARS = range(1900, 2100)
Line = TypeVar("Line")
Batch = list[tuple[int, Line]]


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

    def add(self, other: Counts) -> None:
        self.created += other.created
        self.changed += other.changed
        self.unchanged += other.unchanged


class Importer(ABC, Generic[Line]):
    """Reads the lines of one kind of file, a batch of some thousand at a time."""

    required: ClassVar[tuple[str, ...]]
    optional: ClassVar[tuple[str, ...]] = ()

    def __init__(self, organisation: Organisation, *, today: date) -> None:
        self.organisation = organisation
        self.today = today

    @abstractmethod
    def read(self, row: dict[str, str]) -> Line:
        """Turn the text of one line into values. Raises BadValue."""

    @abstractmethod
    def key(self, line: Line) -> tuple[str, ...]:
        """What may stand only once in a file."""

    def check(self, batch: Batch[Line], problems: Problems) -> None:
        """Add what the register has against these lines."""

    @abstractmethod
    def write(self, batch: list[Line]) -> Counts:
        """Store the lines, all of which passed check()."""

    def end(self) -> Counts:
        """Do what can only be done when the last line has been stored, in the same transaction."""
        return Counts()


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


def day(text: str, column: str) -> date | None:
    text = text.strip()
    if not text:
        return None
    try:
        value = date.fromisoformat(text)
    except ValueError as error:
        raise BadValue(column, "Enter a date like 2026-02-10.") from error
    _check_year(value, column)
    return value


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


def choice(text: str, column: str, choices: type[TextChoices], *, blank: str = "") -> str:
    text = text.strip().lower() or blank
    if text not in choices.values:
        raise BadValue(column, "Use one of: " + ", ".join(choices.values) + ".")
    return text
