from datetime import UTC, datetime

import pytest

from accounts.access import NOBODY, Actor
from accounts.tests.factories import make_user
from core.models import AuditEvent
from involvement import access, services
from involvement.models import ChangedSlice, Publication, Response, Story
from involvement.taxonomies import Verdict, Visibility
from involvement.tests.factories import make_participant, make_response, make_story

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 5, 20, 10, tzinfo=UTC)
CODE = "ABCDE-FGHJK"


def published(story):
    Publication.objects.create(story=story, better=story.better, decided_at=NOW, published_at=NOW)
    return story


def test_judge_answer_can_be_changed():
    story = make_story(responded_at=NOW)

    for verdict in (Verdict.NOT_ANSWERED, Verdict.ANSWERED):
        services.judge_answer(actor=NOBODY, story=story, verdict=verdict, now=NOW)

    story.refresh_from_db()
    assert (story.verdict, story.verdict_at) == (Verdict.ANSWERED, NOW)


def test_judge_answer_waits_for_an_answer():
    with pytest.raises(services.NotAnswered):
        services.judge_answer(actor=NOBODY, story=make_story(), verdict=Verdict.ANSWERED, now=NOW)


def test_choose_story_visibility_takes_it_from_the_public_at_once():
    """Rule R2."""
    story = published(make_story(visibility=Visibility.PUBLIC))
    assert list(access.public_stories()) == [story]

    services.choose_story_visibility(actor=NOBODY, story=story, visibility=Visibility.STAFF)

    assert list(access.public_stories()) == []


@pytest.mark.parametrize("before", [Visibility.STAFF, Visibility.SHARED])
def test_choose_story_visibility_wider_waits_for_staff(before):
    story = published(make_story(visibility=before))

    services.choose_story_visibility(actor=NOBODY, story=story, visibility=Visibility.PUBLIC)

    assert (Story.objects.get().visibility, list(access.public_stories())) == (Visibility.PUBLIC, [])


def test_choose_story_visibility_narrower_but_shared_keeps_what_was_published():
    story = published(make_story(visibility=Visibility.PUBLIC))

    services.choose_story_visibility(actor=NOBODY, story=story, visibility=Visibility.SHARED)

    assert Publication.objects.count() == 1


def test_take_back_story_leaves_no_word_of_it():
    story = published(make_story(better="The garden"))
    make_response(story, text="You said the garden")

    services.take_back_story(actor=NOBODY, story=story, now=NOW)

    assert (Story.objects.count(), Response.objects.count(), Publication.objects.count()) == (0, 0, 0)
    assert ChangedSlice.objects.count() == 1


def test_claim_story_puts_it_under_the_log_in_and_the_record():
    story = make_story(code=CODE)
    person = make_participant(story.organisation, user=make_user())

    services.claim_story(actor=Actor(user_id=person.user_id), code="abcde fghjk")

    story.refresh_from_db()
    assert (story.author_id, story.participant) == (person.user_id, person)


def test_claim_story_refuses_with_the_same_words_what_is_somebodys_and_what_is_nothing():
    make_story(code=CODE, author=make_user())
    refusals = []
    for code in (CODE, "ABCDE-ABCDE"):
        with pytest.raises(services.StoryClaimRefused) as refused:
            services.claim_story(actor=Actor(user_id=make_user().pk), code=code)
        refusals.append(str(refused.value))

    assert refusals[0] == refusals[1]


def test_claim_story_refuses_one_that_was_written_down_for_somebody_else():
    person = make_participant(user=make_user())
    make_story(person.organisation, code=CODE, participant=person)

    with pytest.raises(services.StoryClaimRefused):
        services.claim_story(actor=Actor(user_id=make_user().pk), code=CODE)


def test_what_authors_do_is_recorded_without_their_name():
    user, story = make_user(), make_story(code=CODE, responded_at=NOW)
    actor = Actor(user_id=user.pk)
    services.claim_story(actor=actor, code=CODE)
    services.judge_answer(actor=actor, story=story, verdict=Verdict.ANSWERED, now=NOW)
    services.set_news_address(actor=actor, story=story, email="kim@example.org")
    services.choose_story_visibility(actor=actor, story=story, visibility=Visibility.SHARED)
    services.take_back_story(actor=actor, story=story, now=NOW)

    events = AuditEvent.objects.values_list("user_id", "organisation_id").distinct()
    assert list(events) == [(None, story.organisation_id)]
