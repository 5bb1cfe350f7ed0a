"""Every page of the sign-in package opens in our look, and none of its own pages is left."""

import re

import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal import auth as totp
from allauth.urls import urlpatterns
from django.urls import reverse

SIGNED_OUT = [
    "account_login",
    "account_signup",
    "account_request_login_code",
    "account_reset_password",
    "account_reset_password_done",
    "account_reset_password_from_key_done",
    "account_inactive",
]
SIGNED_IN = [
    "account_logout",
    "account_email",
    "account_change_password",
    "account_reauthenticate",
    "mfa_index",
    "mfa_activate_totp",
    "mfa_list_webauthn",
    "mfa_add_webauthn",
    "usersessions_list",
]
# These open only in the middle of something, and are walked through below or by the browser tests.
ON_THE_WAY = {
    "account_email_verification_sent",
    "account_confirm_login_code",
    "account_reset_password_from_key",
    "account_set_password",
    "mfa_authenticate",
    "mfa_reauthenticate",
    "mfa_deactivate_totp",
    "mfa_view_recovery_codes",
    "mfa_generate_recovery_codes",
    "mfa_download_recovery_codes",
    "mfa_reauthenticate_webauthn",
    "mfa_remove_webauthn",
    "mfa_edit_webauthn",
    "mfa_login_webauthn",
}
PASSWORD = "blue-kettle-horse"


@pytest.fixture
def amina(client, django_user_model):
    user = django_user_model.objects.create_user(email="amina@example.org", password=PASSWORD)
    EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)
    client.post(reverse("account_login"), {"login": user.email, "password": PASSWORD})
    return client


def assert_ours(response):
    page = response.content.decode()
    assert response.status_code == 200
    assert [page.count("<h1"), page.count('id="get-help-now"'), page.count(">85258</a>")] == [1, 1, 1]
    assert re.search("<title>(Error: )?[A-Z].+ – Heard</title>", page)


def names(patterns):
    for pattern in patterns:
        if hasattr(pattern, "url_patterns"):
            yield from names(pattern.url_patterns)
        else:
            yield pattern.name


def test_every_sign_in_address_is_known_here():
    assert set(names(urlpatterns)) == {*SIGNED_OUT, *SIGNED_IN, *ON_THE_WAY}


@pytest.mark.django_db
@pytest.mark.parametrize("name", SIGNED_OUT)
def test_signed_out_page_is_ours(client, name):
    assert_ours(client.get(reverse(name)))


@pytest.mark.django_db
@pytest.mark.parametrize("name", SIGNED_IN)
def test_signed_in_page_is_ours(amina, name):
    assert_ours(amina.get(reverse(name)))


@pytest.mark.django_db
def test_password_link_that_is_too_old_is_ours(client):
    assert_ours(client.get(reverse("account_reset_password_from_key", args=["xx", "yy"])))


@pytest.mark.django_db
def test_sign_in_without_anything_says_what_to_enter(client):
    page = client.post(reverse("account_login"), {}).content.decode()

    assert "<title>Error: Sign in – Heard</title>" in page
    assert re.findall('<a href="#(id_[a-z]+)">([^<]+)</a>', page) == [
        ("id_login", "Enter email"),
        ("id_password", "Enter password"),
    ]


@pytest.mark.django_db
def test_sign_up_asks_for_the_code_sent(client, mailoutbox):
    response = client.post(reverse("account_signup"), {"email": "bola@example.org", "password1": PASSWORD}, follow=True)

    assert_ours(response)
    assert "Code from the email" in response.content.decode()
    assert [message.to for message in mailoutbox] == [["bola@example.org"]]


@pytest.mark.django_db
def test_pages_behind_the_second_step_are_ours(amina):
    secret = totp.generate_totp_secret()
    totp.TOTP.activate(EmailAddress.objects.get().user, secret)
    RecoveryCodes.activate(EmailAddress.objects.get().user)
    code = totp.format_hotp_value(totp.hotp_value(secret, next(totp.yield_hotp_counters_from_time())))

    asked_again = amina.get(reverse("mfa_view_recovery_codes"), follow=True)
    amina.post(asked_again.request["PATH_INFO"], {"code": code})

    assert_ours(asked_again)
    assert "Code from your app" in asked_again.content.decode()
    for name in ["mfa_view_recovery_codes", "mfa_generate_recovery_codes", "mfa_deactivate_totp", "mfa_index"]:
        assert_ours(amina.get(reverse(name)))
