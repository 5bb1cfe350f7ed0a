from datetime import date

import pytest

from reports.gap import Count, Coverage, Released, TableKey, Tally, UnsafeTogether, disclose
from reports.gap.disclosure import protect
from reports.gap.tables import DisclosureRule
from reports.gap.tests.examples import dimension

YEAR = Coverage(frozenset("a"), date(2025, 4, 1), date(2026, 3, 31))
FIRST = Coverage(frozenset("a"), date(2025, 4, 1), date(2025, 9, 30))
SECOND = Coverage(frozenset("a"), date(2025, 10, 1), date(2026, 3, 31))
GROUPS = dimension("a", "b")
CAME = TableKey("d", "direct", "came")


def people(**counts):
    return Tally({code: Count(number) for code, number in counts.items()})


def released(name, coverage, tally, stage="came", **more):
    key = TableKey("d", "direct", stage)
    table = protect(GROUPS, tally, DisclosureRule())
    return Released(name, coverage, {key: table}, frozenset([key] if table.known is None else []), **more)


def new(coverage, tally, *earlier, stage="came", rule=None):
    key = TableKey("d", "direct", stage)
    return disclose(
        dimensions=[GROUPS], tallies={key: tally}, references={}, coverage=coverage, earlier=earlier, rule=rule
    )[key]


def halves():
    return (
        released("first half", FIRST, people(a=4, b=30)),
        released("second half", SECOND, people(a=4, b=30)),
    )


def test_two_stars_under_a_year_of_10_are_both_4():
    assert not new(YEAR, people(a=8, b=45)).withheld
    assert new(YEAR, people(a=8, b=45), *halves()).withheld


def test_a_star_completed_by_a_later_part_is_found_in_any_order():
    first, second = halves()
    year = released("the year", YEAR, people(a=8, b=45))
    assert not new(SECOND, people(a=4, b=30), first).withheld
    assert new(SECOND, people(a=4, b=30), first, year).withheld
    assert new(FIRST, people(a=4, b=30), second, year).withheld


def test_two_starred_totals_under_a_year_of_10_cannot_be_published_with_it():
    halves = [released(str(n), part, people(a=1, b=3)) for n, part in enumerate((FIRST, SECOND))]
    with pytest.raises(UnsafeTogether) as refused:
        new(YEAR, people(a=2, b=6), *halves)
    assert refused.value.names == ("0", "1")


def test_asking_for_one_value_switches_the_check_off():
    rule = DisclosureRule(minimum_values=1)
    assert not new(YEAR, people(a=8, b=45), *halves(), rule=rule).withheld


def test_people_who_led_to_a_change_add_up_over_the_days_on_which_they_spoke():
    """Two halves of a star under a year of 10 are 4 each, as they are for people who came."""
    earlier = [released(str(n), part, people(a=4, b=30), stage="influenced") for n, part in enumerate((FIRST, SECOND))]
    assert new(YEAR, people(a=8, b=45), *earlier, stage="influenced").withheld


def test_people_who_came_back_do_not_add_up():
    """Once in each half: nobody came back in a half, ten in the year."""
    earlier = [released(str(n), part, people(a=0, b=30), stage="came_back") for n, part in enumerate((FIRST, SECOND))]
    assert not new(YEAR, people(a=10, b=45), *earlier, stage="came_back").withheld


def test_releases_of_other_people_are_left_out():
    elsewhere = Coverage(frozenset("b"), FIRST.starts_on, FIRST.ends_on)
    earlier = released("elsewhere", elsewhere, people(a=1, b=90))
    assert new(YEAR, people(a=8, b=45), earlier) == new(YEAR, people(a=8, b=45))


def test_releases_that_contradict_each_other_are_not_linked():
    """More in the half than in the year: somebody corrected the register in between."""
    earlier = released("first half", FIRST, people(a=20, b=90))
    assert new(YEAR, people(a=4, b=45), earlier) == new(YEAR, people(a=4, b=45))


def test_a_release_needs_a_coverage_to_be_held_against_others():
    with pytest.raises(ValueError, match="covers"):
        new(None, people(a=8, b=45), *halves())
