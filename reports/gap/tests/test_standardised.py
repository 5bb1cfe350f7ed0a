import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from reports.gap import TableKey, compare, disclose, standardise
from reports.gap.standardised import expected_people, standardised_ratio
from reports.gap.tests.examples import dimension, reference, tally

ETHNIC, AGE = dimension("black", "white", name="e"), dimension("young", "old", name="a")
# Black people are young here, and young people take part less: 2% against 10%.
STRATA = {"young": {"black": 800, "white": 1_200}, "old": {"black": 200, "white": 1_800}}
TOOK_PART = {"young": 40, "old": 200}


def table(of, people, **unknown):
    counts = reference({code: 1 + number for code, number in people.items()})
    return compare(dimension=of, tally=tally(people, **unknown), reference=counts)


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


def test_standardise_takes_out_what_age_explains():
    """800 at 40/2,000 and 200 at 200/2,000 make 36 expected; by the shares alone 240 · 1,000/4,000 = 60 would be."""
    found = standardise(
        table(ETHNIC, {"black": 36, "white": 204}), by=table(AGE, TOOK_PART), dimension="a", strata=STRATA
    )

    assert (found.by, found.note) == ("a", "")
    black = found.ratios["black"]
    assert (black.observed, black.expected, black.ratio) == (36, pytest.approx(36), pytest.approx(1))
    low = 36 * (1 - 1 / (9 * 36) - stats.norm.ppf(0.975) / (3 * 36**0.5)) ** 3
    assert black.low == pytest.approx(low / 36)


def test_standardise_scales_to_the_people_whose_group_is_known():
    half = standardise(
        table(ETHNIC, {"black": 18, "white": 102}), by=table(AGE, TOOK_PART), dimension="a", strata=STRATA
    )

    assert half.ratios["black"].expected == pytest.approx(18)


@given(st.lists(st.integers(1, 500), min_size=4, max_size=4), st.integers(5, 90), st.integers(5, 90))
def test_standardise_expects_all_groups_together_as_often_as_they_came(sizes, young, old):
    strata = {
        "young": dict(zip(("black", "white"), sizes[:2], strict=True)),
        "old": {"black": sizes[2], "white": sizes[3]},
    }
    people = {"black": 10, "white": young + old - 5}
    found = standardise(
        table(ETHNIC, people), by=table(AGE, {"young": young, "old": old}), dimension="a", strata=strata
    )

    assert sum(one.expected for one in found.ratios.values()) == pytest.approx(sum(people.values()))


def test_standardise_gives_nothing_when_a_stratum_is_hidden():
    key = TableKey("a", "direct", "came")
    hidden = disclose(dimensions=[AGE], tallies={key: tally({"young": 3, "old": 90})}, references={})[key]
    found = standardise(table(ETHNIC, {"black": 36, "white": 60}), by=hidden, dimension="a", strata=STRATA)

    assert (found.ratios, found.note) == ({}, "A count that this needs is hidden.")
    assert (
        standardise(table(ETHNIC, {"black": 36, "white": 60}), by=None, dimension="a", strata=STRATA).note == found.note
    )


def test_standardise_gives_nothing_when_nobody_of_a_stratum_is_in_the_benchmark():
    strata = STRATA | {"old": {"black": 0, "white": 0}}
    found = standardise(
        table(ETHNIC, {"black": 36, "white": 204}), by=table(AGE, TOOK_PART), dimension="a", strata=strata
    )

    assert (found.ratios, found.note) == ({}, "The benchmark has nobody where some people took part.")
