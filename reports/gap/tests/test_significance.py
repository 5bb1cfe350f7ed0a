import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import special, stats
from statsmodels.stats.multitest import multipletests
from statsmodels.stats.proportion import proportions_ztest

from reports.gap import significance
from reports.gap.intervals import wilson
from reports.gap.tests.examples import BOROUGHS, CAME

BLACK = 322_358 / 1_316_567
# Two ways of adding up a tail differ in its last figures long after it has stopped to matter.
NOUGHT = 1e-30


def test_score_p_of_the_running_example():
    assert significance.score_p(38, 214, BLACK) == pytest.approx(0.0221, abs=5e-5)


def test_binomial_p_of_the_running_example():
    assert significance.binomial_p(38, 214, BLACK) == pytest.approx(0.0211, abs=5e-5)


@given(st.integers(1, 2_000), st.floats(0, 1), st.floats(0.001, 0.999))
def test_score_p_agrees_with_statsmodels(known, part, benchmark):
    people = round(part * known)
    expected = proportions_ztest(people, known, benchmark, prop_var=benchmark)[1]
    assert significance.score_p(people, known, benchmark) == pytest.approx(expected, rel=1e-9, abs=NOUGHT)


@settings(deadline=None)
@given(st.integers(1, 1_500), st.floats(0, 1), st.floats(0.0005, 0.9995))
def test_binomial_p_agrees_with_scipy(known, part, benchmark):
    people = round(part * known)
    expected = stats.binomtest(people, known, benchmark).pvalue
    assert significance.binomial_p(people, known, benchmark) == pytest.approx(expected, rel=1e-8, abs=NOUGHT)


@pytest.mark.parametrize(("people", "benchmark", "p"), [(0, 0.0, 1.0), (2, 0.0, 0.0), (9, 1.0, 1.0), (8, 1.0, 0.0)])
def test_binomial_p_at_the_ends(people, benchmark, p):
    assert significance.binomial_p(people, 9, benchmark) == p


def test_group_p_is_exact_when_few_are_expected():
    assert significance.group_p(3, 40, 0.1) == significance.binomial_p(3, 40, 0.1)
    assert significance.group_p(38, 40, 0.9) == significance.binomial_p(38, 40, 0.9)
    assert significance.group_p(3, 50, 0.1) == significance.score_p(3, 50, 0.1)


@given(st.integers(1, 500), st.floats(0, 1), st.floats(0.01, 0.99))
def test_score_test_agrees_with_the_interval_that_is_printed(known, part, benchmark):
    people = round(part * known)
    low, high = wilson(people, known)
    p = significance.score_p(people, known, benchmark)
    if abs(p - 0.05) > 1e-9:
        assert (p < 0.05) == (not low <= benchmark <= high)


@given(st.floats(0.5, 200), st.floats(0, 400))
def test_regularised_gamma_agrees_with_scipy(shape, x):
    assert significance.regularised_gamma(shape, x) == pytest.approx(special.gammainc(shape, x), abs=1e-11)


@given(st.integers(1, 40), st.floats(0, 300))
def test_chi_square_p_agrees_with_scipy(degrees, statistic):
    expected = stats.chi2.sf(statistic, degrees)
    assert significance.chi_square_p(statistic, degrees) == pytest.approx(expected, rel=1e-9, abs=1e-12)


def test_profile_test_of_the_running_example():
    statistic, p = significance.profile_test(list(CAME.values()), [BOROUGHS[code] / 1_316_567 for code in CAME])
    assert (statistic, p) == (pytest.approx(18.0886, abs=5e-5), pytest.approx(0.00118584, abs=5e-9))


def test_profile_test_needs_five_expected_in_every_group():
    assert significance.profile_test([30, 9], [0.9, 0.1]) is None


def test_benjamini_hochberg_of_the_running_example():
    p_values = [significance.group_p(CAME[code], 214, BOROUGHS[code] / 1_316_567) for code in CAME]
    adjusted = significance.benjamini_hochberg(p_values)
    assert adjusted == [
        pytest.approx(value, abs=5e-8) for value in (0.0457378, 0.0457378, 0.9069979, 0.000364625, 0.1641593)
    ]


@given(st.lists(st.floats(0, 1), min_size=1, max_size=30))
def test_benjamini_hochberg_agrees_with_statsmodels(p_values):
    expected = multipletests(p_values, method="fdr_bh")[1]
    assert significance.benjamini_hochberg(p_values) == pytest.approx(list(expected), abs=1e-12)
