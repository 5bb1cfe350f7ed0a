import pytest

from accounts.models import Role
from accounts.tests.factories import make_membership, sign_in
from involvement.equality import Question
from involvement.models import Consent
from involvement.tests.factories import make_access_need, make_equality_answer, make_participant

pytestmark = pytest.mark.django_db
CONSENTS = "/my-record/consents/"


@pytest.fixture
def person(client):
    membership = make_membership(Role.PARTICIPANT)
    sign_in(client, membership, second_factor=False)
    return make_participant(membership.organisation, user=membership.user)


def test_my_consents_begins_with_nothing_given(client, person):
    consents = client.get(CONSENTS).context["consents"]

    assert {(each.given_at, each.withdrawn_at) for each in consents} == {(None, None)}
    assert consents[0].yes.startswith(person.organisation.name)


def test_give_and_withdraw_my_consent_is_one_click_each_on_the_same_page(client, person):
    given = client.post(f"{CONSENTS}contact-me/give/", follow=True)
    assert [each.scope.value for each in given.context["consents"] if each.is_given] == ["contact-me"]

    withdrawn = client.post(f"{CONSENTS}contact-me/withdraw/", follow=True)
    assert [each.scope.value for each in withdrawn.context["consents"] if each.withdrawn_at] == ["contact-me"]
    assert withdrawn.redirect_chain == [(CONSENTS, 302)]


def test_give_my_consent_to_something_unknown_is_not_found(client, person):
    assert client.post(f"{CONSENTS}share-recovery-note/give/").status_code == 404
    assert not Consent.objects.exists()


def test_record_consents_needs_to_know_how_it_was_said(client):
    lead = make_membership(Role.INVOLVEMENT_LEAD)
    sign_in(client, lead)
    person = make_participant(lead.organisation)

    page = client.post(f"/people/{person.pk}/consents/", {"contact-me": "yes"})

    assert page.context["form"].errors["source"] == ["Choose how they said it"]
    assert page.context["form"]["contact-me"].value() == "yes"
    assert not Consent.objects.exists()


def test_record_consents_keeps_what_was_said(client):
    lead = make_membership(Role.INVOLVEMENT_LEAD)
    sign_in(client, lead)
    person = make_participant(lead.organisation)

    page = client.post(f"/people/{person.pk}/consents/", {"contact-me": "yes", "source": "paper"})

    assert page.url == f"/people/{person.pk}/"
    assert Consent.objects.values_list("participant", "scope", "recorded_by").get() == (
        person.pk,
        "contact-me",
        lead.user_id,
    )


def test_confirm_access_needs_asks_again_in_a_year(client, person):
    need = make_access_need(person)
    before = need.review_on

    client.post("/my-record/access-needs/still-right/")

    need.refresh_from_db()
    assert need.review_on > before


def test_delete_my_answer_leaves_the_others(client, person):
    make_equality_answer(person, Question.SEX, "female")
    kept = make_equality_answer(person, Question.RELIGION, "muslim")

    client.post("/my-record/answers/sex/delete/")

    assert list(person.equality_answers.all()) == [kept]
