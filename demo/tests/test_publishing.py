"""What the demo publishes, refuses and holds."""

from datetime import date

import pytest

from accounts.access import actor_for
from accounts.models import Role
from accounts.tests.factories import make_membership, make_organisation, make_user
from demo import publishing, stories, told
from involvement import access
from involvement.models import HappenedToo, SafeguardingConcern
from involvement.tests.factories import make_activity, make_participant, make_service, make_session

pytestmark = pytest.mark.django_db
TODAY = date(2026, 5, 12)


@pytest.fixture
def lead():
    organisation = make_organisation()
    make_user(email="okafor@example.org")
    for name in (told.WARD, told.HOME, told.TALKING, told.TEAM, told.EARLY, told.COLLEGE):
        make_service(organisation, name=name)
    for name in (told.PCREF, told.PANEL):
        make_session(make_activity(organisation, name=name), on=date(2026, 1, 6))
    for _ in range(20):
        make_participant(organisation)
    sam = actor_for(make_membership(Role.FACILITATOR, organisation))
    stories.send_stories(organisation=organisation, actors={"sam": sam}, today=TODAY)
    return actor_for(make_membership(Role.INVOLVEMENT_LEAD, organisation))


def test_publish_stories_edits_by_rule_and_leaves_some_to_decide(lead):
    publishing.publish_stories(lead=lead, today=TODAY)

    published = {story.send_key: story.publication for story in access.public_stories()}
    key = {each.number: each.key for each in told.STORIES}
    assert published[key[45]].good == "Priya read the form with me, line by line. Nobody had done that before."
    assert published[key[46]].reasons == ["date", "name"]
    assert not {key[28], key[49], key[50]} & set(published)
    assert HappenedToo.objects.count() == sum(publishing.TOO.values())


def test_raise_concerns_leaves_the_story_waiting(lead):
    safeguarder = actor_for(make_membership(Role.SAFEGUARDING_LEAD, stories.story(publishing.HELD).organisation))

    publishing.raise_concerns(safeguarder=safeguarder, today=TODAY)

    assert [concern.status for concern in SafeguardingConcern.objects.order_by("raised_at")] == ["passed-on", "open"]
    assert stories.story(publishing.HELD).is_held
