from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from accounts.models import Role
from accounts.tests.factories import make_organisation, signed_in
from involvement.models import HappenedToo, Story
from involvement.taxonomies import ChangeStatus, ResponseKind, Visibility
from involvement.tests.factories import make_change, make_published, make_response, make_service

pytestmark = pytest.mark.django_db


@pytest.fixture
def trust():
    return make_organisation(name="Wexcombe Trust", slug="wexcombe")


@pytest.fixture
def ward(trust):
    return make_service(trust, name="Larch Ward")


def url(name, story=None):
    return reverse(f"involvement:{name}", args=[story.pk] if story else [])


def publish(service, number, **fields):
    today = timezone.localdate()
    return [make_published(service.organisation, service=service, published_on=today, **fields) for _ in range(number)]


def shown(client, address=""):
    return list(client.get(url("public_stories") + address).context["page"])


def test_public_stories_shows_what_anyone_may_read(client, trust):
    story = make_published(trust, better="Edited words")
    make_published(trust, visibility=Visibility.SHARED)
    make_published(trust, visibility=Visibility.STAFF)

    assert [(each.pk, each.parts) for each in shown(client)] == [(story.pk, [("What could be better", "Edited words")])]


@pytest.mark.parametrize(("number", "place"), [(5, "Wexcombe Trust"), (7, "Wexcombe Trust"), (8, "Larch Ward")])
def test_a_service_with_few_stories_is_shown_one_level_up(client, ward, number, place):
    publish(ward, number)

    assert {story.place for story in shown(client)} == {place}


def test_stories_of_more_than_a_year_ago_do_not_name_a_service(client, ward):
    publish(ward, 7)
    make_published(ward.organisation, service=ward, published_on=timezone.localdate() - timedelta(days=366))

    assert {story.place for story in shown(client)} == {"Wexcombe Trust"}


def test_a_service_shown_one_level_up_is_named_nowhere(client, ward):
    story = publish(ward, 5, better="On Larch Ward the garden is locked")[0]
    make_response(story, text="Larch Ward now opens its garden.", kind=ResponseKind.ANSWER)
    make_change(ward.organisation, stories=[story], title="Open the garden of Larch Ward")

    pages = [client.get(url("public_story", story)), client.get(url("public_stories") + "?organisation=wexcombe")]

    assert [b"Larch" in page.content for page in pages] == [False, False]
    assert b"The service now opens its garden." in pages[0].content


@pytest.mark.parametrize("words", ["Larch", "arch wa", "on Larch Ward", "Larch Ward"])
def test_search_does_not_find_the_name_of_a_hidden_service(client, ward, words):
    publish(ward, 5, better="On Larch Ward the garden is locked")

    assert shown(client, f"?words={words}") == []
    assert len(shown(client, "?words=garden")) == 5


def test_filter_offers_only_services_that_may_be_named(client, ward):
    other = make_service(ward.organisation, name="Talking Therapies")
    publish(ward, 8)
    publish(other, 5)

    page = client.get(url("public_stories") + f"?organisation=wexcombe&service={other.pk}")

    assert page.context["form"].fields["service"].choices == [("", "All services"), (str(ward.pk), "Larch Ward")]
    assert page.context["page"].paginator.count == 13


def test_public_stories_are_filtered_and_paged(client, ward):
    publish(ward, 12)
    make_published()

    page = client.get(url("public_stories") + f"?organisation=wexcombe&service={ward.pk}&page=2").context["page"]

    assert (page.paginator.count, len(list(page))) == (12, 2)


@pytest.mark.parametrize("number", [1, 3])
def test_public_stories_asks_the_database_the_same_for_any_number(client, ward, django_assert_num_queries, number):
    publish(ward, number)

    with django_assert_num_queries(4):
        client.get(url("public_stories"))


def test_public_story_shows_answers_and_what_changes(client, trust):
    story = make_published(trust)
    make_response(story, kind=ResponseKind.ACKNOWLEDGEMENT, text="We have read it.")
    make_response(story, kind=ResponseKind.ANSWER, text="Thank you, we will look.")
    make_change(trust, stories=[story], title="Two named workers", status=ChangeStatus.PLANNED)

    page = client.get(url("public_story", story)).context["page"]

    assert [(each.kind, each.role, each.text) for each in page.answers] == [
        ("Our answer", "Responder", "Thank you, we will look.")
    ]
    assert [(each.title, each.status) for each in page.changes] == [("Two named workers", "We will do it")]


def test_a_story_that_its_author_takes_back_is_gone_at_once(client, trust):
    story = make_published(trust)
    before = client.get(url("public_story", story))

    Story.objects.update(visibility=Visibility.STAFF)

    assert (before.status_code, "no-store" in before["Cache-Control"]) == (200, True)
    assert client.get(url("public_story", story)).status_code == 404
    assert shown(client) == []


def test_happened_too_is_counted_once_and_marks_the_browser_only_then(client, trust):
    story = make_published(trust)
    page = client.get(url("public_story", story))
    assert dict(client.cookies) == {} or "heard-too" not in client.cookies

    for _ in range(2):
        client.post(url("say_happened_too", story), {"mark": page.context["mark"]})

    assert HappenedToo.objects.count() == 1
    assert client.cookies["heard-too"]["httponly"]
    assert client.get(url("public_story", story)).context["said_too"]


def test_happened_too_sent_twice_without_a_cookie_counts_once(client, trust):
    story = make_published(trust)
    mark = client.get(url("public_story", story)).context["mark"]

    for _ in range(2):
        client.post(url("say_happened_too", story), {"mark": mark})
        client.cookies.clear()

    assert HappenedToo.objects.count() == 1


def test_happened_too_can_be_taken_back(client, trust):
    story = make_published(trust)
    client.post(url("say_happened_too", story))

    client.post(url("take_back_happened_too", story))

    assert HappenedToo.objects.count() == 0


def test_happened_too_is_limited(client, trust, settings):
    settings.ACCOUNT_RATE_LIMITS = {"happened_too": "2/h/ip"}
    story = make_published(trust)

    answers = [client.post(url("say_happened_too", story)).status_code for _ in range(3)]

    assert answers == [302, 302, 429]


@pytest.mark.parametrize("role", [Role.PARTICIPANT, Role.FACILITATOR, Role.RESPONDER, Role.INVOLVEMENT_LEAD])
def test_shared_stories_are_for_people_who_take_part_and_staff(client, trust, role):
    story = make_published(trust, visibility=Visibility.SHARED, display_identity="full-name", display_name="Amina Ali")
    make_published(visibility=Visibility.SHARED)
    reader = signed_in(client, role, trust)

    assert [each.pk for each in reader.get(url("shared_stories")).context["page"]] == [story.pk]
    assert b"Amina" not in reader.get(url("shared_story", story)).content


def test_commissioner_reads_public_stories_like_anyone(client, trust):
    public, shared = make_published(trust), make_published(trust, visibility=Visibility.SHARED)
    reader = signed_in(client, Role.COMMISSIONER)

    answers = [reader.get(url("public_story", story)).status_code for story in (public, shared)]

    assert answers == [200, 404]
    assert reader.get(url("shared_story", shared)).status_code == 403
