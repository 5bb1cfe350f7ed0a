import uuid
from datetime import UTC, date, datetime, timedelta

import pytest
from django.core import mail

from accounts.access import SYSTEM
from accounts.models import Role
from accounts.tests.factories import actor_for
from core.models import AuditEvent, Job
from involvement import services
from involvement.models import Change, PersonalNotice, Response, Story
from involvement.taxonomies import ChangeStatus, LoopStatus, ResponseKind
from involvement.tests.factories import make_change, make_participant, make_story

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 5, 13, 10, tzinfo=UTC)
KEY = uuid.UUID(int=1)


@pytest.fixture
def lead(organisation):
    return actor_for(Role.INVOLVEMENT_LEAD, organisation=organisation)


def answer(lead, story, **fields):
    values = {
        "text": "Thank you. The garden is open.",
        "outcome": ChangeStatus.MADE,
        "send_key": uuid.uuid4(),
        "now": NOW,
    }
    response = services.answer_story(actor=lead, story=story, **(values | fields))
    story.refresh_from_db()
    return response


def follow_up(do, lead, story, **fields):
    values = {"text": "Some news", "send_key": uuid.uuid4(), "now": NOW}
    response = do(actor=lead, story=story, **(values | fields))
    story.refresh_from_db()
    return response


def send_all():
    for job in Job.objects.filter(task="involvement.tasks.send_personal_notice").exclude(personal_notice=None):
        services.send_personal_notice(job_id=job.pk)


def test_acknowledge_story_says_so_in_which_role_and_tells_its_author(organisation, lead):
    story = make_story(organisation, news_email="kim@example.org")

    response = follow_up(services.acknowledge_story, lead, story)

    assert (story.loop_status, story.acknowledged_at) == (LoopStatus.ACKNOWLEDGED, NOW)
    assert (response.kind, response.role) == (ResponseKind.ACKNOWLEDGEMENT, Role.INVOLVEMENT_LEAD)
    assert PersonalNotice.objects.get().key == f"response:{response.pk}"


def test_acknowledge_story_sent_twice_is_one_and_a_colleagues_is_refused(organisation, lead):
    story = make_story(organisation)
    first = follow_up(services.acknowledge_story, lead, story, send_key=KEY)

    assert follow_up(services.acknowledge_story, lead, story, send_key=KEY) == first
    with pytest.raises(services.AnsweredMeanwhile):
        follow_up(services.acknowledge_story, lead, story)


def test_answer_story_sets_the_clock_for_news_and_counts_as_read(organisation, lead):
    story = make_story(organisation)

    answer(lead, story)

    assert (story.loop_status, story.outcome) == (LoopStatus.RESPONDED, ChangeStatus.MADE)
    assert (story.acknowledged_at, story.responded_at, story.news_by) == (NOW, NOW, date(2026, 8, 13))


def test_answer_story_needs_a_reason_when_it_is_not_possible(organisation, lead):
    """Rule R30."""
    story = make_story(organisation)

    with pytest.raises(services.ReasonMissing):
        answer(lead, story, outcome=ChangeStatus.NOT_POSSIBLE, reason=" ")
    response = answer(lead, story, outcome=ChangeStatus.NOT_POSSIBLE, reason="Safety rules")
    assert (response.reason, Response.objects.count()) == ("Safety rules", 1)


def test_answer_story_drops_a_reason_that_belongs_to_another_outcome(organisation, lead):
    response = answer(lead, make_story(organisation), reason="Safety rules")

    assert response.reason == ""


def test_answer_story_asks_its_writer_to_read_what_came_meanwhile(organisation, lead):
    story = make_story(organisation)
    first = answer(lead, story)

    with pytest.raises(services.AnsweredMeanwhile):
        answer(lead, story, last_seen=None)
    answer(lead, story, last_seen=first.pk, outcome=ChangeStatus.PLANNED, now=NOW + timedelta(minutes=1))
    assert (story.outcome, story.responded_at) == (ChangeStatus.PLANNED, NOW)


def test_answer_story_sent_twice_is_one(organisation, lead):
    story = make_story(organisation)

    assert answer(lead, story, send_key=KEY) == answer(lead, story, send_key=KEY)
    assert PersonalNotice.objects.count() == 1


def test_answer_story_links_it_to_a_change_and_tells_its_author_once(organisation, lead):
    story, change = make_story(organisation, news_email="kim@example.org"), make_change(organisation)

    answer(lead, story, change=change, outcome=ChangeStatus.PLANNED)

    assert (list(change.stories.all()), story.outcome) == ([story], ChangeStatus.CONSIDERING)
    assert (PersonalNotice.objects.count(), Job.objects.count()) == (1, 1)


def test_answer_story_starts_a_change_once(organisation, lead):
    story = make_story(organisation)

    for _ in range(2):
        answer(lead, story, new_change="The garden", outcome=ChangeStatus.PLANNED, send_key=KEY)

    change = Change.objects.get()
    assert (change.title, change.status, list(change.stories.all())) == ("The garden", ChangeStatus.PLANNED, [story])


def test_give_story_news_moves_the_clock_on(organisation, lead):
    story = make_story(organisation)
    answer(lead, story)

    follow_up(services.give_story_news, lead, story, now=NOW + timedelta(days=30))

    assert (story.news_by, story.loop_status) == (date(2026, 9, 12), LoopStatus.RESPONDED)


@pytest.mark.parametrize("do", [services.give_story_news, services.close_story])
def test_news_and_close_wait_for_an_answer(organisation, lead, do):
    with pytest.raises(services.AnswerRefused):
        follow_up(do, lead, make_story(organisation))


@pytest.mark.parametrize("outcome", [ChangeStatus.CONSIDERING, ChangeStatus.PLANNED])
def test_close_story_waits_for_what_was_promised(organisation, lead, outcome):
    story = make_story(organisation)
    answer(lead, story, outcome=outcome)

    with pytest.raises(services.AnswerRefused):
        follow_up(services.close_story, lead, story)


def test_close_story_waits_for_a_change_that_is_still_open(organisation, lead):
    story = make_story(organisation)
    make_change(organisation, status=ChangeStatus.PLANNED).stories.add(story)

    with pytest.raises(services.AnswerRefused):
        answer(lead, story, outcome=ChangeStatus.NONE_NEEDED, closes=True)


def test_close_story_is_the_last_word(organisation, lead):
    story = make_story(organisation)
    answer(lead, story)
    follow_up(services.close_story, lead, story)

    assert (story.loop_status, story.closed_at, story.news_by) == (LoopStatus.CLOSED, NOW, None)
    with pytest.raises(services.AnswerRefused):
        follow_up(services.give_story_news, lead, story)


def test_answer_story_is_refused_when_its_author_took_it_back(organisation, lead):
    story = make_story(organisation)
    services.take_back_story(actor=SYSTEM, story=Story.objects.get(pk=story.pk), now=NOW)

    with pytest.raises(services.AnswerRefused):
        services.answer_story(
            actor=lead, story=story, send_key=KEY, text="Hello", outcome=ChangeStatus.NONE_NEEDED, now=NOW
        )


def test_news_address_goes_after_the_last_word_went_out(organisation, lead):
    story = make_story(organisation, news_email="kim@example.org")

    answer(lead, story, closes=True)
    assert story.news_email == "kim@example.org"

    send_all()
    story.refresh_from_db()
    assert ([message.to for message in mail.outbox], story.news_email) == ([["kim@example.org"]], "")


def test_news_address_stays_while_the_story_is_open(organisation, lead):
    story = make_story(organisation, news_email="kim@example.org")
    answer(lead, story)
    send_all()
    story.refresh_from_db()

    assert (len(mail.outbox), story.news_email) == (1, "kim@example.org")


def test_message_says_nothing_of_the_story_or_the_answer(organisation, lead):
    answer(lead, make_story(organisation, news_email="kim@example.org", better="The garden"))
    send_all()

    assert "garden" not in mail.outbox[0].subject + mail.outbox[0].body


def test_note_story_seen_once_a_visit_for_the_person_whose_it_is(organisation, lead):
    person = make_participant(organisation)
    story = make_story(organisation, participant=person)

    for minutes in (0, 20, 40):
        services.note_story_seen(actor=lead, story=story, now=NOW + timedelta(minutes=minutes))

    seen = AuditEvent.objects.filter(verb="STORY_SEEN")
    assert {event.subject_id for event in seen} == {person.pk}
