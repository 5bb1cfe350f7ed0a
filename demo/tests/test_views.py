import pytest
from django.urls import reverse

from accounts.models import Membership, Role
from accounts.tests.factories import make_organisation, make_user
from demo import world

pytestmark = pytest.mark.django_db
HERE = reverse("demo:demo_sign_in")


@pytest.fixture
def joanne():
    user = make_user(email="joanne@example.org")
    user.authenticator_set.create(type="totp", data={"secret": "x"})
    organisation = make_organisation(slug=world.TRUST.slug)
    return Membership.objects.create(user=user, organisation=organisation, role=Role.INVOLVEMENT_LEAD)


def test_demo_sign_in_proves_the_second_factor_too(client, joanne):
    response = client.post(HERE, {"person": "joanne"}, follow=True)

    assert response.redirect_chain[-1] == (reverse("involvement:today"), 302)
    assert response.status_code == 200


def test_demo_sign_in_is_on_the_list_of_where_one_is_signed_in(client, joanne):
    client.post(HERE, {"person": "joanne"})

    assert client.get(reverse("usersessions_list")).content.decode().count("This one") == 1


def test_demo_sign_in_offers_only_people_who_are_there(client, joanne):
    page = client.get(HERE).content.decode()

    assert page.count('name="person"') == 1
    assert client.post(HERE, {"person": "martin"}).status_code == 404


def test_demo_sign_in_is_not_there_outside_a_demo(client, joanne, settings):
    settings.DEMO = settings.TESTING = False

    assert client.get(HERE).status_code == 404
    assert client.post(HERE, {"person": "joanne"}).status_code == 404
