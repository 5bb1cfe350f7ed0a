"""Everything that is held about one person, found by what every model declares in ``HELD``."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.core.files.storage import Storage
from django.db import models
from django.db.models import F, Q, QuerySet
from django.utils.formats import date_format
from django.utils.text import capfirst
from django.utils.timezone import localtime

from core.held import Held, held_models, privacy_of
from core.models import Job

NOTHING = "Nothing"
SCRAMBLED = "Kept, but scrambled"
YOU = "You"
STAFF = "A member of staff"


@dataclass(frozen=True, slots=True)
class Subject:
    """Whom it is about: records on registers, a log-in, stories and e-mail addresses that are this person's."""

    person: frozenset[UUID] = frozenset()
    user: frozenset[UUID] = frozenset()
    story: frozenset[UUID] = frozenset()
    email: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Fact:
    """One field of one row. ``plain`` is what the JSON of the download says."""

    name: str
    label: str
    words: str
    plain: Any
    why: str
    file: tuple[Storage, str] | None = None


@dataclass(frozen=True, slots=True)
class Holding:
    """The rows of one model that are about the person, newest first. ``total`` counts those left out too."""

    key: str
    label: str
    change: str
    rows: list[list[Fact]] = field(default_factory=list)
    total: int = 0


def rows_about(model: type[models.Model], held: Held, subject: Subject) -> QuerySet[Any]:
    about = Q(pk__in=())
    for kind, lookups in held.about.items():
        known = getattr(subject, kind)
        for lookup in lookups if known else ():
            about |= _mails(lookup, known) if kind == "email" else Q(**{f"{lookup}__in": known})
    return model._default_manager.filter(about)


def is_touched(held: Held, subject: Subject) -> bool:
    return any(lookups and getattr(subject, kind) for kind, lookups in held.about.items())


def holdings(
    subject: Subject, *, without: tuple[type[models.Model], ...] = (), most: int | None = None
) -> list[Holding]:
    """All that is held about them, model by model; at most ``most`` rows of each."""
    found = []
    for model, held in held_models():
        if model in without or not is_touched(held, subject):
            continue
        rows = rows_about(model, held, subject).order_by(*_newest_first(held)).select_related(*_related(model, held))
        shown = list(rows if most is None else rows[: most + 1])
        if shown:
            total = len(shown) if most is None or len(shown) <= most else rows.count()
            facts = [list(_facts(row, held, subject)) for row in shown[:most]]
            found.append(Holding(model._meta.label_lower, held.label, held.change, facts, total))
    return found


def _mails(lookup: str, addresses: frozenset[str]) -> Q:
    wanted = Q(pk__in=())
    for address in addresses:
        wanted |= Q(**{f"{lookup}__iexact": address})
    return wanted


def _newest_first(held: Held) -> list[Any]:
    days = [sign.day for sign in held.signs[:1]] or ([held.expires.since] if held.expires else [])
    return [*(F(day).desc(nulls_last=True) for day in days), "pk"]


def _related(model: type[models.Model], held: Held) -> list[str]:
    """What the words for a row need: one statement for the rows and all that they name."""
    keys = [one.name for one in model._meta.concrete_fields if one.is_relation and one.name not in _people(held)]
    return [*keys, *held.related]


def _people(held: Held) -> set[str]:
    return {*held.person, *held.user, *held.done_by}


def _facts(row: models.Model, held: Held, subject: Subject) -> Iterator[Fact]:
    why = privacy_of(type(row))
    for one in row._meta.concrete_fields:
        if one.name not in why or one.name in held.hidden:
            continue
        words, plain, file = _in_words(row, one, held, subject)
        yield Fact(one.name, capfirst(str(one.verbose_name)), words, plain, why[one.name], file)


def _in_words(row: models.Model, one: Any, held: Held, subject: Subject) -> tuple[str, Any, tuple[Storage, str] | None]:
    value = getattr(row, one.attname)
    if one.name in held.secret:
        return (SCRAMBLED if value else NOTHING), bool(value), None
    if one.name in held.told:
        told = getattr(row, held.told[one.name])
        return _words_of(told), told, None
    if one.name in _people(held):
        words = _somebody(value, one.name, held, subject)
        return words, words if value else None, None
    if isinstance(one, models.FileField):
        return (value.name or NOTHING), value.name, (value.storage, value.name) if value else None
    if one.is_relation:
        words = _named(getattr(row, one.name)) if value else NOTHING
        return words, words if value else None, None
    if one.flatchoices and value not in (None, ""):
        return str(getattr(row, f"get_{one.name}_display")()), value, None
    return _words_of(value), _plain(value), None


def _somebody(value: Any, name: str, held: Held, subject: Subject) -> str:
    if value is None:
        return NOTHING
    return YOU if name not in held.done_by or value in subject.user else STAFF


def _named(related: models.Model) -> str:
    return related.get_state_display() if isinstance(related, Job) else str(related)


def _words_of(value: Any) -> str:
    match value:
        case bool():
            return "Yes" if value else "No"
        case datetime():
            return date_format(localtime(value), "j F Y, H:i")
        case date():
            return date_format(value, "j F Y")
        case list():
            return ", ".join(str(each) for each in value) or NOTHING
        case dict():
            return "; ".join(f"{name}: {_words_of(each)}" for name, each in value.items()) or NOTHING
        case _:
            return str(value) if value not in (None, "") else NOTHING


def _plain(value: Any) -> Any:
    """What JSON can say of it."""
    if isinstance(value, datetime | date):
        return value.isoformat()
    try:
        json.dumps(value)
    except TypeError:
        return str(value)
    return value
