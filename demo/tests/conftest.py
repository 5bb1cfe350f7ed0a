"""The Trust with the stories of the demo."""

from datetime import date

import pytest

from accounts.access import actor_for
from accounts.models import Role
from accounts.tests.factories import make_membership, make_organisation, make_user
from demo import stories
from demo import told as words
from involvement.tests.factories import make_activity, make_participant, make_service, make_session

TODAY = date(2026, 5, 12)


@pytest.fixture
def told(db):
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
