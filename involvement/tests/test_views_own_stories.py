from datetime import UTC, datetime, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from accounts.models import Role
from accounts.tests.factories import make_membership, make_user, sign_in
from core.models import AuditEvent
from involvement import links
from involvement.guests import Opened
from involvement.models import Publication, Story
from involvement.taxonomies import ChangeStatus, EditReason, LoopStatus, Verdict, Visibility
from involvement.tests.factories import make_change, make_participant, make_response, make_story

pytestmark = pytest.mark.django_db
CODE = "ABCDE-FGHJK"
FORM, READ, LIST = "/my-story/", "/my-story/read/", "/what-i-said/"
SENT = datetime(2026, 5, 12, 11, tzinfo=UTC)
PAGE_QUERIES = 10
LIST_QUERIES = 8


def answered(**fields):
    story = make_story(code=CODE, loop_status=LoopStatus.RESPONDED, responded_at=SENT, **fields)
    make_response(story, text="The garden is open", outcome=ChangeStatus.MADE)
    return story


def read(client):
    client.post(FORM, {"code": CODE})
    return client.get(READ)


def address(name, story):
    return reverse(f"involvement:{name}", args=[story.pk])


def test_my_story_opens_with_its_code_however_it_is_typed(client):
    story = make_story(code=CODE, better="The garden")

    response = client.post(FORM, {"code": "abcde fghjk"}, follow=True)

    assert response.redirect_chain == [(READ, 302)]
    assert response.context["story"] == story
    assert client.session.get_expire_at_browser_close()


def test_my_story_says_the_same_for_every_wrong_code(client):
    make_story(code=CODE)

    response = client.post(FORM, {"code": "ABCDE-ABCDE"})

    assert response.context["form"].errors == {"code": ["Check the code and enter it again."]}


def test_my_story_limits_guesses(client, settings):
    settings.ACCOUNT_RATE_LIMITS = {"my_story": "1/h/ip"}
    make_story(code=CODE)

    assert [client.post(FORM, {"code": code}).status_code for code in ("ABCDE-ABCDE", CODE)] == [200, 429]


def test_open_my_story_keeps_the_secret_out_of_the_address(client):
    story = make_story()

    response = client.get(links.story_link(story).removeprefix("http://localhost:8000"), follow=True)

    assert (response.redirect_chain, response.context["story"]) == ([(READ, 302)], story)


def test_open_my_story_with_a_strange_link_asks_for_the_code(client):
    assert client.get("/my-story/something-else/").headers["Location"] == FORM


@pytest.mark.parametrize(("minutes", "status"), [(29, 200), (31, 302)])
def test_read_my_story_closes_after_half_an_hour(client, minutes, status):
    make_story(code=CODE)
    read(client)
    session = client.session
    session[Opened.STORY] |= {"at": (timezone.now() - timedelta(minutes=minutes)).isoformat()}
    session.save()

    assert client.get(READ).status_code == status


def test_read_my_story_closes_for_whoever_signs_in_next(client):
    make_story(code=CODE)
    read(client)
    session = dict(client.session)
    sign_in(client, make_user())
    kept = client.session
    kept[Opened.STORY] = session[Opened.STORY]
    kept.save()

    assert client.get(READ).status_code == 302


def test_close_my_story_forgets_it(client):
    make_story(code=CODE)
    read(client)
    client.post("/my-story/close/")

    assert client.get(READ).status_code == 302


def test_read_my_story_tells_what_happened_in_order(client):
    story = answered()
    change = make_change(story.organisation, title="Garden hours", status=ChangeStatus.PLANNED, stories=[story])
    change.steps.create(status=ChangeStatus.PLANNED, text="From April", taken_at=SENT + timedelta(days=9))

    told = read(client).context["told"]

    assert [(moment.heading, moment.by, moment.words, moment.outcome) for moment in told.moments] == [
        ("You told us", "", "", ""),
        ("You got an answer", "someone who answers for the service", "The garden is open", "We did it"),
        ("Garden hours", "", "From April", "We will do it"),
    ]


def test_read_my_story_ends_with_its_close(client):
    story = answered(closed_at=SENT + timedelta(days=1))

    moments = read(client).context["told"].moments
    assert moments[-2].at == moments[-1].at == story.closed_at
    assert [moment.heading for moment in moments] == ["You told us", "You got an answer", "This is closed"]


def test_read_my_story_says_why_not(client):
    story = make_story(code=CODE)
    make_response(story, outcome=ChangeStatus.NOT_POSSIBLE, reason="Safety rules")

    assert read(client).context["told"].moments[-1].outcome == "We could not, because: Safety rules"


def test_read_my_story_says_what_was_edited_and_why(client):
    story = make_story(code=CODE, better="Nurse Priya shouted", visibility=Visibility.PUBLIC)
    Publication.objects.create(
        story=story, better="A nurse shouted", reasons=[EditReason.NAME], decided_at=SENT, published_at=SENT
    )

    page = read(client)

    assert page.context["told"].edit_reasons == ["It named someone"]
    assert ("Nurse Priya shouted" in page.content.decode(), "A nurse shouted" in page.content.decode()) == (True, True)


def test_read_my_story_says_when_an_answer_is_late(client):
    make_story(code=CODE)

    assert "We are late" in read(client).content.decode()


def test_judge_answer_takes_one_tap_and_can_change(client):
    story = answered()
    read(client)

    for verdict in (Verdict.NOT_ANSWERED, Verdict.PARTLY):
        client.post(address("judge_answer", story), {"verdict": verdict})

    story.refresh_from_db()
    assert story.verdict == Verdict.PARTLY


def test_judge_answer_waits_for_an_answer(client):
    story = make_story(code=CODE)
    read(client)
    client.post(address("judge_answer", story), {"verdict": Verdict.ANSWERED})

    story.refresh_from_db()
    assert story.verdict == ""


@pytest.mark.parametrize("name", ["judge_answer", "choose_story_visibility", "set_news_address", "take_back_story"])
def test_other_stories_stay_closed_to_who_opened_one(client, name):
    make_story(code=CODE)
    other = make_story()
    read(client)

    assert client.post(address(name, other)).status_code == 404


def test_choose_story_visibility_in_one_tap(client):
    story = make_story(code=CODE, visibility=Visibility.PUBLIC)
    read(client)

    response = client.post(address("choose_story_visibility", story), {"visibility": Visibility.STAFF})

    story.refresh_from_db()
    assert (response.headers["Location"], story.visibility) == (READ, Visibility.STAFF)


def test_set_news_address_asks_again_for_a_wrong_one(client):
    story = make_story(code=CODE)
    read(client)

    response = client.post(address("set_news_address", story), {"email": "kim@"})

    assert response.context["form"].errors == {"email": ["Enter an e-mail address like name@example.org"]}


def test_set_news_address_can_be_emptied(client):
    story = make_story(code=CODE, news_email="kim@example.org")
    read(client)
    client.post(address("set_news_address", story), {"email": ""})

    story.refresh_from_db()
    assert story.news_email == ""


def test_take_back_story_asks_first(client):
    story = make_story(code=CODE)
    read(client)

    client.get(address("take_back_story", story))
    assert Story.objects.count() == 1
    client.post(address("take_back_story", story))
    assert Story.objects.count() == 0
    assert not AuditEvent.objects.exclude(user_id=None).exists()


def person(client, role=Role.PARTICIPANT):
    membership = make_membership(role)
    sign_in(client, membership)
    return membership


def test_told_stories_are_ones_own_by_log_in_or_record(client):
    me = person(client)
    record = make_participant(me.organisation, user=me.user)
    by_record = make_story(me.organisation, participant=record)
    by_log_in = make_story(author=me.user, on=SENT.date() + timedelta(days=1))
    make_story(me.organisation)

    page = client.get(LIST).context["page"]

    assert [line.story for line in page] == [by_log_in, by_record]


def test_told_stories_finds_words(client):
    me = person(client)
    found = make_story(author=me.user, better="The garden closes at five")
    make_story(author=me.user, better="The letter was long")

    assert [line.story for line in client.get(LIST + "?q=garden five").context["page"]] == [found]


@pytest.mark.parametrize("rows", [1, 3])
def test_told_stories_asks_the_database_as_much_for_three_as_for_one(client, rows, django_assert_num_queries):
    me = person(client)
    for _ in range(rows):
        make_story(me.organisation, author=me.user)

    with django_assert_num_queries(LIST_QUERIES):
        client.get(LIST)


@pytest.mark.parametrize("rows", [1, 3])
def test_told_story_asks_the_database_as_much_for_three_as_for_one(client, rows, django_assert_num_queries):
    me = person(client)
    story = make_story(me.organisation, author=me.user)
    for _ in range(rows):
        make_response(story)
        make_change(me.organisation, stories=[story]).steps.create(status=ChangeStatus.PLANNED, taken_at=SENT)

    with django_assert_num_queries(PAGE_QUERIES):
        client.get(address("told_story", story))


def test_told_story_of_somebody_else_is_not_there(client):
    person(client)

    assert client.get(address("told_story", make_story(author=make_user()))).status_code == 404


def test_claim_story_keeps_it_with_the_others(client):
    me, story = person(client), make_story(code=CODE)

    response = client.post("/what-i-said/code/", {"code": CODE})

    story.refresh_from_db()
    assert (response.headers["Location"], story.author) == (address("told_story", story), me.user)


def test_claim_story_of_somebody_else_is_a_wrong_code(client):
    person(client)
    make_story(code=CODE, author=make_user())

    response = client.post("/what-i-said/code/", {"code": CODE})

    assert response.context["form"].errors == {"code": ["Check the code and enter it again."]}
