import dataclasses

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reports.gap import Count, Tally, Thresholds, UnlikeCodings, Verdict, compare
from reports.gap.tests.examples import CENSUS, ETHNIC_5, EXAMPLE, dimension, reference, tally

GOLDEN = {
    # share, low, high, benchmark, gap, low, high, ratio, low, high, p, p adjusted, add, swap
    "asian": (6.54, 3.94, 10.68, 11.32, -4.78, -7.38, -0.64, 0.578, 0.348, 0.944, 0.0274, 0.0457, 12, 11),
    "black": (17.76, 13.22, 23.43, 24.48, -6.73, -11.27, -1.05, 0.725, 0.540, 0.957, 0.0221, 0.0457, 20, 15),
    "mixed": (7.94, 5.02, 12.35, 7.73, 0.21, -2.71, 4.62, 1.028, 0.649, 1.598, 0.907, 0.907, 0, 0),
    "white": (64.95, 58.35, 71.03, 51.40, 13.55, 6.95, 19.63, 1.264, 1.135, 1.382, 0.00007, 0.00036, 0, 0),
    "other": (2.80, 1.29, 5.98, 5.07, -2.26, -3.77, 0.92, 0.553, 0.255, 1.181, 0.131, 0.164, 6, 5),
}
PERCENT = ("share", "share_low", "share_high", "benchmark_share", "gap", "gap_low", "gap_high")
REST = ("ratio", "ratio_low", "ratio_high", "p", "p_adjusted", "people_to_close", "swaps_to_close")


def example(**more):
    return compare(dimension=ETHNIC_5, tally=EXAMPLE, reference=CENSUS, **more)


@pytest.mark.parametrize("code", GOLDEN)
def test_compare_gives_the_worked_table(code):
    row = example().group(code)
    percent, rest = GOLDEN[code][:7], GOLDEN[code][7:]
    assert [100 * getattr(row, name) for name in PERCENT] == [pytest.approx(value, abs=5.1e-3) for value in percent]
    assert [getattr(row, name) for name in REST] == [pytest.approx(value, abs=6e-4) for value in rest]


def test_compare_gives_the_verdicts_of_the_worked_table():
    assert [row.verdict for row in example().groups] == [
        Verdict.MARKEDLY_UNDER,
        Verdict.MARKEDLY_UNDER,
        Verdict.NO_CLEAR_DIFFERENCE,
        Verdict.OVER,
        Verdict.NO_CLEAR_DIFFERENCE,
    ]


def test_compare_gives_the_totals_and_the_whole_profile():
    found = example()
    assert (found.participants, found.known, found.declined, found.not_asked) == (233, 214, 12, 7)
    assert (found.index_of_dissimilarity, found.profile_p) == (
        pytest.approx(0.1376530, abs=5e-8),
        pytest.approx(0.00118584, abs=5e-9),
    )


def test_compare_counts_started_hours():
    row = example().group("asian")
    assert (row.participants, row.contributions, row.hours) == (14, 28, 21)
    assert Count(minutes=61).hours == 2


def test_marked_ratio_is_a_setting():
    assert example(thresholds=Thresholds(marked_ratio=0.7)).group("black").verdict is Verdict.UNDER


def test_sentence_names_the_numbers_behind_a_verdict():
    expected = "38 people took part where about 52 would be expected: markedly under-represented."
    assert example().group("black").sentence() == expected


def test_not_stated_and_not_asked_stay_out_of_every_group():
    people = {"white": 42, "asian": 12, "black": 9, "mixed": 5, "other": 0}
    found = compare(dimension=ETHNIC_5, tally=tally(people, declined=7, not_asked=5), reference=CENSUS)
    assert (found.known, found.unknown, found.unknown_share) == (68, 12, 0.15)
    assert found.answered_when_asked == pytest.approx(68 / 75)
    assert found.group("black").share == pytest.approx(9 / 68)
    assert found.warnings == ("15% of people gave no answer or were not asked. Their answers could change this.",)


def test_too_many_unknown_comes_before_too_few():
    people = {"white": 20, "asian": 7}
    found = compare(dimension=ETHNIC_5, tally=tally(people, declined=13), reference=CENSUS)
    assert {row.verdict for row in found.groups} == {Verdict.TOO_MANY_UNKNOWN}
    assert Verdict.TOO_MANY_UNKNOWN.label == "Too many people have not told us to compare fairly"


def test_fewer_than_thirty_known_are_too_few():
    found = compare(dimension=ETHNIC_5, tally=tally({"white": 29}), reference=CENSUS)
    assert {row.verdict for row in found.groups} == {Verdict.TOO_FEW}


def test_fewer_than_five_expected_are_too_few():
    found = compare(
        dimension=dimension("a", "b"), tally=tally({"a": 3, "b": 46}), reference=reference({"a": 10, "b": 90})
    )
    assert [row.verdict for row in found.groups] == [Verdict.TOO_FEW, Verdict.NO_CLEAR_DIFFERENCE]


def test_detail_that_is_not_known_is_unknown_here():
    narrow = dimension("a1", "a2", wider="wide")
    found = compare(dimension=narrow, tally=tally({"a1": 30, "a2": 30}, group_only=15), reference=None)
    assert (found.participants, found.known, found.group_only, found.unknown) == (75, 60, 15, 15)


def test_without_a_benchmark_nothing_is_compared():
    found = compare(dimension=ETHNIC_5, tally=EXAMPLE, reference=None)
    assert {(row.verdict, row.gap, row.ratio) for row in found.groups} == {(Verdict.NOT_COMPARED, None, None)}
    assert found.group("black").share == pytest.approx(38 / 214)


def test_a_group_that_is_coded_differently_is_shown_and_not_judged():
    unlike = dataclasses.replace(CENSUS, not_comparable=frozenset({"asian"}))
    found = compare(dimension=ETHNIC_5, tally=EXAMPLE, reference=unlike)
    row = found.group("asian")
    assert (row.participants, row.verdict, row.gap, row.p, row.expected) == (14, Verdict.NOT_COMPARED, None, None, None)
    assert found.index_of_dissimilarity is None
    assert found.warnings == ("Shown but not compared, because they are coded differently: Asian.",)


def test_unlike_codings_are_never_compared():
    with pytest.raises(UnlikeCodings):
        compare(dimension=ETHNIC_5, tally=EXAMPLE, reference=reference({"A": 1, "B": 2}))


def test_a_group_that_the_dimension_does_not_have_is_refused():
    with pytest.raises(ValueError, match="has no group chinese"):
        compare(dimension=ETHNIC_5, tally=tally({"chinese": 3}), reference=None)


def test_a_group_that_the_benchmark_does_not_have_people_in():
    found = compare(
        dimension=dimension("a", "b"), tally=tally({"a": 9, "b": 41}), reference=reference({"a": 0, "b": 5})
    )
    row = found.group("a")
    assert (row.benchmark_share, row.ratio, row.p, row.verdict) == (0, None, None, Verdict.TOO_FEW)


def test_nobody_at_all():
    found = compare(dimension=ETHNIC_5, tally=Tally({}), reference=CENSUS)
    assert (found.participants, found.index_of_dissimilarity) == (0, None)
    assert {(row.participants, row.share, row.verdict) for row in found.groups} == {(0, None, Verdict.TOO_FEW)}


@given(st.lists(st.integers(0, 60), min_size=5, max_size=5), st.integers(0, 40))
def test_shares_add_up_and_gaps_cancel(people, declined):
    found = compare(
        dimension=ETHNIC_5, tally=tally(dict(zip(CENSUS.counts, people, strict=True)), declined), reference=CENSUS
    )
    if found.known:
        assert sum(row.share for row in found.groups) == pytest.approx(1)
        assert sum(row.gap for row in found.groups) == pytest.approx(0, abs=1e-12)
        assert all(row.bound_low <= row.share <= row.bound_high for row in found.groups)
