"""The stories of the demo, sent by the services that pages call."""

import pytest

from demo import stories
from demo import told as words
from involvement.models import Story

pytestmark = pytest.mark.django_db


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
