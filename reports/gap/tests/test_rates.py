import math
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats
from statsmodels.stats.proportion import confint_proportions_2indep

from reports.gap import DisclosureRule, TableKey, Thresholds, Verdict, compare, compare_again, disclose
from reports.gap.rates import NOT_INSIDE, rates
from reports.gap.significance import score_p
from reports.gap.tests.examples import CENSUS, ETHNIC_5, EXAMPLE, dimension, reference, tally

KEY = TableKey("ethnic_group_5", "direct", "came")
TWO = dimension("black", "white")
counts = st.integers(0, 60)
CASELOAD = reference({"asian": 300, "black": 700, "mixed": 200, "white": 1_700, "other": 100}, is_caseload=True)


def rates_of(people, caseload):
    return rates(compare(dimension=TWO, tally=tally(people), reference=reference(caseload, is_caseload=True)))


def again(found, reference, **options):
    rule = DisclosureRule()
    given = {"dimension": ETHNIC_5, "thresholds": Thresholds(), "rule": rule}
    return compare_again(comparison=found, reference=reference, **(given | options))


def published(found=EXAMPLE, reference=CENSUS):
    return disclose(dimensions=[ETHNIC_5], tallies={KEY: found}, references={"ethnic_group_5": reference})[KEY]


def test_rates_of_the_worked_example():
    """38 of 4,200 against 139 of 9,800."""
    found = rates_of({"black": 38, "white": 139}, {"black": 4_200, "white": 9_800}).of("black")

    assert (found.ratio, found.ratio_low, found.ratio_high) == pytest.approx((0.638, 0.447, 0.910), abs=5e-4)
    in_points = [100 * value for value in (found.difference, found.difference_low, found.difference_high)]
    assert in_points == pytest.approx([-0.51, -0.87, -0.12], abs=5e-3)


@given(counts, counts, st.integers(61, 400), st.integers(61, 400))
def test_rates_agree_with_statsmodels(black, white, black_caseload, white_caseload):
    if not black or not white:
        return
    found = rates_of({"black": black, "white": white}, {"black": black_caseload, "white": white_caseload}).of("black")

    groups = (black, black_caseload, white, white_caseload)
    ratio = confint_proportions_2indep(*groups, compare="ratio", method="score", correction=False)
    difference = confint_proportions_2indep(*groups, compare="diff", method="newcomb")
    assert (found.ratio_low, found.ratio_high) == pytest.approx(ratio, rel=1e-4)
    assert (found.difference_low, found.difference_high) == pytest.approx(difference, abs=1e-9)


def test_rates_have_no_ratio_where_nobody_else_took_part():
    found = rates_of({"black": 40, "white": 0}, {"black": 100, "white": 200}).of("black")

    assert (found.ratio, found.ratio_high, found.rate, found.others_rate) == (None, None, 0.4, 0)
    assert 0 < found.ratio_low < math.inf


@pytest.mark.parametrize(
    "people", [{"black": 101, "white": 20}, {"black": 20, "white": 201}, {"black": 2, "white": 1, "other": 1}]
)
def test_rates_are_refused_when_more_took_part_than_the_caseload_has(people):
    three = dimension("black", "white", "other")
    caseload = reference({"black": 100, "white": 200, "other": 0}, is_caseload=True)
    found = rates(compare(dimension=three, tally=tally(people), reference=caseload))

    assert (found.groups, found.note) == ((), NOT_INSIDE)


def test_rates_are_of_caseloads_only():
    assert rates(compare(dimension=ETHNIC_5, tally=EXAMPLE, reference=CENSUS)) is None


def test_rates_leave_out_starred_and_unlike_groups():
    few = published(tally({"asian": 3, "black": 40, "mixed": 20, "white": 140, "other": 10}), CASELOAD)
    unlike = replace(few, reference=replace(CASELOAD, not_comparable=frozenset({"white"})))

    assert [group.code for group in rates(unlike).groups] == ["black", "mixed", "other"]


def test_compare_again_gives_what_the_first_way_gives():
    other = reference({"asian": 30, "black": 70, "mixed": 20, "white": 170, "other": 10})

    assert again(published(), other) == published(reference=other)
    exact = compare(dimension=ETHNIC_5, tally=EXAMPLE, reference=CENSUS)
    assert again(exact, other) == compare(dimension=ETHNIC_5, tally=EXAMPLE, reference=other)


def test_compare_again_is_the_same_for_counts_that_round_alike():
    """39 and 41 are published as 40, and 2 and 0 as a star."""
    same = {"asian": 14, "mixed": 17, "white": 139}
    one, other = (published(tally(same | more)) for more in ({"black": 39, "other": 2}, {"black": 41, "other": 0}))

    assert again(one, CASELOAD, of_caseload=True) == again(other, CASELOAD, of_caseload=True)


def test_verdicts_against_a_caseload_are_those_of_the_rates():
    """40 of 700 and 175 of 2,300: a third of the white people took part, so chance has less room than in a share."""
    found = again(published(), CASELOAD, of_caseload=True)
    row, rate = found.group("black"), found.rates.of("black")

    table = [[row.participants, rate.caseload - row.participants], [175, 2_300 - 175]]
    assert row.p == pytest.approx(stats.chi2_contingency(table, correction=False).pvalue, rel=1e-9)
    assert row.p < again(published(), CASELOAD).group("black").p


@given(st.integers(10, 90), st.integers(10, 90), st.integers(100, 400), st.integers(100, 400))
def test_the_test_of_rates_agrees_with_koopmans_interval(people, others, caseload, other_caseload):
    found = rates_of({"black": people, "white": others}, {"black": caseload, "white": other_caseload}).of("black")
    everyone = caseload + other_caseload

    p = score_p(people, people + others, caseload / everyone, everyone)
    if abs(p - 0.05) > 1e-6:
        assert (p < 0.05) == (not found.ratio_low <= 1 <= found.ratio_high)


def test_a_caseload_that_does_not_hold_everybody_stays_a_fixed_share():
    small = reference({"asian": 30, "black": 20, "mixed": 20, "white": 170, "other": 10}, is_caseload=True)
    fixed, found = again(published(), small), again(published(), small, of_caseload=True)

    assert (found.rates.note, found.warnings) == (NOT_INSIDE, (*fixed.warnings, NOT_INSIDE))
    assert found.groups == fixed.groups


def test_all_of_a_caseload_taking_part_is_no_difference():
    whole = reference({"asian": 15, "black": 40, "mixed": 15, "white": 140, "other": 5}, is_caseload=True)

    assert {group.verdict for group in again(published(), whole, of_caseload=True).groups} <= {
        Verdict.NO_CLEAR_DIFFERENCE,
        Verdict.TOO_FEW,
    }
