"""Signing in through the pages of allauth, as people do it."""

import re

import pytest
from django.core import mail
from django.core.cache import cache
from django.urls import reverse

from accounts.models import Role, User
from accounts.tests.factories import PASSWORD, make_membership, make_totp, make_user, sign_in, totp_code

pytestmark = pytest.mark.django_db
MEMBERS = "/members/"


def enter_password(client, user):
    return client.post(reverse("account_login"), {"login": user.email, "password": PASSWORD}, follow=True)


def an_administrator():
    return make_membership(Role.ADMINISTRATOR, user=make_user(password=PASSWORD)).user


def test_new_administrator_is_led_to_set_up_a_second_step(client):
    response = enter_password(client, an_administrator())

    assert response.redirect_chain[-1][0] == "/your-account/second-step/?next=%2Fhome%2F"
    assert client.get(MEMBERS).status_code == 302


@pytest.mark.django_db(transaction=True)
def test_setting_up_an_app_right_after_the_password_opens_the_site(client):
    enter_password(client, an_administrator())
    page = client.get(reverse("mfa_activate_totp"))

    client.post(reverse("mfa_activate_totp"), {"code": totp_code(page.context["form"].secret)})

    assert client.get(MEMBERS).status_code == 200


def test_password_alone_does_not_open_the_site_to_who_owns_an_app(client):
    user = an_administrator()
    make_totp(user)

    response = enter_password(client, user)

    assert response.redirect_chain[-1][0] == reverse("mfa_authenticate")
    assert client.get(MEMBERS)["Location"] == "/account/login/?next=/members/"


def test_password_and_code_of_the_app_open_the_site(client):
    user = an_administrator()
    secret = make_totp(user)
    enter_password(client, user)

    client.post(reverse("mfa_authenticate"), {"code": totp_code(secret)})

    assert client.get(MEMBERS).status_code == 200


def test_code_by_email_still_asks_for_the_app(client):
    user = an_administrator()
    secret = make_totp(user)
    client.post(reverse("account_request_login_code"), {"email": user.email})
    code = re.search(r"Your code is (\S+)", mail.outbox[0].body)[1]
    response = client.post(reverse("account_confirm_login_code"), {"code": code})
    assert response["Location"] == reverse("mfa_authenticate")

    client.post(reverse("mfa_authenticate"), {"code": totp_code(secret)})

    assert client.get(MEMBERS).status_code == 200


def test_code_by_email_names_no_service_in_its_subject(client):
    client.post(reverse("account_request_login_code"), {"email": make_user().email})

    assert mail.outbox[0].subject == "Your code"


def test_session_from_before_the_app_was_set_up_must_prove_it(client):
    user = an_administrator()
    enter_password(client, user)
    make_totp(user)

    assert client.get(MEMBERS)["Location"] == f"{reverse('mfa_reauthenticate')}?next=%2Fmembers%2F"


def test_proving_the_app_in_an_open_session_opens_the_site(client):
    user = an_administrator()
    enter_password(client, user)
    secret = make_totp(user)

    response = client.post(reverse("mfa_reauthenticate"), {"code": totp_code(secret), "next": MEMBERS})

    assert response["Location"] == MEMBERS
    assert client.get(MEMBERS).status_code == 200


@pytest.mark.parametrize(
    "name",
    ["mfa_deactivate_totp", "mfa_add_webauthn", "mfa_view_recovery_codes", "account_email", "account_change_password"],
)
def test_password_alone_changes_nothing_about_how_one_signs_in(client, name):
    user = an_administrator()
    enter_password(client, user)
    make_totp(user)

    assert client.post(reverse(name)).status_code == 302
    assert client.get(reverse(name))["Location"].startswith(reverse("mfa_reauthenticate"))


@pytest.mark.django_db(transaction=True)
def test_setting_up_an_app_long_after_the_password_proves_nothing(client, time_machine):
    user = make_membership(Role.ADMINISTRATOR).user
    time_machine.move_to("2026-03-02 09:00Z")
    sign_in(client, user, second_factor=False)
    time_machine.move_to("2026-03-02 09:20Z")
    page = client.get(reverse("mfa_activate_totp"))

    client.post(reverse("mfa_activate_totp"), {"code": totp_code(page.context["form"].secret)})

    assert client.get(MEMBERS)["Location"].startswith(reverse("mfa_reauthenticate"))


def test_staff_cannot_remove_their_only_second_step(client):
    membership = make_membership(Role.ADMINISTRATOR)
    make_totp(membership.user)
    sign_in(client, membership)

    client.post(reverse("mfa_deactivate_totp"))

    assert membership.user.authenticator_set.count() == 1


def test_person_taking_part_may_remove_their_second_step(client):
    membership = make_membership(Role.PARTICIPANT)
    make_totp(membership.user)
    sign_in(client, membership)

    client.post(reverse("mfa_deactivate_totp"))

    assert membership.user.authenticator_set.count() == 0


def test_secret_of_the_app_is_not_readable_in_the_database():
    user = make_user()
    secret = make_totp(user)

    assert secret not in str(user.authenticator_set.get().data)


def test_person_taking_part_needs_no_second_step(client):
    sign_in(client, make_membership(Role.PARTICIPANT), second_factor=False)

    assert client.get(reverse("accounts:account")).status_code == 200


def test_log_in_that_was_switched_off_is_out_at_once(client):
    membership = make_membership(Role.ADMINISTRATOR)
    sign_in(client, membership)
    User.objects.filter(pk=membership.user_id).update(is_active=False)

    assert client.get(MEMBERS)["Location"].startswith(reverse("account_login"))


def test_sign_up_says_the_same_about_a_known_and_an_unknown_address(client):
    known = make_user().email

    answers = []
    for email in (known, "nobody-yet@example.org"):
        response = client.post(reverse("account_signup"), {"email": email, "password1": PASSWORD})
        answers.append((response.status_code, response["Location"]))
        client.logout()

    assert answers[0] == answers[1]
    assert [m.subject for m in mail.outbox] == ["You have an account already", "Check your e-mail address"]


def test_guessing_a_password_is_stopped(client):
    user = make_user(password=PASSWORD)
    for _ in range(6):
        client.post(reverse("account_login"), {"login": user.email, "password": "wrong-guess"})

    response = client.post(reverse("account_login"), {"login": user.email, "password": PASSWORD})

    assert response.status_code in (200, 429)
    assert "_auth_user_id" not in client.session


def test_sign_in_works_while_the_broker_is_away(client, settings):
    settings.CELERY_BROKER_URL = "redis://127.0.0.1:1/0"
    cache.set("left-by-a-limit", 1)
    user = make_membership(Role.PARTICIPANT, user=make_user(password=PASSWORD)).user

    client.post(reverse("account_login"), {"login": user.email, "password": PASSWORD})

    assert client.session["_auth_user_id"] == str(user.pk)
    assert cache.get("left-by-a-limit") == 1


def test_sign_in_gives_the_session_a_new_name(client):
    client.get(reverse("account_login"))
    session = client.session
    session["from"] = "before"
    session.save()
    before = session.session_key

    enter_password(client, make_user(password=PASSWORD))

    assert client.session.session_key != before


def test_mail_server_away_is_said_on_the_page(client, settings):
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 1

    response = client.post(reverse("account_request_login_code"), {"email": make_user().email}, follow=True)

    assert "We could not send the e-mail. Try again in a few minutes." in response.content.decode()


def test_new_account_need_not_enter_its_password_again_to_set_up_an_app(client):
    client.post(reverse("account_signup"), {"email": "ana@example.org", "password1": PASSWORD})
    code = re.search(r"Your code is (\S+)", mail.outbox[0].body)[1]
    client.post(reverse("account_email_verification_sent"), {"code": code})

    assert client.get(reverse("mfa_activate_totp")).status_code == 200
