"""What whoever pays sees: what waits, what is late, and how long it takes."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from statistics import median
from typing import Any
from uuid import UUID

from django.conf import settings
from django.core.paginator import Page, Paginator
from django.db.models import F, OuterRef, Q, QuerySet, Subquery
from django.utils import timezone

from accounts.access import Actor
from involvement import access
from involvement.models import ExpenseClaim, InvolvementSession, Participant, PaymentOffer, Rate
from involvement.taxonomies import TO_BE_PAID, AttendanceStatus, ClaimState, OfferState

PAGE_SIZE = 25
COUNTED_DAYS = 365
PAY_HEADER = (
    "what",
    "participant_reference",
    "session_or_activity",
    "kind",
    "amount",
    "to_charity",
    "voucher",
    "state",
    "asked_on",
    "pay_by",
    "paid_on",
    "days_taken",
)
WAITING = (ClaimState.SUBMITTED, ClaimState.APPROVED)


@dataclass(frozen=True, slots=True)
class PayPage:
    """``days_to_pay`` is the median of the claims that were paid in a year, or None."""

    claims_to_decide: int
    claims_to_pay: int
    claims_late: int
    offers_to_pay: int
    offers_late: int
    offers_open: int
    paid_claims: int
    days_to_pay: float | None
    rates_to_check: list[Rate]
    note_is_old: bool


@dataclass(frozen=True, slots=True)
class OfferRow:
    offer: PaymentOffer
    came: str
    is_late: bool


@dataclass(frozen=True, slots=True)
class ClaimRow:
    claim: ExpenseClaim
    is_late: bool


def pay_page(actor: Actor, *, today: date) -> PayPage:
    claims, offers = access.expense_claims(actor), access.payment_offers(actor)
    paid = [claim.days_taken or 0 for claim in claims.filter(paid_on__gt=today - timedelta(days=COUNTED_DAYS))]
    return PayPage(
        claims_to_decide=claims.filter(state=ClaimState.SUBMITTED).count(),
        claims_to_pay=claims.filter(state=ClaimState.APPROVED).count(),
        claims_late=claims.filter(_claim_late(today)).count(),
        offers_to_pay=offers.filter(_offer_to_pay(today)).count(),
        offers_late=offers.filter(_offer_to_pay(today), pay_by__lt=today).count(),
        offers_open=offers.filter(state=OfferState.OFFERED).count(),
        paid_claims=len(paid),
        days_to_pay=median(paid) if paid else None,
        rates_to_check=list(access.rates(actor).filter(ends_on=None, check_by__lt=today)),
        note_is_old=today >= settings.EARNINGS_NOTE_CHECK_BY,
    )


def claim_list(actor: Actor, *, words: str, show: str, today: date, page: Any = 1) -> Page[ClaimRow]:
    """Longest waiting first."""
    found = found_claims(actor, words=words, show=show, today=today).order_by("pay_by", "submitted_at", "pk")
    shown: Any = Paginator(found, PAGE_SIZE).get_page(page)
    shown.object_list = [
        ClaimRow(claim, is_late=claim.state in WAITING and claim.pay_by < today) for claim in shown.object_list
    ]
    return shown


def offer_list(actor: Actor, *, words: str, show: str, today: date, page: Any = 1) -> Page[OfferRow]:
    """Longest waiting first, each with whether the person came."""
    mark = (
        access.attendances(actor)
        .filter(session=OuterRef("session"), participant=OuterRef("participant"))
        .values("status")[:1]
    )
    found = found_offers(actor, words=words, show=show, today=today).annotate(mark=Subquery(mark))
    shown: Any = Paginator(found.order_by("pay_by", "offered_at", "pk"), PAGE_SIZE).get_page(page)
    shown.object_list = [
        OfferRow(
            offer,
            came=str(AttendanceStatus(offer.mark).label) if offer.mark else "",
            is_late=offer.state in TO_BE_PAID and offer.paid_on is None and offer.pay_by < today,
        )
        for offer in shown.object_list
    ]
    return shown


def found_claims(actor: Actor, *, words: str, show: str, today: date) -> QuerySet[ExpenseClaim]:
    shown = {
        "decide": Q(state=ClaimState.SUBMITTED),
        "pay": Q(state=ClaimState.APPROVED),
        "late": _claim_late(today),
        "asked": Q(state=ClaimState.QUERIED),
        "paid": Q(state=ClaimState.PAID),
        "refused": Q(state=ClaimState.REFUSED),
    }
    return access.expense_claims(actor).filter(_called(words), shown.get(show, Q()))


def found_offers(actor: Actor, *, words: str, show: str, today: date) -> QuerySet[PaymentOffer]:
    shown = {
        "pay": _offer_to_pay(today),
        "late": _offer_to_pay(today) & Q(pay_by__lt=today),
        "open": Q(state=OfferState.OFFERED),
        "declined": Q(state=OfferState.DECLINED),
        "paid": Q(paid_on__isnull=False),
    }
    return access.payment_offers(actor).filter(_called(words), shown.get(show, Q()))


def people_in_pay_csv(actor: Actor) -> set[UUID]:
    claims = access.expense_claims(actor).exclude(participant=None).values_list("participant_id", flat=True)
    offers = access.payment_offers(actor).exclude(participant=None).values_list("participant_id", flat=True)
    return {*claims, *offers}


def pay_csv_rows(actor: Actor) -> Iterator[tuple[object, ...]]:
    """Lines under PAY_HEADER: what is earned, then what is paid back. No notes and no words of anybody."""
    for offer in access.payment_offers(actor).order_by("offered_at", "pk").iterator(chunk_size=1000):
        yield _offer_line(offer)
    for claim in access.expense_claims(actor).order_by("submitted_at", "pk").iterator(chunk_size=1000):
        yield _claim_line(claim)


def rate_list(actor: Actor, *, page: Any = 1) -> Page[Rate]:
    """Those that hold first."""
    return Paginator(
        access.rates(actor).order_by(F("ends_on").desc(nulls_first=True), "name", "pk"), PAGE_SIZE
    ).get_page(page)


def rates_for(actor: Actor, day: date) -> list[Rate]:
    return list(access.rates_on(actor, day))


def people_without_offer(actor: Actor, session: InvolvementSession) -> list[Participant]:
    return [place.participant for place in access.places_without_offer(session)]


def _offer_line(offer: PaymentOffer) -> tuple[object, ...]:
    return (
        "earnings",
        offer.participant.reference if offer.participant else "",
        str(offer.session or offer.activity),
        offer.unit,
        offer.taken_amount,
        offer.amount if offer.state == OfferState.CHARITY else "",
        "yes" if offer.is_voucher else "no",
        offer.state,
        timezone.localdate(offer.offered_at),
        offer.pay_by,
        offer.paid_on,
        "",
    )


def _claim_line(claim: ExpenseClaim) -> tuple[object, ...]:
    return (
        "expenses",
        claim.participant.reference if claim.participant else "",
        str(claim.session or ""),
        claim.kind,
        claim.amount,
        "",
        "no",
        claim.state,
        claim.submitted_on,
        claim.pay_by,
        claim.paid_on,
        claim.days_taken,
    )


def _called(words: str) -> Q:
    if not words:
        return Q()
    return Q(participant__reference__icontains=words) | Q(participant__known_as__icontains=words)


def _claim_late(today: date) -> Q:
    return Q(state__in=WAITING, pay_by__lt=today)


def _offer_to_pay(today: date) -> Q:
    """Taken or given away, and the day of the work has come."""
    return Q(state__in=TO_BE_PAID, paid_on=None, work_starts_at__date__lte=today)
