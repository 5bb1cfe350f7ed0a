"""Signing in, proving the second factor, and coming back after a time-out: by keyboard alone."""

import re
import time
from importlib import import_module

import pytest
from django.conf import settings
from django.urls import reverse

from accounts.models import Role
from accounts.sessions import SEEN_AT
from accounts.tests.factories import PASSWORD, make_membership, make_totp, make_user, totp_code
from config.tests.browser.keyboard import Keyboard

HOUR = 60 * 60
DEVICE = {"protocol": "ctap2", "transport": "internal", "hasResidentKey": True, "hasUserVerification": True}


@pytest.fixture
def administrator(world):
    return make_membership(Role.ADMINISTRATOR, user=make_user(password=PASSWORD))


@pytest.fixture
def keys(someone):
    return Keyboard(someone.page)


def enter_password(keys, user):
    keys.write("#id_login", user.email)
    keys.write("#id_password", PASSWORD)
    keys.press("Sign in")


def enter_code(keys, secret, button):
    keys.write("#id_code", totp_code(secret))
    keys.press(button)


@pytest.mark.parametrize("scripts", [True, False])
def test_password_and_code_lead_to_the_page_asked_for(someone, keys, administrator, scripts):
    secret = make_totp(administrator.user)
    someone.open(reverse("account_login") + "?next=/members/", scripts=scripts)

    enter_password(keys, administrator.user)
    enter_code(keys, secret, "Continue")

    assert (someone.page.title(), someone.complaints) == ("Members – Heard", [])


@pytest.mark.parametrize("scripts", [True, False])
def test_new_member_of_staff_sets_up_an_app_before_anything_else(someone, keys, administrator, scripts):
    someone.open(reverse("account_login") + "?next=/members/", scripts=scripts)
    enter_password(keys, administrator.user)
    assert someone.page.title() == "Set up a second step – Heard"

    keys.press("Use an app on your phone")
    keys.go_to("summary", "I cannot use the camera")
    someone.page.keyboard.press("Enter")
    enter_code(keys, someone.page.inner_text(".heard-code"), "Turn on")
    assert re.search("recovery codes", someone.page.inner_text("main"), re.IGNORECASE)

    someone.page.goto("/members/")
    assert (someone.page.title(), someone.complaints) == ("Members – Heard", [])


def test_passkey_is_set_up_and_opens_the_site_by_itself(someone, keys, administrator):
    tools = someone.page.context.new_cdp_session(someone.page)
    tools.send("WebAuthn.enable")
    device = {**DEVICE, "automaticPresenceSimulation": True, "isUserVerified": True}
    tools.send("WebAuthn.addVirtualAuthenticator", {"options": device})
    someone.open(reverse("account_login"))
    enter_password(keys, administrator.user)

    keys.press("Use a passkey")
    keys.write("#id_name", "My phone")
    keys.go_to("#id_passwordless")
    someone.page.keyboard.press("Space")
    keys.press("Add passkey")
    someone.page.context.clear_cookies()
    someone.open(reverse("account_login") + "?next=/members/")
    keys.press("Use a passkey")

    assert (someone.page.title(), someone.complaints) == ("Members – Heard", [])


@pytest.mark.parametrize("scripts", [True, False])
def test_form_sent_after_the_time_limit_is_kept_and_sent_again(someone, keys, administrator, scripts):
    secret = make_totp(administrator.user)
    someone.open(reverse("account_login") + "?next=/services/add/", scripts=scripts)
    enter_password(keys, administrator.user)
    enter_code(keys, secret, "Continue")
    keys.write("#id_name", "Night café")
    let_time_pass(someone.page.context)
    keys.press("Add the service")
    assert "We kept what you wrote" in someone.page.inner_text("main")

    administrator.user.authenticator_set.all().delete()
    secret = make_totp(administrator.user)
    enter_password(keys, administrator.user)
    enter_code(keys, secret, "Continue")
    keys.press("Send it now")

    assert list(administrator.organisation.services.values_list("name", flat=True)) == ["Night café"]
    assert someone.complaints == []


def let_time_pass(context):
    """As if the person had not touched the page for an hour."""
    key = next(cookie["value"] for cookie in context.cookies() if cookie["name"] == settings.SESSION_COOKIE_NAME)
    session = import_module(settings.SESSION_ENGINE).SessionStore(key)
    session[SEEN_AT] = int(time.time()) - HOUR
    session.save()
