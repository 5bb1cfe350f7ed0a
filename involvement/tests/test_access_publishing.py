import pytest
from django.utils import timezone

from accounts.access import NOBODY
from accounts.models import Role
from accounts.tests.factories import actor_for, make_organisation
from involvement import access
from involvement.naming import shown_name
from involvement.taxonomies import DisplayIdentity, Visibility
from involvement.tests.factories import make_concern, make_published, make_story

pytestmark = pytest.mark.django_db
OTHERS = [role for role in Role if role != Role.INVOLVEMENT_LEAD]


def test_stories_to_show_are_those_whose_authors_want_it():
    organisation = make_organisation()
    shared, public = (make_story(organisation, visibility=each) for each in (Visibility.SHARED, Visibility.PUBLIC))
    make_story(organisation, visibility=Visibility.STAFF)
    make_story(organisation, visibility=Visibility.PUBLIC, held_at=timezone.now())
    make_story(visibility=Visibility.PUBLIC)
    actor = actor_for(Role.INVOLVEMENT_LEAD, organisation=organisation)

    assert set(access.stories_to_show(actor)) == {shared, public}


@pytest.mark.parametrize("role", OTHERS)
def test_stories_to_show_are_for_leads_only(role):
    story = make_story(visibility=Visibility.PUBLIC)

    assert list(access.stories_to_show(actor_for(role, organisation=story.organisation))) == []


@pytest.mark.parametrize("role", [role for role in Role if role != Role.SAFEGUARDING_LEAD])
def test_concerns_and_held_stories_are_for_the_safeguarding_lead_only(role):
    concern = make_concern()
    make_story(concern.organisation, held_at=timezone.now())
    actor = actor_for(role, organisation=concern.organisation)

    assert (list(access.concerns(actor)), list(access.held_stories(actor))) == ([], [])


def test_raised_concerns_are_ones_own():
    actor = actor_for(Role.FACILITATOR)
    mine = make_concern(raised_by_id=actor.user_id)
    make_concern(mine.organisation)

    assert (list(access.raised_concerns(actor)), list(access.raised_concerns(NOBODY))) == ([mine], [])


@pytest.mark.parametrize(
    ("fields", "name"),
    [
        ({}, "Somebody who uses the service"),
        ({"display_identity": DisplayIdentity.MADE_UP_NAME, "display_name": "bluekettle"}, "bluekettle"),
        ({"display_name": "bluekettle"}, "Somebody who uses the service"),
        (
            {
                "display_identity": DisplayIdentity.FULL_NAME,
                "display_name": "Amina Ali",
                "visibility": Visibility.SHARED,
            },
            "Somebody who uses the service",
        ),
        ({"speaking_role": "carer"}, "Somebody who cares for another person"),
    ],
)
def test_shown_name_is_what_the_author_chose(fields, name):
    assert shown_name(make_published(**fields)) == name
