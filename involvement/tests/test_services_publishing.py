import pytest
from django.utils import timezone

from accounts.models import Role
from accounts.tests.factories import actor_for, make_organisation
from core.models import AuditEvent
from involvement import access, services
from involvement.models import PersonalNotice, Publication, Story
from involvement.taxonomies import Channel, Visibility
from involvement.tests.factories import make_participant, make_published, make_story

pytestmark = pytest.mark.django_db
NOW = timezone.now()


@pytest.fixture
def organisation():
    return make_organisation()


@pytest.fixture
def moderator(organisation):
    return actor_for(Role.INVOLVEMENT_LEAD, organisation=organisation)


def publish(actor, story, *, better, reasons=(), was=None, now=NOW):
    words = {"better": better}
    return services.publish_story(actor=actor, story=story, words=words, reasons=reasons, was=was, now=now)


def wanted(organisation, **fields):
    return make_story(organisation, **({"visibility": Visibility.PUBLIC, "better": "Dr Shah was late"} | fields))


def test_publish_story_shows_edited_words_and_keeps_the_original(organisation, moderator):
    story = wanted(organisation)

    publish(moderator, story, better="A doctor was late", reasons=["name"])

    assert [row.publication.better for row in access.public_stories()] == ["A doctor was late"]
    assert Story.objects.get().better == "Dr Shah was late"
    assert AuditEvent.objects.get(verb="STORY_PUBLISHED").reason == "name"


def test_publish_story_needs_a_reason_when_words_differ(organisation, moderator):
    story = wanted(organisation)

    with pytest.raises(services.EditReasonMissing):
        publish(moderator, story, better="A doctor was late")

    assert Publication.objects.count() == 0


def test_publish_story_word_for_word_needs_no_reason_and_keeps_none(organisation, moderator):
    assert publish(moderator, wanted(organisation), better="Dr Shah was late", reasons=["name"]).reasons == []


def test_publish_story_refuses_when_nothing_is_left(organisation, moderator):
    with pytest.raises(services.NothingLeft):
        publish(moderator, wanted(organisation), better=" ", reasons=["name"])


@pytest.mark.parametrize("fields", [{"visibility": Visibility.STAFF}, {"held_at": NOW}])
def test_publish_story_refuses_what_nobody_else_may_read(organisation, moderator, fields):
    with pytest.raises(services.NoLongerWanted):
        publish(moderator, wanted(organisation, **fields), better="Dr Shah was late")


@pytest.mark.parametrize("publishes", [True, False])
def test_author_is_always_told_and_once(organisation, moderator, publishes):
    story = wanted(organisation, participant=make_participant(organisation, email="amina@example.org"))

    for _ in range(2):
        if publishes:
            publish(moderator, story, better="A doctor was late", reasons=["name"])
        else:
            services.refuse_story(actor=moderator, story=story, reasons=["legal"], was=None, now=NOW)

    assert [(n.story, n.channel) for n in PersonalNotice.objects.all()] == [(story, Channel.EMAIL)]


def test_second_moderator_is_told_and_may_save_once_more(organisation, moderator):
    story = wanted(organisation)
    other = actor_for(Role.INVOLVEMENT_LEAD, organisation=organisation)
    first = publish(moderator, story, better="A doctor was late", reasons=["name"])

    with pytest.raises(services.DecidedMeanwhile) as meanwhile:
        publish(other, story, better="Somebody was late", reasons=["name"])
    publish(other, story, better="Somebody was late", reasons=["name"], was=meanwhile.value.saved.decided_at)

    assert meanwhile.value.saved == first
    assert Publication.objects.get().better == "Somebody was late"


def test_refuse_story_keeps_it_from_others_and_needs_a_reason(organisation, moderator):
    story = make_published(organisation)
    was = story.publication.decided_at

    with pytest.raises(services.EditReasonMissing):
        services.refuse_story(actor=moderator, story=story, reasons=[], was=was, now=NOW)
    services.refuse_story(actor=moderator, story=story, reasons=["abusive"], was=was, now=NOW)

    assert list(access.public_stories()) == []
    assert Publication.objects.get().reasons == ["abusive"]


def test_take_down_story_tells_why_and_does_so_once(organisation, moderator):
    story = make_published(organisation)

    for _ in range(2):
        services.take_down_story(actor=moderator, story=story, reasons=["identifies-author"], now=NOW)

    assert list(access.public_stories()) == []
    assert AuditEvent.objects.filter(verb="STORY_TAKEN_DOWN").count() == 1
    assert PersonalNotice.objects.count() == 1
