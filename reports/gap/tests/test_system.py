import itertools

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reports.gap.system import Contradiction, System

bounds = st.tuples(st.integers(0, 4), st.integers(0, 4)).map(sorted)


def build(ranges, sums=(), orders=()):
    system = System()
    for low, high in ranges:
        system.variable(low, high)
    for total, parts in sums:
        system.add_sum(total, parts)
    for smaller, larger in orders:
        system.add_order(smaller, larger)
    return system


def solutions(ranges, sums=(), orders=()):
    """Every solution, by trying everything."""
    for values in itertools.product(*(range(low, high + 1) for low, high in ranges)):
        fits = all(values[total] == sum(values[part] for part in parts) for total, parts in sums)
        if fits and all(values[smaller] <= values[larger] for smaller, larger in orders):
            yield values


@settings(deadline=None)
@given(st.lists(bounds, min_size=6, max_size=6))
def test_bounds_on_a_tree_of_sums_are_exact(ranges):
    """0 = 1 + 2 + 3 and 3 = 4 + 5: every value left between the bounds of a variable occurs, and no other."""
    sums = [(0, [1, 2, 3]), (3, [4, 5])]
    found = list(solutions(ranges, sums))
    system = build(ranges, sums)
    if not found:
        with pytest.raises(Contradiction):
            system.narrow()
        return
    system.narrow()
    for variable in range(6):
        assert {values[variable] for values in found} == set(range(system.low[variable], system.high[variable] + 1))


@settings(deadline=None)
@given(st.lists(bounds, min_size=6, max_size=6))
def test_bounds_on_rings_lose_no_solution(ranges):
    sums, orders = [(0, [1, 2]), (3, [4, 5])], [(1, 4), (2, 5), (0, 3)]
    found = list(solutions(ranges, sums, orders))
    system = build(ranges, sums, orders)
    try:
        system.narrow()
    except Contradiction:
        assert found == []
    for values in found:
        assert all(system.low[v] <= values[v] <= system.high[v] for v in range(6))


def test_undo_brings_the_bounds_back():
    system = build([(0, 9), (0, 9), (0, 9)], [(0, [1, 2])])
    system.low[1], trail = 7, []
    system.narrow([1], trail)
    assert (system.low[0], system.high[2]) == (7, 2)
    system.undo(trail)
    assert (system.low[0], system.high[2]) == (0, 9)
