import csv
import io
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from accounts.models import Role
from accounts.tests.factories import make_membership, make_organisation, make_totp, make_user, sign_in, signed_in
from core.models import AuditEvent
from involvement.equality import Question
from involvement.models import Participant
from involvement.taxonomies import AccessNeedKind, AttendanceStatus
from involvement.tests.factories import (
    make_access_need,
    make_activity,
    make_attendance,
    make_equality_answer,
    make_participant,
    make_session,
)

pytestmark = pytest.mark.django_db
LIST = "/people/"
# Three to know who asks, three to show the list, four to note it and three to keep the session.
LIST_QUERIES = 13
ONE = [
    "participant",
    "edit_participant",
    "edit_access_needs",
    "enter_equality_answers",
    "claim_card",
    "end_participation",
]
LEAD_ONLY = ["add_participant", "participants_csv"]


def lead(client, organisation):
    return signed_in(client, Role.INVOLVEMENT_LEAD, organisation)


def url(name, person=None):
    return reverse(f"involvement:{name}", args=[person.pk] if person else [])


def shown(response):
    return [person.reference for person in response.context["page"]]


@pytest.mark.parametrize("name", ["participants", *LEAD_ONLY])
def test_participants_pages_open_for_a_lead(client, name):
    assert lead(client, make_organisation()).get(url(name)).status_code == 200


@pytest.mark.parametrize("name", ONE)
def test_participant_pages_open_for_a_lead_and_hide_other_organisations(client, name):
    ours, theirs = make_participant(), make_participant()
    lead(client, ours.organisation)

    assert [client.get(url(name, each)).status_code for each in (ours, theirs)] == [200, 404]


@pytest.mark.parametrize("role", [Role.PARTICIPANT, Role.RESPONDER, Role.ADMINISTRATOR, Role.COMMISSIONER])
@pytest.mark.parametrize("name", ["participants", "participant", "participants_csv", "enter_equality_answers"])
def test_participant_pages_refuse_other_roles(client, role, name):
    person = make_participant()
    signed_in(client, role, person.organisation)

    one = name in ONE
    assert client.get(url(name, person if one else None)).status_code == 403


@pytest.mark.parametrize("name", ["participants", "participant", "add_participant", "claim_card"])
def test_participant_pages_send_visitors_to_sign_in(client, name):
    address = url(name, make_participant() if name in ONE else None)

    response = client.get(address)

    assert response.status_code == 302
    assert response.url.startswith(reverse("account_login"))


@pytest.mark.parametrize("name", ["edit_participant", "edit_access_needs", "claim_card", "end_participation"])
def test_participant_pages_that_change_refuse_facilitators(client, name):
    person = make_participant()
    signed_in(client, Role.FACILITATOR, person.organisation)

    assert client.post(url(name, person), {"reference": "x"}).status_code == 403


def test_participants_finds_by_reference_or_name(client):
    organisation = make_organisation()
    for reference, known_as in (("bluekettle", ""), ("R-17", "Blue"), ("other", "Ravi")):
        make_participant(organisation, reference=reference, known_as=known_as)

    response = lead(client, organisation).get(LIST, {"words": "BLUE", "status": "active"})

    assert shown(response) == ["bluekettle", "R-17"]


def test_participants_filters_by_status_and_need(client):
    organisation = make_organisation()
    make_participant(organisation, reference="here")
    gone = make_participant(organisation, reference="gone", left_on="2026-02-01")
    make_access_need(gone, AccessNeedKind.BRAILLE)
    lead(client, organisation)

    queries = [{}, {"status": "left"}, {"status": ""}, {"status": "", "need": "braille"}]
    assert [shown(client.get(LIST, query)) for query in queries] == [["here"], ["gone"], ["gone", "here"], ["gone"]]


@pytest.mark.parametrize(
    "query", [{"words": "a\0b"}, {"need": "money", "status": "odd"}, {"page": "x"}, {"page": "99"}]
)
def test_participants_bears_odd_addresses(client, query):
    assert lead(client, make_organisation()).get(LIST, query).status_code == 200


def test_participants_offers_no_search_by_equality_answer(client):
    person = make_participant(reference="someone")
    make_equality_answer(person, Question.RELIGION, "sikh")

    response = lead(client, person.organisation).get(LIST, {"religion": "muslim"})

    assert set(response.context["form"].fields) == {"words", "status", "need"}
    assert shown(response) == ["someone"]


def test_participants_tells_each_person_that_they_were_listed(client):
    ours, _theirs = make_participant(), make_participant()

    lead(client, ours.organisation).get(LIST)

    assert list(AuditEvent.objects.values_list("verb", "subject_id")) == [("PARTICIPANT_LISTED", ours.pk)]


@pytest.mark.parametrize("people", [1, 3])
def test_participants_asks_the_database_as_much_for_three_as_for_one(client, people, django_assert_num_queries):
    organisation = make_organisation()
    for _ in range(people):
        person = make_participant(organisation)
        make_access_need(person)
        make_attendance(make_session(make_activity(organisation)), person, status=AttendanceStatus.CAME)
    lead(client, organisation)

    with django_assert_num_queries(LIST_QUERIES):
        client.get(LIST)


def test_participant_shows_a_lead_contact_needs_and_sessions(client):
    person = make_participant(known_as="Amina", email="amina@example.org")
    make_access_need(person)
    make_attendance(make_session(make_activity(person.organisation)), person)

    page = lead(client, person.organisation).get(url("participant", person)).context["shown"]

    assert (page.manages, [str(need) for need in page.needs]) == (True, ["British Sign Language interpreter"])
    assert [row.participant for row in page.sessions] == [person]


def test_participant_shows_a_facilitator_name_and_needs_only(client):
    organisation = make_organisation()
    membership = make_membership(Role.FACILITATOR, organisation)
    person = make_participant(organisation, known_as="Amina", email="amina@example.org", phone="01632 960 001")
    activity = make_activity(organisation)
    make_attendance(make_session(activity, facilitator=membership.user), person)
    make_attendance(make_session(activity), person)
    make_access_need(person)

    response = sign_in(client, membership).get(url("participant", person))

    page = response.context["shown"]
    assert (page.manages, len(page.needs), len(page.sessions), page.questions) == (False, 1, 1, [])
    text = response.content.decode()
    assert [secret in text for secret in ("Amina", "amina@example.org", "960 001")] == [True, False, False]


def test_participant_hides_people_at_the_sessions_of_others_from_a_facilitator(client):
    person = make_attendance(make_session()).participant
    signed_in(client, Role.FACILITATOR, person.organisation)

    assert client.get(url("participant", person)).status_code == 404


def test_participant_shows_no_equality_answer(client):
    person = make_participant()
    make_equality_answer(person, Question.RELIGION, "sikh", own_words="Nanakpanthi")
    make_equality_answer(person, Question.SEX, "")

    response = lead(client, person.organisation).get(url("participant", person))

    text = response.content.decode()
    assert [word in text for word in ("Sikh", "Nanakpanthi", "Prefer not to say")] == [False] * 3
    assert response.context["shown"].asked == 2


def test_participant_tells_the_person_who_looked(client):
    person = make_participant()

    lead(client, person.organisation).get(url("participant", person))

    assert list(AuditEvent.objects.values_list("verb", "subject_id", "role")) == [
        ("PARTICIPANT_SEEN", person.pk, "involvement-lead")
    ]


def test_add_participant_needs_one_field(client):
    organisation = make_organisation()

    response = lead(client, organisation).post(url("add_participant"), {"reference": "bluekettle"})

    added = Participant.objects.get()
    assert (response.url, added.organisation) == (url("participant", added), organisation)


@pytest.mark.parametrize(
    ("field", "value", "error"),
    [
        ("reference", "", "Enter a pen-name or reference"),
        ("reference", "TAKEN", "Enter a different pen-name or reference. Someone on your register has this one."),
        ("reference", "999 123 4567", "Please do not send your NHS number. Take it out and send this again."),
        ("known_as", "999-123-4567", "Please do not send your NHS number. Take it out and send this again."),
        ("phone", "9991234567", "Please do not send your NHS number. Take it out and send this again."),
        ("phone", "ring me", "Enter a phone number that starts with 0 or +, like 01632 960 001."),
        ("email", "amina", "Enter an e-mail address like name@example.org"),
    ],
)
def test_add_participant_explains_what_is_wrong(client, field, value, error):
    organisation = make_participant(reference="taken").organisation

    response = lead(client, organisation).post(url("add_participant"), {"reference": "new", field: value})

    assert response.context["form"].errors == {field: [error]}
    assert Participant.objects.count() == 1


@pytest.mark.parametrize("phone", ["01632 960 001", "+44 1632 960001", "(01632) 960-001"])
def test_add_participant_takes_real_phone_numbers(client, phone):
    lead(client, make_organisation()).post(url("add_participant"), {"reference": "new", "phone": phone})

    assert Participant.objects.get().phone == phone


def test_edit_participant_keeps_what_was_sent(client):
    person = make_participant(reference="old", known_as="Ravi")
    sent = {"reference": "new", "joined_on_day": "3", "joined_on_month": "2", "joined_on_year": "2026"}

    lead(client, person.organisation).post(url("edit_participant", person), sent)

    person.refresh_from_db()
    assert (person.reference, person.known_as, str(person.joined_on)) == ("new", "", "2026-02-03")


def test_edit_participant_refuses_a_day_to_come(client):
    person = make_participant(reference="old")
    sent = {"reference": "new", "joined_on_day": "3", "joined_on_month": "2", "joined_on_year": "2126"}

    response = lead(client, person.organisation).post(url("edit_participant", person), sent)

    assert response.context["form"].errors == {"joined_on": ["Enter a day that is not in the future."]}


def test_edit_participant_shows_what_someone_else_saved_and_then_lets_the_writer_decide(client):
    person = make_participant(reference="old", known_as="Amina")
    form = lead(client, person.organisation).get(url("edit_participant", person)).context["form"]
    sent = {"reference": "old", "joined_on_day": "1", "joined_on_month": "1", "joined_on_year": "2026"}
    Participant.objects.update(known_as="Mina")

    mine = {**sent, "known_as": "Ami", "shown_before": form["shown_before"].value()}
    again = client.post(url("edit_participant", person), mine).context["form"]
    client.post(url("edit_participant", person), {**mine, "shown_before": again["shown_before"].value()})

    error = "Check this. Someone else has just saved: Mina. Save again to keep yours."
    person.refresh_from_db()
    assert (again.errors, again["known_as"].value(), person.known_as) == ({"known_as": [error]}, "Ami", "Ami")


def test_participants_csv_asks_again_who_it_is_after_a_while(client, time_machine):
    lead = make_membership(Role.INVOLVEMENT_LEAD)
    make_totp(lead.user)
    sign_in(client, lead)
    time_machine.move_to(timezone.now() + timedelta(minutes=16))

    assert client.get(url("participants_csv")).url.startswith(reverse("mfa_reauthenticate"))


def test_end_participation_asks_when_and_why(client):
    person = make_participant()
    lead(client, person.organisation)

    asked = client.post(url("end_participation", person), {"left_on_day": ""})
    sent = {"left_on_day": "3", "left_on_month": "2", "left_on_year": "2026", "reason": "ASKED"}
    client.post(url("end_participation", person), sent)

    person.refresh_from_db()
    assert asked.context["form"].errors == {
        "left_on": ["Enter the day they left"],
        "reason": ["Select why they leave"],
    }
    assert str(person.left_on) == "2026-02-03"


def test_return_to_register_undoes_it_by_post_only(client):
    person = make_participant(left_on="2026-02-03")
    lead(client, person.organisation)

    assert client.get(url("return_to_register", person)).status_code == 405
    client.post(url("return_to_register", person))

    person.refresh_from_db()
    assert person.left_on is None


def test_claim_card_shows_the_code_once(client):
    person = make_participant()
    lead(client, person.organisation)

    code = client.post(url("claim_card", person)).context["card"]

    again = client.get(url("claim_card", person)).content.decode()
    assert (len(code), code in again) == (11, False)


def test_claim_card_is_not_made_for_someone_who_has_a_log_in(client):
    person = make_participant(user=make_user())

    response = lead(client, person.organisation).post(url("claim_card", person))

    assert response.url == url("participant", person)


def test_participants_csv_asks_why_first(client):
    person = make_participant()

    response = lead(client, person.organisation).post(url("participants_csv"), {"reason": "curious"})

    assert list(response.context["form"].errors) == ["reason"]
    assert not AuditEvent.objects.exists()


def test_participants_csv_has_no_equality_answers_and_no_formulas(client):
    person = make_participant(reference="=1+1", known_as="Amina", email="amina@example.org")
    make_access_need(person)
    make_equality_answer(person)
    make_participant(reference="theirs")

    response = lead(client, person.organisation).post(url("participants_csv"), {"reason": "CONTACT"})

    text = response.getvalue().decode("utf-8-sig")
    assert list(csv.reader(io.StringIO(text))) == [
        ["reference", "known_as", "email", "phone", "joined_on", "left_on", "access_needs"],
        ["'=1+1", "Amina", "amina@example.org", "", "2026-01-01", "", "British Sign Language interpreter"],
    ]
    event = AuditEvent.objects.get()
    assert (event.verb, event.subject_id, event.reason) == ("PARTICIPANT_EXPORTED", person.pk, "CONTACT")


def test_edit_access_needs_saves_ticks_and_their_absence(client):
    person = make_participant()
    make_access_need(person, AccessNeedKind.BRAILLE)
    lead(client, person.organisation)

    client.post(url("edit_access_needs", person), {"adjustment": ["breaks", "step-free"]})
    ticked = set(person.access_needs.values_list("kind", flat=True))
    client.post(url("edit_access_needs", person), {})

    assert (ticked, person.access_needs.count()) == ({"breaks", "step-free"}, 0)


def test_edit_access_needs_refuses_a_need_from_another_group(client):
    person = make_participant()

    response = lead(client, person.organisation).post(url("edit_access_needs", person), {"adjustment": ["diagnosis"]})

    assert response.context["form"].errors == {"adjustment": ["Select needs from the list"]}


def test_participants_can_be_searched_by_words_alone(client):
    organisation = make_organisation()
    make_participant(organisation, reference="bluekettle")
    make_participant(organisation, reference="redkettle")
    lead(client, organisation)

    page = client.get(LIST, {"words": "blue"}).context["page"]

    assert [person.reference for person in page] == ["bluekettle"]
