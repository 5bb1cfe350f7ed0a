import pytest

from accounts.models import Role
from accounts.tests.factories import actor_for, make_member, make_organisation
from involvement import access
from involvement.equality import Question
from involvement.tests.factories import (
    make_access_need,
    make_activity,
    make_attendance,
    make_equality_answer,
    make_participant,
    make_session,
)

pytestmark = pytest.mark.django_db
NO_RIGHTS = [Role.RESPONDER, Role.SAFEGUARDING_LEAD, Role.ADMINISTRATOR, Role.COMMISSIONER]


def test_participants_shows_a_lead_their_own_register_only():
    ours, _theirs = make_participant(), make_participant()

    lead = actor_for(Role.INVOLVEMENT_LEAD, organisation=ours.organisation)

    assert list(access.participants(lead)) == [ours]


def test_participants_shows_a_facilitator_people_at_their_sessions_only():
    organisation = make_organisation()
    user, facilitator = make_member(Role.FACILITATOR, organisation)
    mine = make_session(make_activity(organisation), facilitator=user)
    person = make_attendance(mine).participant
    make_attendance(make_session(mine.activity), make_participant(mine.organisation))

    assert list(access.participants(facilitator)) == [person]


@pytest.mark.parametrize("role", NO_RIGHTS)
def test_participants_and_needs_hide_everybody_from_other_roles(role):
    person = make_participant()
    make_access_need(person)

    actor = actor_for(role, organisation=person.organisation)

    assert (list(access.participants(actor)), list(access.access_needs(actor))) == ([], [])


def test_own_records_shows_the_person_acting_and_nobody_else():
    organisation = make_organisation()
    user, actor = make_member(Role.PARTICIPANT, organisation)
    mine = make_participant(organisation, user=user)
    make_participant(organisation)
    make_participant(make_organisation(), user=user)

    assert list(access.own_records(actor)) == [mine]


@pytest.mark.parametrize("role", [Role.INVOLVEMENT_LEAD, Role.FACILITATOR, *NO_RIGHTS])
def test_equality_answers_are_never_read_by_staff(role):
    organisation = make_organisation()
    user, actor = make_member(role, organisation)
    person = make_participant(organisation, user=user)
    make_equality_answer(person)

    assert list(access.equality_answers(actor)) == []


def test_questions_asked_tells_a_lead_what_was_asked_and_not_what_was_said():
    person = make_participant()
    make_equality_answer(person, Question.RELIGION, "sikh")
    make_equality_answer(make_participant(), Question.SEX, "female")

    lead = actor_for(Role.INVOLVEMENT_LEAD, organisation=person.organisation)

    assert list(access.questions_asked(lead)) == [("religion", "SELF")]


@pytest.mark.parametrize("role", [Role.FACILITATOR, Role.PARTICIPANT, *NO_RIGHTS])
def test_questions_asked_tells_other_roles_nothing(role):
    organisation = make_organisation()
    user, actor = make_member(role, organisation)
    make_equality_answer(make_participant(organisation, user=user))

    assert list(access.questions_asked(actor)) == []
