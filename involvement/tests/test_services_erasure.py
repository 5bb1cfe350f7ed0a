from datetime import UTC, datetime

import pytest
from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session

from accounts.access import Actor, actor_for
from accounts.models import Membership, Role, User
from accounts.services import LastAdministrator
from accounts.tests.factories import make_membership, make_user, sign_in
from core.models import AuditEvent
from involvement import access, codes, services
from involvement.models import ChangedSlice, Consent, ErasureReceipt, HappenedToo, Participant, Story
from involvement.taxonomies import ConsentScope, ErasureReason
from involvement.tests.factories import (
    make_attendance,
    make_equality_answer,
    make_participant,
    make_service,
    make_session,
    make_story,
)

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 4, 2, 9, tzinfo=UTC)


@pytest.fixture
def person() -> Participant:
    """Takes part and signs in."""
    membership = make_membership(Role.PARTICIPANT)
    return make_participant(membership.organisation, user=membership.user)


def actor_of(person: Participant) -> Actor:
    return Actor(user_id=person.user_id)


def lines_of(erasure: services.Erasure) -> dict[str, tuple[int, int]]:
    return {line.what: (line.gone, line.kept) for line in erasure.lines}


def test_erase_record_gives_a_receipt_that_only_its_number_opens(person):
    make_equality_answer(person)

    erasure = services.erase_record(actor=actor_of(person), participant=person, now=NOW)

    assert lines_of(erasure)["Your equality answers"] == (1, 0)
    receipt = ErasureReceipt.objects.get()
    assert receipt.number_hash == codes.hash_of(erasure.number, purpose=access.RECEIPT)
    assert erasure.number not in str(vars(receipt))
    assert access.receipt_with(erasure.number.lower()) == receipt


def test_erase_record_takes_the_role_and_leaves_the_log_in(person):
    services.erase_record(actor=actor_of(person), participant=person, now=NOW)

    assert User.objects.filter(pk=person.user_id).exists()
    assert not Membership.objects.exists()


def test_erase_record_leaves_the_record_with_another_organisation(person):
    elsewhere = make_participant(user=person.user)
    story = make_story(elsewhere.organisation, author=person.user)
    make_story(person.organisation, author=person.user)

    services.erase_record(actor=actor_of(person), participant=person, now=NOW)

    assert (list(Participant.objects.all()), list(Story.objects.all())) == ([elsewhere], [story])


def test_erase_record_keeps_proof_of_consents_without_the_person(person):
    Consent.objects.create(
        participant=person, scope=ConsentScope.CONTACT_ME, wording_version="1", wording="Yes.", given_at=NOW
    )

    services.erase_record(actor=actor_of(person), participant=person, now=NOW)

    consent = Consent.objects.get()
    assert (consent.participant, consent.withdrawn_at, consent.receipt) == (None, NOW, ErasureReceipt.objects.get())


def test_erase_record_notes_what_has_to_be_counted_again(person):
    session = make_session(service=make_service(person.organisation))
    make_attendance(session, person)

    services.erase_record(actor=actor_of(person), participant=person, now=NOW)

    assert list(ChangedSlice.objects.values_list("service", flat=True)) == [session.service_id]


def test_erase_record_by_staff_says_why_in_the_audit(person):
    lead = make_membership(Role.INVOLVEMENT_LEAD, person.organisation)

    services.erase_record(actor=actor_for(lead), participant=person, now=NOW, reason=ErasureReason.ASKED)

    event = AuditEvent.objects.get(verb="RECORD_ERASED")
    assert (event.user_id, event.subject_id, event.reason) == (lead.user_id, person.pk, "ASKED")


def test_erase_record_the_second_time_is_refused(person):
    services.erase_record(actor=actor_of(person), participant=person, now=NOW)

    with pytest.raises(services.AlreadyGone):
        services.erase_record(actor=actor_of(person), participant=person, now=NOW)


def test_erase_log_in_signs_out_everywhere(person, client):
    sign_in(client, person.user)
    UserSession.objects.create(user=person.user, session_key=client.session.session_key, ip="10.0.0.1", user_agent="x")

    services.erase_log_in(actor=actor_of(person), now=NOW)

    assert (Session.objects.count(), UserSession.objects.count(), User.objects.count()) == (0, 0, 0)


def test_erase_log_in_takes_back_that_it_happened_to_them_too(person):
    story, other = make_story(person.organisation), actor_of(make_participant(user=make_user()))
    for actor in (actor_of(person), other):
        services.say_happened_too(actor=actor, story=story, browser="", today=NOW.date())

    services.erase_log_in(actor=actor_of(person), now=NOW)

    assert HappenedToo.objects.count() == 1


def test_erase_log_in_takes_an_address_from_stories_that_were_sent_without_it(person):
    story = make_story(news_email=person.user.email.upper())

    services.erase_log_in(actor=actor_of(person), now=NOW)

    story.refresh_from_db()
    assert story.news_email == ""


def test_erase_log_in_of_the_only_administrator_is_refused():
    membership = make_membership(Role.ADMINISTRATOR)

    with pytest.raises(LastAdministrator):
        services.erase_log_in(actor=actor_for(membership), now=NOW)

    assert User.objects.count() == 1


def test_erase_log_in_of_staff_leaves_their_work_without_a_name():
    lead = make_membership(Role.INVOLVEMENT_LEAD)
    story = make_story(lead.organisation, written_down_by=lead.user)

    services.erase_log_in(actor=actor_for(lead), now=NOW)

    story.refresh_from_db()
    assert story.written_down_by is None
    assert AuditEvent.objects.filter(verb="LOG_IN_ERASED", user_id=lead.user_id).count() == 1
