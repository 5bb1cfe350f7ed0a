import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reports.gap import Certainty, DisclosureRule, TableKey, Thresholds, Verdict, compare, disclose
from reports.gap.protection import hide
from reports.gap.tests.examples import CENSUS, ETHNIC_5, EXAMPLE, dimension, reference, tally
from reports.gap.unknowns import certainty, extremes

TWO = dimension("black", "white")
KEY = TableKey("d", "direct", "came")


def said(people, unknown, shares=None):
    found = compare(
        dimension=TWO, tally=tally(people, not_asked=unknown), reference=reference(shares or {"black": 25, "white": 75})
    )
    return found.group("black").certainty


@pytest.mark.parametrize(
    ("unknown", "expected"),
    [(0, Certainty.NOT_ASKED), (5, Certainty.HOLDS), (25, Certainty.SIDE), (40, Certainty.DEPENDS)],
)
def test_certainty_of_a_gap_fades_with_the_unknown(unknown, expected):
    """20 of 200 where 50 are expected. With 25 unknown at most 45 of 225, where 56 are; with 40 all 60 of 240 could."""
    assert said({"black": 20, "white": 180}, unknown) == expected


def test_certainty_of_too_many_is_judged_by_the_fewest():
    """120 of 200 where 50 are expected: none of the unknown need be in the group."""
    assert said({"black": 120, "white": 80}, 40) == Certainty.HOLDS
    assert said({"black": 65, "white": 135}, 40) == Certainty.SIDE


def test_certainty_is_said_of_findings_only():
    assert said({"black": 50, "white": 150}, 20) == Certainty.NOT_ASKED


def test_certainty_of_the_running_example():
    """38 of 214, 19 unknown: at most 57 of 233, 24.46% where the benchmark has 24.48%. Below, but not clearly so."""
    found = compare(dimension=ETHNIC_5, tally=EXAMPLE, reference=CENSUS)

    assert found.group("black").bound_high == pytest.approx(57 / 233)
    assert found.group("black").certainty == Certainty.SIDE
    assert found.group("asian").certainty == Certainty.DEPENDS


def test_a_markedly_missing_group_must_stay_so():
    """28 of 206 are under 80% of the 51.5 expected, 38 of 206 clearly under but 74%, 45 of 206 are 87%."""
    found = [
        certainty(
            Verdict.MARKEDLY_UNDER,
            found=extremes(people=(20, 20), known=200, participants=200 + unknown, off_by=0),
            benchmark_share=0.25,
            compared=1,
            thresholds=Thresholds(marked_ratio=0.5),
        )
        for unknown in (2, 12)
    ]
    assert found == [Certainty.HOLDS, Certainty.SIDE]


@given(black=st.integers(0, 40), white=st.integers(20, 120), unknown=st.integers(0, 40), share=st.integers(1, 9))
def test_what_holds_is_true_of_every_answer_that_the_unknown_could_give(black, white, unknown, share):
    """The true counts are given every answer; the certainty comes from what is published of them."""
    benchmark = reference({"black": share, "white": 10 - share})
    truth = tally({"black": black, "white": white}, not_asked=unknown)
    found = disclose(dimensions=[TWO], tallies={KEY: truth}, references={"d": benchmark})[KEY].group("black")

    if found.certainty == Certainty.NOT_ASKED:
        return
    gaps = [(black + more) / (black + white + unknown) - share / 10 for more in range(unknown + 1)]
    stays = all(gap < 0 for gap in gaps) if found.verdict.is_gap else all(gap > 0 for gap in gaps)
    assert stays or found.certainty == Certainty.DEPENDS


@given(black=st.integers(0, 20), white=st.integers(0, 40), unknown=st.integers(0, 12))
def test_extremes_of_rounded_counts_hold_the_true_ones(black, white, unknown):
    rule = DisclosureRule()
    counts = [hide(count, rule) for count in (black, black + white, black + white + unknown)]
    people, known, participants = counts
    if known is None or participants is None:
        return
    bounds = (0, 4) if people is None else (people - 2, people + 2)
    found = extremes(people=bounds, known=known, participants=participants, off_by=2)

    everyone = black + white + unknown
    for more in range(unknown + 1):
        assert found.fewest / found.everyone <= (black + more) / everyone <= found.most / found.everyone


def test_what_holds_stays_the_verdict_whatever_the_unknown_would_answer():
    people, unknown = {"asian": 5, "black": 20, "mixed": 20, "white": 175, "other": 20}, 4
    found = compare(dimension=ETHNIC_5, tally=tally(people, not_asked=unknown), reference=CENSUS)
    holding = [group for group in found.groups if group.certainty == Certainty.HOLDS]

    assert {group.code for group in holding} >= {"asian", "black"}
    for answers in itertools.combinations_with_replacement(people, unknown):
        told = {code: number + answers.count(code) for code, number in people.items()}
        then = compare(dimension=ETHNIC_5, tally=tally(told), reference=CENSUS)
        assert [then.group(group.code).verdict for group in holding] == [group.verdict for group in holding]
