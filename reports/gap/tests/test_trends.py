import math
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats
from statsmodels.stats.proportion import confint_proportions_2indep

from reports.gap.trends import (
    Found,
    Observation,
    Signal,
    TrendRules,
    has_fallen,
    is_getting_worse,
    p_chart,
    standard_error,
)

KNOWN = (48, 52, 60, 45, 58, 62, 55, 64)
PEOPLE = (6, 7, 9, 5, 8, 9, 9, 22)
HIDDEN = Observation(None, 50, fewer_than=5)
MISSING = Observation(None, None)
periods = st.lists(
    st.integers(5, 400).flatmap(lambda n: st.builds(Observation, st.integers(0, n), st.just(n))), max_size=20
)


def series(people, known=100):
    return [Observation(count, known) for count in people]


def chart(observations, **more):
    (phase,) = p_chart(observations, **more)
    return phase


def points_of(observations, **more):
    return [point for phase in p_chart(observations, **more) for point in phase.points]


def signals(observations, **more):
    """By number of the point: what it is part of."""
    points = chart(observations, **more).points
    return {at: point.found for at, point in enumerate(points) if point.found}


def test_p_chart_of_the_worked_example():
    phase = chart([Observation(*pair) for pair in zip(PEOPLE, KNOWN, strict=True)])

    assert phase.centre == pytest.approx(0.1689, abs=5e-5)
    assert phase.points[-1].share == pytest.approx(0.344, abs=5e-4)
    assert phase.points[-1].high == pytest.approx(0.309, abs=5e-4)
    assert phase.points[-1].found == {Found(Signal.OUTSIDE, up=True)}
    assert all(point.low < point.share < point.high for point in phase.points[:-1])
    assert {one for point in phase.points[:-1] for one in point.found} == {Found(Signal.ONE_SIDE, up=False)}


def test_p_chart_of_seven_points_has_no_limits():
    phase = chart(series([10] * 6 + [90]))

    assert (phase.centre, {point.high for point in phase.points}, phase.found) == (None, {None}, frozenset())


def test_p_chart_of_nothing_is_empty():
    assert p_chart([]) == ()


@pytest.mark.parametrize(
    ("people", "where", "up"),
    [
        ([19, 21, 19, 22, 22, 22, 22, 22, 22, 22], range(3, 10), True),
        ([22, 22, 22, 22, 22, 22, 22, 19, 21, 15], range(7), True),
        ([21, 19, 21, 18, 18, 18, 18, 18, 18, 18], range(3, 10), False),
    ],
)
def test_seven_in_a_row_on_one_side_are_found(people, where, up):
    found = {at for at, those in signals(series(people)).items() if Found(Signal.ONE_SIDE, up) in those}

    assert found == set(where)


def test_six_in_a_row_on_one_side_are_chance():
    assert signals(series([19, 21, 19, 22, 22, 22, 22, 22, 22, 15])) == {}


def test_seven_rising_in_a_row_are_found_and_six_are_not():
    rising = [30, 20, 22, 24, 26, 28, 30, 32]

    seven = {at for at, those in signals(series(rising)).items() if Found(Signal.ONE_WAY, up=True) in those}

    assert seven == set(range(1, 8))
    assert signals(series([30, 22, 24, 26, 28, 30, 32, 25])) == {}


def test_equal_shares_end_a_fall():
    falling = [33, 31, 29, 27, 25, 23, 21, 19]

    assert Found(Signal.ONE_WAY, up=False) in signals(series(falling))[7]
    assert not any(those for those in signals(series([33, 31, 29, 29, 27, 25, 23, 21])).values())


def test_two_of_three_near_a_limit_are_found_on_one_side_only():
    calm = [20, 21, 19, 20, 21, 19, 20, 20]
    near = Found(Signal.NEAR_LIMIT, up=False)

    assert {at for at, those in signals(series([*calm, 9, 20, 9])).items() if near in those} == {8, 10}
    for far in ([9, 20, 31], [9, 20, 20, 9]):
        assert [those for those in signals(series([*calm, *far])).values() if near in those] == []


def test_run_lengths_are_settings():
    people = [19, 21, 19, 22, 22, 22, 22, 22, 22, 15]

    assert set(signals(series(people), rules=TrendRules(run_on_one_side=6))) == set(range(3, 9))


@pytest.mark.parametrize("gap", [HIDDEN, MISSING])
def test_hidden_or_missing_period_ends_a_run_and_counts_for_nothing(gap):
    seven = series([19, 21, 19, 22, 22, 22, 22, 22, 22, 22, 20])
    broken = [*seven[:6], gap, *seven[6:]]

    assert any(those for those in signals(seven).values())
    assert signals(broken) == {}
    assert chart(broken).centre == chart(seven).centre


def test_hidden_periods_do_not_make_up_the_eight():
    assert chart([*series([10] * 7), HIDDEN]).centre is None


def test_star_has_a_range_and_no_share():
    point = chart([*series([10] * 8), HIDDEN]).points[-1]

    assert (point.share, point.observation.highest, point.found) == (None, 0.08, frozenset())


def test_decision_to_start_anew_holds_later_points_against_one_another_only():
    observations = [*series([30] * 8), replace(series([10])[0], starts_anew=True), *series([10] * 7)]

    before, after = p_chart(observations)

    assert (before.centre, after.centre) == (0.3, 0.1)
    assert (before.found, after.found) == (frozenset(), frozenset())


def test_rounding_widens_the_limits_by_what_it_can_add():
    exact, rounded = (chart(series([20] * 8), rounding_base=base).points[0] for base in (1, 5))

    assert exact.high == pytest.approx(0.2 + 3 * math.sqrt(0.2 * 0.8 / 100))
    assert rounded.high == pytest.approx(0.2 + 3 * math.sqrt(0.2 * 0.8 / 100 + 2 * 1.04 / 100**2))


def test_rounding_adds_the_variance_of_whole_numbers_spread_evenly():
    assert standard_error(0, 10, rounding_base=5) * 10 == pytest.approx(stats.randint(-2, 3).std())


@given(periods)
def test_p_chart_agrees_with_the_normal_approximation_of_scipy(observations):
    for point in (point for phase in p_chart(observations) for point in phase.points if phase.centre):
        spread = stats.binom(point.observation.known, point.centre).std() / point.observation.known
        assert point.high == pytest.approx(min(1, point.centre + 3 * spread))
        assert point.low == pytest.approx(max(0, point.centre - 3 * spread))
        assert 0 <= point.low <= point.warn_low <= point.centre <= point.warn_high <= point.high <= 1


@given(periods)
def test_p_chart_of_everybody_else_is_the_mirror_image(observations):
    others = [Observation(one.known - one.people, one.known) for one in observations]
    turned = [{Found(one.signal, not one.up) for one in point.found} for point in points_of(others)]

    assert [set(point.found) for point in points_of(observations)] == turned


@given(periods, st.sampled_from([1, 5]))
@settings(max_examples=50)
def test_p_chart_is_the_same_read_in_either_direction(observations, base):
    """A rise read backwards is a fall; what is outside, near a limit or on one side stays so."""
    back = points_of(observations[::-1], rounding_base=base)[::-1]
    for point, mirrored in zip(points_of(observations, rounding_base=base), back, strict=True):
        turned = {Found(one.signal, one.up != (one.signal == Signal.ONE_WAY)) for one in mirrored.found}
        assert set(point.found) == turned


@pytest.mark.parametrize(
    ("before", "after", "fallen"),
    [
        (Observation(30, 100), Observation(15, 100), True),
        (Observation(30, 100), Observation(25, 100), False),
        (Observation(15, 100), Observation(30, 100), False),
        (Observation(30, 100), Observation(None, 100, fewer_than=5), True),
        (Observation(10, 100), Observation(None, 100, fewer_than=5), False),
        (Observation(None, 100, fewer_than=5), Observation(None, 100, fewer_than=5), False),
        (Observation(30, 100), MISSING, False),
        (MISSING, Observation(5, 100), False),
    ],
)
def test_has_fallen_says_so_only_of_what_is_clear(before, after, fallen):
    assert has_fallen(before, after) is fallen


@given(periods.filter(lambda found: len(found) >= 2))
def test_has_fallen_agrees_with_statsmodels(observations):
    before, after = observations[:2]
    _, high = confint_proportions_2indep(
        after.people, after.known, before.people, before.known, method="newcomb", compare="diff", correction=False
    )
    if abs(high) > 1e-9:
        assert has_fallen(before, after) == (high < 0)


def test_is_getting_worse_looks_a_year_back():
    fallen = series([30, 20, 20, 20, 15])

    assert is_getting_worse(fallen)
    assert not is_getting_worse(fallen[1:])
    assert not is_getting_worse([*fallen[:4], HIDDEN, fallen[4]])


def test_is_getting_worse_asks_the_newest_point_only():
    steady = [20] * 8

    assert is_getting_worse(series([*steady, 5]))
    assert not is_getting_worse(series([*steady, 5, 20, 20]))
    assert not is_getting_worse(series([*steady, 45]))


def test_is_getting_worse_does_not_reach_behind_a_new_start():
    anew = replace(series([20])[0], starts_anew=True)

    assert not is_getting_worse([*series([30, 20]), anew, *series([20, 15])])


def test_is_getting_worse_of_nothing_is_false():
    assert not is_getting_worse([])
