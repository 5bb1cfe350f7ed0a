"""The answers of the demo, sent by the services that pages call."""

import pytest

from accounts.access import actor_for
from accounts.models import Organisation, Role
from accounts.tests.factories import make_membership
from demo import answers, stories
from demo.tests.conftest import TODAY
from involvement import clocks
from involvement.models import Story
from involvement.taxonomies import ChangeStatus, LoopStatus, Verdict

pytestmark = pytest.mark.django_db


@pytest.fixture
def answered(told):
    organisation = Organisation.objects.get()
    lead, responder = (
        actor_for(make_membership(role, organisation)) for role in (Role.INVOLVEMENT_LEAD, Role.RESPONDER)
    )
    answers.answer_stories(lead=lead, responder=responder)


def test_answer_stories_ends_the_story_of_the_garden(answered):
    story = stories.story(7)

    assert (story.loop_status, story.outcome, story.verdict) == (
        LoopStatus.CLOSED,
        ChangeStatus.MADE,
        Verdict.ANSWERED,
    )


def test_answer_stories_leaves_some_of_every_kind(answered):
    assert set(Story.objects.values_list("loop_status", flat=True)) == set(LoopStatus.values)
    assert set(Story.objects.exclude(verdict="").values_list("verdict", flat=True)) == set(Verdict.values)


def test_answer_stories_leaves_a_few_overdue(answered):
    late = Story.objects.filter(clocks.overdue(today=TODAY)).values_list("send_key", flat=True)

    assert len(late) == 10


def test_answer_stories_says_nothing_in_the_future(answered):
    assert not Story.objects.filter(responses__sent_at__date__gt=TODAY).exists()
