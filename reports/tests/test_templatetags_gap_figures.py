import pytest

from reports.templatetags.gap_figures import chance, people, percent, points, times


@pytest.mark.parametrize(("value", "text"), [(None, "*"), (0, "0"), (1235, "1,235")])
def test_people(value, text):
    assert people(value) == text


@pytest.mark.parametrize(
    ("value", "places", "text"),
    [(None, 0, "–"), (0.1776, 0, "18%"), (0.125, 0, "13%"), (0.005, 0, "1%"), (0.1776, 1, "17.8%"), (1.0, 0, "100%")],
)
def test_percent_rounds_halves_up(value, places, text):
    assert percent(value, places) == text


@pytest.mark.parametrize(("value", "text"), [(None, "–"), (-0.0673, "−6.7"), (0.1355, "+13.6"), (0.0, "+0.0")])
def test_points_carry_their_sign(value, text):
    assert points(value) == text


def test_times_and_chance():
    assert (times(0.7254), times(None)) == ("0.73", "–")
    assert (chance(0.0457), chance(0.0002), chance(None)) == ("0.046", "under 0.001", "–")
