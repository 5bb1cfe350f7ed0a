import pytest

from reports.gap.standardised import expected_people, standardised_ratio


def test_expected_people_at_the_rates_of_the_whole_service():
    found = expected_people(
        group={"young": 300, "old": 100}, everyone={"young": 1_000, "old": 2_000}, took_part={"young": 50, "old": 20}
    )
    assert found == pytest.approx(300 * 0.05 + 100 * 0.01)


def test_standardised_ratio_uses_byars_limits():
    found = standardised_ratio(observed=38, expected=52.40)
    assert (found.ratio, found.low, found.high) == (
        pytest.approx(0.725, abs=5e-4),
        pytest.approx(0.513, abs=5e-4),
        pytest.approx(0.995, abs=5e-4),
    )


def test_standardised_ratio_needs_somebody_expected():
    with pytest.raises(ValueError, match="above 0"):
        standardised_ratio(observed=3, expected=0)
