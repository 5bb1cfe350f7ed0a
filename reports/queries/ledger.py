"""What the ledger page shows: every release of an organisation, what it was held against and what was held back."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import Q

from accounts.access import Actor
from involvement.taxonomies import Voice
from reports import access
from reports.models import GapReport, GapTable, LedgerEntry, Stage
from reports.queries.comparisons import key_of, table_name

RELEASES_A_PAGE = 20
DIGITS_OF_A_YEAR = 4


@dataclass(frozen=True, slots=True)
class HeldBack:
    """Tables of one question and voice, by step."""

    dimension: str
    voice: str
    stages: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ReleaseLine:
    """One release. Tables are held back for small numbers of its own, or because of what was published before."""

    number: int
    released_at: datetime | None
    name: str
    report: GapReport
    who: str
    held_against: tuple[str, ...]
    small: tuple[HeldBack, ...]
    because_of_others: tuple[HeldBack, ...]


def ledger_page(actor: Actor, *, q: str = "", state: str = "", page: Any = 1) -> Page[Any]:
    """Lines of the ledger, newest first."""
    rows = access.ledger(actor)
    for word in q.split():
        rows = rows.filter(_fits(word))
    if state:
        rows = rows.filter(report__state=state)
    found: Page[Any] = Paginator(rows, RELEASES_A_PAGE).get_page(page)
    found.object_list = _lines(actor, list(found))
    return found


def _fits(word: str) -> Q:
    """A short number is that of a release; one of four digits is a year, or part of a name."""
    if word.isdecimal() and len(word) < DIGITS_OF_A_YEAR:
        return Q(number=int(word))
    names = ("report__service__name", "report__benchmark__label", "report__published_by__name")
    found = Q(*((f"{name}__icontains", word) for name in names), _connector=Q.OR)
    if word.isdecimal() and len(word) == DIGITS_OF_A_YEAR:
        found |= Q(report__starts_on__year=int(word)) | Q(report__ends_on__year=int(word))
    return found


def _lines(actor: Actor, entries: Iterable[LedgerEntry]) -> list[ReleaseLine]:
    shown = list(entries)
    numbers = {number for entry in shown for number in entry.held_against}
    names = {entry.number: named(entry.report) for entry in access.ledger(actor).filter(number__in=numbers)}
    back: dict[Any, list[GapTable]] = {}
    for table in access.held_back(actor).filter(report__in=[entry.report_id for entry in shown]):
        back.setdefault(table.report_id, []).append(table)
    return [_line(entry, names, back.get(entry.report_id, [])) for entry in shown]


def _line(entry: LedgerEntry, names: Mapping[int | None, str], tables: Iterable[GapTable]) -> ReleaseLine:
    by_others: list[GapTable] = []
    small: list[GapTable] = []
    for table in tables:
        (by_others if table_name(key_of(table)) in entry.held_back else small).append(table)
    return ReleaseLine(
        number=entry.number or 0,
        released_at=entry.released_at,
        name=named(entry.report),
        report=entry.report,
        who=str(entry.report.published_by or ""),
        held_against=tuple(f"{number}: {names[number]}" for number in entry.held_against),
        small=_grouped(entry.report, small),
        because_of_others=_grouped(entry.report, by_others),
    )


def named(report: GapReport) -> str:
    """What one report is called where several are named."""
    about = report.service or "all services together"
    version = f", version {report.version}" if report.version > 1 else ""
    return f"{report.period_label}, {about}{version}"


def _grouped(report: GapReport, tables: Iterable[GapTable]) -> tuple[HeldBack, ...]:
    dimensions = report.dimensions
    stages: dict[tuple[str, str], list[str]] = {}
    for table in tables:
        stages.setdefault((table.dimension, table.voice), []).append(Stage(table.stage).label.lower())
    return tuple(
        HeldBack(dimensions[dimension].label, Voice(voice).label, tuple(labels))
        for (dimension, voice), labels in stages.items()
    )
