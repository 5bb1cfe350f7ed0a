"""What statements of our own need so that PostgreSQL and SQLite both understand them."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import connection, models


def table(model: type[models.Model]) -> str:
    return connection.ops.quote_name(model._meta.db_table)


def identifier(value: UUID) -> Any:
    return models.UUIDField().get_db_prep_value(value, connection)


def day(value: date) -> Any:
    return models.DateField().get_db_prep_value(value, connection)


def moment(value: datetime) -> Any:
    return models.DateTimeField().get_db_prep_value(value, connection)


def as_identifier(text: str) -> str:
    """An id that was written as 32 digits."""
    return text if connection.vendor == "sqlite" else f"CAST({text} AS uuid)"


def found_identifier(value: UUID | str | None) -> UUID | None:
    """An id as a cursor gives it; SQLite keeps ids as text."""
    return UUID(value) if isinstance(value, str) else value


def found_day(value: date | str) -> date:
    """A day as a cursor gives it; SQLite keeps days as text."""
    return date.fromisoformat(value) if isinstance(value, str) else value


def differs(one: str, other: str) -> str:
    """True or false for any two values; nothing differs from something, and not from nothing."""
    return f"({one} {'IS NOT' if connection.vendor == 'sqlite' else 'IS DISTINCT FROM'} {other})"


def whole_minutes(start: str, end: str) -> str:
    """The full minutes between two moments."""
    if connection.vendor == "sqlite":
        return f"(django_timestamp_diff({end}, {start}) / 60000000)"
    return f"FLOOR(EXTRACT(EPOCH FROM {end} - {start}) / 60)::integer"
