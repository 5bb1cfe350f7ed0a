import pytest
from django.urls import reverse

from accounts.access import Permission
from accounts.models import Role
from accounts.navigation import IN_HEADER, NAVIGATION
from accounts.tests.factories import make_membership, sign_in, signed_in

pytestmark = pytest.mark.django_db


def menu(response):
    return response.context.get("navigation", [])


def test_menu_marks_the_page_one_is_on_and_no_other(client):
    signed_in(client, Role.ADMINISTRATOR)

    marked = [label for label, _, current in menu(client.get(reverse("accounts:organisation"))) if current]
    assert marked == ["Organisation"]


def test_menu_holds_what_the_role_may_open_and_no_more(client):
    signed_in(client, Role.PARTICIPANT)

    shown = [label for label, _, _ in menu(client.get(reverse("accounts:account")))]
    own = [label for permission, label, _, _ in NAVIGATION if permission == Permission.SEE_OWN_RECORD]
    assert [label for label in shown if label != "Everything"] == own[:IN_HEADER]


def test_everything_holds_what_does_not_stand_in_the_header(client):
    signed_in(client, Role.ADMINISTRATOR)

    response = client.get(reverse("accounts:everything"))

    labels = [entry.label for entries in response.context["groups"].values() for entry in entries]
    assert len(labels) > IN_HEADER
    assert {label for label, _, _ in menu(response)} - {"Everything"} <= set(labels)
    assert [label for label, _, current in menu(response) if current] == ["Everything"]


def test_menu_is_empty_before_the_second_factor(client):
    sign_in(client, make_membership(Role.ADMINISTRATOR), second_factor=False)

    assert menu(client.get(reverse("accounts:second_factor"))) == []


def test_menu_is_empty_for_strangers(client):
    assert menu(client.get(reverse("core:help_now"))) == []
