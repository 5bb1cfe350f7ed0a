from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from icalendar import Calendar

from accounts.models import Role
from accounts.tests.factories import make_membership, sign_in
from involvement import codes
from involvement.access import PLACE_CODE
from involvement.guests import Opened
from involvement.links import place_token
from involvement.models import Attendance
from involvement.taxonomies import InterestState
from involvement.tests.factories import (
    make_activity,
    make_attendance,
    make_interest,
    make_opportunity,
    make_participant,
    make_session,
)

pytestmark = pytest.mark.django_db
CODE = "ABCDE-23456"
ASKED, PLACE, WAITING, CANCELLED, DECLINED = InterestState


def url(name, row=None):
    return reverse(f"involvement:{name}", args=[row.pk] if row else [])


@pytest.fixture
def session(organisation):
    activity = make_activity(organisation, name="Home Treatment review")
    return make_session(activity, on=timezone.localdate() + timedelta(days=20), place="Larch Ward")


@pytest.fixture
def interest(session):
    """A guest's, with a code."""
    return make_interest(session, code_hash=codes.hash_of(CODE, purpose=PLACE_CODE))


@pytest.fixture
def person(client, organisation):
    membership = make_membership(Role.PARTICIPANT, organisation)
    sign_in(client, membership)
    return make_participant(organisation, user=membership.user)


def opened(client, interest):
    client.get(reverse("involvement:open_place", args=[place_token(interest)]))
    return client


def state(interest):
    interest.refresh_from_db()
    return interest.state


def test_find_place_opens_it_with_the_code_however_it_is_typed(client, interest):
    response = client.post(url("find_place"), {"code": "abcde 23456"}, follow=True)

    assert response.context["interest"] == interest


def test_find_place_with_a_wrong_code_tells_nothing(client, interest):
    form = client.post(url("find_place"), {"code": "ABCDE-23457"}).context["form"]

    assert form.errors == {"code": ["Check the code and enter it again."]}


def test_find_place_counts_guesses(client, interest, settings):
    settings.PLACE_CODES_AN_HOUR = 1

    assert [client.post(url("find_place"), {"code": "X"}).status_code for _ in range(2)] == [200, 429]


def test_open_place_leads_from_a_message_to_an_address_without_a_secret(client, interest):
    response = client.get(reverse("involvement:open_place", args=[place_token(interest)]))

    assert response["Location"] == url("my_place", interest)
    assert client.get(response["Location"]).context["interest"] == interest


def test_my_place_of_somebody_else_asks_for_a_code(client, interest, session, person):
    other = make_interest(session)

    answers = [client.get(url(name, other)) for name in ("my_place", "place_calendar")]
    answers.append(client.post(url("give_up_place", other)))

    assert {answer["Location"] for answer in answers} == {url("find_place")}
    assert state(other) == PLACE


def test_my_place_closes_after_half_an_hour(client, interest):
    opened(client, interest)
    session = client.session
    session[Opened.PLACE] |= {"at": (timezone.now() - timedelta(minutes=31)).isoformat()}
    session.save()

    assert client.get(url("my_place", interest))["Location"] == url("find_place")


def test_close_place_closes_it_on_this_device(client, interest):
    opened(client, interest).post(url("close_place"))

    assert client.get(url("my_place", interest))["Location"] == url("find_place")


def test_give_up_place_is_one_tap_with_the_link_and_can_be_undone(client, interest):
    opened(client, interest).post(url("give_up_place", interest))
    given_up = state(interest)

    client.post(url("take_place_again", interest))

    assert (given_up, state(interest)) == (CANCELLED, PLACE)


def test_give_up_place_signed_in(client, session, person):
    mine = make_interest(session, person)
    make_attendance(session, person, signed_up_on=timezone.localdate())

    client.post(url("give_up_place", mine))

    assert (state(mine), Attendance.objects.get().status) == (CANCELLED, "apologies")


def test_give_up_place_that_is_over_says_so(client, organisation, person):
    mine = make_interest(make_session(make_activity(organisation)), person)

    response = client.post(url("give_up_place", mine), follow=True)

    assert "This has begun or is over." in response.content.decode()
    assert state(mine) == PLACE


@pytest.mark.parametrize(("answer", "then"), [("yes", PLACE), ("no", DECLINED)])
def test_answer_invitation_in_one_tap(client, session, person, answer, then):
    make_attendance(session, person, invited_on=timezone.localdate())
    mine = make_interest(session, person, state=ASKED)

    client.post(url("answer_invitation", mine), {"answer": answer})

    assert state(mine) == then


def test_answer_invitation_without_an_answer_changes_nothing(client, session, person):
    mine = make_interest(session, person, state=ASKED)

    client.post(url("answer_invitation", mine))

    assert state(mine) == ASKED


def test_remind_me_is_off_until_somebody_asks(client, session, person):
    mine = make_interest(session, person)
    seen = []

    for answer in ("yes", "no"):
        client.post(url("remind_me", mine), {"answer": answer})
        mine.refresh_from_db()
        seen.append(mine.remind)

    assert (make_interest(session).remind, seen) == (False, [True, False])


def test_my_place_says_how_many_wait_before(client, session, person):
    for minute in range(2):
        make_interest(session, state=WAITING, asked_at=session.starts_at - timedelta(days=9, minutes=minute))
    mine = make_interest(session, person, state=WAITING, asked_at=session.starts_at - timedelta(days=8))

    assert client.get(url("my_place", mine)).context["place"].waiting_before == 2


def test_my_places_hold_what_is_asked_what_comes_and_what_was(client, session, person, organisation):
    def mine(state, **fields):
        other = make_session(
            session.activity, on=timezone.localdate() + timedelta(days=fields.pop("days", 9)), **fields
        )
        return make_interest(other, person, state=state)

    asked, place, waiting = mine(ASKED), mine(PLACE, days=8), mine(WAITING)
    over, called_off = mine(PLACE, days=-9), mine(PLACE, days=30, cancelled_at=timezone.now())
    make_interest(session)

    places = client.get(url("my_places")).context["places"]

    assert (places.asked, places.coming, list(places.others)) == ([asked], [place, waiting], [called_off, over])


@pytest.mark.parametrize("count", [1, 3])
def test_my_places_need_the_same_queries_for_any_number(client, session, person, count, django_assert_num_queries):
    for number in range(count):
        other = make_session(session.activity, on=timezone.localdate() + timedelta(days=number))
        make_interest(other, person, state=ASKED)
    client.get(url("my_places"))

    with django_assert_num_queries(6):
        client.get(url("my_places"))


# The calendar file


def event_of(response):
    [event] = Calendar.from_ical(response.content).walk("VEVENT")
    return event


def test_place_calendar_says_when_and_nothing_else(client, session, person):
    mine = make_interest(session, person)

    event = event_of(client.get(url("place_calendar", mine)))

    assert (event["SUMMARY"], event["UID"], sorted(event)) == (
        "Meeting",
        f"{mine.pk}@heard",
        ["DTEND", "DTSTAMP", "DTSTART", "SUMMARY", "UID"],
    )
    assert event["DTSTART"].dt == session.starts_at
    assert b"Z\r\n" in client.get(url("place_calendar", mine)).content


def test_place_calendar_says_where_only_when_asked(client, session, person):
    event = event_of(client.get(url("place_calendar", make_interest(session, person)) + "?where=1"))

    assert (event["SUMMARY"], event["LOCATION"]) == (f"Meeting, {session.organisation.name}", "Larch Ward")
    assert "Home Treatment" not in str(event)


def test_place_page_shows_what_was_published(client, session, person):
    make_opportunity(session, purpose="To make the phone line kinder")

    words = client.get(url("my_place", make_interest(session, person))).content.decode()

    assert "To make the phone line kinder" in words
