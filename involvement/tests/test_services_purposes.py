from datetime import UTC, datetime

import pytest
from django.db import IntegrityError, transaction

from accounts import access as accounts
from accounts.models import Role
from accounts.tests.factories import actor_for, make_membership, make_organisation, sign_in
from involvement import access, queries, services
from involvement.equality import Question
from involvement.models import Purpose
from involvement.taxonomies import LawfulBasis, PurposeKind, SpecialCondition
from involvement.tests.factories import make_equality_answer, make_participant

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 5, 12, 10, tzinfo=UTC)


@pytest.fixture
def administrator():
    return actor_for(Role.ADMINISTRATOR)


def decide(actor, kind, *, basis=LawfulBasis.PUBLIC_TASK, condition=SpecialCondition.EXPLICIT_CONSENT, is_on=True):
    return services.decide_purpose(
        actor=actor, kind=kind, lawful_basis=basis, condition=condition, is_on=is_on, now=NOW
    )


def test_decide_purpose_without_a_basis_cannot_be_switched_on(administrator):
    """R38."""
    with pytest.raises(services.BasisMissing):
        decide(administrator, PurposeKind.RELIGION, basis="")

    assert not Purpose.objects.exists()
    assert decide(administrator, PurposeKind.RELIGION, basis="", condition="", is_on=False).is_on is False


def test_purpose_without_a_basis_is_refused_by_the_database_too():
    with pytest.raises(IntegrityError), transaction.atomic():
        Purpose.objects.create(organisation=make_organisation(), kind="pay", is_on=True, decided_at=NOW)


@pytest.mark.parametrize(("kind", "is_covered"), [(PurposeKind.ETHNIC_GROUP, True), (PurposeKind.GENDER_SAME, False)])
def test_decide_purpose_takes_the_equality_condition_only_where_the_law_has_it(administrator, kind, is_covered):
    """R38."""
    try:
        decide(administrator, kind, condition=SpecialCondition.EQUALITY_MONITORING)
    except services.NotCovered:
        assert not is_covered
    assert Purpose.objects.exists() is is_covered


def test_purposes_are_suggestions_until_somebody_decides(administrator):
    decide(administrator, PurposeKind.PAY, basis=LawfulBasis.CONTRACT)

    shown = {each.kind: each for each in queries.purposes(administrator)}

    assert (len(shown), shown[PurposeKind.PAY].decided_at) == (len(PurposeKind), NOW)
    assert shown[PurposeKind.GENDER_SAME].condition == SpecialCondition.EXPLICIT_CONSENT
    assert {each.decided_at for each in shown.values()} == {NOW, None}


def test_question_switched_off_is_not_asked_but_an_answer_can_still_be_deleted(client, administrator):
    membership = make_membership(Role.PARTICIPANT, accounts.organisation(administrator))
    sign_in(client, membership, second_factor=False)
    person = make_participant(membership.organisation, user=membership.user)
    make_equality_answer(person, Question.RELIGION, "sikh")
    for kind in (PurposeKind.RELIGION, PurposeKind.SEX):
        decide(administrator, kind, is_on=False)

    shown = [each.question for each in client.get("/my-record/answers/").context["answers"]]

    assert Question.RELIGION in shown
    assert Question.SEX not in shown
    assert client.get("/my-record/answers/sex/").status_code == 404


def test_question_switched_off_is_not_asked_by_staff(administrator):
    decide(administrator, PurposeKind.SEX, is_on=False)

    assert Question.SEX not in access.questions_in_use(administrator.organisation_id)
    assert access.questions_in_use(make_organisation().pk) == list(Question)


def test_feedback_switched_off_closes_the_door_for_new_stories(client, administrator):
    slug = accounts.organisation(administrator).slug
    assert client.get(f"/say/{slug}/").status_code == 200

    decide(administrator, PurposeKind.FEEDBACK, is_on=False)

    assert client.get(f"/say/{slug}/").status_code == 404
