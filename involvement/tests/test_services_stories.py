"""Sending a story: once, dated, held when it has to be, and with nobody's name on it."""

import uuid
from datetime import UTC, date, datetime

import pytest

from accounts.access import NOBODY
from accounts.models import Role
from accounts.tests.factories import make_member, make_organisation
from core.models import AuditEvent
from involvement import access, services
from involvement.models import Story
from involvement.taxonomies import DisplayIdentity, SpeakingRole, Visibility
from involvement.tests.factories import make_activity, make_participant, make_service, make_session

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 4, 2, 10, tzinfo=UTC)
KEY = uuid.UUID("7c1f8a2e-0000-4000-8000-000000000001")
PUBLIC = {"visibility": Visibility.PUBLIC, "display_identity": DisplayIdentity.MADE_UP_NAME}


def send(actor=NOBODY, organisation=None, **told):
    values = {
        "organisation": organisation or make_organisation(),
        "now": NOW,
        "send_key": KEY,
        "good": "",
        "better": "The garden is locked by five.",
        "change_wanted": "",
        "service": None,
        "session": None,
        "visibility": Visibility.STAFF,
        "display_identity": DisplayIdentity.ANONYMOUS,
        "display_name": "",
        "speaking_role": SpeakingRole.SERVICE_USER,
    }
    return services.send_story(actor=actor, **(values | told))


def test_send_story_keeps_the_words_and_a_code_that_opens_them():
    sent = send()

    assert (sent.is_new, sent.story.better, sent.story.sent_on) == (True, "The garden is locked by five.", NOW.date())
    assert access.story_with_code(sent.code) == sent.story
    assert sent.code not in str(Story.objects.filter(pk=sent.story.pk).values().get())


def test_send_story_sets_the_dates_of_the_nation():
    story = send(organisation=make_organisation(nation="england")).story

    assert (story.acknowledge_by, story.respond_by) == (date(2026, 4, 9), date(2026, 5, 5))


def test_send_story_twice_keeps_the_first_and_shows_the_same_code():
    organisation = make_organisation()
    first, second = send(organisation=organisation), send(organisation=organisation, better="Other words")

    assert (second.is_new, second.code, second.story.pk) == (False, first.code, first.story.pk)
    assert list(Story.objects.values_list("better", flat=True)) == ["The garden is locked by five."]
    assert AuditEvent.objects.filter(verb="STORY_SENT").count() == 1


def test_send_story_of_two_people_gives_two_codes():
    assert send().code != send(send_key=uuid.uuid4()).code


def test_send_story_holds_worrying_words_and_stops_nothing():
    assert send(better="I want to end my life").story.held_at == NOW
    assert send(better="This form makes me want to scream", send_key=uuid.uuid4()).story.held_at is None


def test_send_story_signed_in_is_the_authors_and_their_records():
    user, actor = make_member(Role.PARTICIPANT)
    person = make_participant(user=user)
    make_participant(make_organisation(), user=user)

    story = send(actor, person.organisation).story

    assert (story.author, story.participant, story.written_down_by) == (user, person, None)


def test_send_story_signed_in_is_audited_without_the_author():
    user, actor = make_member(Role.PARTICIPANT)
    sent = send(actor)

    event = AuditEvent.objects.get(verb="STORY_SENT")
    assert (event.user_id, event.role, event.subject_id) == (None, "", None)
    assert event.organisation_id == sent.story.organisation_id


def test_send_story_written_down_is_the_persons_and_not_the_helpers():
    user, actor = make_member(Role.FACILITATOR)
    organisation = make_organisation()
    own, person = make_participant(organisation, user=user), make_participant(organisation)

    told = {"speaking_role": SpeakingRole.SUPPORTED_SERVICE_USER, "participant": person, "written_down": True}
    story = send(actor, organisation, **told).story

    assert (story.author, story.participant, story.written_down_by) == (None, person, user)
    assert AuditEvent.objects.get(verb="STORY_SENT").user_id == user.pk
    assert own.stories.count() == 0


def test_send_story_about_a_session_is_about_its_service():
    organisation = make_organisation()
    session = make_session(make_activity(organisation), service=make_service(organisation))

    assert send(organisation=organisation, session=session).story.service == session.service


@pytest.mark.parametrize("name", ["JaneD", "Jane82"])
def test_send_story_refuses_a_made_up_name_with_the_real_one_in_it(name):
    _, actor = make_member(Role.PARTICIPANT, name="Jane Doe", email="jane.d@example.org")

    with pytest.raises(services.NameRefused):
        send(actor, display_name=name, **PUBLIC)
    assert Story.objects.count() == 0


def test_send_story_takes_a_made_up_name():
    _, actor = make_member(Role.PARTICIPANT, name="Jane Doe", email="jane.d@example.org")

    assert send(actor, display_name="bluekettle", **PUBLIC).story.display_name == "bluekettle"


def test_send_story_keeps_no_name_unless_the_story_is_public():
    story = send(display_name="Jane 1982", **(PUBLIC | {"visibility": Visibility.SHARED})).story

    assert (story.display_identity, story.display_name) == (DisplayIdentity.ANONYMOUS, "")


def test_send_story_refuses_an_empty_name():
    with pytest.raises(services.NameRefused, match="Enter the name to show"):
        send(**PUBLIC)
