"""Groups that an organisation defines itself, held against the questions they are made of and each other."""

import pytest

from reports.gap import Dimension, DisclosureRule, Group, Part, TableKey, disclose
from reports.gap.tests.examples import dimension, tally

ETHNIC, AGE = dimension("b", "w", name="ethnic"), dimension("y", "o", name="age")
IN_AND_OUT = (Group("in", "In"), Group("out", "Out"))
EXACT = DisclosureRule(rounding_base=1)


def own(name, *parts):
    return Dimension(name, name, IN_AND_OUT, parts=tuple(Part(question, frozenset(codes)) for question, codes in parts))


def found(dimensions, counts, rule=None):
    tallies = {
        TableKey(name, "direct", "came"): tally(people, declined=9, not_asked=9) for name, people in counts.items()
    }
    return disclose(dimensions=dimensions, tallies=tallies, references={}, rule=rule)


def withheld(result):
    return {key.dimension for key, comparison in result.items() if comparison.withheld}


def test_a_group_less_the_own_group_within_it_is_a_count_of_people_too():
    """12 Black people, 10 of them young: 2 are not, unless it cannot be told."""
    both = own("both", ("ethnic", "b"), ("age", "y"))
    counts = {"ethnic": {"b": 12, "w": 30}, "age": {"y": 22, "o": 20}, "both": {"in": 10, "out": 32}}
    assert withheld(found([ETHNIC, AGE, both], counts, EXACT)) == {"both"}
    assert withheld(found([ETHNIC, AGE, both], counts)) == set()


def test_an_own_group_cannot_tell_the_star_of_a_group_it_is_made_of():
    """b and c are 4 together. a and b are 15, a alone is 12: b is 3."""
    four, one = dimension("a", "b", "c", "d", name="four"), own("one", ("four", "ab"))
    counts = {"four": {"a": 12, "b": 3, "c": 1, "d": 40}, "one": {"in": 15, "out": 41}}
    assert withheld(found([four], {"four": counts["four"]}, EXACT)) == set()
    assert withheld(found([four, one], counts, EXACT)) == {"four"}


def test_overlapping_own_groups_do_not_tell_who_is_in_one_of_them_only():
    ages = dimension("y", "m", "o", name="age")
    first, second = own("first", ("ethnic", "b"), ("age", "y")), own("second", ("ethnic", "b"), ("age", "ym"))
    counts = {
        "ethnic": {"b": 30, "w": 30},
        "age": {"y": 20, "m": 13, "o": 27},
        "first": {"in": 10, "out": 50},
        "second": {"in": 12, "out": 48},
    }
    assert withheld(found([ETHNIC, ages, first, second], counts, EXACT)) == {"first"}
    alone = {name: people for name, people in counts.items() if name != "first"}
    assert withheld(found([ETHNIC, ages, second], alone, EXACT)) == set()


def test_own_groups_never_show_contributions():
    both = own("both", ("ethnic", "b"), ("age", "y"))
    counts = {"ethnic": {"b": 30, "w": 30}, "age": {"y": 30, "o": 30}, "both": {"in": 20, "out": 40}}
    rows = found([ETHNIC, AGE, both], counts)[TableKey("both", "direct", "came")].groups
    assert [(row.participants, row.contributions, row.hours) for row in rows] == [(20, None, None), (40, None, None)]


@pytest.mark.parametrize(
    "counts",
    [
        {"ethnic": {"b": 10, "w": 10}, "age": {"y": 10, "o": 10}, "both": {"in": 11, "out": 9}},
        {"ethnic": {"b": 10, "w": 10}, "one": {"in": 9, "out": 11}},
    ],
)
def test_own_groups_that_do_not_fit_their_questions_are_refused(counts):
    dimensions = [ETHNIC, AGE, own("both", ("ethnic", "b"), ("age", "y")), own("one", ("ethnic", "b"))]
    with pytest.raises(ValueError, match="does not fit"):
        found(dimensions, counts)


@pytest.mark.parametrize(
    "parts",
    [
        [("ethnic", "b"), ("age", "y"), ("sex", "f")],
        [("ethnic", "b"), ("ethnic", "w")],
    ],
)
def test_three_characteristics_or_the_same_twice_are_refused(parts):
    with pytest.raises(ValueError, match="one or two characteristics"):
        own("too much", *parts)
