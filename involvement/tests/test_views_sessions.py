from datetime import datetime, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from accounts.models import Role
from accounts.tests.factories import make_membership, make_totp, sign_in, signed_in
from core.models import AuditEvent
from involvement.models import InvolvementSession
from involvement.taxonomies import AttendanceStatus
from involvement.tests.factories import (
    DAY,
    make_access_need,
    make_activity,
    make_attendance,
    make_participant,
    make_point,
    make_service,
    make_session,
)

pytestmark = pytest.mark.django_db
CAME = AttendanceStatus.CAME
NAMES = ["session", "copy_session", "edit_session", "count_heads", "add_point"]


def url(name, row=None):
    return reverse(f"involvement:{name}", args=[row.pk] if row else [])


def text_of(response):
    return b"".join(response.streaming_content).decode("utf-8-sig")


def five_fields(**changes):
    return {"day": "2026-06-09", "starts": "14:00", "ends": "15:30", "place": "Hall", "service": ""} | changes


def shown_fields(client, address):
    """What the browser would send back from an edit form as it stands."""
    form = client.get(address).context["form"]
    values = {bound.html_name: bound.value() for bound in form}
    return {name: value for name, value in values.items() if value not in (None, "")}


# The list


def test_sessions_latest_first_of_the_own_organisation(lead, activity):
    first, last = make_session(activity), make_session(activity, on=DAY + timedelta(days=1))
    make_session()

    page = lead.get(url("sessions")).context["page"]

    assert [row.session for row in page] == [last, first]


@pytest.mark.parametrize(
    "search",
    [
        {"q": "reading"},
        {"q": "library"},
        {"q": "RP-1"},
        {"starting": "2026-05-12", "ending": "2026-05-12"},
        {"activity": "own"},
        {"service": "own"},
    ],
)
def test_sessions_can_be_searched(lead, activity, search):
    service = make_service(activity.organisation)
    wanted = make_session(activity, place="Library", reference="RP-1", service=service)
    make_session(make_activity(activity.organisation), on=DAY + timedelta(days=9))
    own = {"activity": activity.pk, "service": service.pk}

    page = lead.get(url("sessions"), {name: own.get(name, value) for name, value in search.items()}).context["page"]

    assert [row.session for row in page] == [wanted]


@pytest.mark.parametrize("search", [{"starting": "x"}, {"activity": "x"}, {"page": "x"}, {"q": "\0"}, {"q": "x" * 999}])
def test_sessions_search_that_makes_no_sense_narrows_nothing(lead, activity, search):
    make_session(activity)

    assert len(lead.get(url("sessions"), search).context["page"]) == 1


@pytest.mark.parametrize("sessions", [1, 3])
def test_sessions_needs_the_same_queries_for_any_number(lead, activity, sessions, django_assert_num_queries):
    for _ in range(sessions):
        make_attendance(make_session(activity))
    lead.get(url("sessions"))

    with django_assert_num_queries(8):
        lead.get(url("sessions"))


def test_sessions_csv_reads_like_the_import(lead, activity):
    make_session(activity, reference="RP-1", place="=Hall", service=make_service(activity.organisation, name="Larch"))

    header, line = text_of(lead.get(url("sessions_csv"))).splitlines()

    assert header == "session_reference,activity,activity_kind,involvement_level,service,starts_at,ends_at,place"
    times = "2026-05-12T14:00:00+01:00,2026-05-12T16:00:00+01:00"
    assert line == f"RP-1,Reading panel,focus-group,co-design,Larch,{times},'=Hall"


def test_attendance_csv_holds_what_the_search_found_and_tells_the_people(lead, activity):
    person = make_participant(activity.organisation, reference="Bluekettle")
    make_attendance(make_session(activity, reference="RP-1"), person, status=CAME, speaking_role="carer")
    make_attendance(make_session(activity, on=DAY + timedelta(days=1)))
    make_attendance(make_session())

    header, *lines = text_of(lead.get(url("attendance_csv"), {"ending": "2026-05-12"})).splitlines()

    assert header == "session_reference,participant_reference,status,speaking_role,minutes,invited_on,signed_up_on"
    assert lines == ["RP-1,Bluekettle,came,carer,120,,"]
    assert list(AuditEvent.objects.values_list("verb", "subject_id")) == [
        ("ATTENDANCE_EXPORTED", None),
        ("ATTENDANCE_EXPORTED", person.pk),
    ]


def test_attendance_csv_asks_again_who_it_is_after_a_while(client, organisation, time_machine):
    lead = make_membership(Role.INVOLVEMENT_LEAD, organisation)
    make_totp(lead.user)
    sign_in(client, lead)
    time_machine.move_to(timezone.now() + timedelta(minutes=16))

    response = client.get(url("attendance_csv"))

    assert response.url.startswith(reverse("mfa_reauthenticate"))
    assert not AuditEvent.objects.exists()


@pytest.mark.parametrize("name", ["sessions_csv", "attendance_csv"])
def test_downloads_are_not_for_facilitators(client, organisation, name):
    assert signed_in(client, Role.FACILITATOR, organisation).get(url(name)).status_code == 403


# One session


def test_session_shows_needs_with_names_and_never_why(lead, activity):
    session = make_session(activity)
    for name in ("Ravi", "Amina"):
        person = make_participant(activity.organisation, known_as=name)
        make_access_need(person)
        make_attendance(session, person)

    [need] = lead.get(url("session", session)).context["page"].needs

    assert (need.label, need.names) == ("British Sign Language interpreter", ("Amina", "Ravi"))
    assert (need.needs_booking, need.is_booked) == (True, False)


@pytest.mark.parametrize(("days", "heading"), [(5, 1), (6, 0), (-1, 0)])
def test_session_warns_louder_in_the_last_five_days(lead, activity, days, heading):
    session = make_session(activity, on=timezone.localdate() + timedelta(days=days))
    make_attendance(session, make_access_need(make_participant(activity.organisation)).participant)

    words = lead.get(url("session", session)).content.decode()

    assert words.count("Support is not booked") == heading
    assert words.count("Not booked yet:") == (1 if days == 6 else 0)


def test_session_tells_the_people_who_looked(lead, activity):
    row = make_attendance(make_session(activity))

    lead.get(url("session", row.session))

    assert list(AuditEvent.objects.values_list("verb", "subject_id")) == [("REGISTER_SEEN", row.participant_id)]


@pytest.mark.parametrize("people", [1, 3])
def test_session_needs_the_same_queries_for_any_number(lead, activity, people, django_assert_num_queries):
    session = make_session(activity)
    for _ in range(people):
        make_attendance(session, make_access_need(make_participant(activity.organisation)).participant)
        make_point(session, f"Point {people}")
    lead.get(url("session", session))

    with django_assert_num_queries(15):  # the record of who looked and its savepoint are three of them
        lead.get(url("session", session))


@pytest.mark.parametrize("name", NAMES)
def test_session_pages_are_locked(client, activity, name):
    address = url(name, make_session(activity))

    assert client.get(address).status_code == 302
    assert signed_in(client, Role.COMMISSIONER).get(address).status_code == 403
    assert signed_in(client, Role.INVOLVEMENT_LEAD).get(address).status_code == 404


def test_add_session_goes_on_to_who_is_asked(lead, activity):
    response = lead.post(url("add_session"), five_fields(activity=activity.pk))

    session = InvolvementSession.objects.get()
    assert response["Location"] == url("expect_people", session)
    assert (session.activity, session.place, session.length_minutes) == (activity, "Hall", 90)


def test_add_session_takes_uk_time(lead, activity):
    lead.post(url("add_session"), five_fields(activity=activity.pk))

    assert InvolvementSession.objects.get().starts_at == datetime.fromisoformat("2026-06-09T14:00+01:00")


@pytest.mark.parametrize(
    ("changes", "errors"),
    [
        ({"day": ""}, {"day": ["Enter the day of the session"]}),
        ({"day": "1066-10-14"}, {"day": ["Enter a day between 2000 and 2099"]}),
        ({"starts": "x"}, {"starts": ["Enter when it starts, for example 14:00"]}),
        ({"ends": "14:00"}, {"ends": ["Enter an end that is after the start"]}),
        ({"last_day": "2026-06-08"}, {"last_day": ["Enter a last day that is not before the first"]}),
        ({"activity": ""}, {"activity": ["Select the activity"]}),
        (
            {"place": "999 123 4567"},
            {"place": ["Please do not send your NHS number. Take it out and send this again."]},
        ),
    ],
)
def test_add_session_says_what_is_missing(lead, activity, changes, errors):
    form = lead.post(url("add_session"), five_fields(activity=activity.pk) | changes).context["form"]

    assert {name: form.errors[name] for name in errors} == errors
    assert InvolvementSession.objects.count() == 0


def test_add_session_refuses_an_activity_of_another_organisation(lead):
    form = lead.post(url("add_session"), five_fields(activity=make_activity().pk)).context["form"]

    assert list(form.errors) == ["activity"]


def test_copy_session_has_five_fields_and_needs_only_the_day(lead, activity):
    last = make_session(activity, place="Library")

    fields = shown_fields(lead, url("copy_session", last))
    lead.post(url("copy_session", last), fields | {"day": "2026-05-19"})

    assert len(lead.get(url("copy_session", last)).context["form"].fields) == 5
    copy = InvolvementSession.objects.exclude(pk=last.pk).get()
    assert (copy.starts_at - last.starts_at, copy.place, copy.length_minutes) == (timedelta(days=7), "Library", 120)


def test_copy_session_keeps_the_length_of_one_that_lasts_days(lead, activity):
    last = make_session(activity, minutes=3 * 24 * 60)

    lead.post(url("copy_session", last), shown_fields(lead, url("copy_session", last)) | {"day": "2026-06-09"})

    copy = InvolvementSession.objects.exclude(pk=last.pk).get()
    assert copy.ends_at - copy.starts_at == timedelta(days=3)


def test_edit_session_changes_one_thing_and_keeps_the_rest(lead, activity):
    membership = make_membership(Role.FACILITATOR, activity.organisation)
    session = make_session(activity, facilitator=membership.user, minutes=24 * 60, support_booked=["notetaker"])
    before = (session.starts_at, session.ends_at)

    lead.post(url("edit_session", session), shown_fields(lead, url("edit_session", session)) | {"place": "Hall"})

    session.refresh_from_db()
    assert (session.place, session.support_booked, (session.starts_at, session.ends_at)) == (
        "Hall",
        ["notetaker"],
        before,
    )
    assert list(session.facilitators.all()) == [membership.user]


def test_edit_session_by_two_people_keeps_both_changes(lead, activity):
    session = make_session(activity)
    second = shown_fields(lead, url("edit_session", session)) | {"starts": "13:30"}
    lead.post(url("edit_session", session), second | {"place": "Hall", "starts": "14:00"})

    lead.post(url("edit_session", session), second)

    session.refresh_from_db()
    assert (session.place, session.length_minutes) == ("Hall", 150)
