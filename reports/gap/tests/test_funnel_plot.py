import math

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from statsmodels.stats.proportion import proportion_confint

from reports.gap.funnel_plot import FunnelRules, Place, enough, limits, unit
from reports.gap.trends import Observation

shares = st.floats(0.01, 0.99)
known = st.integers(10, 10_000)


def test_limits_of_a_worked_example():
    """A tenth of 100 people: 0.03 is one standard error, so 4.1% to 15.9%, and from 0.7% to 19.3% nearly always."""
    found = limits(0.1, 100)

    assert (found.often_low, found.often_high) == (pytest.approx(0.0412, abs=5e-5), pytest.approx(0.1588, abs=5e-5))
    assert (found.seldom_low, found.seldom_high) == (pytest.approx(0.0073, abs=5e-5), pytest.approx(0.1927, abs=5e-5))


@given(shares, known, st.data())
def test_limits_are_wilson_turned_round(target, number, data):
    people = data.draw(st.integers(0, number))
    low, high = proportion_confint(people, number, method="wilson")
    found = limits(target, number)
    assume(min(abs(low - target), abs(high - target)) > 1e-9)

    assert (found.often_low <= people / number <= found.often_high) == (low <= target <= high)


@given(shares, known)
def test_limits_lie_inside_one_another_and_close_in(target, number):
    few, many = limits(target, number), limits(target, 2 * number)

    assert 0 <= few.seldom_low <= few.often_low <= target <= few.often_high <= few.seldom_high <= 1
    assert many.often_high - many.often_low <= few.often_high - few.often_low + 1e-12


def test_limits_of_rounded_counts_are_wider():
    assert limits(0.2, 50, rounding_base=5).often_high == pytest.approx(
        0.2 + 1.959964 * math.sqrt(0.2 * 0.8 / 50 + 2 * 1.04 / 2500)
    )


@pytest.mark.parametrize(
    ("people", "place"),
    [(0, "far-below"), (3, "below"), (5, "inside"), (15, "inside"), (17, "above"), (25, "far-above")],
)
def test_unit_is_placed(people, place):
    assert unit(Observation(people, 100), 0.1).place == place


@pytest.mark.parametrize(
    ("observation", "target", "place"),
    [
        (Observation(None, 200, fewer_than=5), 0.2, Place.FAR_BELOW),
        (Observation(None, 100, fewer_than=5), 0.15, Place.BELOW),
        (Observation(None, 60, fewer_than=5), 0.1, Place.HIDDEN),
        (Observation(None, None), 0.2, Place.HIDDEN),
        (Observation(None, 100), 0.2, Place.HIDDEN),
        (Observation(10, 25), 0.3, Place.TOO_FEW),
        (Observation(10, 100), 0.04, Place.TOO_FEW),
    ],
)
def test_unit_says_only_what_holds_for_every_value(observation, target, place):
    assert unit(observation, target).place == place


def test_enough_counts_those_that_can_be_drawn():
    shown, hidden = unit(Observation(10, 100), 0.1), unit(Observation(None, None), 0.1)

    assert enough([shown] * 5)
    assert not enough([shown] * 4 + [hidden])
    assert enough([shown] * 4, rules=FunnelRules(units_needed=4))
