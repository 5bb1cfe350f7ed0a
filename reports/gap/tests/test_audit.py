"""The audit against every solution of small systems: a table of two rows and a total, once inside itself."""

import itertools

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reports.gap.audit import Audit
from reports.gap.release import Release
from reports.gap.search import Search
from reports.gap.system import Contradiction, System
from reports.gap.tables import DisclosureRule

SUMS = [(0, (1, 2)), (3, (4, 5)), (6, (7, 8))]
ORDERS = [(0, 3), (1, 4), (2, 5), (0, 6), (1, 7), (2, 8)]
PLACES = 9
ranges = st.lists(st.tuples(st.integers(0, 3), st.integers(0, 3)).map(sorted), min_size=PLACES, max_size=PLACES)


def fits(values):
    added_up = all(values[total] == sum(values[part] for part in parts) for total, parts in SUMS)
    return added_up and all(values[smaller] <= values[larger] for smaller, larger in ORDERS)


def all_solutions(bounds):
    cells = [1, 2, 4, 5, 7, 8]
    for numbers in itertools.product(*(range(bounds[cell][0], bounds[cell][1] + 1) for cell in cells)):
        values = dict(zip(cells, numbers, strict=True))
        values |= {total: sum(values[part] for part in parts) for total, parts in SUMS}
        if all(low <= values[place] <= high for place, (low, high) in enumerate(bounds)) and fits(values):
            yield values


def build(bounds):
    system = System()
    for low, high in bounds:
        system.variable(low, high)
    for total, parts in SUMS:
        system.add_sum(total, parts)
    for smaller, larger in ORDERS:
        system.add_order(smaller, larger)
    return system


def audit(bounds, enough):
    system = build(bounds)
    release = Release(system, {place: [] for place in range(PLACES)}, ranks={place: place for place in range(PLACES)})
    return Audit(release, DisclosureRule(minimum_values=enough))


@settings(deadline=None, max_examples=150)
@given(ranges)
def test_unsafe_are_those_with_too_few_values_in_all_solutions(bounds):
    solutions = list(all_solutions(bounds))
    if solutions:
        values = {place: {solution[place] for solution in solutions} for place in range(PLACES)}
        found = audit(bounds, 2)
        assert set(found.unsafe()) == {place for place in range(PLACES) if len(values[place]) < 2}
        assert all(seen <= values[place] for place, seen in found.seen.items())


@settings(deadline=None, max_examples=150)
@given(ranges, st.integers(0, PLACES - 1), st.integers(0, 3))
def test_search_ends_in_a_solution_or_where_it_began(bounds, place, wanted):
    first = next(all_solutions(bounds), None)
    if first is not None and bounds[place][0] <= wanted <= bounds[place][1]:
        search = Search(build(bounds), [first.get(variable, 0) for variable in range(PLACES + len(ORDERS))])
        if search.set({place: wanted}, 60):
            assert fits(search.values)
            assert search.values[place] == wanted
            assert all(low <= search.values[variable] <= high for variable, (low, high) in enumerate(bounds))
        else:
            assert [search.values[variable] for variable in range(PLACES)] == [first[v] for v in range(PLACES)]


@settings(deadline=None, max_examples=150)
@given(ranges)
def test_search_finds_a_solution_where_there_is_one(bounds):
    if next(all_solutions(bounds), None) is not None:
        search = Search(build(bounds), [low for low, _ in bounds] + [0] * len(ORDERS))
        assert search.mend(2000)
        assert fits(search.values)


def test_what_is_known_of_one_table_narrows_another():
    """Two tables of 3 people, the first group alike: at least 1 of 3 there leaves at most 2 here."""
    system = System()
    for low, high in ((3, 3), (0, 3), (0, 3), (3, 3), (0, 3), (0, 3)):
        system.variable(low, high)
    system.add_sum(0, (1, 2))
    system.add_sum(3, (4, 5))
    system.add_order(1, 4)
    system.add_order(4, 1)
    system.low[2], system.high[5] = 2, 3
    system.narrow()
    assert (system.low[5], system.high[4]) == (2, 1)


def test_a_release_that_nothing_fits_is_a_contradiction():
    with pytest.raises(Contradiction):
        audit([(3, 3), (0, 1), (0, 1), *[(0, 3)] * 6], 2).unsafe()
