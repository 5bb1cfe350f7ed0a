from datetime import date

import pytest

from accounts.access import NOBODY
from accounts.models import Role
from accounts.tests.factories import actor_for
from involvement import services
from involvement.models import HappenedToo
from involvement.tests.factories import make_published

pytestmark = pytest.mark.django_db


def say(story, *, actor=NOBODY, browser=""):
    services.say_happened_too(actor=actor, story=story, browser=browser, today=date(2026, 5, 12))


def test_happened_too_counts_a_browser_once():
    story = make_published()

    for browser in ("one", "one", "two"):
        say(story, browser=browser)

    assert HappenedToo.objects.count() == 2


def test_happened_too_counts_a_log_in_once_on_any_browser():
    story, actor = make_published(), actor_for(Role.PARTICIPANT)

    say(story, actor=actor, browser="one")
    say(story, actor=actor, browser="two")

    assert HappenedToo.objects.count() == 1


def test_happened_too_marks_of_one_browser_cannot_be_put_together():
    for story in (make_published(), make_published()):
        say(story, browser="one")

    assert HappenedToo.objects.values("mark").distinct().count() == 2


def test_take_back_happened_too_takes_back_only_ones_own():
    story = make_published()
    say(story, browser="one")
    say(story, browser="two")

    services.take_back_happened_too(actor=NOBODY, story=story, browser="one")

    assert HappenedToo.objects.count() == 1
