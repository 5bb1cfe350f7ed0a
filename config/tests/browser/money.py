"""Money in the browser's world: claims and offers in every state, of the person themselves and of others."""

from datetime import timedelta
from decimal import Decimal

from django.utils import timezone

from config.tests.access_objects import World
from core.quarters import quarter_of
from involvement.models import Attendance, InvolvementEffect
from involvement.taxonomies import ClaimState, ExpenseKind, OfferState, RateUnit
from involvement.tests.factories import make_claim, make_offer, make_participant, make_rate

LONG_WORD = "Donaudampfschifffahrtsgesellschaftskapitänin-and-friends"


def add_money(world: World) -> None:
    ours, today = world.ours, timezone.localdate()
    make_rate(ours.organisation, unit=RateUnit.MILE, amount=Decimal("0.45"), name=f"By car, {LONG_WORD}")
    make_rate(ours.organisation, check_by=today - timedelta(days=1))
    person = Attendance.objects.get(session=ours.attended).participant
    other = make_participant(ours.organisation, known_as=LONG_WORD)
    for somebody in (person, other):
        _add_claims(somebody, today)
        _add_offers(ours, somebody, today)
    ours.paid_claim = other.expense_claims.get(state=ClaimState.PAID)
    _add_effects(ours.organisation, today)


def _add_claims(person, today) -> None:
    reason = f"Which day was it, and who is {LONG_WORD}?"
    make_claim(person, on=today - timedelta(days=40), note=LONG_WORD, has_news=True)
    make_claim(person, state=ClaimState.APPROVED, kind=ExpenseKind.MILEAGE, miles=Decimal(8), mile_rate=Decimal("0.45"))
    make_claim(person, state=ClaimState.REFUSED, reason=reason)
    make_claim(person, state=ClaimState.QUERIED, reason=reason)
    make_claim(person, on=today, state=ClaimState.PAID, paid_on=today, amount=Decimal("1234.50"))


def _add_offers(ours, person, today) -> None:
    taken = {"state": OfferState.TAKEN, "taken_amount": Decimal(50)}
    make_offer(person, ours.session)
    make_offer(person, **taken)
    make_offer(person, **taken, paid_on=today, is_voucher=True)
    make_offer(person, state=OfferState.DECLINED)
    make_offer(person, state=OfferState.CHARITY, charity=f"Friends of {LONG_WORD}")
    make_offer(person, state=OfferState.TAKEN_BACK)


def _add_effects(organisation, today) -> None:
    """In a quarter that is over long enough to be shown."""
    quarter = quarter_of(today - timedelta(days=250))
    answers = {"confidence": "better", "skills": "no-change", "being_heard": "worse", "cost": "a-lot", "harm": "no"}
    for _ in range(7):
        InvolvementEffect.objects.create(organisation=organisation, quarter=quarter, **answers)
