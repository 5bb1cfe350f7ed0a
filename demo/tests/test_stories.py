"""The stories of the demo, sent by the services that pages call."""

from datetime import date

import pytest

from accounts.access import actor_for
from accounts.models import Role
from accounts.tests.factories import make_membership, make_organisation, make_user
from demo import stories
from demo import told as words
from involvement.models import Story
from involvement.tests.factories import make_activity, make_participant, make_service, make_session

pytestmark = pytest.mark.django_db
TODAY = date(2026, 5, 12)


@pytest.fixture
def told():
    organisation = make_organisation()
    make_user(email="okafor@example.org")
    for name in (words.WARD, words.HOME, words.TALKING, words.TEAM, words.EARLY, words.COLLEGE):
        make_service(organisation, name=name)
    for name in (words.PCREF, words.PANEL):
        make_session(make_activity(organisation, name=name), on=date(2026, 1, 6))
    for _ in range(20):
        make_participant(organisation)
    roles = {"amina": Role.PARTICIPANT, "ravi": Role.PARTICIPANT, "grace": Role.PARTICIPANT, "sam": Role.FACILITATOR}
    actors = {slug: actor_for(make_membership(role, organisation)) for slug, role in roles.items()}
    stories.send_stories(organisation=organisation, actors=actors, today=TODAY)
    return actors


def test_send_stories_sends_each_once(told):
    assert Story.objects.count() == len(words.STORIES) == len({each.number for each in words.STORIES})


def test_send_stories_gives_one_service_few_and_another_many(told):
    counts = {name: Story.objects.filter(service__name=name).count() for name in (words.WARD, words.TALKING)}

    assert counts[words.WARD] < 8 <= counts[words.TALKING]


def test_send_stories_shows_amina_as_she_wants(told):
    story = stories.story(5)

    assert (story.display_name, story.author_id, story.session) == ("bluekettle", told["amina"].user_id, None)


def test_send_stories_holds_one(told):
    assert [story.pk for story in Story.objects.exclude(held_at=None)] == [stories.story(43).pk]
