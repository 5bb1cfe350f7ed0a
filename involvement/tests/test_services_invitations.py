from datetime import timedelta

import pytest

from accounts.models import Role
from accounts.tests.factories import actor_for
from core.models import AuditEvent
from involvement import access, services
from involvement.models import Attendance, Consent, Interest, Participant, PersonalNotice
from involvement.taxonomies import ActivityKind, ConsentScope, InterestState
from involvement.tests.factories import make_attendance, make_interest, make_participant, make_session

pytestmark = pytest.mark.django_db


@pytest.fixture
def session():
    return make_session()


@pytest.fixture
def now(session):
    return session.starts_at - timedelta(days=20)


@pytest.fixture
def lead(session):
    return actor_for(Role.INVOLVEMENT_LEAD, organisation=session.organisation)


def invite(lead, session, now, *people, said_yes=False):
    ids = [person.pk for person in people]
    return services.invite_people(actor=lead, session=session, participant_ids=ids, said_yes=said_yes, now=now)


def test_invite_people_keeps_who_was_asked_and_tells_each_once(lead, session, now):
    people = [make_participant(session.organisation) for _ in range(2)]

    assert invite(lead, session, now, *people) == 2
    assert invite(lead, session, now, *people) == 0

    assert set(Attendance.objects.values_list("invited_on", "signed_up_on")) == {(now.date(), None)}
    assert set(Interest.objects.values_list("state", flat=True)) == {"asked"}
    keys = {f"invitation:{session.pk}:{person.pk}" for person in people}
    assert set(PersonalNotice.objects.values_list("key", flat=True)) == keys


def test_invite_people_who_said_yes_are_told_nothing(lead, session, now):
    invite(lead, session, now, make_participant(session.organisation), said_yes=True)

    assert (Interest.objects.get().state, PersonalNotice.objects.count()) == (InterestState.PLACE, 0)


def test_invite_people_to_what_is_over_tells_nobody(lead, session):
    invite(lead, session, session.ends_at, make_participant(session.organisation))

    assert (Attendance.objects.count(), PersonalNotice.objects.count()) == (1, 0)


@pytest.mark.parametrize(("given_again", "offered"), [(False, 0), (True, 1)])
def test_invite_people_leaves_out_who_does_not_want_to_be_contacted(lead, session, now, given_again, offered):
    person = make_participant(session.organisation)
    same = {"participant": person, "scope": ConsentScope.CONTACT_ME, "given_at": now, "wording": "Yes"}
    Consent.objects.create(**same, withdrawn_at=now)
    if given_again:
        Consent.objects.create(**same)

    assert access.people_to_ask(lead, session).count() == offered
    assert invite(lead, session, now, person) == offered


def test_invite_people_goes_on_when_the_consent_of_somebody_erased_is_kept(lead, session, now):
    Consent.objects.create(participant=None, scope=ConsentScope.CONTACT_ME, given_at=now, withdrawn_at=now)

    assert invite(lead, session, now, make_participant(session.organisation)) == 1


@pytest.mark.parametrize(
    ("contact", "email", "phone"), [("jo@example.org",) * 2 + ("",), ("01632 960 001", "", "01632 960 001")]
)
def test_register_guest_makes_a_record_a_line_and_a_card(lead, session, now, contact, email, phone):
    interest = make_interest(session, name="Jo", contact=contact)

    done = services.register_guest(actor=lead, interest=interest, now=now)

    person = Participant.objects.get()
    assert (person.reference, person.known_as, person.email, person.phone) == ("Jo", "Jo", email, phone)
    assert Attendance.objects.values_list("participant", "signed_up_on").get() == (person.pk, interest.asked_at.date())
    assert (done.participant, Consent.objects.count(), len(done.code)) == (person, 0, 11)
    interest.refresh_from_db()
    assert (interest.participant, interest.name, interest.contact) == (person, "", "")


def test_register_guest_gives_a_second_jo_a_number(lead, session, now):
    make_participant(session.organisation, reference="JO")

    services.register_guest(actor=lead, interest=make_interest(session, name="Jo"), now=now)

    assert Participant.objects.filter(reference="Jo 2").count() == 1


@pytest.mark.parametrize("state", [InterestState.WAITING, InterestState.CANCELLED])
def test_register_guest_is_for_guests_with_a_place(lead, session, now, state):
    with pytest.raises(services.NotAGuest):
        services.register_guest(actor=lead, interest=make_interest(session, state=state), now=now)


def test_register_guest_twice_makes_one_record(lead, session, now):
    interest = make_interest(session)
    services.register_guest(actor=lead, interest=interest, now=now)

    with pytest.raises(services.NotAGuest):
        services.register_guest(actor=lead, interest=interest, now=now)

    assert Participant.objects.count() == 1


def test_set_wanted_topics_makes_this_the_whole_list(lead, session, now):
    person = make_participant(session.organisation)

    for kinds in ([ActivityKind.FORUM, ActivityKind.SURVEY], [ActivityKind.SURVEY, ActivityKind.READING_PANEL]):
        services.set_wanted_topics(actor=lead, participant=person, kinds=kinds, now=now)

    assert set(person.wanted_topics.values_list("kind", flat=True)) == {"survey", "reading-panel"}
    assert AuditEvent.objects.filter(verb="WANTED_TOPICS_CHANGED", subject_id=person.pk).count() == 2


def test_stop_expecting_forgets_who_was_only_asked_by_mistake(now):
    session = make_session(on=(now + timedelta(days=3650)).date())
    lead = actor_for(Role.INVOLVEMENT_LEAD, organisation=session.organisation)
    row = make_attendance(session, invited_on=now.date())
    make_interest(session, row.participant, state=InterestState.ASKED)

    services.stop_expecting(actor=lead, session=session, attendance_ids=[row.pk])

    assert (Interest.objects.count(), list(access.people_to_ask(lead, session))) == (0, [row.participant])
