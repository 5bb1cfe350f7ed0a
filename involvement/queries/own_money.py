"""What a person sees of their own money: offers, claims, and what they were paid (rules R25 to R27)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.conf import settings
from django.core.paginator import Page, Paginator
from django.db.models import Q

from accounts.access import Actor
from involvement import access, money
from involvement.models import Attendance, ExpenseClaim, PaymentOffer, Rate
from involvement.money import Totals
from involvement.taxonomies import ClaimState, OfferState

PAGE_SIZE = 25


@dataclass(frozen=True, slots=True)
class MoneyWaiting:
    """What somebody can answer, and what happened to their claims that they have not seen."""

    offers: list[PaymentOffer]
    claims: list[ExpenseClaim]


@dataclass(frozen=True, slots=True)
class OwnMoney:
    to_answer: list[PaymentOffer]
    to_put_right: list[ExpenseClaim]
    offers: Page[PaymentOffer]
    claims: Page[ExpenseClaim]
    week: Totals
    week_days: tuple[date, date]
    month: Totals
    month_days: tuple[date, date]
    note: str
    note_source: str
    advice: tuple[tuple[str, str], ...]


def money_waiting(actor: Actor) -> MoneyWaiting:
    news = access.own_claims(actor).filter(Q(has_news=True) | Q(state=ClaimState.QUERIED))
    return MoneyWaiting(
        offers=list(_to_answer(actor)),
        claims=list(news.order_by("-decided_at", "pk")),
    )


def effects_to_ask(actor: Actor, *, today: date) -> list[Attendance]:
    """Own sessions of which the person can still say what they did for them, latest first."""
    return list(access.effects_to_ask(actor, today=today))


def own_money(actor: Actor, *, today: date, offers_page: Any = 1, claims_page: Any = 1) -> OwnMoney:
    answered = access.own_offers(actor).exclude(state=OfferState.OFFERED).order_by("-work_starts_at", "pk")
    claims = access.own_claims(actor).order_by("-submitted_at", "pk")
    week, month = money.week_of(today), money.month_of(today)
    return OwnMoney(
        to_answer=list(_to_answer(actor)),
        to_put_right=list(claims.filter(state=ClaimState.QUERIED)),
        offers=Paginator(answered, PAGE_SIZE).get_page(offers_page),
        claims=Paginator(claims, PAGE_SIZE).get_page(claims_page),
        week=paid_between(actor, *week),
        week_days=week,
        month=paid_between(actor, *month),
        month_days=month,
        note=settings.EARNINGS_NOTE if today < settings.EARNINGS_NOTE_CHECK_BY else "",
        note_source=settings.EARNINGS_NOTE_SOURCE,
        advice=settings.INDEPENDENT_ADVICE,
    )


def paid_between(actor: Actor, starts_on: date, ends_on: date) -> Totals:
    """What reached the person in these days. What went to a charity is not theirs."""
    days = (starts_on, ends_on)
    offers, claims = access.own_offers(actor), access.own_claims(actor)
    return money.totals(
        earned=offers.filter(paid_on__range=days).values_list("taken_amount", flat=True),
        spent=claims.filter(paid_on__range=days).values_list("amount", flat=True),
    )


def session_totals(actor: Actor, attendance: Attendance) -> Totals:
    """What one session brings somebody, paid or not: what they took of the offer, and what they asked back."""
    session = attendance.session_id
    claims = access.own_claims(actor).filter(session=session).exclude(state=ClaimState.REFUSED)
    return money.totals(
        earned=access.own_offers(actor).filter(session=session).values_list("taken_amount", flat=True),
        spent=claims.values_list("amount", flat=True),
    )


def own_mile_rates(actor: Actor, *, today: date) -> list[Rate]:
    return list(access.rates_on(actor, today))


def _to_answer(actor: Actor) -> Any:
    return access.own_offers(actor).filter(state=OfferState.OFFERED).order_by("work_starts_at", "pk")
