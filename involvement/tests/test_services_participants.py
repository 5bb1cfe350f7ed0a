from datetime import date

import pytest
from django.utils import timezone

from accounts.models import Role
from accounts.tests.factories import actor_for, make_organisation
from core.models import AuditEvent
from involvement import services
from involvement.models import Participant
from involvement.queries import participant_details
from involvement.taxonomies import LeavingReason
from involvement.tests.factories import make_participant

pytestmark = pytest.mark.django_db
TODAY = date(2026, 5, 12)
CONTACT = {"known_as": "Amina", "email": "amina@example.org", "phone": "01632 960 001"}


def events(participant):
    return list(AuditEvent.objects.filter(subject_id=participant.pk).order_by("pk").values_list("verb", "reason"))


def edit(person, shown=None, **changes):
    shown = shown or participant_details(person)
    lead = actor_for(Role.INVOLVEMENT_LEAD, organisation=person.organisation)
    services.edit_participant(actor=lead, participant=person, shown=shown, entered={**shown, **changes})


def test_add_participant_needs_a_reference_only():
    actor = actor_for(Role.INVOLVEMENT_LEAD)

    added = services.add_participant(actor=actor, reference="bluekettle", joined_on=TODAY)

    kept = Participant.objects.get()
    assert (kept.pk, kept.organisation_id, kept.reference, kept.joined_on) == (
        added.pk,
        actor.organisation_id,
        "bluekettle",
        TODAY,
    )
    assert events(added) == [("PARTICIPANT_ADDED", "")]


def test_add_participant_refuses_a_reference_in_other_letters():
    actor = actor_for(Role.INVOLVEMENT_LEAD)
    services.add_participant(actor=actor, reference="Bluekettle", joined_on=TODAY)

    with pytest.raises(services.ReferenceTaken):
        services.add_participant(actor=actor, reference="bluekettle", joined_on=TODAY)

    assert Participant.objects.count() == 1


def test_add_participant_takes_a_reference_of_another_organisation():
    make_participant(reference="bluekettle")

    services.add_participant(actor=actor_for(Role.INVOLVEMENT_LEAD), reference="bluekettle", joined_on=TODAY)

    assert Participant.objects.filter(reference="bluekettle").count() == 2


def test_edit_participant_changes_everything_given():
    actor = actor_for(Role.INVOLVEMENT_LEAD)
    person = services.add_participant(actor=actor, reference="bluekettle", joined_on=TODAY)

    entered = {"reference": "redkettle", "joined_on": date(2026, 5, 1), **CONTACT}

    services.edit_participant(actor=actor, participant=person, shown=participant_details(person), entered=entered)

    kept = Participant.objects.values("reference", "joined_on", "known_as", "email", "phone").get()
    assert kept == {"reference": "redkettle", "joined_on": date(2026, 5, 1), **CONTACT}
    assert events(person) == [("PARTICIPANT_ADDED", ""), ("PARTICIPANT_CHANGED", "")]


def test_edit_participant_refuses_a_day_after_leaving():
    person = make_participant(joined_on=date(2026, 1, 1), left_on=date(2026, 2, 1))

    with pytest.raises(services.LeftBeforeJoining):
        edit(person, joined_on=date(2026, 3, 1))


def test_edit_participant_keeps_what_two_writers_changed():
    person = make_participant(known_as="Amina", phone="01632 960 001")
    shown = participant_details(person)

    edit(person, shown, known_as="Mina")
    edit(person, shown, phone="01632 960 002")

    person.refresh_from_db()
    assert (person.known_as, person.phone) == ("Mina", "01632 960 002")


def test_edit_participant_lets_nobody_write_over_a_change_unseen():
    person = make_participant(known_as="Amina")
    shown = participant_details(person)
    edit(person, shown, known_as="Mina")

    with pytest.raises(services.ChangedMeanwhile) as refused:
        edit(person, shown, known_as="Ami")

    person.refresh_from_db()
    assert (person.known_as, refused.value.clashes) == ("Mina", {"known_as": "Mina"})


def test_end_participation_stops_the_card_and_keeps_the_reason_in_the_audit():
    person = make_participant(claim_hash="abc", claim_until=TODAY)

    services.end_participation(
        actor=actor_for(Role.INVOLVEMENT_LEAD), participant=person, left_on=TODAY, reason=LeavingReason.ASKED
    )

    person.refresh_from_db()
    assert (person.left_on, person.claim_hash, person.claim_until) == (TODAY, "", None)
    assert events(person) == [("PARTICIPATION_ENDED", "ASKED")]


def test_end_participation_refuses_a_day_before_joining():
    person = make_participant(joined_on=TODAY)

    with pytest.raises(services.LeftBeforeJoining):
        services.end_participation(
            actor=actor_for(Role.INVOLVEMENT_LEAD),
            participant=person,
            left_on=date(2026, 5, 11),
            reason=LeavingReason.ASKED,
        )


def test_return_to_register_clears_the_day_of_leaving():
    person = make_participant(left_on=TODAY)

    services.return_to_register(actor=actor_for(Role.INVOLVEMENT_LEAD), participant=person)

    person.refresh_from_db()
    assert person.left_on is None


def test_note_participants_listed_tells_each_person_once_a_day_for_each_member_of_staff():
    organisation = make_organisation()
    people = [make_participant(organisation), make_participant(organisation)]
    one, two = (actor_for(Role.FACILITATOR, organisation=organisation) for _ in range(2))

    for actor, seen in ((one, people[:1]), (one, people), (two, people)):
        services.note_participants_listed(
            actor=actor, participant_ids=[person.pk for person in seen], today=timezone.localdate()
        )

    assert [events(person) for person in people] == [[("PARTICIPANT_LISTED", "")] * 2] * 2
