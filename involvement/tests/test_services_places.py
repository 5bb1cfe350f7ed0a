from datetime import timedelta
from uuid import uuid4

import pytest

from accounts.access import NOBODY
from accounts.models import Role
from accounts.tests.factories import actor_for
from core.models import AuditEvent
from involvement import access, services
from involvement.models import Attendance, ChangedSlice, Interest, PersonalNotice
from involvement.queries.sessions import missing_support
from involvement.taxonomies import AccessNeedKind, AttendanceStatus, InterestState
from involvement.tests.factories import (
    make_access_need,
    make_attendance,
    make_interest,
    make_opportunity,
    make_participant,
)

pytestmark = pytest.mark.django_db
ASKED, PLACE, WAITING, CANCELLED, DECLINED = InterestState
APOLOGIES, NOT_MARKED = AttendanceStatus.APOLOGIES, AttendanceStatus.NOT_MARKED


@pytest.fixture
def session():
    """With two places."""
    return make_opportunity(places=2).session


@pytest.fixture
def now(session):
    return session.starts_at - timedelta(days=20)


@pytest.fixture
def lead(session):
    return actor_for(Role.INVOLVEMENT_LEAD, organisation=session.organisation)


def ask(session, now, participant=None, **fields):
    guest = {} if participant else {"name": "Jo", "contact": "jo@example.org"}
    values = {"actor": NOBODY, "send_key": uuid4(), "participant": participant} | guest
    return services.ask_for_place(session=session, now=now, **(values | fields))


def states(session):
    return list(Interest.objects.filter(session=session).order_by("asked_at").values_list("state", flat=True))


def test_ask_for_place_puts_somebody_on_the_register_as_signed_up(session, now):
    person = make_participant(session.organisation)

    asked = ask(session, now, person)

    row = Attendance.objects.get()
    assert (asked.code, asked.interest.state) == ("", PLACE)
    assert (row.participant, row.signed_up_on, row.invited_on, row.status) == (person, now.date(), None, NOT_MARKED)
    assert ChangedSlice.objects.count() == 1


def test_ask_for_place_keeps_a_guest_off_the_register(session, now):
    asked = ask(session, now)

    assert (Attendance.objects.count(), asked.interest.state, asked.interest.name) == (0, PLACE, "Jo")
    assert access.interest_with_code(asked.code.lower()) == asked.interest


def test_ask_for_place_with_the_same_key_gives_the_same_place_and_code(session, now):
    key = uuid4()

    first, again = ask(session, now, send_key=key), ask(session, now, send_key=key)

    assert (first.interest, first.code) == (again.interest, again.code)
    assert (first.is_new, again.is_new, Interest.objects.count()) == (True, False, 1)


def test_ask_for_place_twice_by_one_person_is_one_place(session, now):
    person = make_participant(session.organisation)

    ask(session, now, person)
    ask(session, now, person)

    assert states(session) == [PLACE]


def test_ask_for_place_waits_when_all_places_are_taken(session, now):
    make_attendance(session, signed_up_on=now.date())
    person = make_participant(session.organisation)
    ask(session, now)

    asked = ask(session, now, person)

    assert asked.interest.state == WAITING
    assert not Attendance.objects.filter(participant=person).exists()


def test_ask_for_place_does_not_wait_for_who_said_yes_to_staff(session, now):
    rows = [make_attendance(session, signed_up_on=now.date()) for _ in range(2)]

    assert ask(session, now, rows[0].participant).interest.state == PLACE


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"closes_on": -21}, "You can no longer ask for a place here."),
        ({"published_at": None}, "You can no longer ask for a place here."),
    ],
)
def test_ask_for_place_is_refused_after_the_last_day_or_off_the_list(session, now, change, words):
    if "closes_on" in change:
        change = {"closes_on": session.held_on + timedelta(days=change["closes_on"])}
    type(session.opportunity).objects.update(**change)

    with pytest.raises(services.NotOpen, match=words):
        ask(session, now)


def test_ask_for_place_is_refused_once_it_has_begun(session):
    with pytest.raises(services.NotOpen, match="This has begun or is over"):
        ask(session, session.starts_at)


def test_give_up_place_moves_the_longest_waiting_and_tells_them(session, now):
    person = make_participant(session.organisation, email="amina@example.org")
    people = [None, None, person, None]
    mine, *_ = [ask(session, now + timedelta(minutes=n), each).interest for n, each in enumerate(people)]

    services.give_up_place(actor=NOBODY, interest=mine, now=now + timedelta(days=1))

    assert states(session) == [CANCELLED, PLACE, PLACE, WAITING]
    assert [notice.participant for notice in PersonalNotice.objects.all()] == [person]
    assert Attendance.objects.get().participant == person


def test_give_up_place_marks_apologies_so_that_nobody_waits_for_them(session, now):
    person = make_participant(session.organisation)
    interest = ask(session, now, person).interest

    services.give_up_place(actor=NOBODY, interest=interest, now=now)

    assert Attendance.objects.values_list("status", "signed_up_on").get() == (APOLOGIES, now.date())


def test_give_up_place_twice_moves_one_person(session, now):
    mine, *_ = [ask(session, now).interest for _ in range(4)]

    for _ in range(2):
        services.give_up_place(actor=NOBODY, interest=mine, now=now)

    assert sorted(states(session)) == [CANCELLED, PLACE, PLACE, WAITING]


def test_take_place_again_gets_the_place_that_is_still_free(session, now):
    person = make_participant(session.organisation)
    interest = ask(session, now, person).interest
    services.give_up_place(actor=NOBODY, interest=interest, now=now)

    services.take_place_again(actor=NOBODY, interest=interest, now=now)

    assert (states(session), Attendance.objects.get().status) == ([PLACE], NOT_MARKED)


def test_take_place_again_waits_last_when_the_place_is_gone(session, now):
    mine, *_ = [ask(session, now).interest for _ in range(4)]
    services.give_up_place(actor=NOBODY, interest=mine, now=now)

    services.take_place_again(actor=NOBODY, interest=mine, now=now + timedelta(hours=1))

    assert states(session) == [PLACE, PLACE, WAITING, WAITING]
    assert Interest.objects.order_by("asked_at").last() == mine


def test_answer_invitation_yes_is_a_place_and_a_sign_up(session, now):
    row = make_attendance(session, invited_on=now.date())
    interest = make_interest(session, row.participant, state=ASKED)

    services.answer_invitation(actor=NOBODY, interest=interest, says_yes=True, now=now)

    row.refresh_from_db()
    assert (states(session), row.signed_up_on, row.invited_on) == ([PLACE], now.date(), now.date())


def test_answer_invitation_no_thanks_is_kept_and_nobody_asks_again(session, lead, now):
    row = make_attendance(session, invited_on=now.date())
    interest = make_interest(session, row.participant, state=ASKED)

    services.answer_invitation(actor=NOBODY, interest=interest, says_yes=False, now=now)
    row.refresh_from_db()
    was = row.status
    services.stop_expecting(actor=lead, session=session, attendance_ids=[row.pk])

    assert (states(session), was) == ([DECLINED], APOLOGIES)
    assert list(access.people_to_ask(lead, session)) == []


def test_places_are_told_to_the_person_in_their_record(session, now):
    person = make_participant(session.organisation)

    ask(session, now, person)

    assert AuditEvent.objects.filter(verb="PLACE_ASKED_FOR").values_list("subject_id", "organisation_id").get() == (
        person.pk,
        session.organisation_id,
    )


def test_missing_support_counts_a_place_taken_online(session, lead, now):
    """Ravi has bsl-interpreter, nobody booked one: the organiser is warned of the need and never told why (R36)."""
    ravi = make_access_need(make_participant(session.organisation, known_as="Ravi"), AccessNeedKind.BSL_INTERPRETER)
    ask(session, now, ravi.participant)

    assert missing_support(lead, [session]) == {session.pk: ["British Sign Language interpreter"]}


def test_missing_support_forgets_who_can_not_come(session, lead, now):
    need = make_access_need(make_participant(session.organisation))
    interest = ask(session, now, need.participant).interest

    services.give_up_place(actor=NOBODY, interest=interest, now=now)

    assert missing_support(lead, [session]) == {}
