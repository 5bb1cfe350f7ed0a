from datetime import timedelta
from decimal import Decimal

import pytest
from django.urls import reverse
from django.utils import timezone

from accounts.models import Role
from accounts.tests.factories import make_membership, make_organisation, sign_in, signed_in
from core.models import AuditEvent
from involvement.models import Attendance, Interest, Opportunity, PersonalNotice
from involvement.taxonomies import AccessNeedKind, ActivityKind, InterestState, InvolvementLevel
from involvement.tests.factories import (
    make_access_need,
    make_activity,
    make_attendance,
    make_interest,
    make_opportunity,
    make_participant,
    make_session,
)

pytestmark = pytest.mark.django_db
GUEST = {"name": "Jo", "contact": "jo@example.org", "website": ""}


def url(name, row=None):
    return reverse(f"involvement:{name}", args=[row.pk] if row else [])


def open_session(organisation, days=20, **fields):
    activity = fields.pop("activity", None) or make_activity(organisation)
    return make_session(activity, on=timezone.localdate() + timedelta(days=days), **fields)


@pytest.fixture
def opportunity(organisation):
    return make_opportunity(open_session(organisation), places=1)


@pytest.fixture
def person(client, organisation):
    """Signed in, with a record at the organisation."""
    membership = make_membership(Role.PARTICIPANT, organisation)
    sign_in(client, membership)
    return make_participant(organisation, user=membership.user)


def listed(client, query=""):
    return [shown.opportunity for shown in client.get(url("opportunities") + query).context["page"]]


# The public list


def test_opportunities_show_what_is_open_soonest_first(client, organisation):
    later, sooner = (make_opportunity(open_session(organisation, days)) for days in (9, 5))
    make_opportunity(open_session(organisation), published=False)
    make_opportunity(open_session(organisation, -1))
    make_opportunity(open_session(organisation), closes_on=timezone.localdate() - timedelta(days=1))
    make_opportunity(open_session(organisation, cancelled_at=timezone.now()))

    assert listed(client) == [sooner, later]


@pytest.mark.parametrize(
    ("query", "fields"),
    [
        ("?step_free=on", {"step_free": True}),
        ("?paid=on", {"pay_amount": Decimal(25)}),
        ("?where=online", {"is_online": True}),
        ("?q=letters+at+home", {"purpose": "To read letters at home"}),
    ],
)
def test_opportunities_are_narrowed_by_what_they_say(client, organisation, query, fields):
    make_opportunity(open_session(organisation, 5), purpose="Something else")
    found = make_opportunity(open_session(organisation, 6), **fields)

    assert listed(client, query) == [found]


def test_opportunities_are_narrowed_by_level_organisation_and_month(client, organisation):
    led = make_activity(organisation, level=InvolvementLevel.USER_LED)
    other = make_opportunity(open_session(make_organisation(slug="elsewhere"), 45))
    found = make_opportunity(open_session(organisation, 5, activity=led))

    assert listed(client, "?level=user-led") == [found]
    assert listed(client, "?organisation=elsewhere") == [other]
    assert listed(client, f"?month={other.session.held_on:%Y-%m}") == [other]
    assert listed(client, "?month=never&level=x") == [found, other]


def test_opportunities_put_what_the_person_wants_to_hear_about_first(client, organisation, person):
    forum = make_activity(organisation, kind=ActivityKind.FORUM)
    sooner = make_opportunity(open_session(organisation, 5))
    wanted = make_opportunity(open_session(organisation, 9, activity=forum))
    person.wanted_topics.create(kind=ActivityKind.FORUM, chosen_at=timezone.now())

    assert listed(client) == [wanted, sooner]


@pytest.mark.parametrize(
    ("offers", "booked", "online", "fits"),
    [
        (["step-free"], ["bsl-interpreter"], False, True),
        (["step-free"], [], False, False),
        ([], ["bsl-interpreter"], True, True),
        ([], ["bsl-interpreter"], False, False),
    ],
)
def test_opportunities_tell_a_person_whether_what_they_need_is_there(
    client, organisation, person, offers, booked, online, fits
):
    for kind in (AccessNeedKind.BSL_INTERPRETER, AccessNeedKind.STEP_FREE, AccessNeedKind.EMAIL):
        make_access_need(person, kind)
    make_opportunity(open_session(organisation, support_booked=booked), offers=offers, is_online=online)

    [shown] = client.get(url("opportunities")).context["page"]

    assert shown.fits == fits


def test_opportunities_do_not_show_what_others_need(client, organisation):
    make_access_need(make_participant(organisation), AccessNeedKind.STEP_FREE)
    make_opportunity(open_session(organisation), offers=["step-free"])

    [shown] = client.get(url("opportunities")).context["page"]

    assert (shown.needs, shown.fits) == ((), False)


@pytest.mark.parametrize("count", [1, 3])
def test_opportunities_need_the_same_queries_for_any_number(
    client, organisation, person, count, django_assert_num_queries
):
    for _ in range(count):
        make_interest(make_opportunity(open_session(organisation), places=1).session, person)
    client.get(url("opportunities"))

    with django_assert_num_queries(9):
        client.get(url("opportunities"))


def test_opportunity_says_pay_before_anybody_decides(client, organisation):
    row = make_opportunity(open_session(organisation), pay_amount=Decimal("37.50"), pay_words="Paid the same week.")

    words = client.get(url("opportunity", row)).content.decode()

    assert words.index("£37.50") < words.index("I want to come")


def test_opportunity_off_the_list_is_not_there(client, organisation):
    row = make_opportunity(open_session(organisation), published=False)

    assert client.get(url("opportunity", row)).status_code == 404
    assert client.post(url("ask_for_place", row), GUEST).status_code == 404


# Asking for a place


def test_ask_for_place_as_oneself_is_one_button(client, opportunity, person):
    form = client.get(url("opportunity", opportunity)).context["form"]

    response = client.post(url("ask_for_place", opportunity), {"send_key": form["send_key"].value()}, follow=True)

    assert response.context["interest"].state == InterestState.PLACE
    assert Attendance.objects.get().participant == person


def test_ask_for_place_as_a_guest_takes_two_fields_and_gives_a_code(client, opportunity):
    form = client.get(url("ask_for_place", opportunity)).context["form"]
    sent = GUEST | {"send_key": form["send_key"].value()}

    first, again = (client.post(url("ask_for_place", opportunity), sent) for _ in range(2))

    assert [bound.name for bound in form.visible_fields()] == ["name", "contact"]
    assert (first.status_code, first.context["asked"].code) == (201, again.context["asked"].code)
    assert Interest.objects.values_list("name", "contact", "state").get() == ("Jo", "jo@example.org", "place")


def test_ask_for_place_keeps_a_guests_words_out_of_the_session(client, opportunity):
    client.post(url("ask_for_place", opportunity), GUEST)

    kept = str(dict(client.session))
    assert ("Jo" in kept, "jo@example.org" in kept) == (False, False)


@pytest.mark.parametrize(
    ("changes", "errors"),
    [
        ({"name": ""}, {"name": ["Enter what we call you"]}),
        ({"contact": ""}, {"contact": ["Enter an e-mail address or a phone number"]}),
        ({"contact": "jo@"}, {"contact": ["Enter an e-mail address like name@example.org"]}),
        ({"contact": "12"}, {"contact": ["Enter a phone number that starts with 0 or +, like 01632 960 001."]}),
        (
            {"name": "Jo 999 123 4567"},
            {"name": ["Please do not send your NHS number. Take it out and send this again."]},
        ),
        ({"website": "x"}, {"website": ["Go back and fill in only the two boxes that you see."]}),
    ],
)
def test_ask_for_place_says_what_to_do_and_keeps_what_was_entered(client, opportunity, changes, errors):
    sent = GUEST | changes

    form = client.post(url("ask_for_place", opportunity), sent).context["form"]

    assert (form.errors, form["name"].value()) == (errors, sent["name"])
    assert Interest.objects.count() == 0


def test_ask_for_place_from_another_organisation_is_as_a_guest(client, opportunity):
    elsewhere = make_membership(Role.PARTICIPANT)
    sign_in(client, elsewhere)
    make_participant(elsewhere.organisation, user=elsewhere.user)

    assert client.post(url("ask_for_place", opportunity), GUEST).status_code == 201
    assert AuditEvent.objects.get(verb="PLACE_ASKED_FOR").user_id is None


def test_ask_for_place_too_often_from_one_address_waits(client, opportunity, settings):
    settings.PLACES_AN_HOUR = 1

    assert [client.post(url("ask_for_place", opportunity), GUEST).status_code for _ in range(2)] == [201, 429]


# What leads do


def published(**changes):
    values = {"purpose": "To hear you", "who_for": "Women", "places": "3", "pay_amount": "", "offers": ["breaks"]}
    return values | changes


def test_publish_opportunity_starts_from_the_last_session_of_the_activity(lead, activity):
    last = make_session(activity)
    make_opportunity(last, who_for="Women who use our services", places=12, offers=["step-free"])
    session = open_session(None, activity=activity, place="Online")

    form = lead.get(url("publish_opportunity", session)).context["form"]

    assert (form["who_for"].value(), form["places"].value(), form["is_online"].value()) == (
        "Women who use our services",
        12,
        True,
    )
    assert [bound.name for bound in form.first] == ["purpose", "who_for", "places", "pay_amount", "offers"]


def test_publish_opportunity_puts_it_on_the_list(lead, activity):
    session = open_session(None, activity=activity)

    response = lead.post(url("publish_opportunity", session), published())

    assert response["Location"] == url("session", session)
    assert listed(lead) == list(Opportunity.objects.all())


@pytest.mark.parametrize(
    ("changes", "errors"),
    [
        ({"purpose": ""}, {"purpose": ["Enter what it is for"]}),
        ({"who_for": ""}, {"who_for": ["Enter who it is for"]}),
        ({"places": "x"}, {"places": ["Enter the places as a whole number, for example 12"]}),
        ({"closes_on": "2099-01-01"}, {"closes_on": ["Enter a day that is not after the session"]}),
    ],
)
def test_publish_opportunity_says_what_is_wrong(lead, activity, changes, errors):
    form = lead.post(url("publish_opportunity", open_session(None, activity=activity)), published(**changes)).context[
        "form"
    ]

    assert form.errors == errors


def test_take_down_opportunity_takes_it_off_the_list(lead, activity):
    row = make_opportunity(open_session(None, activity=activity))

    lead.post(url("take_down_opportunity", row))

    assert listed(lead) == []


def test_cancel_session_asks_first_and_then_tells(lead, activity):
    session = open_session(None, activity=activity)
    make_interest(session)

    lead.get(url("cancel_session", session))
    before = PersonalNotice.objects.count()
    lead.post(url("cancel_session", session))

    assert (before, PersonalNotice.objects.count()) == (0, 1)
    assert "Called off" in lead.get(url("session", session)).content.decode()


def test_session_shows_guests_and_who_waits_and_hides_contacts_from_facilitators(client, organisation):
    membership = make_membership(Role.FACILITATOR, organisation)
    session = open_session(organisation, facilitator=membership.user)
    make_interest(session, name="Jo", contact="01632 960 001")
    make_interest(session, name="Sam", state=InterestState.WAITING)

    page = sign_in(client, membership).get(url("session", session))

    assert [[row.name for row in rows] for rows in (page.context["page"].guests, page.context["page"].waiting)] == [
        ["Jo"],
        ["Sam"],
    ]
    assert "01632 960 001" not in page.content.decode()


def test_register_guest_shows_the_card_once(lead, activity):
    interest = make_interest(open_session(None, activity=activity), name="Jo")

    first = lead.post(url("register_guest", interest))
    again = lead.post(url("register_guest", interest), follow=True)

    assert (len(first.context["card"]), Attendance.objects.count()) == (11, 1)
    assert "Only a guest who has a place can be put on the register." in again.content.decode()


@pytest.mark.parametrize("name", ["publish_opportunity", "cancel_session"])
def test_pages_for_leads_are_locked(client, organisation, name):
    session = open_session(organisation)

    assert client.get(url(name, session)).status_code == 302
    assert signed_in(client, Role.FACILITATOR, organisation).get(url(name, session)).status_code == 403
    assert signed_in(client, Role.INVOLVEMENT_LEAD).get(url(name, session)).status_code == 404


def test_missing_interpreter_of_somebody_with_a_place_warns_the_lead(lead, activity, organisation):
    """Ravi took a place himself; five days before, nobody has booked BSL (R36)."""
    session = open_session(None, 5, activity=activity)
    ravi = make_access_need(make_participant(organisation, known_as="Ravi")).participant
    make_interest(session, ravi)
    make_attendance(session, ravi, signed_up_on=timezone.localdate())

    words = lead.get(url("session", session)).content.decode()

    assert "Someone who is coming needs: British Sign Language interpreter." in words
