"""Somebody says something on a small phone, without an account: every screen on the way, with and without scripts."""

import pytest
from django.test import override_settings
from django.urls import reverse

from accounts.models import Role
from accounts.tests.factories import make_membership, make_organisation, sign_in
from config.tests.browser.keyboard import Keyboard
from involvement import access
from involvement.models import Story
from involvement.tests.factories import make_service

SCRIPTS = pytest.mark.parametrize("scripts", [True, False])


@pytest.fixture
def organisation(world):
    organisation = make_organisation(name="Wexcombe Mental Health Trust")
    make_service(organisation, name="Larch Ward")
    return organisation


def open_form(visitor, organisation, *, scripts):
    visitor.open(reverse("involvement:send_story", args=[organisation.slug]), scripts=scripts)
    return Keyboard(visitor.page)


@SCRIPTS
def test_story_is_sent_in_two_screens(visit, organisation, scripts):
    visitor = visit("X")
    keys = open_form(visitor, organisation, scripts=scripts)
    visitor.page.fill("[name=better]", "The garden is locked by five.")
    visitor.page.select_option("[name=about]", label="Larch Ward")
    keys.press("Go on")
    assert visitor.page.inner_text("h1") == "Who may see it?"
    assert visitor.page.is_checked("[value=staff-only]")
    keys.press("Send")

    code = visitor.page.inner_text(".heard-saying__code")
    assert access.story_with_code(code).better == "The garden is locked by five."
    assert visitor.faults() == []


@SCRIPTS
def test_second_screen_looks_right_and_asks_for_a_name_only_in_public(visit, organisation, scripts):
    visitor = visit("X")
    keys = open_form(visitor, organisation, scripts=scripts)
    visitor.page.fill("[name=good]", "The night staff sat with me.")
    keys.press("Go on")
    assert not visitor.page.is_visible("[name=display_name]")
    visitor.page.check("[value=public]", force=True)
    assert visitor.page.is_visible("[name=display_name]")
    assert visitor.faults() == []


@SCRIPTS
def test_name_that_gives_away_is_asked_for_again(visit, organisation, scripts):
    visitor = visit("X")
    keys = open_form(visitor, organisation, scripts=scripts)
    visitor.page.fill("[name=good]", "The night staff sat with me.")
    keys.press("Go on")
    visitor.page.check("[value=public]", force=True)
    visitor.page.check("[value=made-up-name]", force=True)
    visitor.page.fill("[name=display_name]", "born 1982")
    keys.press("Send")

    assert "Enter a name without numbers" in visitor.page.inner_text(".nhsuk-error-summary")
    assert visitor.faults() == []


@SCRIPTS
def test_first_screen_says_what_is_missing(visit, organisation, scripts):
    visitor = visit("X")
    keys = open_form(visitor, organisation, scripts=scripts)
    keys.press("Go on")
    visitor.page.fill("[name=good]", "My number is 999 123 4567")
    keys.press("Go on")

    assert "Please do not send your NHS number" in visitor.page.inner_text(".nhsuk-error-summary")
    assert visitor.page.input_value("[name=good]") == "My number is 999 123 4567"
    assert visitor.faults() == []


@SCRIPTS
def test_worrying_words_bring_help_first(visit, organisation, scripts):
    visitor = visit("X")
    keys = open_form(visitor, organisation, scripts=scripts)
    visitor.page.fill("[name=better]", "I want to end my life")
    keys.press("Go on")
    keys.press("Send")

    assert visitor.page.inner_text("main h2 >> nth=0") == "You can talk to someone now"
    assert Story.objects.get(organisation=organisation).is_held
    assert visitor.faults() == []


@SCRIPTS
def test_over_the_limit_the_words_wait_in_the_page(visit, organisation, scripts):
    visitor = visit("X")
    keys = open_form(visitor, organisation, scripts=scripts)
    visitor.page.fill("[name=good]", "The tea")
    with override_settings(STORIES_AN_HOUR=0):
        keys.press("Go on")
        assert visitor.page.inner_text("h1") == "Please wait a little"
        assert visitor.faults() == []
    visitor.open(visitor.page.url, scripts=scripts)


@SCRIPTS
def test_news_can_be_asked_for_by_email(visit, organisation, scripts):
    visitor = visit("X")
    keys = open_form(visitor, organisation, scripts=scripts)
    visitor.page.fill("[name=good]", "The tea")
    keys.press("Go on")
    keys.press("Send")
    visitor.page.fill("[name=news_email]", "kim@example.org")
    keys.press("E-mail me when there is news")

    assert "We will write to kim@example.org." in visitor.page.inner_text("main")
    assert Story.objects.get(organisation=organisation).news_email == "kim@example.org"
    assert visitor.faults() == []


@SCRIPTS
def test_words_of_somebody_else_are_written_down(enter, client, organisation, scripts):
    visitor = enter(sign_in(client, make_membership(Role.FACILITATOR, organisation)))
    visitor.open(reverse("involvement:write_down_story"), scripts=scripts)
    keys = Keyboard(visitor.page)
    visitor.page.fill("[name=good]", "My worker drew a picture of the plan.")
    visitor.page.check("[name=read_back]", force=True)
    keys.press("Send it for them")

    assert access.story_with_code(visitor.page.inner_text(".heard-saying__code")).written_down_by is not None
    assert visitor.faults() == []
