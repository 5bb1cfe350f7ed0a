"""What the demo shows of changes, made by the services that pages call."""

from datetime import date

import pytest

from accounts.models import Organisation
from demo import changed, files, services, stories, world
from involvement.models import Change, InvolvementActivity, LoopSummary
from involvement.taxonomies import ChangeStatus
from reports import counting, gap

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 21)


@pytest.fixture
def trust():
    services.load(today=TODAY, say=lambda text: None)
    return Organisation.objects.get(slug=world.TRUST.slug)


def test_the_demo_shows_changes_of_every_kind(trust):
    statuses = Change.objects.filter(organisation=trust).values_list("status", flat=True)
    outcomes = {number: stories.story(number).outcome for number in (2, 4, 7, 15)}

    assert set(statuses) == set(ChangeStatus) - {ChangeStatus.NONE_NEEDED}
    assert Change.objects.filter(due_on__lt=TODAY, status=ChangeStatus.CONSIDERING).count() == 1
    assert outcomes == {2: "planned", 4: "made", 7: "made", 15: "not-possible"}
    assert LoopSummary.objects.filter(organisation=trust, status=ChangeStatus.NOT_POSSIBLE).count() == 2


def test_activities_that_ended_say_what_came_of_them(trust):
    ended = InvolvementActivity.objects.exclude(closed_on=None)

    assert {activity.name for activity in ended} == {each.activity for each in changed.RAISED if each.ends}
    assert all(activity.loop_summaries.filter(taken_down_at=None).exists() for activity in ended)


def test_enough_people_led_to_a_change_for_the_report_to_say_so(trust):
    calendar = files.calendar(today=TODAY)
    counted = counting.count(counting.Scope(trust.pk, calendar.starts_on, calendar.ends_on))
    influenced, came = (
        counted.tallies[gap.TableKey("ethnic_group_5", "direct", stage)].known for stage in ("influenced", "came")
    )

    assert 60 < influenced < came
