import uuid
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from accounts.models import Role
from accounts.tests.factories import make_membership, make_user, sign_in
from core.models import AuditEvent
from involvement.models import Change, Response
from involvement.taxonomies import ChangeStatus, DisplayIdentity, LoopStatus, Verdict
from involvement.tests.factories import (
    DAY,
    make_change,
    make_participant,
    make_response,
    make_service,
    make_story,
)

pytestmark = pytest.mark.django_db
INBOX = "/stories/"
INBOX_QUERIES = 10
STORY_QUERIES = 14


def address(name, story):
    return reverse(f"involvement:{name}", args=[story.pk])


def answer(**fields):
    values = {"text": "Thank you. The garden is open.", "outcome": ChangeStatus.MADE, "send_key": uuid.uuid4()}
    return values | fields


def shown(client, query=""):
    return [line.story for line in client.get(INBOX + query).context["page"]]


def today(days=0):
    return timezone.localdate() + timedelta(days=days)


def test_stories_stand_by_what_is_due_and_say_what_is_late(client, lead, organisation):
    fresh = make_story(organisation, acknowledge_by=today(3))
    late = make_story(organisation, acknowledge_by=today(-1))
    make_story(organisation, loop_status=LoopStatus.CLOSED)

    page = client.get(INBOX)

    lines = page.context["page"].object_list
    assert [(line.story, line.is_overdue) for line in lines] == [(late, True), (fresh, False)]
    assert (page.context["late"], page.content.decode().count("Overdue</strong>")) == (1, 1)


@pytest.mark.parametrize(
    ("state", "fields"),
    [
        ("overdue", {"acknowledge_by": DAY}),
        ("to-acknowledge", {"acknowledge_by": today(9)}),
        ("to-answer", {"loop_status": LoopStatus.ACKNOWLEDGED, "respond_by": today(9)}),
        ("needs-news", {"loop_status": LoopStatus.RESPONDED, "news_by": today(9)}),
        ("not-answered", {"loop_status": LoopStatus.CLOSED, "verdict": Verdict.PARTLY}),
        ("closed", {"loop_status": LoopStatus.CLOSED}),
    ],
)
def test_stories_can_be_narrowed(client, lead, organisation, state, fields):
    found = make_story(organisation, **fields)
    make_story(organisation, loop_status="x", acknowledge_by=today(9))

    assert shown(client, f"?state={state}") == [found]


def test_stories_are_found_by_words_and_service(client, lead, organisation):
    ward = make_service(organisation)
    found = make_story(organisation, better="The garden closes at five", service=ward)
    make_story(organisation, better="The garden closes at five")
    make_story(organisation, service=ward)

    assert shown(client, f"?q=garden+FIVE&service={ward.pk}") == [found]


def test_stories_of_a_responder_are_those_of_their_services(client, organisation):
    membership = make_membership(Role.RESPONDER, organisation)
    mine = make_service(organisation)
    mine.responders.add(membership.user)
    sign_in(client, membership)
    found = make_story(organisation, service=mine)
    other = make_story(organisation, service=make_service(organisation))

    assert shown(client) == [found]
    assert client.get(address("story", other)).status_code == 404
    assert client.post(address("answer_story", other), answer()).status_code == 404


@pytest.mark.parametrize("rows", [1, 3])
def test_stories_ask_the_database_as_much_for_three_as_for_one(
    client, lead, organisation, rows, django_assert_num_queries
):
    for _ in range(rows):
        make_story(organisation, service=make_service(organisation))

    with django_assert_num_queries(INBOX_QUERIES):
        client.get(INBOX)


@pytest.mark.parametrize("rows", [1, 3])
def test_story_asks_the_database_as_much_for_three_as_for_one(
    client, lead, organisation, rows, django_assert_num_queries
):
    story = make_story(organisation, responded_at=timezone.now())
    for _ in range(rows):
        make_response(story)
        make_response(make_story(organisation))
        make_change(organisation, stories=[story])

    with django_assert_num_queries(STORY_QUERIES):
        client.get(address("story", story))


def test_story_shows_nothing_of_who_wrote_it(client, lead, organisation):
    author = make_user(name="Amina Khan", email="amina@example.org")
    person = make_participant(organisation, reference="bluekettle", known_as="Amina")
    names = {"display_identity": DisplayIdentity.MADE_UP_NAME, "display_name": "quietriver"}
    story = make_story(organisation, author=author, participant=person, news_email="kim@example.org", **names)

    text = client.get(address("story", story)).content.decode() + client.get(INBOX).content.decode()

    hidden = ("Amina", "amina@", "bluekettle", "quietriver", "kim@")
    assert [word for word in hidden if word in text] == []


def test_story_notes_who_looked_for_the_person_whose_it_is(client, lead, organisation):
    person = make_participant(organisation)
    story = make_story(organisation, participant=person)
    for _ in range(2):
        client.get(address("story", story))

    assert AuditEvent.objects.filter(verb="STORY_SEEN", subject_id=person.pk).count() == 1


def test_acknowledge_story_takes_one_click(client, lead, organisation):
    story = make_story(organisation, respond_by=today(20))
    form = client.get(address("story", story)).context["acknowledge_form"]

    client.post(address("acknowledge_story", story), form.initial)

    story.refresh_from_db()
    assert story.loop_status == LoopStatus.ACKNOWLEDGED
    assert Response.objects.get().text.startswith("Thank you for telling us. We have read what you said. We will")


def test_acknowledge_story_says_sorry_when_the_answer_is_late(client, lead, organisation):
    form = client.get(address("story", make_story(organisation))).context["acknowledge_form"]

    assert form.initial["text"].endswith("We are sorry that it took so long.")


def test_answer_story_sends_it(client, lead, organisation):
    story = make_story(organisation)

    response = client.post(address("answer_story", story), answer())

    story.refresh_from_db()
    assert (response.headers["Location"], story.loop_status) == (INBOX, LoopStatus.RESPONDED)


def test_answer_story_asks_for_the_reason_at_its_field(client, lead, organisation):
    """Rule R30."""
    story = make_story(organisation)

    page = client.post(address("answer_story", story), answer(outcome=ChangeStatus.NOT_POSSIBLE))

    assert page.context["form"].errors == {"reason": ["Enter why it is not possible. The person will read this."]}
    assert (page.context["form"]["text"].value(), Response.objects.count()) == ("Thank you. The garden is open.", 0)


def test_answer_story_warns_once_of_stock_phrases(client, lead, organisation):
    story = make_story(organisation)
    data = answer(text="We take all feedback seriously.")

    page = client.post(address("answer_story", story), data)
    assert page.context["form"].errors["text"] == [
        "Check “take all feedback seriously”. Show it: name what they told you and what you will do. "
        "Send again to keep it."
    ]
    client.post(address("answer_story", story), data | {"sent_anyway": page.context["form"]["sent_anyway"].value()})

    assert Response.objects.get().text == "We take all feedback seriously."


def test_answer_story_refuses_nhs_numbers(client, lead, organisation):
    page = client.post(address("answer_story", make_story(organisation)), answer(text="Call about 999 123 4567"))

    assert "NHS number" in page.context["form"].errors["text"][0]


def test_answer_story_comes_back_when_a_colleague_answered_meanwhile(client, lead, organisation):
    story = make_story(organisation)
    first = make_response(story)

    page = client.post(address("answer_story", story), answer())
    form = page.context["form"]
    assert (form.non_field_errors()[0][:20], form["last_seen"].value()) == ("Read what a colleagu", str(first.pk))

    client.post(address("answer_story", story), answer(last_seen=first.pk))
    assert Response.objects.count() == 2


def test_answer_story_is_not_doubled_by_a_second_click(client, lead, organisation):
    story, data = make_story(organisation), answer(new_change="Garden open until 9pm")

    for _ in range(2):
        client.post(address("answer_story", story), data)

    assert (Response.objects.count(), Change.objects.count()) == (1, 1)


def test_answer_story_offers_open_changes_of_the_organisation(client, lead, organisation):
    ours = make_change(organisation)
    make_change(organisation, status=ChangeStatus.MADE, made_on=DAY)
    make_change()

    form = client.get(address("story", make_story(organisation))).context["form"]

    assert list(form.fields["change"].queryset) == [ours]


def test_answer_story_stays_open_when_something_is_to_come(client, lead, organisation):
    data = answer(outcome=ChangeStatus.PLANNED, closes="on")

    page = client.post(address("answer_story", make_story(organisation)), data)

    assert page.context["form"].errors == {"closes": ["Leave the story open: something is still to come"]}


def test_give_story_news_and_close_story(client, lead, organisation):
    story = make_story(organisation)
    client.post(address("answer_story", story), answer())

    for name in ("give_story_news", "close_story"):
        client.post(address(name, story), {"text": "It stays open late.", "send_key": uuid.uuid4()})

    story.refresh_from_db()
    assert (story.loop_status, Response.objects.count()) == (LoopStatus.CLOSED, 3)


def test_close_story_says_why_it_stays_open(client, lead, organisation):
    story = make_story(organisation)
    client.post(address("answer_story", story), answer(outcome=ChangeStatus.PLANNED))

    page = client.post(address("close_story", story), {"text": "Done", "send_key": uuid.uuid4()})

    assert page.context["form"].non_field_errors() == [
        "Leave it open. You told the person that something is still to come."
    ]


def test_past_answers_are_those_of_the_same_service(client, lead, organisation):
    ward = make_service(organisation)
    story = make_story(organisation, service=ward)
    past = make_response(make_story(organisation, service=ward), text="The garden is open until nine")
    make_response(make_story(organisation, service=ward), text="The letter is shorter")
    make_response(make_story(organisation), text="The garden is shut")
    make_response(story, text="The garden is yours")

    assert list(client.get(address("past_answers", story) + "?q=garden").context["page"]) == [past]


@pytest.mark.parametrize(("role", "page"), [(Role.INVOLVEMENT_LEAD, "/today/"), (Role.RESPONDER, "/dashboard/")])
def test_late_answers_are_said_on_the_first_screen(client, organisation, role, page):
    membership = make_membership(role, organisation)
    sign_in(client, membership)
    service = make_service(organisation)
    service.responders.add(membership.user)
    make_story(organisation, service=service)

    assert "1 story waits too long for an answer" in client.get(page).content.decode()
