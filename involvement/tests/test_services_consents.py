from datetime import UTC, datetime

import pytest

from accounts.access import actor_for
from accounts.models import Role
from accounts.tests.factories import actor_for as a_member
from accounts.tests.factories import make_membership
from core.models import AuditEvent
from involvement import access, services
from involvement.equality import AnswerStatus, Question
from involvement.models import Consent
from involvement.taxonomies import AccessNeedKind, ConsentScope, ConsentSource, DisplayIdentity, Visibility
from involvement.tests.factories import (
    make_access_need,
    make_activity,
    make_attendance,
    make_equality_answer,
    make_participant,
    make_session,
    make_story,
)

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 5, 12, 10, tzinfo=UTC)
LATER = datetime(2026, 5, 13, 10, tzinfo=UTC)


@pytest.fixture
def amina():
    membership = make_membership(Role.PARTICIPANT)
    return make_participant(membership.organisation, user=membership.user, known_as="Amina", email="amina@example.org")


def her(person):
    return actor_for(person.user.memberships.get())


def give(person, scope, now=NOW):
    return services.give_consent(actor=her(person), participant=person, scope=scope, source=ConsentSource.SELF, now=now)


def withdraw(person, scope, now=LATER):
    services.withdraw_consent(actor=her(person), participant=person, scope=scope, source=ConsentSource.SELF, now=now)


def test_give_consent_keeps_one_row_with_the_exact_words(amina):
    """R1: she ticks one thing only."""
    give(amina, ConsentScope.CONTACT_ME)

    row = Consent.objects.get()
    assert (row.scope, row.source, row.given_at, row.withdrawn_at) == ("contact-me", "self", NOW, None)
    assert row.wording == f"{amina.organisation.name} may ask me to take part in things."
    assert (row.wording_version, row.recorded_by_id) == ("2026-11", amina.user_id)


def test_give_consent_twice_stays_as_it_was_first_given(amina):
    give(amina, ConsentScope.CONTACT_ME)
    give(amina, ConsentScope.CONTACT_ME, now=LATER)

    assert Consent.objects.get().given_at == NOW
    assert AuditEvent.objects.filter(verb="CONSENT_GIVEN", subject_id=amina.pk).count() == 1


def test_withdraw_consent_keeps_the_row_as_proof(amina):
    give(amina, ConsentScope.CONTACT_ME)

    withdraw(amina, ConsentScope.CONTACT_ME)

    row = Consent.objects.get()
    assert (row.given_at, row.withdrawn_at) == (NOW, LATER)


def test_withdraw_consent_to_publishing_takes_all_stories_down_at_once(amina):
    """R2: her place on the register stays."""
    mine = make_story(amina.organisation, participant=amina, visibility=Visibility.PUBLIC)
    by_log_in = make_story(amina.organisation, author=amina.user, visibility=Visibility.SHARED)
    elsewhere = make_story(author=amina.user, visibility=Visibility.PUBLIC)

    withdraw(amina, ConsentScope.PUBLISH_STORY)

    for story in (mine, by_log_in, elsewhere):
        story.refresh_from_db()
    assert [mine.visibility, by_log_in.visibility, elsewhere.visibility] == ["staff-only", "staff-only", "public"]
    amina.refresh_from_db()
    assert (amina.known_as, amina.left_on) == ("Amina", None)


def test_withdraw_consent_to_be_named_takes_names_off(amina):
    story = make_story(
        amina.organisation, participant=amina, display_identity=DisplayIdentity.FIRST_NAME, display_name="Amina"
    )

    withdraw(amina, ConsentScope.IDENTIFY_ME)

    story.refresh_from_db()
    assert (story.display_identity, story.display_name) == ("anonymous", "")


def test_withdraw_consent_to_keep_details_deletes_them(amina):
    withdraw(amina, ConsentScope.KEEP_MY_DETAILS)

    amina.refresh_from_db()
    assert (amina.known_as, amina.email, amina.phone) == ("", "", "")


def test_withdraw_consent_to_monitoring_deletes_the_answers(amina):
    make_equality_answer(amina, Question.SEX, "female")

    withdraw(amina, ConsentScope.EQUALITY_MONITORING)

    assert set(amina.equality_answers.values_list("status", "value")) == {(AnswerStatus.DECLINED, "")}


def test_withdraw_consent_to_pass_on_needs_hides_them_from_who_runs_sessions_until_given_again(amina):
    need = make_access_need(amina)
    runs_it = a_member(Role.FACILITATOR, organisation=amina.organisation)
    session = make_session(make_activity(amina.organisation))
    session.facilitators.add(runs_it.user_id)
    make_attendance(session, amina)

    withdraw(amina, ConsentScope.SHARE_ACCESS_NEEDS)

    assert list(access.access_needs(runs_it)) == []
    assert list(access.access_needs(her(amina))) == [need]
    give(amina, ConsentScope.SHARE_ACCESS_NEEDS, now=LATER)
    assert list(access.access_needs(runs_it)) == [need]


def test_record_consents_leaves_what_was_not_asked(amina):
    lead = a_member(Role.INVOLVEMENT_LEAD, organisation=amina.organisation)
    answers = {ConsentScope.CONTACT_ME: True, ConsentScope.USE_MY_WORDS: False}

    services.record_consents(actor=lead, participant=amina, answers=answers, source=ConsentSource.PAPER, now=NOW)

    assert set(Consent.objects.values_list("scope", "source", "withdrawn_at")) == {
        ("contact-me", "paper", None),
        ("use-my-words", "paper", NOW),
    }


def test_ask_to_review_needs_tells_once_a_year_has_passed(amina):
    make_access_need(amina, kind=AccessNeedKind.BREAKS, review_on=NOW.date())
    make_access_need(make_participant(amina.organisation), review_on=LATER.date())

    told = [services.ask_to_review_needs(now=NOW) for _ in range(2)]

    assert told == [1, 0]
    assert list(amina.notices.values_list("kind", "channel")) == [("check-needs", "email")]
