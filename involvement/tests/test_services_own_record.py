from datetime import date, timedelta

import pytest

from accounts import access
from accounts.models import Membership, Role
from accounts.tests.factories import actor_for, make_member, make_user
from core.models import AuditEvent
from involvement import services
from involvement.models import Participant
from involvement.tests.factories import make_participant

pytestmark = pytest.mark.django_db
TODAY = date(2026, 5, 12)


def card_for(person):
    lead = actor_for(Role.INVOLVEMENT_LEAD, organisation=person.organisation)
    return services.make_claim_card(actor=lead, participant=person, today=TODAY)


def someone():
    return access.Actor(user_id=make_user().pk)


def test_make_claim_card_keeps_no_code():
    person = make_participant()

    card = card_for(person)

    person.refresh_from_db()
    assert len(card) == 11
    assert card.replace("-", "").lower() not in str(Participant.objects.values().get()).lower()
    assert (len(person.claim_hash), person.claim_until) == (64, date(2026, 8, 10))


def test_make_claim_card_refuses_for_someone_who_has_a_log_in():
    with pytest.raises(services.AlreadyClaimed):
        card_for(make_participant(user=make_user()))


def test_claim_record_ties_record_and_role_to_the_log_in():
    person, actor = make_participant(), someone()

    membership = services.claim_record(actor=actor, code=f" {card_for(person).lower()} ", today=TODAY)

    person.refresh_from_db()
    assert (person.user_id, person.claim_hash) == (actor.user_id, "")
    assert (membership.user_id, membership.role) == (actor.user_id, Role.PARTICIPANT)
    assert membership.organisation_id == person.organisation_id
    assert AuditEvent.objects.get(verb="RECORD_CLAIMED").organisation_id == person.organisation_id


def test_claim_record_works_once():
    person = make_participant()
    card = card_for(person)
    services.claim_record(actor=someone(), code=card, today=TODAY)

    with pytest.raises(services.ClaimRefused):
        services.claim_record(actor=someone(), code=card, today=TODAY)


def test_claim_record_takes_no_older_card_and_no_late_one():
    person = make_participant()
    older, newer = card_for(person), card_for(person)

    for code, today in ((older, TODAY), (newer, TODAY + timedelta(days=91)), ("", TODAY)):
        with pytest.raises(services.ClaimRefused):
            services.claim_record(actor=someone(), code=code, today=today)

    person.refresh_from_db()
    assert person.user_id is None


def test_claim_record_refuses_whoever_runs_this_register():
    person = make_participant()
    card = card_for(person)
    _, lead = make_member(Role.INVOLVEMENT_LEAD, person.organisation)

    with pytest.raises(services.ClaimRefused):
        services.claim_record(actor=lead, code=card, today=TODAY)

    assert not Membership.objects.filter(role=Role.PARTICIPANT).exists()


def test_claim_record_refuses_a_second_record_with_one_organisation():
    person, actor = make_participant(), someone()
    make_participant(person.organisation, user_id=actor.user_id)
    card = card_for(person)

    with pytest.raises(services.ClaimRefused):
        services.claim_record(actor=actor, code=card, today=TODAY)
