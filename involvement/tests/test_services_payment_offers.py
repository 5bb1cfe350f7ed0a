import uuid
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from accounts.access import Actor
from accounts.models import Role
from accounts.tests.factories import actor_for, make_membership
from core.models import AuditEvent
from involvement import queries, services
from involvement.models import PaymentOffer, PersonalNotice
from involvement.money import Terms
from involvement.taxonomies import AttendanceStatus, OfferState, RateUnit
from involvement.tests.factories import (
    make_activity,
    make_attendance,
    make_claim,
    make_offer,
    make_participant,
    make_session,
)

pytestmark = pytest.mark.django_db
BEFORE = datetime(2026, 5, 5, 9, tzinfo=UTC)
SESSION_STARTS = datetime(2026, 5, 12, 13, tzinfo=UTC)
KEY = uuid.UUID(int=1)
TERMS = Terms("Being there", Decimal("25.00"), RateUnit.HOUR, Decimal(2), False, date(2026, 5, 26))


def lead(organisation):
    return actor_for(Role.INVOLVEMENT_LEAD, organisation=organisation)


def place(session, **fields):
    return make_attendance(session, signed_up_on=date(2026, 5, 1), **fields)


def offer_pay(session, *, actor=None, now=BEFORE, send_key=KEY):
    actor = actor or lead(session.organisation)
    return services.offer_pay(actor=actor, session=session, terms=TERMS, send_key=send_key, now=now)


def test_offer_pay_reaches_everybody_with_a_place_and_nobody_else():
    session = make_session()
    coming = place(session)
    make_attendance(session)
    place(session, status=AttendanceStatus.APOLOGIES)

    assert offer_pay(session) == 1

    offers = PaymentOffer.objects.values_list("participant", "amount", "state", "offered_at")
    assert list(offers) == [(coming.participant_id, Decimal("50.00"), "offered", BEFORE)]


def test_offer_pay_tells_each_person_once_and_is_audited():
    session = make_session()
    coming = place(session)

    offer_pay(session)

    assert list(PersonalNotice.objects.values_list("participant", "kind")) == [(coming.participant_id, "pay")]
    assert list(AuditEvent.objects.values_list("verb", "subject_id")) == [("PAY_OFFERED", coming.participant_id)]


@pytest.mark.parametrize("now", [SESSION_STARTS, datetime(2026, 5, 13, 9, tzinfo=UTC)])
def test_offer_pay_is_refused_once_the_work_has_begun(now):
    session = make_session()
    place(session)

    with pytest.raises(services.OfferTooLate, match="Offer pay before the work starts"):
        offer_pay(session, now=now)

    assert PaymentOffer.objects.count() == 0


def test_offer_pay_sent_twice_is_one_offer():
    session = make_session()
    place(session)

    assert [offer_pay(session), offer_pay(session)] == [1, 1]
    assert (PaymentOffer.objects.count(), PersonalNotice.objects.count()) == (1, 1)


def test_offer_pay_a_second_time_reaches_only_who_came_later():
    session = make_session()
    place(session)
    offer_pay(session)
    late = place(session)

    assert offer_pay(session, send_key=uuid.UUID(int=2)) == 1
    assert PaymentOffer.objects.filter(participant=late.participant).count() == 1


def test_offer_pay_does_not_nag_who_said_no():
    session = make_session()
    place(session)
    offer_pay(session)
    PaymentOffer.objects.update(state=OfferState.DECLINED)

    assert offer_pay(session, send_key=uuid.UUID(int=2)) == 0


def answer(offer, state, **values):
    actor = actor_for(Role.PARTICIPANT, organisation=offer.organisation)
    services.answer_offer(actor=actor, offer=offer, answer=state, now=BEFORE, **values)
    offer.refresh_from_db()
    return offer.state, offer.taken_amount, offer.to_pay


@pytest.mark.parametrize(
    ("state", "values", "taken", "to_pay"),
    [
        (OfferState.TAKEN, {}, "50.00", "50.00"),
        (OfferState.PART_TAKEN, {"taken_amount": Decimal(20)}, "20.00", "20.00"),
        (OfferState.DECLINED, {}, "0.00", "0.00"),
        (OfferState.CHARITY, {"charity": "Shelter"}, "0.00", "50.00"),
    ],
)
def test_answer_offer_counts_only_what_was_taken(state, values, taken, to_pay):
    assert answer(make_offer(), state, **values) == (state, Decimal(taken), Decimal(to_pay))


def test_answer_offer_may_change_until_it_is_paid():
    offer = make_offer()

    assert answer(offer, OfferState.CHARITY, charity="Shelter")[0] == OfferState.CHARITY
    assert answer(offer, OfferState.TAKEN)[:2] == (OfferState.TAKEN, Decimal("50.00"))
    assert offer.charity == ""

    PaymentOffer.objects.update(paid_on=date(2026, 5, 20))
    with pytest.raises(services.OfferSettled):
        answer(offer, OfferState.DECLINED)


def test_r25_two_hours_at_25_takes_20_and_has_a_bus_of_7_40():
    membership = make_membership(Role.PARTICIPANT)
    person = make_participant(membership.organisation, user=membership.user)
    session = make_session(make_activity(membership.organisation))
    came = make_attendance(session, person, status=AttendanceStatus.CAME)
    offer = make_offer(person, session)
    make_claim(person, session=session)
    actor = Actor(membership.user_id, Role.PARTICIPANT, membership.organisation_id)

    answer(offer, OfferState.PART_TAKEN, taken_amount=Decimal(20))
    totals = queries.session_totals(actor, came)
    assert (totals.earnings, totals.expenses, totals.total) == (Decimal("20.00"), Decimal("7.40"), Decimal("27.40"))

    answer(offer, OfferState.DECLINED)
    assert queries.session_totals(actor, came).earnings == Decimal("0.00")


def pay(actor, *offers):
    ids = [offer.pk for offer in offers]
    return services.pay_offers(actor=actor, offer_ids=ids, paid_on=date(2026, 5, 20), now=BEFORE)


def test_pay_offers_pays_what_was_taken_or_given_away():
    person = make_participant()
    fields = {"participant": person}
    taken = make_offer(**fields, state=OfferState.TAKEN, taken_amount=Decimal(50))
    given = make_offer(**fields, state=OfferState.CHARITY)
    declined, open_ = make_offer(**fields, state=OfferState.DECLINED), make_offer(**fields)

    assert pay(lead(person.organisation), taken, given, declined, open_) == 2

    assert set(PaymentOffer.objects.exclude(paid_on=None)) == {taken, given}


def test_pay_offers_leaves_ones_own_and_other_organisations_alone():
    membership = make_membership(Role.INVOLVEMENT_LEAD)
    own = make_participant(membership.organisation, user=membership.user)
    offers = [make_offer(person, state=OfferState.TAKEN) for person in (own, make_participant())]
    actor = Actor(membership.user_id, Role.INVOLVEMENT_LEAD, membership.organisation_id)

    assert pay(actor, *offers) == 0


def test_pay_offers_twice_pays_once():
    offer = make_offer(state=OfferState.TAKEN, taken_amount=Decimal(50))
    actor = lead(offer.organisation)

    assert [pay(actor, offer), pay(actor, offer)] == [1, 0]
    assert PersonalNotice.objects.count() == 1


def test_take_back_offers_leaves_nothing_to_pay_and_frees_a_new_offer():
    session = make_session()
    offer = make_offer(place(session).participant, session, state=OfferState.TAKEN, taken_amount=Decimal(50))

    assert services.take_back_offers(actor=lead(session.organisation), offer_ids=[offer.pk], now=BEFORE) == 1

    offer.refresh_from_db()
    assert (offer.state, offer.to_pay) == (OfferState.TAKEN_BACK, Decimal(0))
    assert offer_pay(session, send_key=uuid.UUID(int=2)) == 1


def offer_activity_pay(person, activity, *, starts_at):
    services.offer_activity_pay(
        actor=lead(person.organisation),
        activity=activity,
        participant=person,
        work_starts_at=starts_at,
        terms=TERMS,
        send_key=KEY,
        now=BEFORE,
    )


def test_offer_activity_pay_is_for_one_person_once_and_before_the_work():
    person = make_participant()
    activity = make_activity(person.organisation)
    with pytest.raises(services.OfferTooLate):
        offer_activity_pay(person, activity, starts_at=BEFORE)

    offer_activity_pay(person, activity, starts_at=SESSION_STARTS)
    offer_activity_pay(person, activity, starts_at=SESSION_STARTS)

    assert list(PaymentOffer.objects.values_list("participant", "session", "activity")) == [
        (person.pk, None, activity.pk)
    ]
