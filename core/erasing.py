"""Taking away everything that is held about somebody, and saying what went, what stayed and why."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict, dataclass
from datetime import datetime
from functools import partial
from typing import Any

from django.conf import settings
from django.core.cache import caches
from django.db import models, transaction
from django.utils.timezone import localdate

from core.held import Held, Keep, held_models
from core.holdings import Subject, is_touched, rows_about


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a receipt. ``how_long`` is empty for what went and for what stays without an end."""

    what: str
    gone: int
    kept: int
    why: str = ""
    how_long: str = ""


def would_go(subject: Subject) -> list[Line]:
    """The lines of the receipt that an erasure would give now."""
    return [_line(held, rows_about(model, held, subject).count()) for model, held in _touched(subject)]


@transaction.atomic
def erase(subject: Subject, *, receipt: models.Model | None, now: datetime) -> list[Line]:
    """Take away all that is theirs, with the files that belong to it; what must stay loses its link to them.

    Whoever has written in a row that is not about them is no longer named there. Pages that were kept ready are made
    again. Lines about nothing are left out.
    """
    touched = list(_touched(subject))
    counts = [rows_about(model, held, subject).count() for model, held in touched]
    lines = [_line(held, count) for (_, held), count in zip(touched, counts, strict=True) if count]
    for model, held in touched:
        _let_go(rows_about(model, held, subject), held, receipt=receipt, now=now)
    for model, held in sorted(touched, key=lambda pair: _is_root(pair[1])):
        if not isinstance(held.on_erasure, Keep):
            delete(rows_about(model, held, subject))
    transaction.on_commit(caches["pages"].clear)
    return lines


def as_rows(lines: list[Line]) -> list[dict[str, Any]]:
    return [asdict(line) for line in lines]


def how_long(months: int) -> str:
    years, rest = divmod(months, 12)
    parts = [f"{n} {word}{'' if n == 1 else 's'}" for n, word in ((years, "year"), (rest, "month")) if n]
    return " and ".join(parts)


def _touched(subject: Subject) -> Iterator[tuple[type[models.Model], Held]]:
    return ((model, held) for model, held in held_models() if is_touched(held, subject))


def _is_root(held: Held) -> bool:
    """People themselves go last: others may point to them and must not be in the way."""
    return any("pk" in lookups for lookups in held.about.values())


def _line(held: Held, count: int) -> Line:
    ending = held.on_erasure
    if not isinstance(ending, Keep):
        return Line(held.label, gone=count, kept=0)
    months = settings.KEEP_MONTHS[held.expires.rule] if held.expires else 0
    return Line(held.label, gone=0, kept=count, why=ending.why, how_long=how_long(months))


def _let_go(rows: models.QuerySet[Any], held: Held, *, receipt: models.Model | None, now: datetime) -> None:
    model, ending = rows.model, held.on_erasure
    if not isinstance(ending, Keep):
        return
    if ending.ends:
        is_moment = isinstance(model._meta.get_field(ending.ends), models.DateTimeField)
        rows.filter(**{ending.ends: None}).update(**{ending.ends: now if is_moment else localdate(now)})
    for name in ending.forget:
        _forget_file(rows, model._meta.get_field(name))
    emptied: dict[str, Any] = {name: _nothing(model._meta.get_field(name)) for name in ending.forget}
    if ending.receipt:
        emptied[ending.receipt] = receipt
    links = {name: None for lookups in held.about.values() for name in lookups if _is_link(model, name)}
    if emptied or links:
        rows.update(**emptied, **links)


def _is_link(model: type[models.Model], lookup: str) -> bool:
    return "__" not in lookup and lookup != "pk" and model._meta.get_field(lookup).is_relation


def _nothing(one: Any) -> Any:
    return None if one.null else one.get_default()


def delete(rows: models.QuerySet[Any]) -> None:
    """Delete the rows, and their files once that is certain."""
    for one in rows.model._meta.concrete_fields:
        _forget_file(rows, one)
    rows.delete()


def _forget_file(rows: models.QuerySet[Any], one: Any) -> None:
    """A file goes once the row is gone for good: an erasure that is undone has lost nothing."""
    if isinstance(one, models.FileField):
        for name in rows.exclude(**{one.name: ""}).values_list(one.name, flat=True):
            transaction.on_commit(partial(one.storage.delete, name))
