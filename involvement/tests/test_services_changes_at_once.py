"""Two people move changes at the very same time, on real connections."""

import uuid
from datetime import UTC, datetime
from functools import partial

import pytest

from accounts.models import Role
from accounts.tests.factories import actor_for, make_organisation
from involvement import services
from involvement.models import Change, Story
from involvement.taxonomies import ChangeStatus
from involvement.tests.factories import make_change, make_story
from involvement.tests.test_services_attendance_at_once import at_once

pytestmark = [pytest.mark.postgresql, pytest.mark.django_db(transaction=True)]
NOW = datetime(2026, 6, 1, 9, tzinfo=UTC)
ROUNDS = 5


@pytest.fixture
def organisation():
    return make_organisation()


@pytest.fixture
def actor(organisation):
    return actor_for(Role.INVOLVEMENT_LEAD, organisation=organisation)


def mover(actor, change, status, send_key=None):
    fields = {"send_key": send_key or uuid.uuid4(), "text": "", "now": NOW}
    return lambda: services.move_change(actor=actor, change=change, status=status, **fields)


def test_two_changes_of_the_same_stories_moved_at_once_leave_the_stronger_outcome(actor, organisation):
    for _ in range(ROUNDS):
        stories = [make_story(organisation) for _ in range(3)]
        first, second = (make_change(organisation, stories=stories) for _ in range(2))

        at_once(mover(actor, first, ChangeStatus.MADE), mover(actor, second, ChangeStatus.PLANNED))

        found = Story.objects.filter(pk__in=[story.pk for story in stories]).values_list("outcome", flat=True)
        assert set(found) == {ChangeStatus.MADE}


def test_a_step_sent_twice_at_once_is_one_step(actor, organisation):
    for _ in range(ROUNDS):
        change, send_key = make_change(organisation), uuid.uuid4()

        one, other = at_once(*[mover(actor, change, ChangeStatus.PLANNED, send_key)] * 2)

        assert (one, change.steps.count()) == (other, 1)


def test_linking_while_a_change_is_made_gives_the_story_its_outcome(actor, organisation):
    for _ in range(ROUNDS):
        story, change = make_story(organisation), make_change(organisation)
        link = partial(services.link_to_change, actor=actor, change=change, stories=[story], now=NOW)

        at_once(mover(actor, change, ChangeStatus.MADE), link)

        story.refresh_from_db()
        assert story.outcome == ChangeStatus.MADE


def test_add_change_sent_twice_at_once_is_one_change(actor):
    for _ in range(ROUNDS):
        send_key = uuid.uuid4()
        add = partial(services.add_change, actor=actor, send_key=send_key, title="Garden", now=NOW)

        one, other = at_once(add, add)

        assert (one, Change.objects.filter(send_key=send_key).count(), one.steps.count()) == (other, 1, 1)
