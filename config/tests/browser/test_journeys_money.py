"""Money on a small phone: an offer is answered in one tap, a claim is sent on one screen."""

import pytest
from django.urls import reverse
from django.utils import timezone

from accounts.models import Role
from accounts.tests.factories import make_membership, sign_in
from config.tests.browser.keyboard import Keyboard
from involvement.models import ExpenseClaim, PaymentOffer
from involvement.tests.factories import make_activity, make_attendance, make_offer, make_participant, make_session

SCRIPTS = pytest.mark.parametrize("scripts", [True, False])


@pytest.fixture
def person(world):
    membership = make_membership(Role.PARTICIPANT)
    return make_participant(membership.organisation, user=membership.user)


@pytest.fixture
def visitor(enter, client, person):
    return enter(sign_in(client, person.user.memberships.get(), second_factor=False))


@SCRIPTS
def test_offer_is_answered_in_one_tap(visitor, person, scripts):
    make_offer(person)
    visitor.open(reverse("involvement:my_money"), scripts=scripts)
    keys = Keyboard(visitor.page)
    keys.press("No, thank you")

    assert (PaymentOffer.objects.get(participant=person).state, keys.clicks) == ("declined", 1)
    assert "Not wanted" in visitor.page.inner_text("main")
    assert visitor.faults() == []


@SCRIPTS
def test_claim_comes_back_filled_in_and_is_then_sent(visitor, person, scripts):
    make_attendance(make_session(make_activity(person.organisation), on=timezone.localdate()), person)
    visitor.open(reverse("involvement:claim_expense"), scripts=scripts)
    keys = Keyboard(visitor.page)
    visitor.page.check("[value=travel]", force=True)
    visitor.page.fill("[name=amount]", "a lot")
    keys.press("Send my claim")
    assert "Enter an amount like 12 or 12.50" in visitor.page.inner_text(".nhsuk-error-summary")
    assert visitor.page.input_value("[name=amount]") == "a lot"
    assert visitor.faults() == []

    visitor.page.fill("[name=amount]", "£7.40")
    keys.press("Send my claim")
    assert str(ExpenseClaim.objects.get(participant=person)) == "Fares or parking: £7.40"


@SCRIPTS
def test_money_of_somebody_without_any_looks_right(visitor, scripts):
    visitor.open(reverse("involvement:my_money"), scripts=scripts)

    assert "You have not asked for money back yet" in visitor.page.inner_text("main")
    assert visitor.faults() == []
