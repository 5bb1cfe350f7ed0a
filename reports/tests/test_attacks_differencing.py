"""Two or more releases set against each other: what changed in between, and in which order they were asked for."""

import random
from datetime import date
from itertools import permutations

import pytest

from reports.gap import (
    Count,
    Coverage,
    Dimension,
    DisclosureRule,
    Group,
    ProtectedTable,
    Released,
    TableKey,
    Tally,
    UnsafeTogether,
    disclose,
)
from reports.services.guard import least_changed

COLOUR = Dimension("colour", "Colour", tuple(Group(code, code) for code in "ab"))
KEY = TableKey("colour", "direct", "came")
SPRING = Coverage(frozenset([""]), date(2025, 4, 1), date(2025, 6, 30))
SUMMER = Coverage(frozenset([""]), date(2025, 7, 1), date(2025, 9, 30))
HALF = Coverage(frozenset([""]), date(2025, 4, 1), date(2025, 9, 30))
RULE = DisclosureRule()


def tally(a, b):
    return Tally({"a": Count(a), "b": Count(b)})


def publish(coverage, counts, earlier=()):
    tables = disclose(
        dimensions=[COLOUR], tallies={KEY: tally(*counts)}, references={}, coverage=coverage, earlier=earlier
    )
    return tables[KEY]


def as_released(name, coverage, table):
    shown = ProtectedTable(
        table.participants,
        table.known,
        table.declined,
        table.not_asked,
        0,
        {row.code: row.participants for row in table.groups},
        {},
        {},
    )
    return Released(name, coverage, {KEY: shown}, frozenset([KEY]) if table.withheld else frozenset())


def shown(table):
    return {row.code: row.participants for row in table.groups}


def test_two_starred_quarters_under_a_half_year_of_ten_do_not_stand_together():
    """At most 4 and 4 make the 8 that a 10 needs: both would be exactly 4. Alone, the half year may be published."""
    quarters = [as_released(name, days, publish(days, (40, 4))) for name, days in (("q1", SPRING), ("q2", SUMMER))]
    assert [shown(table) for table in (publish(SPRING, (40, 4)), publish(HALF, (70, 8)))] == [
        {"a": 40, "b": None},
        {"a": 70, "b": 10},
    ]

    together = publish(HALF, (70, 8), quarters)

    assert (together.withheld, together.participants) == (True, 80)


ASKED_FOR = {"q1": (SPRING, (40, 4)), "q2": (SUMMER, (40, 4)), "half": (HALF, (70, 8))}


def in_order(names, *, audited):
    out = {}
    for name in names:
        coverage, counts = ASKED_FOR[name]
        earlier = [as_released(other, ASKED_FOR[other][0], table) for other, table in out.items()]
        try:
            out[name] = publish(coverage, counts, earlier if audited else ())
        except UnsafeTogether:
            continue
    return out


def all_told(out):
    """Whether both quarters' stars and the ten between them are out, which gives both away."""
    return len(out) == len(ASKED_FOR) and not any(table.withheld for table in out.values())


@pytest.mark.parametrize("names", list(permutations(ASKED_FOR)))
def test_no_order_of_requests_gets_all_three_out(names):
    assert not all_told(in_order(names, audited=True))
    assert all_told(in_order(names, audited=False))


@pytest.mark.parametrize("names", list(permutations(ASKED_FOR)))
def test_whatever_comes_first_gets_out_whole(names):
    out = in_order(names, audited=True)

    assert not out[names[0]].withheld
    assert not out[names[1]].withheld


def test_the_same_counts_with_another_benchmark_tell_nothing_new():
    first = publish(SPRING, (40, 4))
    before = as_released("q1", SPRING, first)
    same = Released(before.name, SPRING, before.tables, before.withheld, same_counts=True)

    assert publish(SPRING, (40, 4), [same]) == first


CHANGES = {
    "added": {"=a": 41},
    "taken off": {"=a": 39},
    "moved to another group": {"=a": 39, "=b": 9},
    "answer taken back": {"=a": 39, "not_asked": 1},
    "now declines": {"=a": 39, "declined": 1},
}


@pytest.mark.parametrize("change", CHANGES)
def test_one_person_is_one_change_whatever_happened(change):
    then = {"colour|direct|came": {"=a": 40, "=b": 8}, "place": {"people": 48}}
    now = {"colour|direct|came": {"=a": 40, "=b": 8} | CHANGES[change], "place": {"people": 48}}

    assert least_changed(then, now) == 1


def test_least_changed_never_says_more_people_than_there_were():
    """However many people are added, taken off and recoded in a made-up register, it took at least that many."""
    chance = random.Random(1)
    for _ in range(300):
        people = [chance.choice("abcd") for _ in range(30)]
        after, touched = list(people), set(chance.sample(range(30), chance.randint(0, 8)))
        for place in touched:
            after[place] = chance.choice("abcdx")
        counts = [{"q|all|came": {code: answers.count(code) for code in "abcd"}} for answers in (people, after)]
        assert least_changed(*counts) <= len(touched)


def test_a_limit_that_changed_leaves_earlier_stars_what_they_were():
    """Under the new rule an earlier 5 to 7 would be hidden; it was told, and the audit takes it as told."""
    before = as_released("q1", SPRING, publish(SPRING, (40, 6)))
    rule = DisclosureRule(hidden_below=8)
    told = Released(before.name, SPRING, before.tables, before.withheld, rule=RULE)

    later = disclose(
        dimensions=[COLOUR], tallies={KEY: tally(70, 20)}, references={}, rule=rule, coverage=HALF, earlier=[told]
    )[KEY]

    assert (shown(later), later.withheld) == ({"a": 70, "b": 20}, False)
