"""Saying something as a guest and signed in: two screens, one required field, nothing lost."""

import re
import uuid
from datetime import UTC, date, datetime, timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.models import Draft, OrganisationKind, Role
from accounts.tests.factories import make_membership, make_organisation, make_user, sign_in, signed_in
from involvement import access
from involvement.models import Story
from involvement.taxonomies import AttendanceStatus, DisplayIdentity, SpeakingRole, Visibility
from involvement.tests.factories import (
    make_activity,
    make_attendance,
    make_participant,
    make_service,
    make_session,
    make_story,
)

pytestmark = pytest.mark.django_db
SAY = reverse("involvement:say")
HIDDEN = re.compile(r'<input type="hidden" name="(\w+)" value="([^"]*)">')
WORDS = {"better": "The garden is locked by five."}
CHOICES = {"visibility": "staff-only", "speaking_role": "service-user", "display_identity": "anonymous"}


def address(organisation):
    return reverse("involvement:send_story", args=[organisation.slug])


def hidden(response):
    return dict(HIDDEN.findall(response.content.decode()))


def write(client, organisation, **words):
    """Screen 1, filled in and sent; the answer is screen 2 when nothing is wrong."""
    shown = client.get(address(organisation))
    return client.post(address(organisation), hidden(shown) | (words or WORDS))


def send(client, organisation, choices=CHOICES, **words):
    return client.post(address(organisation), hidden(write(client, organisation, **words)) | choices)


def test_say_lists_who_can_answer(client):
    ours = make_organisation(name="Ours")
    theirs = make_organisation(name="Theirs", kind=OrganisationKind.USER_LED)
    make_organisation(name="Buyers", kind=OrganisationKind.COMMISSIONER)

    assert list(client.get(SAY).context["page"]) == [ours, theirs]


def test_say_leads_on_where_there_is_one(client):
    only = make_organisation()

    assert client.get(SAY).headers["Location"] == address(only)


def test_say_finds_one_of_many_in_few_queries(client, django_assert_max_num_queries):
    wanted = make_organisation(name="Wexcombe Trust")
    for _ in range(30):
        make_organisation()

    with django_assert_max_num_queries(3):
        assert list(client.get(SAY, {"q": "wexc"}).context["page"]) == [wanted]


def test_send_story_does_not_reach_a_commissioner(client):
    assert client.get(address(make_organisation(kind=OrganisationKind.COMMISSIONER))).status_code == 404


def test_send_story_in_two_screens_keeps_it_and_shows_the_code(client, organisation):
    second = write(client, organisation)
    assert (second.status_code, Story.objects.count()) == (200, 0)
    sent = client.post(address(organisation), hidden(second) | CHOICES)

    story = Story.objects.get()
    assert (sent.status_code, story.better, story.author) == (201, WORDS["better"], None)
    assert access.story_with_code(sent.context["sent"].code) == story
    assert sent.context["sent"].code in sent.content.decode()


def test_send_story_needs_nothing_else_than_one_answer(client, organisation):
    send(client, organisation, {"visibility": "staff-only", "speaking_role": "not-recorded"}, good="The tea")

    story = Story.objects.get()
    assert (story.good, story.visibility, story.display_identity) == ("The tea", "staff-only", "anonymous")


def test_send_story_without_any_answer_says_what_to_do(client, organisation):
    answer = write(client, organisation, good=" ", better="", change_wanted="")

    assert answer.context["form"].errors == {"good": ["Enter something in one of the three boxes"]}


def test_send_story_refuses_an_nhs_number_and_keeps_the_words(client, organisation):
    answer = write(client, organisation, good="Kind staff", better="I am 999 123 4567")

    assert "Please do not send your NHS number" in str(answer.context["form"].errors["better"])
    assert "Kind staff" in answer.content.decode()


def test_send_story_keeps_lines_and_signs_as_they_were_written(client, organisation):
    words = 'Two\r\nlines, <b>"quoted"</b> & more'
    second = write(client, organisation, better=words)
    carried = second.context["words"].carried

    client.post(address(organisation), {name: str(value) for name, value in carried.items()} | CHOICES)

    assert Story.objects.get().better == words.strip()
    assert "<b>" not in second.content.decode()


def test_send_story_again_shows_the_same_page_and_keeps_one(client, organisation):
    form = hidden(write(client, organisation)) | CHOICES
    first, second = client.post(address(organisation), form), client.post(address(organisation), form)

    assert Story.objects.count() == 1
    assert second.content == first.content or second.context["sent"].code == first.context["sent"].code


def test_send_story_can_go_back_to_the_words(client, organisation):
    answer = client.post(address(organisation), hidden(write(client, organisation)) | CHOICES | {"change": "1"})

    assert (answer.context["form"]["better"].value(), Story.objects.count()) == (WORDS["better"], 0)


def test_send_story_about_the_service_of_a_poster(client, organisation):
    service = make_service(organisation, name="Larch Ward")
    shown = client.get(address(organisation), {"service": str(service.pk)})

    assert f'<option value="service.{service.pk}" selected>Larch Ward' in shown.content.decode()
    send(client, organisation, about=f"service.{service.pk}", **WORDS)
    assert Story.objects.get().service == service


def test_send_story_about_the_session_of_an_old_poster(client, organisation):
    session = make_session(make_activity(organisation), on=date(2025, 1, 7))
    shown = client.get(address(organisation), {"session": str(session.pk)})

    assert f'<option value="session.{session.pk}" selected>' in shown.content.decode()
    send(client, organisation, about=f"session.{session.pk}", **WORDS)
    assert Story.objects.get().session == session


@pytest.mark.parametrize("about", ["nonsense", "service.nonsense", f"service.{uuid.UUID(int=1)}"])
def test_send_story_about_what_is_not_there(client, organisation, about):
    answer = write(client, organisation, about=about, **WORDS)

    assert answer.context["form"].errors == {"about": ["Choose what it is about from the list"]}


def test_send_story_about_a_service_of_somebody_else(client, organisation):
    answer = write(client, organisation, about=f"service.{make_service().pk}", **WORDS)

    assert list(answer.context["form"].errors) == ["about"]


def test_send_story_with_worrying_words_shows_help_first(client, organisation):
    sent = send(client, organisation, better="I want to end my life").content.decode()

    assert Story.objects.get().is_held
    assert sent.index("You can talk to someone now") < sent.index("Your code is")
    assert sent.index('href="tel:116123"') < sent.index("Your code is")


def test_send_story_public_with_a_made_up_name(client, organisation):
    send(client, organisation, CHOICES | {"visibility": "public", **named("bluekettle")}, **WORDS)

    story = Story.objects.get()
    assert (story.display_identity, story.display_name) == ("made-up-name", "bluekettle")


def named(name):
    return {"display_identity": DisplayIdentity.MADE_UP_NAME, "display_name": name}


@pytest.mark.parametrize("name", ["JaneD", "Jane82", "born in 1982", ""])
def test_send_story_public_with_a_name_that_gives_away(client, organisation, name):
    sign_in(client, make_user(name="Jane Doe", email="jane.d@example.org"))

    answer = send(client, organisation, CHOICES | {"visibility": "public", **named(name)}, **WORDS)

    assert (answer.status_code, list(answer.context["form"].errors)) == (200, ["display_name"])
    assert Story.objects.count() == 0


def test_story_sent_opens_the_story_in_one_click(client, organisation):
    code = send(client, organisation).context["sent"].code

    page = client.post(reverse("involvement:my_story"), {"code": code}, follow=True)
    assert WORDS["better"] in page.content.decode()


# Without a captcha


def test_send_story_faster_than_a_person_asks_to_press_again(client, organisation, settings):
    settings.SECONDS_TO_WRITE = 2
    answer = write(client, organisation)

    assert answer.context["form"].non_field_errors() == ["Press the button once more. What you wrote is still here"]
    assert answer.context["form"]["better"].value() == WORDS["better"]


def test_send_story_pressed_again_after_a_while_goes_on(client, organisation, settings, time_machine):
    settings.SECONDS_TO_WRITE = 2
    time_machine.move_to(datetime(2026, 5, 12, 9, tzinfo=UTC), tick=False)
    too_fast = write(client, organisation)
    time_machine.shift(timedelta(seconds=3))

    assert "words" in client.post(address(organisation), hidden(too_fast) | WORDS).context


def test_send_story_with_the_unseen_box_filled_in_asks_to_press_again(client, organisation):
    answer = write(client, organisation, website="https://example.org", **WORDS)

    assert answer.context["form"].non_field_errors()
    assert "https://example.org" not in answer.content.decode()


def test_send_story_without_the_first_screen_is_asked_for_the_second(client, organisation):
    shown = hidden(client.get(address(organisation)))

    assert client.post(address(organisation), shown | WORDS | CHOICES).status_code == 200
    assert Story.objects.count() == 0


def test_send_story_too_often_from_one_address_waits_with_the_words(client, organisation, settings):
    settings.STORIES_AN_HOUR = 1
    write(client, organisation)
    answer = write(client, organisation)

    assert (answer.status_code, hidden(answer)["better"]) == (429, WORDS["better"])
    assert Story.objects.count() == 0


# Lost cookies, lost sessions, lost databases


def test_send_story_without_the_cookie_shows_the_words_to_send_again(organisation):
    client = Client(enforce_csrf_checks=True)
    second = write_with_csrf(client, organisation)
    client.cookies.clear()

    lost = client.post(address(organisation), hidden(second) | CHOICES)
    assert (lost.status_code, hidden(lost)["better"]) == (403, WORDS["better"])
    assert client.post(address(organisation), hidden(lost)).status_code == 201


def write_with_csrf(client, organisation):
    shown = client.get(address(organisation))
    return client.post(address(organisation), hidden(shown) | WORDS)


def test_send_story_of_another_site_is_not_offered_again(organisation):
    client = Client(enforce_csrf_checks=True)

    refused = client.post(address(organisation), WORDS, headers={"Origin": "https://elsewhere.example"})

    assert (refused.status_code, "better" in hidden(refused)) == (403, False)


def test_send_story_after_the_session_ran_out_goes_without_the_log_in(client, organisation, time_machine):
    time_machine.move_to(datetime(2026, 5, 12, 9, tzinfo=UTC), tick=False)
    sign_in(client, make_membership(Role.PARTICIPANT, organisation))
    second = write(client, organisation)
    time_machine.shift(timedelta(hours=1))

    sent = client.post(address(organisation), hidden(second) | CHOICES)

    assert (sent.status_code, Story.objects.get().author) == (201, None)
    assert "We sent it without your log-in." in sent.content.decode()


def test_send_story_from_before_the_sign_in_is_kept_and_then_forgotten(organisation):
    client = Client(enforce_csrf_checks=True)
    second = write_with_csrf(client, organisation)
    user = make_user()
    sign_in(client, user)
    client.cookies["csrftoken"] = "x" * 32

    kept = client.post(address(organisation), hidden(second) | CHOICES, follow=True)
    assert Draft.objects.count() == 1
    sent = client.post(address(organisation), hidden(kept))

    assert (sent.status_code, Story.objects.get().author, Draft.objects.count()) == (201, user, 0)


# Signed in


def test_send_story_signed_in_is_under_what_i_have_said(client, organisation):
    user = make_user()
    sign_in(client, user)
    send(client, organisation)

    assert Story.objects.get().author == user


def test_send_story_offers_what_was_said_last(client, organisation):
    membership = make_membership(Role.PARTICIPANT, organisation)
    service = make_service(organisation)
    last = {"service": service, "speaking_role": SpeakingRole.CARER, "visibility": Visibility.PUBLIC}
    make_story(organisation, author=membership.user, **last, **named("bluekettle"))
    sign_in(client, membership)

    assert client.get(address(organisation)).context["form"]["about"].value() == f"service.{service.pk}"
    second = write(client, organisation).context["form"]
    assert (second["speaking_role"].value(), second["display_name"].value()) == ("carer", "bluekettle")
    assert second["display_identity"].value() == "anonymous"


def test_send_story_offers_the_role_of_a_later_session(client, organisation):
    membership = make_membership(Role.PARTICIPANT, organisation)
    person = make_participant(organisation, user=membership.user)
    make_story(organisation, author=membership.user, speaking_role=SpeakingRole.CARER)
    later = make_session(make_activity(organisation), on=date(2026, 6, 2))
    make_attendance(later, person, status=AttendanceStatus.CAME, speaking_role=SpeakingRole.PEER_WORKER)
    sign_in(client, membership)

    assert write(client, organisation).context["form"]["speaking_role"].value() == "peer-worker"


def test_story_sent_asks_equality_questions_only_who_has_a_record(client, organisation):
    link = reverse("involvement:my_equality_answers")
    assert link not in send(client, organisation).content.decode()
    signed_in(client, Role.PARTICIPANT, organisation)

    sent = send(client, organisation).content.decode()
    assert link in sent
    assert link not in client.get(address(organisation)).content.decode()


# News by e-mail


def ask_for_news(client, **form):
    return client.post(reverse("involvement:ask_for_news"), form)


def test_ask_for_news_keeps_the_address_of_whoever_holds_the_code(client, organisation):
    code = send(client, organisation).context["sent"].code

    answer = ask_for_news(client, code=code, news_email="kim@example.org")

    assert (answer.status_code, Story.objects.get().news_email) == (200, "kim@example.org")
    assert "We will write to kim@example.org." in answer.content.decode()
    assert code in answer.content.decode()


def test_ask_for_news_with_a_bad_address_says_what_to_enter(client, organisation):
    code = send(client, organisation).context["sent"].code

    answer = ask_for_news(client, code=code, news_email="kim")

    assert "Enter an e-mail address, like name@example.org" in answer.content.decode()
    assert Story.objects.get().news_email == ""


def test_ask_for_news_with_a_wrong_code_finds_nothing(client):
    make_story(code="ABCDE-23456")

    assert ask_for_news(client, code="ABCDE-23457", news_email="kim@example.org").status_code == 404
    assert Story.objects.get().news_email == ""


def test_ask_for_news_counts_guesses(client, settings):
    settings.STORY_CODES_AN_HOUR = 1

    assert [ask_for_news(client, code="x").status_code for _ in range(2)] == [404, 429]


# Few queries


def test_send_story_shows_in_six_queries_and_sends_in_eight(client, organisation, django_assert_max_num_queries):
    service = make_service(organisation)
    make_session(make_activity(organisation), on=timezone.localdate())
    with django_assert_max_num_queries(6):
        shown = client.get(address(organisation))
    with django_assert_max_num_queries(6):
        second = client.post(address(organisation), hidden(shown) | WORDS | {"about": f"service.{service.pk}"})
    with django_assert_max_num_queries(8):
        assert client.post(address(organisation), hidden(second) | CHOICES).status_code == 201
