import pytest

from involvement.equality import AnswerStatus, Question
from involvement.models import Attendance, EqualityAnswer
from involvement.taxonomies import Voice
from involvement.tests.factories import make_session
from reports.counting import STAGES, count
from reports.dimensions import group_of, question_of
from reports.gap import Part, TableKey
from reports.own_groups import own_dimension
from reports.tests.factories import add_people, answer
from reports.tests.test_counting import random_register, reached, scope_of

pytestmark = pytest.mark.django_db
BLACK_WOMEN = own_dimension("Black women", [Part("ethnic_group_5", frozenset({"2"})), Part("sex", frozenset({"1"}))])
SOME_ASIAN = own_dimension("Indian or Chinese", [Part("ethnic_group_19", frozenset({"2", "3"}))])
YOUNG_CARERS = own_dimension(
    "Young carers", [Part("carer_status", frozenset({"1"})), Part("age_band", frozenset({"1", "2"}))]
)
EVERY = (BLACK_WOMEN, SOME_ASIAN, YOUNG_CARERS)


def tally_of(session, dimension, voice="direct", stage="came"):
    return count(scope_of(session), own_groups=EVERY).tallies[TableKey(dimension.name, voice, stage)]


def test_count_puts_people_in_an_own_group_when_they_are_in_all_its_parts():
    session = make_session(minutes=30)
    for ethnic_group, sex in (("black-african", "female"), ("black", "female"), ("black", "male"), ("roma", "female")):
        person = add_people(session, 1)[0]
        answer(person, Question.ETHNIC_GROUP, "white-roma" if ethnic_group == "roma" else ethnic_group)
        answer(person, Question.SEX, sex)

    groups = tally_of(session, BLACK_WOMEN).groups

    assert (groups["in"].people, groups["in"].contributions, groups["in"].minutes) == (2, 2, 60)
    assert groups["out"].people == 2


def test_count_knows_nobody_in_an_own_group_without_all_its_answers():
    """Who declined one of the answers has declined, even where another is missing; who lacks one was not asked."""
    session = make_session()
    one_missing, one_declined, both = add_people(session, 3, ethnic_group="black")
    answer(one_declined, Question.SEX, declined=True)
    answer(both, Question.SEX, "female")
    answer(add_people(session, 1)[0], Question.SEX, declined=True)

    tally = tally_of(session, BLACK_WOMEN)

    assert (tally.known, tally.declined.people, tally.not_asked.people, tally.participants) == (1, 2, 1, 4)


def test_count_takes_no_detail_for_known_that_was_not_told():
    session = make_session()
    add_people(session, 2, ethnic_group="asian")
    add_people(session, 1, ethnic_group="asian-indian")

    tally = tally_of(session, SOME_ASIAN)

    assert (tally.groups["in"].people, tally.groups["out"].people, tally.not_asked.people) == (1, 0, 2)


def test_count_takes_one_statement_with_own_groups_too(django_assert_num_queries):
    session = make_session()

    with django_assert_num_queries(1):
        count(scope_of(session), own_groups=EVERY)


def slow_tally(people, dimension):
    """The same counts once more, person by person."""
    places = []
    for person in people:
        answers = {given.question: given for given in EqualityAnswer.objects.filter(participant=person)}
        given = [(part, answers.get(question_of(part.dimension))) for part in dimension.parts]
        codes = [
            group_of(dimension=part.dimension, value=one.value) if one and one.status == AnswerStatus.STATED else None
            for part, one in given
        ]
        if any(one and one.status == AnswerStatus.DECLINED for _, one in given):
            places.append("declined")
        elif None in codes:
            places.append("not asked")
        else:
            inside = all(code in part.codes for (part, _), code in zip(given, codes, strict=True))
            places.append("in" if inside else "out")
    return {place: places.count(place) for place in ("in", "out", "declined", "not asked")}


@pytest.mark.parametrize("seed", range(3))
def test_count_of_own_groups_agrees_with_a_second_calculation(seed):
    session = random_register(seed)
    rows = list(Attendance.objects.filter(organisation=session.organisation))
    found = count(scope_of(session), own_groups=EVERY).tallies

    for dimension in EVERY:
        for voice in Voice.values:
            for stage in STAGES:
                tally = found[TableKey(dimension.name, voice, stage)]
                assert {
                    "in": tally.groups["in"].people,
                    "out": tally.groups["out"].people,
                    "declined": tally.declined.people,
                    "not asked": tally.not_asked.people,
                } == slow_tally(reached(rows, voice, stage), dimension), (dimension.label, voice, stage)
