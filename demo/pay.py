"""Pay at sessions of the Trust: offered before the work, answered in every way; claims at every step."""

from __future__ import annotations

import random
import uuid
from datetime import date, datetime, time, timedelta
from decimal import Decimal

from django.utils import timezone

from accounts.access import SYSTEM, Actor
from core.working_days import working_days_after
from demo.population import SEED
from involvement import services
from involvement.models import (
    Attendance,
    ExpenseClaim,
    InvolvementActivity,
    InvolvementSession,
    Participant,
    PaymentOffer,
)
from involvement.money import Cost, Terms
from involvement.taxonomies import AttendanceStatus, ClaimState, ExpenseKind, OfferState, RateUnit

POLICY = "Invented for this demo: involvement payment policy, page 4"
HOUR = Decimal("25.00")
RATES = (
    ("Time at meetings and getting ready", HOUR, RateUnit.HOUR),
    ("Reading a letter at home", Decimal("30.00"), RateUnit.TASK),
    ("A mile by car", Decimal("0.45"), RateUnit.MILE),
    ("A mile by bicycle", Decimal("0.20"), RateUnit.MILE),
)
ANSWERS = (
    (OfferState.TAKEN, None),
    (OfferState.PART_TAKEN, Decimal("20.00")),
    (OfferState.DECLINED, None),
    (OfferState.CHARITY, None),
)
EFFECTS_SAID = 200


def load(lead: Actor, *, today: date) -> None:
    _rates(lead, today=today)
    _february(lead, today=today)
    _coming(lead, today=today)
    _effects(lead, today=today)


def _rates(lead: Actor, *, today: date) -> None:
    for number, (name, amount, unit) in enumerate(RATES):
        services.add_rate(
            actor=lead,
            name=name,
            amount=amount,
            unit=unit,
            starts_on=date(today.year - 1, 1, 1),
            source=POLICY,
            check_by=date(today.year + (number % 2), 4, 1),
            send_key=uuid.uuid4(),
        )


def _february(lead: Actor, *, today: date) -> None:
    """The last session in February: £25 an hour, answered in every way, and claims of that day."""
    held = InvolvementSession.objects.filter(organisation_id=lead.organisation_id, held_on__month=2, held_on__lt=today)
    session = held.order_by("-held_on", "pk")[0]
    offers = _offer(lead, session, now=session.starts_at - timedelta(days=14))
    answered_at = session.starts_at - timedelta(days=10)
    for number, offer in enumerate(offers):
        answer, part = ANSWERS[number % len(ANSWERS)]
        services.answer_offer(actor=SYSTEM, offer=offer, answer=answer, taken_amount=part, now=answered_at)
    paid_at = session.ends_at + timedelta(days=6)
    paid_on = timezone.localdate(paid_at)
    services.pay_offers(actor=lead, offer_ids=[offer.pk for offer in offers], paid_on=paid_on, now=paid_at)
    _old_claims(lead, session)


def _offer(lead: Actor, session: InvolvementSession, *, now: datetime) -> list[PaymentOffer]:
    terms = Terms(
        covers="Being at the session and getting ready",
        rate_amount=HOUR,
        unit=RateUnit.HOUR,
        quantity=Decimal(session.length_minutes) / 60,
        is_voucher=False,
        pay_by=working_days_after(session.held_on, 10, nation=lead.nation),
    )
    services.offer_pay(actor=lead, session=session, terms=terms, send_key=uuid.uuid4(), now=now)
    return list(PaymentOffer.objects.filter(session=session).order_by("participant__reference"))


def _old_claims(lead: Actor, session: InvolvementSession) -> None:
    came = Attendance.objects.filter(session=session, status=AttendanceStatus.CAME)
    sent_at = session.ends_at + timedelta(hours=3)
    bus = Cost(ExpenseKind.TRAVEL, "Two buses each way", session, amount=Decimal("7.40"))
    claims = [_claim(lead, place.participant, bus, now=sent_at) for place in came.select_related("participant")[:5]]
    ids = [claim.pk for claim in claims]
    decided_at = sent_at + timedelta(days=2)
    paid_at = sent_at + timedelta(days=5)
    services.approve_claims(actor=lead, claim_ids=ids, now=decided_at)
    services.pay_claims(actor=lead, claim_ids=ids, paid_on=timezone.localdate(paid_at), now=paid_at)


def _coming(lead: Actor, *, today: date) -> None:
    """Sessions to come with open offers; claims of this month at every step, some of them late."""
    now = _now(today)
    coming = InvolvementSession.objects.filter(organisation_id=lead.organisation_id, held_on__gt=today)
    for session in coming.order_by("held_on", "pk")[:2]:
        _offer(lead, session, now=now)
    people = Participant.objects.filter(organisation_id=lead.organisation_id)
    named = {name: people.get(reference=name) for name in ("bluekettle", "ravi", "grace")}
    bus = Cost(ExpenseKind.TRAVEL, "", None, amount=Decimal("7.40"))
    miles = Cost(ExpenseKind.MILEAGE, "", None, miles=Decimal(12), mile_rate=Decimal("0.45"))
    care = Cost(ExpenseKind.CHILDCARE, "Two hours", None, amount=Decimal("12.00"))
    _claim(lead, named["bluekettle"], care, now=now)
    asked = _claim(lead, named["bluekettle"], bus, now=now - timedelta(days=3))
    agreed = _claim(lead, named["ravi"], miles, now=now - timedelta(days=30))
    refused = _claim(lead, named["grace"], bus, now=now - timedelta(days=5))
    for claim, decision, reason in (
        (asked, ClaimState.QUERIED, "Which day was it?"),
        (agreed, ClaimState.APPROVED, ""),
        (refused, ClaimState.REFUSED, "This was paid in May, with your first claim."),
    ):
        services.answer_claim(actor=lead, claim=claim, decision=decision, reason=reason, now=now)
    _paid_this_week(lead, named["bluekettle"], today=today)


def _paid_this_week(lead: Actor, person: Participant, *, today: date) -> None:
    """Reading at home for Amina: offered before and paid today, and offered for next week."""
    now = _now(today)
    activity = InvolvementActivity.objects.get(organisation_id=lead.organisation_id, name="Letters reading panel")
    for work_starts_at, letters in ((now - timedelta(days=7), 6), (now + timedelta(days=7), 2)):
        rate, covers = Decimal("30.00"), f"Reading {letters} letters at home"
        services.offer_activity_pay(
            actor=lead,
            activity=activity,
            participant=person,
            work_starts_at=work_starts_at,
            terms=Terms(covers, rate, RateUnit.TASK, Decimal(letters), False, timezone.localdate(work_starts_at)),
            send_key=uuid.uuid4(),
            now=work_starts_at - timedelta(days=10),
        )
    offer = PaymentOffer.objects.filter(participant=person, session=None).earliest("work_starts_at")
    services.answer_offer(actor=SYSTEM, offer=offer, answer=OfferState.TAKEN, now=now - timedelta(days=13))
    services.pay_offers(actor=lead, offer_ids=[offer.pk], paid_on=today, now=now)


def _now(today: date) -> datetime:
    """The first minute of the demo's today, so that it can be any day."""
    return timezone.make_aware(datetime.combine(today, time(0, 1)))


def _claim(lead: Actor, person: Participant, cost: Cost, *, now: datetime) -> ExpenseClaim:
    actor = Actor(organisation_id=lead.organisation_id, nation=lead.nation)
    return services.claim_expense(actor=actor, participant=person, cost=cost, send_key=uuid.uuid4(), now=now)


def _effects(lead: Actor, *, today: date) -> None:
    """What sessions of the last year did for people: mostly good, and not only."""
    draw = random.Random(f"{SEED}-effects")
    came = Attendance.objects.filter(
        organisation_id=lead.organisation_id,
        status=AttendanceStatus.CAME,
        held_on__range=(today - timedelta(days=365), today - timedelta(days=61)),
    )
    places = came.order_by("held_on", "participant__reference")
    for attendance in draw.sample(list(places), min(EFFECTS_SAID, len(places))):
        answers = {
            name: draw.choices(("better", "no-change", "worse", "skip"), (60, 20, 12, 8))[0]
            for name in ("confidence", "skills", "being_heard")
        }
        answers["cost"] = draw.choices(("no", "a-little", "a-lot", "skip"), (50, 30, 15, 5))[0]
        answers["harm"] = draw.choices(("no", "a-little", "a-lot", "skip"), (72, 15, 8, 5))[0]
        services.say_effects(actor=SYSTEM, attendance=attendance, answers=answers)
