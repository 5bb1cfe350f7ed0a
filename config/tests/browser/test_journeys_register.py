"""The register, without a mouse and without scripts, and by two people at once."""

import pytest
from django.urls import reverse
from django.utils import timezone

from accounts.models import Role
from accounts.tests.factories import make_membership, sign_in
from config.tests.browser.keyboard import Keyboard
from involvement.taxonomies import AttendanceStatus, SpeakingRole
from involvement.tests.factories import make_activity, make_attendance, make_participant, make_session

MOST_CLICKS = 4
EVERYONE = "button:has-text('Everyone else came')"


@pytest.fixture
def lead(world):
    return make_membership(Role.INVOLVEMENT_LEAD)


@pytest.fixture
def meeting(lead):
    """Twelve people are expected today."""
    session = make_session(make_activity(lead.organisation), on=timezone.localdate(), facilitator=lead.user)
    for number in range(12):
        make_attendance(session, make_participant(lead.organisation, known_as=f"Person {number + 1}"))
    return session


@pytest.fixture
def window(enter, client, lead):
    """window() is one more of the lead's windows."""
    sign_in(client, lead)
    return lambda: enter(client)


def statuses(session):
    return sorted(session.attendances.values_list("status", flat=True))


@pytest.mark.parametrize("scripts", [True, False])
def test_register_of_twelve_people_takes_four_clicks_and_one_for_each_exception(window, meeting, scripts):
    visitor = window()
    visitor.open(reverse("involvement:today"), scripts=scripts)
    keys = Keyboard(visitor.page)
    away, early = meeting.attendances.order_by("pk")[3:5]

    keys.press("Take the register")
    keys.choose(f"status-{away.pk}", AttendanceStatus.APOLOGIES)
    keys.choose(f"status-{early.pk}", AttendanceStatus.DID_NOT_COME)
    keys.press("Everyone else came")

    assert statuses(meeting) == ["apologies", *["came"] * 10, "did-not-come"]
    assert keys.clicks <= MOST_CLICKS + 2
    assert (visitor.page.url.endswith(f"{meeting.pk}/"), visitor.complaints) == (True, [])


def test_walk_in_takes_one_field(window, meeting):
    visitor = window()
    visitor.open(reverse("involvement:record_attendance", args=[meeting.pk]))
    keys = Keyboard(visitor.page)

    keys.write("[name=walk_in]", "Quiet Heron")
    keys.press("Save and add another")

    assert meeting.attendances.filter(participant__reference="Quiet Heron", status=AttendanceStatus.CAME).count() == 1
    assert visitor.complaints == []


def test_second_writer_sees_what_changed_and_keeps_their_own(window, meeting):
    first, second = window(), window()
    line, other = meeting.attendances.order_by("pk")[:2]
    for visitor in (first, second):
        visitor.open(reverse("involvement:record_attendance", args=[meeting.pk]))
    mark(first, line, AttendanceStatus.CAME)
    first.page.select_option(f"[name=role-{other.pk}]", SpeakingRole.CARER)
    save(first)

    mark(second, line, AttendanceStatus.APOLOGIES)
    mark(second, other, AttendanceStatus.CAME)
    save(second)

    assert "Someone else saved “Came" in second.page.inner_text("main")
    assert second.page.is_checked(f"[name=status-{line.pk}][value=apologies]")
    save(second)
    line.refresh_from_db()
    other.refresh_from_db()
    assert line.status == AttendanceStatus.APOLOGIES
    assert (other.status, other.speaking_role) == (AttendanceStatus.CAME, SpeakingRole.CARER)


def test_losing_the_connection_loses_and_doubles_nothing(window, meeting):
    visitor, again = window(), window()
    for one in (visitor, again):
        one.open(reverse("involvement:record_attendance", args=[meeting.pk]))
        one.page.fill("[name=walk_in]", "Quiet Heron")
    visitor.page.context.set_offline(True)
    visitor.page.click(EVERYONE)
    visitor.page.wait_for_selector("#main-frame-error")
    assert set(statuses(meeting)) == {"not-marked"}

    visitor.page.context.set_offline(False)
    visitor.page.reload()
    assert statuses(meeting) == ["came"] * 13
    again.page.click(EVERYONE)
    again.page.wait_for_url(f"**/{meeting.pk}/")

    assert statuses(meeting) == ["came"] * 13


def mark(visitor, line, status):
    visitor.page.check(f"[name=status-{line.pk}][value={status}]", force=True)


def save(visitor):
    with visitor.page.expect_navigation():
        visitor.page.click(".heard-register__bar button:has-text('Save')")
