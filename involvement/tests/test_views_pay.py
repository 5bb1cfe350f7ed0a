import csv
import io
from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.urls import reverse
from django.utils import timezone

from accounts.models import Role
from accounts.tests.factories import signed_in
from core.models import AuditEvent
from involvement.models import ExpenseClaim, PaymentOffer, Rate
from involvement.taxonomies import ClaimState, OfferState, RateUnit
from involvement.tests.factories import (
    make_attendance,
    make_claim,
    make_offer,
    make_participant,
    make_rate,
    make_session,
)

pytestmark = pytest.mark.django_db
LIST_QUERIES = 12
PAGES = ["pay", "expense_claims", "payment_offers", "pay_csv", "rates", "add_rate"]


def url(name, row=None):
    return reverse(f"involvement:{name}", args=[row.pk] if row else [])


def in_days(days):
    return timezone.localdate() + timedelta(days=days)


@pytest.mark.parametrize("role", [Role.FACILITATOR, Role.RESPONDER, Role.ADMINISTRATOR, Role.COMMISSIONER])
@pytest.mark.parametrize("name", PAGES)
def test_pay_pages_refuse_everybody_but_the_lead(client, role, name):
    make_claim()
    signed_in(client, role)

    assert client.get(url(name)).status_code == 403


@pytest.mark.parametrize("rows", [1, 3])
@pytest.mark.parametrize("name", ["expense_claims", "payment_offers"])
def test_pay_lists_ask_the_database_as_much_for_three_as_for_one(lead, activity, name, rows, django_assert_num_queries):
    for _ in range(rows):
        session = make_session(activity)
        person = make_attendance(session).participant
        make_claim(person, session=session)
        make_offer(person, session, state=OfferState.TAKEN, taken_amount=Decimal(50))

    with django_assert_num_queries(LIST_QUERIES):
        assert len(lead.get(url(name)).context["page"]) == rows


def test_expense_claims_can_be_searched_and_pages(lead, organisation):
    mine = make_claim(make_participant(organisation, known_as="Blue Kettle"))
    for _ in range(25):
        make_claim(make_participant(organisation))
    make_claim(make_participant(known_as="Blue Kettle"))

    found = lead.get(url("expense_claims"), {"words": "kettle"}).context["page"]

    assert [row.claim for row in found] == [mine]
    assert len(lead.get(url("expense_claims"), {"page": 2}).context["page"]) == 1


def test_expense_claims_are_agreed_then_paid_by_tick(lead, organisation):
    claims = [make_claim(make_participant(organisation)) for _ in range(2)]
    ticked = {"line": [claim.pk for claim in claims]}

    lead.post(url("approve_claims"), ticked)
    lead.post(url("pay_claims"), ticked)

    assert set(ExpenseClaim.objects.values_list("state", "paid_on")) == {("paid", timezone.localdate())}


@pytest.mark.parametrize("line", [[], ["nonsense"]])
@pytest.mark.parametrize("name", ["approve_claims", "pay_claims", "pay_offers", "take_back_offers"])
def test_ticking_nothing_says_what_to_do(lead, name, line):
    response = lead.post(url(name), {"line": line}, follow=True)

    assert "Tick at least one line first" in response.content.decode()


def test_answer_claim_needs_a_reason_to_say_no(lead, organisation):
    claim = make_claim(make_participant(organisation))

    form = lead.post(url("answer_claim", claim), {"decision": "refused"}).context["form"]
    lead.post(url("answer_claim", claim), {"decision": "refused", "reason": "It was paid in May."})

    claim.refresh_from_db()
    assert form.errors == {"reason": ["Enter what you ask, or why you do not agree"]}
    assert (claim.state, claim.reason) == (ClaimState.REFUSED, "It was paid in May.")


def test_payment_offers_say_who_came_and_pay_by_tick(lead, organisation, activity):
    session = make_session(activity, on=in_days(-3))
    place = make_attendance(session, status="did-not-come", signed_up_on=date(2026, 1, 1))
    offer = make_offer(place.participant, session, state=OfferState.TAKEN, taken_amount=Decimal(50))

    page = lead.get(url("payment_offers")).context["page"]
    lead.post(url("pay_offers"), {"line": [offer.pk]})

    assert [(row.offer, row.came) for row in page] == [(offer, "Did not come")]
    assert PaymentOffer.objects.get().paid_on == timezone.localdate()


def terms(**fields):
    return {"covers": "Being there", "pay_by": in_days(20).isoformat(), **fields}


def test_offer_pay_by_the_hour_to_everybody_with_a_place(lead, organisation, activity):
    session = make_session(activity, on=in_days(7))
    make_attendance(session, signed_up_on=date(2026, 1, 1))
    rate = make_rate(organisation)

    form = lead.get(url("offer_pay", session)).context["form"]
    lead.post(url("offer_pay", session), terms(rate=rate.pk, hours=form["hours"].value()))

    assert list(PaymentOffer.objects.values_list("quantity", "amount", "unit")) == [
        (Decimal(2), Decimal("50.00"), "hour")
    ]


def test_offer_pay_of_another_amount(lead, activity):
    session = make_session(activity, on=in_days(7))
    make_attendance(session, signed_up_on=date(2026, 1, 1))

    lead.post(url("offer_pay", session), terms(rate="other", amount="30", is_voucher="on"))

    assert list(PaymentOffer.objects.values_list("amount", "is_voucher")) == [(Decimal("30.00"), True)]


def test_offer_pay_after_the_start_is_refused_with_words(lead, activity):
    session = make_session(activity, on=in_days(-1))
    make_attendance(session, signed_up_on=date(2026, 1, 1))

    form = lead.post(url("offer_pay", session), terms(rate="other", amount="30")).context["form"]

    assert form.non_field_errors() == ["Offer pay before the work starts. This work has begun already."]
    assert PaymentOffer.objects.count() == 0


def test_offer_pay_says_what_is_missing(lead, organisation, activity):
    session, rate = make_session(activity, on=in_days(7)), make_rate(organisation)

    by_hour = lead.post(url("offer_pay", session), terms(rate=rate.pk, hours="")).context["form"]
    other = lead.post(url("offer_pay", session), terms(rate="other")).context["form"]

    assert by_hour.errors == {"hours": ["Enter how many hours it is for"]}
    assert other.errors == {"amount": ["Enter how much you offer"]}


def test_offer_activity_pay_to_somebody_on_the_register(lead, organisation, activity):
    person = make_participant(organisation, reference="bluekettle")
    sent = terms(rate="other", amount="20", starts_on=in_days(2).isoformat())

    wrong = lead.post(url("offer_activity_pay", activity), sent | {"reference": "nobody"}).context["form"]
    lead.post(url("offer_activity_pay", activity), sent | {"reference": "BlueKettle"})

    assert list(wrong.errors) == ["reference"]
    assert PaymentOffer.objects.get().participant == person


def test_rates_are_added_once_checked_and_ended(lead, organisation):
    fields = {"name": "A mile by car", "amount": "0.45", "unit": "mile", "source": "Policy", "starts_on": "2026-01-01"}
    form = lead.get(url("add_rate")).context["form"]
    sent = fields | {"check_by": "2026-04-01", "send_key": form["send_key"].value()}
    for _ in range(2):
        lead.post(url("add_rate"), sent)
    rate = Rate.objects.get()

    assert "Check it now" in lead.get(url("rates")).content.decode()
    lead.post(url("end_rate", rate))

    rate.refresh_from_db()
    assert (rate.unit, rate.ends_on) == (RateUnit.MILE, timezone.localdate())


def test_pay_csv_asks_why_and_holds_no_words(lead, organisation):
    person = make_participant(organisation, reference="bluekettle", known_as="Amina")
    make_claim(person, note="I was late")
    make_offer(person, state=OfferState.PART_TAKEN, taken_amount=Decimal(20))

    response = lead.post(url("pay_csv"), {"reason": "PAY"})
    lines = list(csv.DictReader(io.StringIO(response.getvalue().decode("utf-8-sig"))))

    assert [(line["what"], line["participant_reference"], line["amount"]) for line in lines] == [
        ("earnings", "bluekettle", "20.00"),
        ("expenses", "bluekettle", "7.40"),
    ]
    assert "Amina" not in str(lines)
    assert "late" not in str(lines)
    exported = AuditEvent.objects.filter(verb="PAY_EXPORTED").values_list("subject_id", "reason")
    assert set(exported) == {(None, "PAY"), (person.pk, "PAY")}
