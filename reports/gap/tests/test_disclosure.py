import math

import pytest

from reports.gap import (
    Count,
    Dimension,
    DisclosureRule,
    Group,
    TableKey,
    Tally,
    Thresholds,
    Verdict,
    disclose,
)
from reports.gap.tests.examples import CENSUS, ETHNIC_5, EXAMPLE, dimension, reference, tally

CAME = TableKey("d", "direct", "came")
WIDE = Dimension("wide", "Wide", (Group("w", "W"), Group("v", "V")))
PARENTS = {"w1": "w", "w2": "w", "w3": "w", "v1": "v"}
NARROW = Dimension("narrow", "Narrow", tuple(Group(code, code, parent) for code, parent in PARENTS.items()), "wide")


def one(counts, benchmark=None, rule=None, **more):
    groups = dimension(*counts)
    references = {"d": reference(benchmark)} if benchmark else {}
    tallies = {CAME: tally(counts, **more)}
    return disclose(dimensions=[groups], tallies=tallies, references=references, rule=rule)[CAME]


def test_the_running_example_disclosed():
    key = TableKey("ethnic_group_5", "direct", "came")
    found = disclose(dimensions=[ETHNIC_5], tallies={key: EXAMPLE}, references={"ethnic_group_5": CENSUS})[key]
    assert [row.participants for row in found.groups] == [15, 40, 15, 140, 5]
    assert (found.participants, found.known, found.declined, found.not_asked) == (235, 215, 10, 5)
    assert (found.protected, found.withheld) == (True, False)


def test_a_table_whose_star_could_be_worked_out_is_withheld():
    """10, 10 and * of 15: the two shown are at least 8 each and all at most 17, so the star is 0 or 1."""
    found = one({"a": 8, "b": 8, "c": 1})
    assert found.withheld
    assert (found.participants, found.known, found.declined) == (15, None, None)
    assert {(row.participants, row.suppressed, row.verdict) for row in found.groups} == {
        (None, True, Verdict.NOT_COMPARED)
    }
    assert len(found.warnings) == 1


def test_a_star_beside_exact_totals_is_withheld():
    assert one({"a": 133, "b": 4}, rule=DisclosureRule(rounding_base=1)).withheld


def test_a_table_of_stars_only_is_withheld():
    found = one({"a": 2, "b": 1}, declined=20)
    assert (found.withheld, found.participants, found.known) == (True, 25, None)


def test_hidden_below_eight():
    found = one({"a": 7, "b": 60}, benchmark={"a": 50, "b": 50}, rule=DisclosureRule(hidden_below=8))
    row = found.group("a")
    assert (row.participants, row.fewer_than, row.verdict) == (None, 8, Verdict.MARKEDLY_UNDER)


def test_a_star_speaks_where_its_whole_range_agrees():
    row = one({"a": 3, "b": 97}, benchmark={"a": 30, "b": 70}).group("a")
    assert row.verdict is Verdict.MARKEDLY_UNDER
    assert (row.share, row.p, row.people_to_close, row.gap) == (None, None, None, None)
    expected = "Fewer than 5 people took part where about 30 would be expected: markedly under-represented."
    assert row.sentence() == expected


def test_a_star_is_silent_where_its_range_does_not_agree():
    row = one({"a": 3, "b": 97}, benchmark={"a": 8, "b": 92}).group("a")
    assert row.verdict is Verdict.HIDDEN


def test_a_star_says_the_weaker_word_where_it_is_one_or_the_other():
    thresholds = Thresholds(marked_ratio=0.2)
    key, counts = CAME, {"a": 3, "b": 97}
    found = disclose(
        dimensions=[dimension("a", "b")],
        tallies={key: tally(counts)},
        references={"d": reference({"a": 15, "b": 85})},
        thresholds=thresholds,
    )
    assert found[key].group("a").verdict is Verdict.UNDER


def test_transitions_have_no_benchmark():
    key = TableKey("d", "direct", "signed_up_came")
    found = disclose(
        dimensions=[dimension("a", "b")],
        tallies={key: tally({"a": 30, "b": 50})},
        references={"d": reference({"a": 1, "b": 1})},
    )
    assert found[key].reference is None


def nested(narrow, wide, group_only, **more):
    return {
        TableKey("narrow", "direct", "came"): tally(narrow, group_only=group_only, **more),
        TableKey("wide", "direct", "came"): tally(wide, **more),
    }


def test_a_narrow_table_goes_before_the_wide_one():
    """w is 15, of which w1 and w2 are 10 each, at least 16 of at most 17: w3 is 0 or 1."""
    tallies = nested({"w1": 8, "w2": 8, "w3": 1, "v1": 30}, {"w": 17, "v": 30}, group_only=0)
    found = disclose(dimensions=[WIDE, NARROW], tallies=tallies, references={})
    assert [comparison.withheld for comparison in found.values()] == [True, False]


def test_a_wide_table_takes_the_narrow_one_with_it():
    tallies = nested({"w1": 2, "w2": 1, "v1": 1}, {"w": 3, "v": 1}, group_only=0, declined=30)
    found = disclose(dimensions=[WIDE, NARROW], tallies=tallies, references={})
    assert [comparison.withheld for comparison in found.values()] == [True, True]


def test_two_codings_of_one_question_do_not_give_each_other_away():
    """p and q of one coding are the group g of the other: g - p would be q."""
    first = Dimension("first", "First", (Group("g", "G", "w"), Group("h", "H", "w")), "one")
    second = Dimension(
        "second", "Second", tuple(Group(c, c, "w", (("first", g),)) for c, g in ("pg", "qg", "rh")), "one"
    )
    whole = Dimension("one", "One", (Group("w", "W"),))
    counts = {"first": {"g": 12, "h": 40}, "second": {"p": 12, "q": 0, "r": 40}, "one": {"w": 52}}
    tallies = {TableKey(name, "direct", "came"): tally(people) for name, people in counts.items()}
    exact = DisclosureRule(rounding_base=1)
    found = disclose(dimensions=[whole, first, second], tallies=tallies, references={}, rule=exact)
    assert found[TableKey("second", "direct", "came")].withheld


def test_bounds_alone_would_have_let_a_star_out():
    """Everybody who came also came back, as the totals say: then each group came back whole."""
    groups = dimension("a", "b", "c")
    tallies = {
        TableKey("d", "direct", "came"): tally({"a": 3, "b": 7, "c": 7}),
        TableKey("d", "direct", "came_back"): tally({"a": 3, "b": 7, "c": 7}),
    }
    exact = DisclosureRule(rounding_base=1)
    found = disclose(dimensions=[groups], tallies=tallies, references={}, rule=exact)
    assert all(comparison.withheld for comparison in found.values())


def test_more_people_can_lead_to_a_change_than_came():
    """By their stories: so a star of one step is not read off the other."""
    exact = DisclosureRule(rounding_base=1)
    tallies = {
        TableKey("d", "direct", "came"): tally({"a": 3, "b": 7, "c": 7}),
        TableKey("d", "direct", "influenced"): tally({"a": 9, "b": 7, "c": 4}),
    }
    came = TableKey("d", "direct", "came")
    found, alone = (
        disclose(dimensions=[dimension("a", "b", "c")], tallies=some, references={}, rule=exact)
        for some in (tallies, {came: tallies[came]})
    )
    assert found[came] == alone[came]


@pytest.mark.parametrize(
    ("tallies", "message"),
    [
        (nested({"w1": 8}, {"w": 7, "v": 1}, group_only=0), "does not fit"),
        (nested({"w1": 8}, {"w": 8}, group_only=1), "same people"),
        (
            {TableKey("wide", "direct", "came"): tally({"w": 9}), TableKey("wide", "all", "came"): tally({"v": 9})},
            "not inside",
        ),
    ],
)
def test_tallies_that_contradict_one_another_are_refused(tallies, message):
    with pytest.raises(ValueError, match=message):
        disclose(dimensions=[WIDE, NARROW], tallies=tallies, references={})


def numbers(value):
    """Every number anywhere in a result."""
    if isinstance(value, bool) or value is None:
        return
    if isinstance(value, int | float):
        yield value
    elif isinstance(value, tuple | list):
        for item in value:
            yield from numbers(item)
    elif hasattr(value, "__slots__"):
        for name in value.__slots__:
            if name not in ("reference", "fewer_than"):
                yield from numbers(getattr(value, name))


def test_nothing_derived_from_a_hidden_count_gets_out():
    """A marker of 3 of 103, and 38, 62: neither they nor anything worked out from them is anywhere in the result."""
    found = list(numbers(one({"a": 3, "b": 38, "c": 62}, benchmark={"a": 20, "b": 40, "c": 40})))
    secret = [3, 38, 62, 103, 3 / 103, 38 / 103, 62 / 103, 38 / 105, 3 / 105, 3 / 20.6, 38 / 41.2, 62 / 41.2]
    assert len(found) > 30
    assert [s for s in secret if any(math.isclose(s, number, rel_tol=1e-6) for number in found)] == []


def test_the_same_tallies_give_the_same_result_in_any_order():
    tallies = nested({"w1": 8, "w2": 9, "v1": 30}, {"w": 17, "v": 30}, group_only=0)
    backwards = dict(reversed(tallies.items()))
    results = [disclose(dimensions=[WIDE, NARROW], tallies=t, references={}) for t in (tallies, backwards)]
    assert results[0] == results[1]


def test_people_below_zero_are_refused():
    with pytest.raises(ValueError, match="below 0"):
        disclose(dimensions=[dimension("a")], tallies={CAME: Tally({"a": Count(-1)})}, references={})


CAME, INFLUENCED = (TableKey("d", "direct", stage) for stage in ("came", "influenced"))


def both_steps(came, influenced, stories=()):
    tallies = {CAME: tally({"a": came, "b": 40}), INFLUENCED: tally({"a": influenced, "b": 7})}
    return disclose(dimensions=[dimension("a", "b")], tallies=tallies, references={}, stories=stories)


def test_few_stories_do_not_give_away_how_few_came():
    """8 to 12 led to a change and at most 4 came, so at least 4 wrote a story: of a star of stories that is all 4."""
    assert not both_steps(4, 8).get(INFLUENCED).withheld
    assert both_steps(4, 8, stories=[None])[INFLUENCED].withheld
    assert not both_steps(4, 8, stories=[10])[INFLUENCED].withheld


def test_stories_of_several_periods_are_taken_together():
    assert not both_steps(4, 8, stories=[None, 5])[INFLUENCED].withheld
