import uuid
from datetime import timedelta
from decimal import Decimal

import pytest
from django.urls import reverse
from django.utils import timezone

from accounts.models import Role
from accounts.tests.factories import make_membership, sign_in, signed_in
from involvement.models import ExpenseClaim, InvolvementEffect, PaymentOffer
from involvement.taxonomies import AttendanceStatus, ClaimState, OfferState, RateUnit
from involvement.tests.factories import (
    make_activity,
    make_attendance,
    make_claim,
    make_offer,
    make_participant,
    make_rate,
    make_session,
)

pytestmark = pytest.mark.django_db
MONEY = "/my-money/"
CLAIM = "/my-money/claim/"
MONEY_QUERIES = 20
EFFECTS = {"confidence": "better", "skills": "worse", "being_heard": "skip", "cost": "a-lot", "harm": "no"}


def me(client):
    membership = make_membership(Role.PARTICIPANT)
    sign_in(client, membership, second_factor=False)
    return make_participant(membership.organisation, user=membership.user)


def answer_url(offer):
    return reverse("involvement:answer_offer", args=[offer.pk])


def test_my_money_says_what_was_paid_this_week(client):
    person, today = me(client), timezone.localdate()
    make_offer(
        person, amount=Decimal(180), taken_amount=Decimal(180), state=OfferState.TAKEN, pay_by=today, paid_on=today
    )

    page = client.get(MONEY).content.decode()

    assert "You have been paid £180.00 this week. Check your own limit." in page


def test_my_money_leaves_out_a_note_that_was_to_be_checked(client, settings):
    me(client)
    settings.EARNINGS_NOTE, today = "The limit is a fact with a date.", timezone.localdate()

    settings.EARNINGS_NOTE_CHECK_BY = today + timedelta(days=1)
    assert settings.EARNINGS_NOTE in client.get(MONEY).content.decode()

    settings.EARNINGS_NOTE_CHECK_BY = today
    assert settings.EARNINGS_NOTE not in client.get(MONEY).content.decode()


def test_my_money_names_independent_advice(client):
    me(client)

    page = client.get(MONEY).content.decode()

    assert ("Citizens Advice" in page, "Disability Rights UK" in page) == (True, True)


@pytest.mark.parametrize("rows", [1, 3])
def test_my_money_asks_the_database_as_much_for_three_as_for_one(client, rows, django_assert_num_queries):
    person = me(client)
    activity = make_activity(person.organisation)
    for _ in range(rows):
        session = make_session(activity, on=timezone.localdate() - timedelta(days=2))
        make_attendance(session, person, status=AttendanceStatus.CAME)
        make_offer(person, session)
        make_offer(person, state=OfferState.DECLINED)
        make_claim(person, session=session)

    with django_assert_num_queries(MONEY_QUERIES):
        client.get(MONEY)


def test_my_money_shows_nothing_of_others(client):
    person = me(client)
    make_offer(make_participant(person.organisation))
    make_claim(make_participant(person.organisation))

    money = client.get(MONEY).context["money"]

    assert (money.to_answer, list(money.claims)) == ([], [])


@pytest.mark.parametrize("answer", ["taken", "declined", "charity"])
def test_answer_offer_takes_one_tap(client, answer):
    offer = make_offer(me(client))

    response = client.post(answer_url(offer), {"answer": answer})

    assert (response.url, PaymentOffer.objects.get().state) == (MONEY, answer)


def test_answer_offer_takes_part(client):
    offer = make_offer(me(client))

    client.post(answer_url(offer), {"answer": "part-taken", "taken_amount": "£20"})

    assert PaymentOffer.objects.get().taken_amount == Decimal("20.00")


@pytest.mark.parametrize(
    ("amount", "message"),
    [
        ("", "Enter how much you would like"),
        ("50", "Enter less than £50.00, or choose all of it"),
        ("-1", "Enter an amount from 0.01 to 9,999.99"),
        ("1.005", "Enter an amount like 12 or 12.50"),
        ("nan", "Enter an amount like 12 or 12.50"),
    ],
)
def test_answer_offer_says_what_is_wrong_with_part(client, amount, message):
    offer = make_offer(me(client))

    form = client.post(answer_url(offer), {"answer": "part-taken", "taken_amount": amount}).context["form"]

    assert form.errors == {"taken_amount": [message]}


def test_answer_offer_of_somebody_else_is_not_found(client):
    person = me(client)

    assert client.get(answer_url(make_offer(make_participant(person.organisation)))).status_code == 404


def test_claim_expense_needs_one_choice_and_an_amount(client):
    person = me(client)
    session = make_session(make_activity(person.organisation), on=timezone.localdate())
    make_attendance(session, person)

    response = client.post(CLAIM, {"kind": "travel", "amount": "7.40", "session": session.pk})

    assert response.url == MONEY
    kept = ExpenseClaim.objects.values_list("participant", "kind", "amount", "session", "state")
    assert list(kept) == [(person.pk, "travel", Decimal("7.40"), session.pk, "submitted")]


def test_claim_expense_sent_twice_is_one_claim(client):
    me(client)
    key = client.get(CLAIM).context["form"]["send_key"].value()

    for _ in range(2):
        client.post(CLAIM, {"kind": "food", "amount": "4", "send_key": key})

    assert ExpenseClaim.objects.get().send_key == uuid.UUID(key)


def test_claim_expense_by_the_mile_uses_the_organisations_rate(client):
    person = me(client)
    rate = make_rate(person.organisation, unit=RateUnit.MILE, amount=Decimal("0.45"))
    make_rate(unit=RateUnit.MILE)

    form = client.get(CLAIM).context["form"]
    client.post(CLAIM, {"kind": "mileage", "miles": "8", "mile_rate": rate.pk})

    assert list(form.fields["mile_rate"].queryset) == [rate]
    assert ExpenseClaim.objects.get().amount == Decimal("3.60")


def test_claim_expense_does_not_offer_miles_without_a_rate(client):
    me(client)

    form = client.get(CLAIM).context["form"]

    assert ("miles" in form.fields, "mileage" in dict(form.fields["kind"].choices)) == (False, False)


@pytest.mark.parametrize(
    ("fields", "errors"),
    [
        ({}, {"kind": ["Choose what you paid for"]}),
        ({"kind": "food"}, {"amount": ["Enter how much it was"]}),
        ({"kind": "food", "amount": "lots"}, {"amount": ["Enter an amount like 12 or 12.50"]}),
        (
            {"kind": "food", "amount": "4", "note": "999 123 4567"},
            {"note": ["Please do not send your NHS number. Take it out and send this again."]},
        ),
    ],
)
def test_claim_expense_says_what_is_wrong(client, fields, errors):
    me(client)

    form = client.post(CLAIM, fields | {"send_key": uuid.uuid4()}).context["form"]

    assert (form.errors, ExpenseClaim.objects.count()) == (errors, 0)


def test_change_claim_sends_it_again(client):
    claim = make_claim(me(client), state=ClaimState.QUERIED, reason="How far was it?")
    url = reverse("involvement:change_claim", args=[claim.pk])

    page = client.get(url).content.decode()
    client.post(url, {"kind": "travel", "amount": "6.40"})

    claim.refresh_from_db()
    assert "How far was it?" in page
    assert (claim.state, claim.amount) == (ClaimState.SUBMITTED, Decimal("6.40"))


def attended(client):
    person = me(client)
    session = make_session(make_activity(person.organisation), on=timezone.localdate() - timedelta(days=1))
    make_attendance(session, person, status=AttendanceStatus.CAME)
    return reverse("involvement:say_effects", args=[session.pk])


def test_say_effects_thanks_and_does_not_ask_again(client):
    url = attended(client)

    client.post(url, EFFECTS)

    assert (InvolvementEffect.objects.get().skills, url in client.get(MONEY).content.decode()) == ("worse", False)
    assert b"We will not ask again" in client.get(url).content


def test_say_effects_shows_help_first_when_it_hurt_a_lot(client):
    response = client.post(attended(client), EFFECTS | {"harm": "a-lot"})

    page = response.content.decode().partition("<h1")[2]
    assert page.index("116 123") < page.index("We are done with the questions")


@pytest.mark.parametrize("fields", [{"skip_all": "1"}, {"skip_all": "1", **EFFECTS}, {}])
def test_say_effects_can_be_skipped(client, fields):
    url = attended(client)

    client.post(url, fields)

    assert InvolvementEffect.objects.count() == 0
    assert b"We will not ask again" in client.get(url).content


@pytest.mark.parametrize("page", [MONEY, CLAIM])
def test_money_pages_refuse_staff_and_visitors(client, page):
    assert client.get(page).status_code == 302

    signed_in(client, Role.INVOLVEMENT_LEAD)
    assert client.get(page).status_code == 403
