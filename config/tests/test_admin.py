import pytest
from django.apps import apps
from django.contrib import admin
from django.urls import reverse

from accounts.models import Role
from accounts.tests.factories import make_membership, make_totp, make_user, sign_in

pytestmark = pytest.mark.django_db
INDEX, LOGIN = "/reference-data/", "/reference-data/login/"


def superuser():
    return make_user(is_staff=True, is_superuser=True)


def test_admin_holds_reference_data_only():
    assert sorted(model._meta.label for model in admin.site._registry) == ["reports.Benchmark"]


def test_admin_holds_no_model_about_people():
    about_people = {model for model in apps.get_models() if hasattr(model, "PRIVACY")}

    assert {model._meta.label for model in admin.site._registry if model in about_people} <= {"reports.Benchmark"}


def test_admin_has_no_form_to_sign_in_with(client):
    response = client.post(LOGIN, {"username": superuser().email, "password": "x", "next": INDEX})

    assert response["Location"].startswith(reverse("account_login"))


def test_admin_opens_for_a_superuser_with_a_second_factor(client):
    assert sign_in(client, superuser()).get(INDEX).status_code == 200


def test_admin_asks_a_superuser_to_set_up_a_second_factor(client):
    sign_in(client, superuser(), second_factor=False)

    assert client.get(INDEX, follow=True).redirect_chain[-1][0].startswith(reverse("accounts:second_factor"))


def test_admin_asks_a_superuser_to_prove_the_second_factor(client):
    user = superuser()
    make_totp(user)
    sign_in(client, user, second_factor=False)

    assert client.get(INDEX, follow=True).redirect_chain[-1][0].startswith(reverse("mfa_reauthenticate"))


@pytest.mark.parametrize("fields", [{"is_staff": True}, {}])
def test_admin_is_closed_to_everybody_else(client, fields):
    user = make_membership(Role.ADMINISTRATOR, user=make_user(**fields)).user

    assert sign_in(client, user).get(INDEX, follow=True).status_code == 403


def test_admin_is_closed_to_a_superuser_who_was_switched_off(client):
    user = superuser()
    sign_in(client, user)
    user.is_active = False
    user.save()

    assert client.get(INDEX, follow=True).redirect_chain[-1][0].startswith(reverse("account_login"))
