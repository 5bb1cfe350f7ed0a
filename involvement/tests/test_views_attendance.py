import pytest
from django.urls import reverse

from accounts.models import Role
from accounts.tests.factories import make_membership, sign_in, signed_in
from core.models import AuditEvent
from involvement.models import Attendance, Participant
from involvement.taxonomies import AttendanceStatus, SpeakingRole
from involvement.tests.factories import make_attendance, make_participant, make_session

pytestmark = pytest.mark.django_db
CAME, APOLOGIES = AttendanceStatus.CAME, AttendanceStatus.APOLOGIES


@pytest.fixture
def session():
    return make_session()


@pytest.fixture
def lead(client, session):
    return signed_in(client, Role.INVOLVEMENT_LEAD, session.organisation)


def url(session, name="record_attendance"):
    return reverse(f"involvement:{name}", args=[session.pk])


def page_of(client, session):
    """What the browser would send back from the register as it stands."""
    form = client.get(url(session)).context["form"]
    fields = {"walk_in": ""}
    for line in form.shown_lines:
        fields |= {f"shown-{line.id}": line.shown, f"status-{line.id}": line.status}
        fields |= {f"role-{line.id}": line.role, f"minutes-{line.id}": line.minutes}
    return fields


def marks(session):
    return dict(Attendance.objects.filter(session=session).values_list("participant__reference", "status"))


def test_record_attendance_shows_everybody_not_marked(lead, session):
    make_attendance(session, make_participant(session.organisation, reference="R-2", known_as="Amina"))
    make_attendance(session, make_participant(session.organisation, reference="Zed"))

    lines = lead.get(url(session)).context["form"].shown_lines

    assert [(line.name, line.reference, line.status) for line in lines] == [
        ("Amina", "R-2", "not-marked"),
        ("Zed", "", "not-marked"),
    ]


def test_record_attendance_takes_a_register_of_three_hundred(lead, session):
    for number in range(300):
        make_attendance(session, make_participant(session.organisation, reference=f"R-{number}"))

    response = lead.post(url(session), page_of(lead, session) | {"everyone_else_came": "1"})

    assert response.status_code == 302
    assert set(marks(session).values()) == {CAME}


def test_record_attendance_shows_the_role_of_the_last_session(lead, session):
    person = make_participant(session.organisation)
    last = make_session(session.activity)
    make_attendance(last, person, status=CAME, speaking_role=SpeakingRole.CARER)
    make_attendance(session, person)

    [line] = lead.get(url(session)).context["form"].shown_lines

    assert line.role == "carer"


def test_record_attendance_tells_the_people_who_looked(lead, session):
    row = make_attendance(session)

    lead.get(url(session))

    assert list(AuditEvent.objects.values_list("verb", "subject_id")) == [("REGISTER_SEEN", row.participant_id)]


def test_record_attendance_saves_and_goes_to_the_session(lead, session):
    away, here = make_attendance(session), make_attendance(session)
    fields = page_of(lead, session) | {f"status-{away.pk}": "apologies", "everyone_else_came": "1"}

    response = lead.post(url(session), fields)

    assert (response.status_code, response["Location"]) == (302, url(session, "session"))
    assert marks(session) == {away.participant.reference: "apologies", here.participant.reference: "came"}


def test_record_attendance_with_nobody_expected_adds_a_walk_in(lead, session):
    lead.post(url(session), {"walk_in": "Bluekettle"})

    assert marks(session) == {"Bluekettle": "came"}


def test_add_walk_in_saves_what_was_entered_and_comes_back(lead, session):
    row = make_attendance(session)
    fields = page_of(lead, session) | {f"status-{row.pk}": "did-not-come", "walk_in": "Bluekettle"}

    response = lead.post(url(session, "add_walk_in"), fields)

    assert response["Location"] == url(session)
    assert marks(session) == {row.participant.reference: "did-not-come", "Bluekettle": "came"}


def test_add_walk_in_refuses_an_nhs_number_and_keeps_the_entries(lead, session):
    row = make_attendance(session)
    fields = page_of(lead, session) | {f"status-{row.pk}": "came", "walk_in": "999 123 4567"}

    form = lead.post(url(session, "add_walk_in"), fields).context["form"]

    assert form.errors["walk_in"] == ["Please do not send your NHS number. Take it out and send this again."]
    assert [line.status for line in form.shown_lines] == ["came"]
    assert Participant.objects.count() == 1


def test_add_walk_in_asks_who_is_meant(lead, session):
    for _ in range(2):
        make_participant(session.organisation, known_as="Sam")

    form = lead.post(url(session, "add_walk_in"), {"walk_in": "Sam"}).context["form"]

    message = "Enter the person's reference or pen-name. More than one person is called that."
    assert form.errors["walk_in"] == [message]


def test_record_attendance_second_writer_sees_what_was_saved_and_decides(lead, session):
    row = make_attendance(session, make_participant(session.organisation, known_as="Sam"))
    second = page_of(lead, session) | {f"status-{row.pk}": "apologies"}
    lead.post(url(session), page_of(lead, session) | {f"status-{row.pk}": "came"})

    response = lead.post(url(session), second)

    [line] = response.context["form"].shown_lines
    message = "Check Sam. Someone else saved “Came, role not recorded” meanwhile. Save again to keep yours."
    assert (line.status, line.errors) == ("apologies", [message])
    assert f'<a href="#id_status-{row.pk}_0">{message}</a>' in response.content.decode()
    lead.post(url(session), second | {f"shown-{row.pk}": line.shown})
    assert list(marks(session).values()) == ["apologies"]


@pytest.mark.parametrize(
    ("minutes", "message"),
    [
        ("x", "Enter the minutes for Sam as a whole number, for example 45"),
        ("0", "Enter the minutes for Sam as a whole number, for example 45"),
        ("121", "Enter 120 minutes or fewer for Sam: that is how long the session was"),
    ],
)
def test_record_attendance_refuses_minutes_that_cannot_be(lead, session, minutes, message):
    row = make_attendance(session, make_participant(session.organisation, known_as="Sam"))
    fields = page_of(lead, session) | {f"status-{row.pk}": "came", f"minutes-{row.pk}": minutes}

    form = lead.post(url(session), fields).context["form"]

    assert form.errors == {f"minutes-{row.pk}": [message]}
    assert [(line.minutes, line.errors) for line in form.shown_lines] == [(minutes, [message])]


def test_record_attendance_refuses_minutes_of_someone_who_did_not_come(lead, session):
    row = make_attendance(session, make_participant(session.organisation, known_as="Sam"))
    fields = page_of(lead, session) | {f"status-{row.pk}": "apologies", f"minutes-{row.pk}": "30"}

    form = lead.post(url(session), fields).context["form"]

    assert form.errors == {f"minutes-{row.pk}": ["Select “Came” for Sam, or take out the minutes"]}


def test_record_attendance_forgets_minutes_when_someone_turns_out_to_be_away(lead, session):
    row = make_attendance(session, status=CAME, minutes=45)

    lead.post(url(session), page_of(lead, session) | {f"status-{row.pk}": "apologies"})

    row.refresh_from_db()
    assert (row.status, row.minutes) == ("apologies", 0)


@pytest.mark.parametrize("field", ["status", "role", "shown"])
def test_record_attendance_refuses_what_was_not_offered(lead, session, field):
    row = make_attendance(session)

    response = lead.post(url(session), page_of(lead, session) | {f"{field}-{row.pk}": "made-up|x"})

    assert (response.status_code, list(response.context["form"].errors)) == (200, [f"{field}-{row.pk}"])
    assert list(marks(session).values()) == ["not-marked"]


def test_record_attendance_does_not_reach_lines_of_other_sessions(lead, session):
    elsewhere = make_attendance(make_session())
    forged = {f"shown-{elsewhere.pk}": "1|not-marked|not-recorded|", f"status-{elsewhere.pk}": "came", "walk_in": ""}

    lead.post(url(session), forged)

    elsewhere.refresh_from_db()
    assert elsewhere.status == "not-marked"


@pytest.mark.parametrize("people", [1, 3, 30])
def test_record_attendance_page_needs_the_same_queries_for_any_number(lead, session, people, django_assert_num_queries):
    for _ in range(people):
        make_attendance(session)
    lead.get(url(session))

    with django_assert_num_queries(8):  # five reads, and the record of who looked with its savepoint
        lead.get(url(session))


def test_record_attendance_facilitator_sees_only_sessions_they_run(client, session):
    membership = make_membership(Role.FACILITATOR, session.organisation)
    sign_in(client, membership)
    own = make_session(session.activity, facilitator=membership.user)

    assert client.get(url(own)).status_code == 200
    assert client.get(url(session)).status_code == 404


@pytest.mark.parametrize(
    "name", ["record_attendance", "add_walk_in", "sign_up_people", "expect_people", "stop_expecting"]
)
def test_register_is_locked(client, session, name):
    assert client.post(url(session, name)).status_code == 302
    signed_in(client, Role.RESPONDER, session.organisation)
    assert client.post(url(session, name)).status_code == 403
    signed_in(client, Role.INVOLVEMENT_LEAD)
    assert client.post(url(session, name)).status_code == 404


def test_expect_people_lists_who_was_asked_least_first(lead, session):
    often, never = make_participant(session.organisation), make_participant(session.organisation)
    gone = make_participant(session.organisation, left_on="2026-01-02")
    make_participant()
    for row in (make_attendance(make_session(session.activity), often) for _ in range(2)):
        Attendance.objects.filter(pk=row.pk).update(invited_on="2026-05-01")

    page = lead.get(url(session, "expect_people")).context["page"]

    assert [(person, person.times_asked) for person in page] == [(never, 0), (often, 2)]
    assert gone not in page


def test_expect_people_finds_by_name_or_reference(lead, session):
    sam = make_participant(session.organisation, known_as="Sam")
    make_participant(session.organisation, known_as="Robin")

    page = lead.get(url(session, "expect_people"), {"q": "sA"}).context["page"]

    assert list(page) == [sam]


def test_expect_people_adds_who_was_ticked(lead, session):
    person, other = make_participant(session.organisation), make_participant(session.organisation)

    response = lead.post(url(session, "expect_people"), {"people": [person.pk], "said_yes": "on"}, follow=True)

    row = Attendance.objects.get(session=session)
    assert (row.participant, row.signed_up_on) == (person, row.invited_on)
    assert list(response.context["page"]) == [other]


def test_expect_people_refuses_people_of_other_organisations(lead, session):
    stranger = make_participant()

    form = lead.post(url(session, "expect_people"), {"people": [stranger.pk]}).context["form"]

    assert form.errors["people"] == ["Select people from the list"]


@pytest.mark.parametrize("people", [1, 3])
def test_expect_people_needs_the_same_queries_for_any_number(lead, session, people, django_assert_num_queries):
    for _ in range(people):
        make_participant(session.organisation)
    lead.get(url(session, "expect_people"))

    with django_assert_num_queries(9):
        lead.get(url(session, "expect_people"))


def test_sign_up_people_notes_who_said_yes(lead, session):
    yes, no = make_attendance(session), make_attendance(session)

    lead.post(url(session, "sign_up_people"), {"line": [yes.pk]})

    signed_up = Attendance.objects.exclude(signed_up_on=None)
    assert list(signed_up) == [yes]
    assert no not in signed_up


def test_stop_expecting_takes_people_off_the_list(lead, session):
    off, on = make_attendance(session), make_attendance(session)

    lead.post(url(session, "stop_expecting"), {"line": [off.pk]})

    assert list(Attendance.objects.all()) == [on]


@pytest.mark.parametrize("name", ["sign_up_people", "stop_expecting"])
def test_ticked_lines_must_be_of_this_session(lead, session, name):
    elsewhere = make_attendance(make_session())

    response = lead.post(url(session, name), {"line": [elsewhere.pk]}, follow=True)

    assert [str(message).split(",")[0][:6] for message in response.context["messages"]] == ["Select"]
    elsewhere.refresh_from_db()
    assert elsewhere.signed_up_on is None
