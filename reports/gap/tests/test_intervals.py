import math

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats
from statsmodels.stats.proportion import confint_proportions_2indep, proportion_confint

from reports.gap.intervals import Z, katz, koopman, newcombe, poisson, wilson

counts = st.integers(1, 400).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n)))


def test_z_is_the_exact_quantile():
    assert pytest.approx(stats.norm.ppf(0.975), abs=1e-14) == Z


def test_wilson_of_the_running_example():
    assert wilson(38, 214) == (pytest.approx(0.1322, abs=5e-5), pytest.approx(0.2343, abs=5e-5))


def test_wilson_of_nobody_is_not_degenerate():
    assert wilson(0, 20) == (0.0, pytest.approx(0.1611, abs=5e-5))


@given(counts)
def test_wilson_agrees_with_statsmodels(numbers):
    people, known = numbers
    assert wilson(people, known) == pytest.approx(proportion_confint(people, known, method="wilson"), abs=1e-12)


@given(counts)
def test_wilson_mirrors(numbers):
    people, known = numbers
    low, high = wilson(people, known)
    assert wilson(known - people, known) == pytest.approx((1 - high, 1 - low), abs=1e-12)
    assert 0 <= low <= people / known <= high <= 1


@pytest.mark.parametrize(("people", "known"), [(1, 0), (-1, 5), (6, 5)])
def test_wilson_refuses_what_is_not_a_share(people, known):
    with pytest.raises(ValueError):
        wilson(people, known)


def test_koopman_of_the_worked_example():
    assert koopman(38, 4_200, 139, 9_800) == (pytest.approx(0.447, abs=5e-4), pytest.approx(0.910, abs=5e-4))


def test_katz_of_the_worked_example():
    assert katz(38, 4_200, 139, 9_800) == (pytest.approx(0.446, abs=5e-4), pytest.approx(0.912, abs=5e-4))


def test_katz_fails_at_zero_where_koopman_does_not():
    assert katz(0, 30, 8, 60) is None
    assert koopman(0, 30, 8, 60)[0] == 0
    assert koopman(8, 60, 0, 30)[1] == math.inf
    assert koopman(0, 60, 0, 30) is None


@settings(deadline=None, max_examples=60)
@given(
    st.integers(5, 300).flatmap(lambda n: st.tuples(st.integers(1, n - 1), st.just(n))),
    st.integers(5, 300).flatmap(lambda n: st.tuples(st.integers(1, n - 1), st.just(n))),
)
def test_koopman_agrees_with_statsmodels(first, second):
    expected = confint_proportions_2indep(*first, *second, method="score", compare="ratio", correction=False)
    assert koopman(*first, *second) == pytest.approx(expected, rel=1e-6)


def test_newcombe_of_the_worked_example():
    low, high = newcombe(38, 4_200, 139, 9_800)
    assert (low, high) == (pytest.approx(-0.0087, abs=5e-5), pytest.approx(-0.0012, abs=5e-5))


@given(counts, counts)
def test_newcombe_agrees_with_statsmodels(first, second):
    expected = confint_proportions_2indep(*first, *second, method="newcomb", compare="diff")
    assert newcombe(*first, *second) == pytest.approx(expected, abs=1e-9)


def test_poisson_limits_of_the_running_example():
    assert [limit / 52.40 for limit in poisson(38)] == [pytest.approx(0.513, abs=5e-4), pytest.approx(0.995, abs=5e-4)]
    assert [limit / 10.84 for limit in poisson(6)] == [pytest.approx(0.203, abs=5e-4), pytest.approx(1.205, abs=5e-4)]


@pytest.mark.parametrize("observed", range(10))
def test_poisson_below_ten_agrees_with_scipy(observed):
    low = stats.chi2.ppf(0.025, 2 * observed) / 2 if observed else 0
    high = stats.chi2.ppf(0.975, 2 * observed + 2) / 2
    assert poisson(observed) == (pytest.approx(low, rel=1e-10), pytest.approx(high, rel=1e-10))


@pytest.mark.parametrize("observed", [10, 38, 250, 4_000])
def test_byars_limits_are_close_to_the_exact_ones(observed):
    exact = stats.chi2.ppf(0.025, 2 * observed) / 2, stats.chi2.ppf(0.975, 2 * observed + 2) / 2
    assert poisson(observed) == pytest.approx(exact, rel=2e-3)
