from datetime import UTC, datetime

import pytest
from django.urls import reverse

from accounts.access import actor_for
from accounts.models import Membership, Role
from accounts.tests.factories import make_membership, make_user, sign_in, signed_in
from core.models import AuditEvent
from involvement import services
from involvement.models import Participant
from involvement.tests.factories import make_access_need, make_activity, make_attendance, make_participant, make_session

pytestmark = pytest.mark.django_db
RECORD = "/my-record/"
CARD = "/card/"
RECORD_QUERIES = 14


def me(client, **fields):
    membership = make_membership(Role.PARTICIPANT)
    sign_in(client, membership, second_factor=False)
    return make_participant(membership.organisation, user=membership.user, **fields)


def look(person, verb, *, role=Role.INVOLVEMENT_LEAD, user_id=None, hour=9):
    at = datetime(2026, 5, 12, hour, tzinfo=UTC)
    return AuditEvent.objects.create(at=at, verb=verb, subject_id=person.pk, role=role, user_id=user_id)


def test_my_record_shows_every_field_and_why(client):
    me(client, reference="bluekettle", known_as="Amina", email="amina@example.org")

    held = {each.label: each.value for each in client.get(RECORD).context["record"].held}

    assert len(held) == len(Participant.PRIVACY)
    assert (held["Pen-name or reference"], held["What to call you"], held["Phone"]) == ("bluekettle", "Amina", "None")


def test_my_record_shows_own_needs_and_sessions_only(client):
    person = me(client)
    other = make_participant(person.organisation)
    session = make_session(make_activity(person.organisation))
    mine = make_attendance(session, person)
    make_attendance(session, other)
    make_access_need(other)

    record = client.get(RECORD).context["record"]

    assert (record.sessions, record.needs) == ([mine], [])


def test_my_record_tells_who_looked_by_role_and_in_words(client):
    person = me(client)
    look(person, "PARTICIPANT_SEEN", user_id=make_user(name="Joanne").pk)
    look(person, "ACCESS_NEEDS_CHANGED", role=Role.PARTICIPANT, user_id=person.user_id, hour=10)
    look(make_participant(person.organisation), "PARTICIPANT_SEEN", hour=11)

    response = client.get(RECORD)

    assert [(each.who, each.what) for each in response.context["record"].looks] == [
        ("You", "Changed what you need to take part"),
        ("Involvement lead", "Opened your page"),
    ]
    assert "Joanne" not in response.content.decode()


@pytest.mark.parametrize("rows", [1, 3])
def test_my_record_asks_the_database_as_much_for_three_as_for_one(client, rows, django_assert_num_queries):
    person = me(client)
    for _ in range(rows):
        make_attendance(make_session(make_activity(person.organisation)), person)
        look(person, "PARTICIPANT_SEEN")

    with django_assert_num_queries(RECORD_QUERIES):
        client.get(RECORD)


def test_my_record_pages_who_looked(client):
    person = me(client)
    for _ in range(21):
        look(person, "PARTICIPANT_SEEN")

    assert len(client.get(RECORD, {"page": 2}).context["record"].looks) == 1


def test_my_record_without_a_record_says_what_to_do(client):
    signed_in(client, Role.PARTICIPANT)

    assert reverse("involvement:claim_record") in client.get(RECORD).content.decode()


@pytest.mark.parametrize("page", ["", "access-needs/"])
def test_my_record_refuses_staff_and_visitors(client, page):
    assert client.get(RECORD + page).status_code == 302

    signed_in(client, Role.INVOLVEMENT_LEAD)
    assert client.get(RECORD + page).status_code == 403


def test_my_access_needs_can_be_changed(client):
    person = me(client)

    response = client.post(
        f"{RECORD}access-needs/", {"communication_support": ["longer-time"], "adjustment": ["breaks"]}
    )

    assert response.url == RECORD
    assert set(person.access_needs.values_list("kind", flat=True)) == {"longer-time", "breaks"}


def card_for(person):
    lead = make_membership(Role.INVOLVEMENT_LEAD, person.organisation)
    return services.make_claim_card(actor=actor_for(lead), participant=person, today=datetime.now(UTC).date())


def test_claim_record_opens_ones_own_record(client):
    person, user = make_participant(reference="bluekettle"), make_user()
    sign_in(client, user)

    response = client.post(CARD, {"code": card_for(person)}, follow=True)

    assert response.redirect_chain == [(RECORD, 302)]
    assert response.context["record"].participant == person


def test_claim_record_lets_a_member_of_staff_act_as_themselves(client):
    person, membership = make_participant(), make_membership(Role.FACILITATOR)
    sign_in(client, membership)

    response = client.post(CARD, {"code": card_for(person)}, follow=True)

    assert response.context["record"].participant == person
    assert Membership.objects.filter(user=membership.user).count() == 2


@pytest.mark.parametrize("code", ["WRONG-CODES", "", "x" * 500, "a\0b"])
def test_claim_record_says_the_same_for_every_wrong_code(client, code):
    card_for(make_participant(reference="bluekettle"))
    sign_in(client, make_user())

    response = client.post(CARD, {"code": code})

    assert list(response.context["form"].errors) == ["code"]
    assert "bluekettle" not in response.content.decode()


def test_claim_record_ends_guessing_after_ten_tries(client):
    person = make_participant()
    sign_in(client, make_user())
    for _ in range(10):
        client.post(CARD, {"code": "WRONG-CODES"})

    response = client.post(CARD, {"code": card_for(person)})

    person.refresh_from_db()
    assert (response.status_code, person.user_id) == (429, None)


def test_claim_record_asks_visitors_to_sign_in(client):
    assert client.get(CARD).url.startswith(reverse("account_login"))
