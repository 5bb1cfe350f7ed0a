from datetime import UTC, datetime

import pytest

from accounts.models import Role
from accounts.tests.factories import actor_for
from core.models import AuditEvent
from involvement import services
from involvement.equality import AnswerSource, AnswerStatus, Question
from involvement.models import EqualityAnswer
from involvement.tests.factories import make_equality_answer, make_participant

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 5, 12, 10, tzinfo=UTC)
STATED, DECLINED = AnswerStatus.STATED, AnswerStatus.DECLINED


def enter(person, answers, given=AnswerSource.TOLD_STAFF):
    services.enter_equality_answers(
        actor=actor_for(Role.INVOLVEMENT_LEAD), participant=person, answers=answers, given=given, now=NOW
    )


def answer(person, question, value="", *, own_words=""):
    status = STATED if value else DECLINED
    services.answer_equality_question(
        actor=actor_for(Role.PARTICIPANT, organisation=person.organisation),
        participant=person,
        question=question,
        status=status,
        value=value,
        own_words=own_words,
        now=NOW,
    )


def kept(person):
    return set(person.equality_answers.values_list("question", "status", "value", "source"))


def test_enter_equality_answers_keeps_how_they_were_given():
    person = make_participant()

    enter(person, {Question.SEX: (STATED, "female"), Question.RELIGION: (DECLINED, "")}, AnswerSource.PAPER_FORM)

    assert kept(person) == {("sex", "STATED", "female", "PAPER_FORM"), ("religion", "DECLINED", "", "PAPER_FORM")}
    assert AuditEvent.objects.get().reason == "PAPER_FORM"


def test_enter_equality_answers_leaves_other_answers_alone():
    person = make_participant()
    before = make_equality_answer(person, Question.RELIGION, "sikh", source=AnswerSource.IMPORTED)

    enter(person, {Question.SEX: (STATED, "female")})

    after = EqualityAnswer.objects.get(question=Question.RELIGION)
    assert (after.value, after.answered_at, after.source) == ("sikh", before.answered_at, "IMPORTED")


def test_enter_equality_answers_writes_nothing_over_what_a_person_said():
    person = make_participant()
    make_equality_answer(person, Question.RELIGION, "sikh")

    with pytest.raises(services.AnsweredByPerson):
        enter(person, {Question.RELIGION: (STATED, "hindu"), Question.SEX: (STATED, "female")})

    assert kept(person) == {("religion", "STATED", "sikh", "SELF")}


def test_answer_equality_question_leaves_the_other_time_stamps():
    person = make_participant()
    others = [make_equality_answer(person, q, "") for q in Question if q != Question.RELIGION]

    answer(person, Question.RELIGION, "muslim", own_words="Ahmadi")

    stamps = set(EqualityAnswer.objects.exclude(question=Question.RELIGION).values_list("pk", "answered_at"))
    changed = EqualityAnswer.objects.get(question=Question.RELIGION)
    assert stamps == {(other.pk, other.answered_at) for other in others}
    assert (changed.value, changed.own_words, changed.answered_at) == ("muslim", "Ahmadi", NOW)


def test_answer_equality_question_takes_value_and_words_away_when_declined():
    person = make_participant()
    make_equality_answer(person, Question.RELIGION, "sikh", own_words="Sikh Punjabi")

    answer(person, Question.RELIGION, own_words="left over")

    row = EqualityAnswer.objects.get()
    assert (row.status, row.value, row.own_words) == ("DECLINED", "", "")


@pytest.mark.parametrize(
    ("before", "after"), [("asian-indian", "asian-indian"), ("black-african", "asian"), ("", "asian")]
)
def test_choose_ethnic_group_keeps_a_detail_within_the_group(before, after):
    person = make_participant()
    make_equality_answer(person, Question.ETHNIC_GROUP, before)

    services.choose_ethnic_group(
        actor=actor_for(Role.PARTICIPANT, organisation=person.organisation), participant=person, group="asian", now=NOW
    )

    assert EqualityAnswer.objects.get().value == after


def test_stop_equality_answers_leaves_every_question_declined_and_settled():
    person, other = make_participant(), make_participant()
    make_equality_answer(person, Question.RELIGION, "sikh", own_words="Sikh Punjabi")
    make_equality_answer(other, Question.RELIGION, "sikh")

    services.stop_equality_answers(
        actor=actor_for(Role.PARTICIPANT, organisation=person.organisation), participant=person, now=NOW
    )

    assert kept(person) == {(question.value, "DECLINED", "", "SELF") for question in Question}
    assert EqualityAnswer.objects.exclude(own_words="").count() == 0
    assert kept(other) == {("religion", "STATED", "sikh", "SELF")}
    with pytest.raises(services.AnsweredByPerson):
        enter(person, {Question.SEX: (STATED, "female")})
