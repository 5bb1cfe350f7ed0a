from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from accounts.models import Role
from accounts.tests.factories import make_membership, sign_in
from involvement.taxonomies import AccessNeedKind, AttendanceStatus
from involvement.tests.factories import (
    make_access_need,
    make_attendance,
    make_head_count,
    make_participant,
    make_session,
)

pytestmark = pytest.mark.django_db
CAME = AttendanceStatus.CAME


def url(name, row=None):
    return reverse(f"involvement:{name}", args=[row.pk] if row else [])


def test_today_shows_what_is_on_what_comes_and_what_is_left_to_do(lead, activity):
    today = timezone.localdate()
    on, coming, late = (make_session(activity, on=today + timedelta(days=days)) for days in (0, 7, -3))
    make_session(activity, on=today + timedelta(days=60))
    make_session(activity, on=today - timedelta(days=15))
    done = make_session(activity, on=today - timedelta(days=2))
    make_attendance(done, status=CAME)
    make_attendance(late)

    page = lead.get(url("today")).context["page"]

    shown = [[row.session for row in rows] for rows in (page.today, page.coming, page.unfinished)]
    assert shown == [[on], [coming], [late]]


def test_today_takes_a_head_count_for_a_finished_register(lead, activity):
    make_head_count(make_session(activity, on=timezone.localdate() - timedelta(days=1)))

    assert lead.get(url("today")).context["page"].unfinished == []


def test_today_shows_a_facilitator_only_sessions_they_run(client, activity):
    membership = make_membership(Role.FACILITATOR, activity.organisation)
    own = make_session(activity, on=timezone.localdate(), facilitator=membership.user)
    make_session(activity, on=timezone.localdate())

    page = sign_in(client, membership).get(url("today")).context["page"]

    assert [row.session for row in page.today] == [own]


def test_today_warns_of_support_that_is_not_booked(lead, activity):
    session = make_session(activity, on=timezone.localdate() + timedelta(days=5), support_booked=["notetaker"])
    for kind in (AccessNeedKind.BSL_INTERPRETER, AccessNeedKind.NOTETAKER, AccessNeedKind.QUIET_ROOM):
        person = make_participant(activity.organisation)
        make_access_need(person, kind)
        make_attendance(session, person)
    away = make_access_need(make_participant(activity.organisation), AccessNeedKind.LIPSPEAKER).participant
    make_attendance(session, away, status=AttendanceStatus.APOLOGIES)

    response = lead.get(url("today"))

    assert [row.missing for row in response.context["page"].coming] == [("British Sign Language interpreter",)]
    assert "Book now" in response.content.decode()


@pytest.mark.parametrize("sessions", [1, 3])
def test_today_needs_the_same_queries_for_any_number(lead, activity, sessions, django_assert_num_queries):
    for days in range(sessions):
        make_attendance(make_session(activity, on=timezone.localdate() + timedelta(days=days)))
    lead.get(url("today"))

    with django_assert_num_queries(9):
        lead.get(url("today"))


def test_today_without_sessions_says_what_to_do_next(lead, activity):
    words = lead.get(url("today")).content.decode()

    assert "No sessions today" in words
    assert url("activities") in words
