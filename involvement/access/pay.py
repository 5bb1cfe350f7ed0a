"""Pay and money back: the person's own, and those of the organisation for whoever pays. Nobody else (rule R12)."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django.db.models import Exists, F, OuterRef, Q, QuerySet

from accounts.access import Actor, Permission
from involvement.access.register import own_attendances, own_records
from involvement.models import (
    Attendance,
    EffectsAsked,
    ExpenseClaim,
    InvolvementEffect,
    InvolvementSession,
    PaymentOffer,
    Rate,
)
from involvement.taxonomies import AttendanceStatus, OfferState, RateUnit

# How long after a session somebody is asked what it did for them.
ASKED_FOR_DAYS = 60
STILL_COMING = (AttendanceStatus.NOT_MARKED, AttendanceStatus.CAME)


def rates(actor: Actor) -> QuerySet[Rate]:
    """Also those that have ended."""
    if not actor.may(Permission.MANAGE_PAY):
        return Rate.objects.none()
    return Rate.objects.filter(organisation_id=actor.organisation_id).order_by("name", "starts_on", "pk")


def rates_on(actor: Actor, day: date) -> QuerySet[Rate]:
    """What is paid on this day, for the work or the person's own miles."""
    rows = Rate.objects.filter(Q(ends_on=None) | Q(ends_on__gte=day), starts_on__lte=day).order_by("name", "pk")
    if actor.may(Permission.MANAGE_PAY):
        return rows.filter(organisation_id=actor.organisation_id)
    return rows.filter(organisation__participants__in=own_records(actor), unit=RateUnit.MILE)


def payment_offers(actor: Actor) -> QuerySet[PaymentOffer]:
    if not actor.may(Permission.MANAGE_PAY):
        return PaymentOffer.objects.none()
    return PaymentOffer.objects.filter(organisation_id=actor.organisation_id).select_related(
        "participant", "activity", "session__activity"
    )


def own_offers(actor: Actor) -> QuerySet[PaymentOffer]:
    return PaymentOffer.objects.filter(participant__in=own_records(actor)).select_related(
        "activity", "session__activity"
    )


def expense_claims(actor: Actor) -> QuerySet[ExpenseClaim]:
    if not actor.may(Permission.MANAGE_PAY):
        return ExpenseClaim.objects.none()
    return ExpenseClaim.objects.filter(organisation_id=actor.organisation_id).select_related(
        "participant", "session__activity"
    )


def own_claims(actor: Actor) -> QuerySet[ExpenseClaim]:
    return ExpenseClaim.objects.filter(participant__in=own_records(actor)).select_related("session__activity")


def places_without_offer(session: InvolvementSession) -> QuerySet[Attendance]:
    """Whoever said yes to a session and has no offer of pay for it."""
    offered = PaymentOffer.objects.filter(session=session).exclude(state=OfferState.TAKEN_BACK)
    with_place = Attendance.objects.filter(session=session, status__in=STILL_COMING, signed_up_on__isnull=False)
    return with_place.exclude(participant__in=offered.values("participant")).select_related("participant")


def came_lately(actor: Actor, *, today: date) -> QuerySet[Attendance]:
    """Own sessions, from the day after, that one can still say something about; ``asked`` marks those that are done."""
    asked = EffectsAsked.objects.filter(participant=OuterRef("participant"), session=OuterRef("session"))
    days = (today - timedelta(days=ASKED_FOR_DAYS), today - timedelta(days=1))
    came = own_attendances(actor).filter(status=AttendanceStatus.CAME, held_on__range=days)
    return came.annotate(asked=Exists(asked)).select_related("session__activity").order_by("-held_on", "-pk")


def effects_to_ask(actor: Actor, *, today: date) -> QuerySet[Attendance]:
    rows: Any = came_lately(actor, today=today)
    return rows.filter(asked=False)


def effects(organisation_id: UUID, *, starts_on: date, ends_on: date) -> QuerySet[InvolvementEffect]:
    """For totals only. Nobody reads these one by one: a page that did would have no actor to show them to."""
    quarters = (starts_on, ends_on)
    return InvolvementEffect.objects.filter(organisation_id=organisation_id, quarter__range=quarters).order_by()


def attended_before(actor: Actor, *, today: date) -> QuerySet[Attendance]:
    """Own sessions that may have cost something: those on the list in the last year or in the coming weeks."""
    days = (today - timedelta(days=365), today + timedelta(days=30))
    rows = own_attendances(actor).filter(held_on__range=days).exclude(status=AttendanceStatus.DID_NOT_COME)
    return rows.select_related("session__activity").order_by(F("held_on").desc(), "-pk")
