from datetime import date, timedelta

import pytest

from accounts.access import Actor
from accounts.models import Role
from accounts.tests.factories import actor_for, make_membership
from involvement import queries, services
from involvement.models import EffectsAsked, InvolvementEffect
from involvement.taxonomies import AttendanceStatus
from involvement.tests.factories import make_activity, make_attendance, make_participant, make_service, make_session

pytestmark = pytest.mark.django_db
ANSWERS = {"confidence": "better", "skills": "no-change", "being_heard": "worse", "cost": "a-little", "harm": "skip"}
SKIPPED = dict.fromkeys(ANSWERS, "skip")
CAME = AttendanceStatus.CAME


def say(attendance, answers=ANSWERS):
    return services.say_effects(actor=Actor(), attendance=attendance, answers=answers)


def came(organisation=None, on=date(2026, 5, 12)):
    activity = make_activity(organisation)
    session = make_session(activity, service=make_service(activity.organisation), on=on)
    return make_attendance(session, status=CAME)


def test_say_effects_keeps_the_answers_with_the_quarter_and_without_the_person():
    attendance = came()

    assert say(attendance) is True

    kept = InvolvementEffect.objects.values("organisation", "service", "quarter", *ANSWERS).get()
    assert kept == {
        "organisation": attendance.organisation_id,
        "service": attendance.service_id,
        "quarter": date(2026, 4, 1),
        **ANSWERS,
    }
    held = {field.name for field in InvolvementEffect._meta.fields}
    assert held == {"id", "organisation", "service", "quarter", *ANSWERS}


def test_say_effects_twice_is_asked_once():
    attendance = came()

    assert [say(attendance), say(attendance)] == [True, False]
    assert InvolvementEffect.objects.count() == 1


def test_say_effects_skipped_leaves_only_that_they_were_asked():
    assert say(came(), SKIPPED) is True

    assert (InvolvementEffect.objects.count(), EffectsAsked.objects.count()) == (0, 1)


def test_mix_effects_gives_new_ids_and_loses_nothing():
    for _ in range(4):
        say(came())
    before = set(InvolvementEffect.objects.values_list("pk", flat=True))

    assert services.mix_effects(today=date(2026, 5, 20)) == 4

    after = InvolvementEffect.objects.all()
    assert (len(after), {row.pk for row in after} & before) == (4, set())
    assert {row.being_heard for row in after} == {"worse"}


def test_mix_effects_leaves_quarters_alone_that_get_no_more_answers():
    say(came())

    assert services.mix_effects(today=date(2026, 12, 1)) == 0


@pytest.mark.parametrize(("after", "asked"), [(0, 0), (1, 1), (60, 1), (61, 0)])
def test_effects_to_ask_from_the_day_after_for_sixty_days(after, asked):
    membership = make_membership(Role.PARTICIPANT)
    person = make_participant(membership.organisation, user=membership.user)
    session = make_session(make_activity(membership.organisation))
    make_attendance(session, person, status=CAME)
    actor = Actor(membership.user_id, Role.PARTICIPANT, membership.organisation_id)

    assert len(queries.effects_to_ask(actor, today=session.held_on + timedelta(days=after))) == asked


def test_effects_to_ask_leaves_out_who_did_not_come_and_what_was_answered():
    membership = make_membership(Role.PARTICIPANT)
    person = make_participant(membership.organisation, user=membership.user)
    activity = make_activity(membership.organisation)
    make_attendance(make_session(activity), person, status=AttendanceStatus.APOLOGIES)
    done = make_attendance(make_session(activity), person, status=CAME)
    say(done)
    actor = Actor(membership.user_id, Role.PARTICIPANT, membership.organisation_id)

    assert queries.effects_to_ask(actor, today=done.held_on + timedelta(days=1)) == []


def test_effect_totals_counts_answers_without_skips():
    attendance = came()
    organisation = attendance.organisation
    for _ in range(2):
        say(came(organisation))
    say(came())
    say(came(organisation, on=date(2026, 7, 1)))

    totals = queries.effect_totals(organisation, date(2026, 4, 1), date(2026, 6, 30))

    assert totals.answers == 2
    assert totals.items["confidence"] == {"better": 2, "no-change": 0, "worse": 0}
    assert totals.items["harm"] == {"no": 0, "a-little": 0, "a-lot": 0}


def shown(answers, today=date(2026, 9, 15)):
    organisation = make_activity().organisation
    for _ in range(answers):
        say(came(organisation))
    actor = actor_for(Role.INVOLVEMENT_LEAD, organisation=organisation)
    quarters = {quarter.starts_on: quarter for quarter in queries.effects_page(actor, today=today)}
    return quarters.get(date(2026, 4, 1))


def test_effects_page_shows_nothing_below_five_answers():
    assert shown(4).items == []


def test_effects_page_shows_five_and_more_rounded_with_small_numbers_hidden():
    confidence = shown(7).items[0]

    assert confidence.numbers == [("Better", "About 5"), ("No change", "Fewer than 5"), ("Worse", "Fewer than 5")]


def test_effects_page_waits_until_nobody_can_answer_any_more():
    assert shown(6, today=date(2026, 8, 29)) is None
    assert shown(6, today=date(2026, 8, 30)) is not None
