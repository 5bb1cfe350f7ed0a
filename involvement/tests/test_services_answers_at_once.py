"""Two people, or one impatient one, answer one story at the very same time, on real connections."""

import uuid
from contextlib import suppress

import pytest
from django.utils import timezone

from accounts.models import Role
from accounts.tests.factories import actor_for
from involvement import services
from involvement.models import Change, PersonalNotice, Response
from involvement.taxonomies import ChangeStatus
from involvement.tests.factories import make_story
from involvement.tests.test_services_attendance_at_once import at_once

pytestmark = [pytest.mark.postgresql, pytest.mark.django_db(transaction=True)]
ROUNDS = 5


def answering(story, key, **fields):
    actor = actor_for(Role.INVOLVEMENT_LEAD, organisation=story.organisation)
    values = {"text": "Thank you.", "outcome": ChangeStatus.PLANNED, "now": timezone.now()}

    def work():
        with suppress(services.AnsweredMeanwhile):
            services.answer_story(actor=actor, story=story, send_key=key, **(values | fields))

    return work


def test_answer_story_at_once_with_one_key_is_one_answer_and_one_change():
    for number in range(ROUNDS):
        story, key = make_story(), uuid.uuid4()
        at_once(*[answering(story, key, new_change="The garden")] * 3)

        assert (Response.objects.count(), PersonalNotice.objects.count()) == (number + 1, number + 1)
        assert Change.objects.count() == number + 1


def test_answer_story_at_once_by_two_lets_the_second_read_the_first():
    for number in range(ROUNDS):
        story = make_story()
        at_once(*[answering(story, uuid.uuid4()) for _ in range(2)])

        assert Response.objects.count() == number + 1
