"""From the inbox to the author's page, and what the forms say when something is missing."""

import pytest
from django.urls import reverse

from accounts.models import Role
from accounts.tests.factories import make_membership, sign_in
from config.tests.browser.keyboard import Keyboard
from involvement.models import Story
from involvement.tests.factories import make_service, make_story

pytestmark = pytest.mark.browser
CODE = "ABCDE-FGHJK"


@pytest.fixture
def lead(world):
    return make_membership(Role.INVOLVEMENT_LEAD)


@pytest.fixture
def story(lead):
    return make_story(lead.organisation, service=make_service(lead.organisation), code=CODE)


@pytest.mark.parametrize("scripts", [True, False])
def test_story_is_answered_in_three_clicks_and_judged_in_one(enter, client, someone, lead, story, scripts):
    visitor = enter(sign_in(client, lead))
    visitor.open(reverse("involvement:stories"), scripts=scripts)
    keys = Keyboard(visitor.page)
    keys.press(story.better)
    visitor.page.fill("[name=text] >> nth=-1", "You said it was cold. The heating is on from today.")
    visitor.page.check("[value=made]", force=True)
    keys.press("Send answer")
    assert "Answer sent" in visitor.page.inner_text("main")

    someone.open(reverse("involvement:my_story"), scripts=scripts)
    someone.page.fill("[name=code]", CODE)
    author = Keyboard(someone.page)
    author.press("Show my story")
    assert "The heating is on from today." in someone.page.inner_text("main")
    author.press("Partly")

    assert (Story.objects.get(pk=story.pk).verdict, someone.faults()) == ("partly", [])
    Story.objects.filter(pk=story.pk).delete()


def test_forms_that_come_back_can_be_read_by_everybody(enter, client, someone, lead, story):
    visitor = enter(sign_in(client, lead))
    visitor.open(reverse("involvement:answer_story", args=[story.pk]), scripts=False)
    visitor.page.fill("[name=text]", "We take all feedback seriously.")
    visitor.page.check("[value=not-possible]", force=True)
    Keyboard(visitor.page).press("Send answer")
    errors = visitor.page.inner_text(".nhsuk-error-summary")
    assert ("Enter why it is not possible" in errors, "Check “take all feedback" in errors) == (True, True)
    assert visitor.faults() == []

    someone.open(reverse("involvement:my_story"), scripts=False)
    someone.page.fill("[name=code]", "ABCDE-ABCDE")
    Keyboard(someone.page).press("Show my story")
    assert "Check the code and enter it again" in someone.page.inner_text(".nhsuk-error-summary")
    assert someone.faults() == []
    Story.objects.filter(pk=story.pk).delete()
