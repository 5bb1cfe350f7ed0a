from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reports.gap import measures
from reports.gap.tests.examples import BOROUGHS, CAME

SHARES = [CAME[code] / 214 for code in CAME]
PARTS = [BOROUGHS[code] / 1_316_567 for code in CAME]
groups = st.tuples(st.integers(0, 300), st.integers(0, 300), st.integers(1, 5_000), st.integers(1, 5_000))


def test_index_of_dissimilarity_of_the_running_example():
    assert measures.index_of_dissimilarity(SHARES, PARTS) == pytest.approx(0.1376530, abs=5e-8)


def test_theil_of_the_running_example():
    assert measures.theil(SHARES, PARTS) == pytest.approx(0.0446653, abs=5e-8)


def test_theil_leaves_out_a_group_with_nobody_in_it():
    assert measures.theil([0.0, 1.0], [0.5, 0.5]) == pytest.approx(0.6931472)


def test_people_to_close_of_the_running_example():
    found = {
        code: measures.people_to_close(people=CAME[code], known=214, benchmark=BOROUGHS[code], base=1_316_567)
        for code in CAME
    }
    assert found == {"asian": 12, "black": 20, "mixed": 0, "white": 0, "other": 6}


def test_swaps_to_close_of_the_running_example():
    found = {
        code: measures.swaps_to_close(people=CAME[code], known=214, benchmark=BOROUGHS[code], base=1_316_567)
        for code in CAME
    }
    assert found == {"asian": 11, "black": 15, "mixed": 0, "white": 0, "other": 5}


def test_an_exact_hit_is_not_rounded_up():
    size = {"people": 20, "known": 100, "benchmark": 3, "base": 10}
    assert (measures.people_to_close(**size), measures.swaps_to_close(**size)) == (15, 10)


def test_nobody_can_close_a_gap_to_everybody():
    assert measures.people_to_close(people=3, known=4, benchmark=10, base=10) is None


@given(groups)
def test_people_to_close_is_the_smallest_number_that_closes(numbers):
    people, others, benchmark, rest = numbers
    base, known = benchmark + rest, people + others
    more = measures.people_to_close(people=people, known=known, benchmark=benchmark, base=base)
    target = Fraction(benchmark, base)
    assert people + more >= target * (known + more)
    assert more == 0 or people + more - 1 < target * (known + more - 1)


@given(groups)
def test_swaps_to_close_is_the_smallest_number_that_closes(numbers):
    people, others, benchmark, rest = numbers
    base, known = benchmark + rest, people + others
    swaps = measures.swaps_to_close(people=people, known=known, benchmark=benchmark, base=base)
    target = Fraction(benchmark, base) * known
    assert people + swaps >= target
    assert swaps == 0 or people + swaps - 1 < target


def test_unknown_bounds_of_the_running_example():
    low, high = measures.unknown_bounds(people=38, known=214, unknown=19)
    assert (low, high) == (pytest.approx(38 / 233), pytest.approx(57 / 233))
    assert (low / PARTS[1], high / PARTS[1]) == (pytest.approx(0.666, abs=5e-4), pytest.approx(0.999, abs=5e-4))


def test_unknown_bounds_of_nobody():
    assert measures.unknown_bounds(people=0, known=0, unknown=0) is None
