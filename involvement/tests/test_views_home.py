from datetime import UTC, date, datetime, timedelta

import pytest
from django.utils import timezone

from accounts.models import Role
from accounts.tests.factories import make_membership, sign_in
from involvement.equality import Question
from involvement.tests.factories import (
    make_access_need,
    make_activity,
    make_attendance,
    make_claim,
    make_equality_answer,
    make_interest,
    make_offer,
    make_participant,
    make_session,
    make_story,
)

pytestmark = pytest.mark.django_db
HOME = "/my-home/"
HOME_QUERIES = 20


@pytest.fixture
def person(client):
    membership = make_membership(Role.PARTICIPANT)
    sign_in(client, membership, second_factor=False)
    return make_participant(membership.organisation, user=membership.user, known_as="Amina")


def waiting(client):
    return [each.says for each in client.get(HOME).context["page"].waiting]


def answer_everything(person):
    for question in Question:
        make_equality_answer(person, question, "")


def test_my_home_is_where_somebody_who_takes_part_starts(client, person):
    assert client.get("/home/").url == HOME


def test_my_home_of_a_newcomer_offers_something_to_do(client, person):
    page = client.get(HOME)

    assert waiting(client) == ["Answer the equality questions, if you like"]
    assert page.context["page"].stories == []
    assert b'href="/say/"' in page.content


def test_my_home_asks_to_read_an_answer_until_it_is_judged(client, person):
    answer_everything(person)
    story = make_story(person.organisation, author=person.user, loop_status="responded")
    make_story(person.organisation, author=person.user)
    make_story(person.organisation, loop_status="responded")

    assert waiting(client) == [f"Read the answer to what you said about {person.organisation}"]
    story.verdict, story.verdict_at = "answered", timezone.now()
    story.save()
    assert waiting(client) == []


def test_my_home_asks_to_check_needs_after_a_year(client, person):
    answer_everything(person)
    make_access_need(person, review_on=date(2020, 1, 1))

    assert waiting(client) == ["Check that we still know what you need"]


def test_my_home_shows_the_next_session_that_somebody_said_yes_to(client, person):
    activity, today = make_activity(person.organisation), timezone.localdate()
    for days, signed_up in ((-3, True), (9, True), (4, True), (2, False)):
        session = make_session(activity, on=today + timedelta(days=days))
        make_attendance(session, person, signed_up_on=today if signed_up else None)

    shown = client.get(HOME).context["page"].next_place

    assert shown.held_on == today + timedelta(days=4)


def test_my_home_shows_what_somebody_is_asked_to_until_they_answer(client, person):
    answer_everything(person)
    session = make_session(make_activity(person.organisation), on=timezone.localdate() + timedelta(days=9))
    interest = make_interest(session, person, state="asked")
    before = waiting(client)

    client.post(f"/my-places/{interest.pk}/answer/", {"answer": "no"})

    assert (before, waiting(client)) == ([f"Say if you want to come: you are asked to {session}"], [])


@pytest.mark.parametrize("stories", [1, 3])
def test_my_home_asks_the_database_as_much_for_three_as_for_one(client, person, stories, django_assert_num_queries):
    for number in range(stories):
        sent_at = datetime(2026, 5, 1 + number, tzinfo=UTC)
        make_story(person.organisation, author=person.user, loop_status="responded", sent_at=sent_at)

    with django_assert_num_queries(HOME_QUERIES):
        client.get(HOME)


def test_my_home_shows_offers_claims_with_news_and_sessions_to_speak_of(client, person):
    answer_everything(person)
    make_offer(person)
    make_offer(person, state="declined")
    make_claim(person, state="queried", reason="Which day was it?")
    yesterday = timezone.localdate() - timedelta(days=1)
    session = make_session(make_activity(person.organisation, name="Reading panel"), on=yesterday)
    make_attendance(session, person, status="came")

    assert waiting(client) == [
        "Say if you want the pay you are offered",
        "See what became of the money you asked back",
        "Say what Reading panel did for you, if you like",
    ]
