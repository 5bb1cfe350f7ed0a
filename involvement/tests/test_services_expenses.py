import uuid
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from django.db import IntegrityError, transaction

from accounts.access import Actor
from accounts.models import Role
from accounts.tests.factories import actor_for, make_membership
from core.models import AuditEvent
from involvement import queries, services
from involvement.models import ExpenseClaim, PersonalNotice
from involvement.money import Cost
from involvement.taxonomies import ClaimState, ExpenseKind, OfferState
from involvement.tests.factories import make_claim, make_offer, make_participant

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 5, 13, 9, tzinfo=UTC)
TODAY = date(2026, 5, 13)
KEY = uuid.UUID(int=1)
BUS = Cost(ExpenseKind.TRAVEL, "", None, amount=Decimal("7.40"))


def person_and_actor():
    membership = make_membership(Role.PARTICIPANT)
    person = make_participant(membership.organisation, user=membership.user)
    return person, Actor(membership.user_id, Role.PARTICIPANT, membership.organisation_id, nation="england")


def lead(organisation):
    return actor_for(Role.INVOLVEMENT_LEAD, organisation=organisation)


def claim(cost=BUS, *, person=None):
    person, actor = (person, None) if person else person_and_actor()
    actor = actor or Actor(None, Role.PARTICIPANT, person.organisation_id, nation="england")
    return services.claim_expense(actor=actor, participant=person, cost=cost, send_key=KEY, now=NOW)


def test_claim_expense_is_to_be_paid_in_ten_working_days():
    # 25 May 2026 is a bank holiday.
    assert claim().pay_by == date(2026, 5, 28)


def test_claim_expense_sent_twice_is_one_claim():
    person, _ = person_and_actor()

    assert claim(person=person) == claim(person=person)
    assert list(AuditEvent.objects.values_list("verb", "subject_id")) == [("CLAIM_SENT", person.pk)]


@pytest.mark.parametrize(
    ("miles", "rate", "amount"), [("8", "0.45", "3.60"), ("8.5", "0.45", "3.83"), ("12.3", "0.20", "2.46")]
)
def test_claim_expense_works_miles_out_in_whole_pence(miles, rate, amount):
    cost = Cost(ExpenseKind.MILEAGE, "", None, miles=Decimal(miles), mile_rate=Decimal(rate))

    assert claim(cost).amount == Decimal(amount)


def test_r26_a_voucher_is_earned_and_childcare_is_not():
    person, actor = person_and_actor()
    make_offer(
        person,
        amount=Decimal(30),
        taken_amount=Decimal(30),
        is_voucher=True,
        state=OfferState.TAKEN,
        paid_on=TODAY,
    )
    make_claim(person, kind=ExpenseKind.CHILDCARE, amount=Decimal(12), state=ClaimState.PAID, paid_on=TODAY)

    totals = queries.paid_between(actor, TODAY, TODAY)

    assert (totals.earnings, totals.expenses) == (Decimal("30.00"), Decimal("12.00"))


def test_r27_the_week_goes_from_monday_to_sunday_and_the_month_is_its_own():
    person, actor = person_and_actor()
    for day, amount in ((10, 11), (11, 100), (17, 80), (18, 7)):
        fields = {"amount": Decimal(amount), "taken_amount": Decimal(amount), "state": OfferState.TAKEN}
        make_offer(person, paid_on=date(2026, 5, day), **fields)

    page = queries.own_money(actor, today=TODAY)

    assert page.week_days == (date(2026, 5, 11), date(2026, 5, 17))
    assert (page.week.earnings, page.month.earnings) == (Decimal("180.00"), Decimal("198.00"))


def answer(made, decision, reason="", *, actor=None):
    actor = actor or lead(made.organisation)
    services.answer_claim(actor=actor, claim=made, decision=decision, reason=reason, now=NOW)
    made.refresh_from_db()


def test_answer_claim_asks_and_the_person_puts_it_right():
    made = make_claim()
    answer(made, ClaimState.QUERIED, "Which day was it?")
    assert (made.state, made.reason, made.has_news) == (ClaimState.QUERIED, "Which day was it?", True)

    actor = Actor(None, Role.PARTICIPANT, made.organisation_id, nation="england")
    services.change_claim(actor=actor, claim=made, cost=BUS, now=NOW)

    made.refresh_from_db()
    assert (made.state, made.has_news, made.submitted_on) == (ClaimState.SUBMITTED, False, date(2026, 5, 12))


def test_answer_claim_tells_without_amounts():
    made = make_claim()

    answer(made, ClaimState.APPROVED)

    notice = PersonalNotice.objects.get()
    assert (notice.participant, notice.kind) == (made.participant, "pay")
    assert "7" not in str(notice.get_kind_display())


def test_answer_claim_is_refused_for_ones_own_and_once_paid():
    membership = make_membership(Role.INVOLVEMENT_LEAD)
    own = make_claim(make_participant(membership.organisation, user=membership.user))
    actor = Actor(membership.user_id, Role.INVOLVEMENT_LEAD, membership.organisation_id)
    with pytest.raises(services.OwnClaim):
        answer(own, ClaimState.APPROVED, actor=actor)

    paid = make_claim(state=ClaimState.PAID, paid_on=TODAY)
    with pytest.raises(services.ClaimSettled):
        answer(paid, ClaimState.REFUSED, "No")


def test_a_claim_cannot_be_refused_without_a_reason():
    made = make_claim()

    with pytest.raises(IntegrityError), transaction.atomic():
        ExpenseClaim.objects.filter(pk=made.pk).update(state=ClaimState.REFUSED, reason="")


def test_claims_are_agreed_then_paid_many_at_once_and_once():
    person = make_participant()
    actor = lead(person.organisation)
    claims = [make_claim(person), make_claim(person)]
    ids = [each.pk for each in claims]
    foreign = make_claim()

    assert services.pay_claims(actor=actor, claim_ids=ids, paid_on=TODAY, now=NOW) == 0
    assert services.approve_claims(actor=actor, claim_ids=[*ids, foreign.pk], now=NOW) == 2
    assert services.pay_claims(actor=actor, claim_ids=ids, paid_on=TODAY, now=NOW) == 2
    assert services.pay_claims(actor=actor, claim_ids=ids, paid_on=TODAY, now=NOW) == 0

    claims[0].refresh_from_db()
    assert (claims[0].state, claims[0].days_taken) == (ClaimState.PAID, 1)


def test_money_waiting_holds_news_until_it_is_seen():
    person, actor = person_and_actor()
    offer, made = make_offer(person), make_claim(person)
    answer(made, ClaimState.APPROVED)
    make_offer(person, state=OfferState.DECLINED)

    waiting = queries.money_waiting(actor)
    assert (waiting.offers, waiting.claims) == ([offer], [made])

    services.note_money_seen(actor=actor)
    assert queries.money_waiting(actor).claims == []


def test_pay_page_counts_days_from_claim_to_payment():
    organisation = make_participant().organisation
    for days in (1, 4, 9):
        person = make_participant(organisation)
        make_claim(person, state=ClaimState.PAID, paid_on=date(2026, 5, 12 + days))
    make_claim(make_participant(organisation), on=date(2026, 4, 1))

    page = queries.pay_page(lead(organisation), today=date(2026, 5, 30))

    assert (page.days_to_pay, page.paid_claims, page.claims_late, page.claims_to_decide) == (4, 3, 1, 1)
