"""What being involved did for people, in totals only (docs/decisions/0023-pay-and-effects.md)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from django.conf import settings

from accounts.access import Actor
from accounts.models import Organisation
from core.quarters import quarter_of
from involvement import access
from involvement.access import ASKED_FOR_DAYS
from involvement.models import InvolvementEffect, Service
from involvement.taxonomies import EFFECT_ITEMS, Gain

QUARTERS_SHOWN = 4


@dataclass(frozen=True, slots=True)
class EffectTotals:
    """Exact counts, to be protected before anybody sees them: ``items`` is {item: {answer: people}}, without skips."""

    answers: int
    items: dict[str, dict[str, int]]


@dataclass(frozen=True, slots=True)
class ItemShown:
    label: str
    numbers: list[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class QuarterShown:
    """``items`` is empty while fewer people answered than may be shown."""

    starts_on: date
    ends_on: date
    items: list[ItemShown]


def effect_totals(
    organisation: Organisation, starts_on: date, ends_on: date, *, service: Service | None = None
) -> EffectTotals:
    """Of the quarters that begin in these days; with ``service`` of its sessions only."""
    rows = access.effects(organisation.pk, starts_on=starts_on, ends_on=ends_on)
    return _totals(rows.filter(service=service) if service else rows)


def effects_page(actor: Actor, *, today: date) -> list[QuarterShown]:
    """The last quarters that can get no more answers: what does not grow gives no single answer away."""
    shown: list[QuarterShown] = []
    following = quarter_of(today - timedelta(days=ASKED_FOR_DAYS))
    for _ in range(QUARTERS_SHOWN):
        ends_on = following - timedelta(days=1)
        starts_on = quarter_of(ends_on)
        totals = _totals(access.effects(actor.organisation_id, starts_on=starts_on, ends_on=ends_on))
        shown.append(QuarterShown(starts_on, ends_on, _items(totals)))
        following = starts_on
    return shown


def _totals(rows: Iterable[InvolvementEffect]) -> EffectTotals:
    found = list(rows)
    items = {}
    for name, _, choices in EFFECT_ITEMS:
        counted = Counter(getattr(row, name) for row in found)
        items[name] = {value: counted[value] for value in choices.values if value != Gain.SKIPPED}
    return EffectTotals(len(found), items)


def _items(totals: EffectTotals) -> list[ItemShown]:
    """Items that enough people answered, each number as it may leave the organisation (rule R13)."""
    shown = []
    for name, label, choices in EFFECT_ITEMS:
        counts = totals.items[name]
        if sum(counts.values()) >= settings.DISCLOSURE_HIDDEN_BELOW:
            numbers = [(str(choices(value).label), _protected(count)) for value, count in counts.items()]
            shown.append(ItemShown(label, numbers))
    return shown


def _protected(count: int) -> str:
    if count < settings.DISCLOSURE_HIDDEN_BELOW:
        return f"Fewer than {settings.DISCLOSURE_HIDDEN_BELOW}"
    return f"About {5 * ((count + 2) // 5)}"
