"""Two halves and their year: every world there could be, as somebody would try them against all three releases."""

import itertools
import random
from collections import defaultdict
from datetime import date

from reports.gap import Count, Coverage, DisclosureRule, Released, TableKey, Tally, UnsafeTogether, disclose
from reports.gap.protection import protect
from reports.gap.tests.examples import dimension

RULE = DisclosureRule(hidden_below=3, rounding_base=3)
GROUPS, KEY = dimension("a"), TableKey("d", "direct", "came")
DAYS = [date(2025, 4, 1), date(2025, 10, 1), date(2026, 3, 31)]
COVERAGES = {
    "first": Coverage(frozenset("s"), DAYS[0], date(2025, 9, 30)),
    "second": Coverage(frozenset("s"), DAYS[1], DAYS[2]),
    "year": Coverage(frozenset("s"), DAYS[0], DAYS[2]),
}
MOST = 9


def worlds(parts, most):
    if parts == 0:
        yield ()
        return
    for first in range(most + 1):
        for rest in worlds(parts - 1, most - first):
            yield (first, *rest)


def counts_of(world):
    """People of the group, declined and not asked who came in the first half only, the second only, and both."""
    places = dict(zip(("a", "declined", "not asked"), (world[:3], world[3:6], world[6:]), strict=True))
    found = {}
    for place, (first, second, both) in places.items():
        found |= {("first", place): first + both, ("second", place): second + both}
        found["year", place] = first + second + both
    for name in COVERAGES:
        found[name, "all"] = sum(found[name, place] for place in places)
    return found


def starred(number):
    return None if number < 3 else 3 * ((number + 1) // 3)


def tally(counts, name):
    return Tally({"a": Count(counts[name, "a"])}, Count(counts[name, "declined"]), Count(counts[name, "not asked"]))


def published(counts, order, together):
    """(name, whether it is withheld) of the releases that were not refused, in the order they were asked for."""
    earlier = []
    for name in order:
        tallies = {KEY: tally(counts, name)}
        try:
            result = disclose(
                dimensions=[GROUPS],
                tallies=tallies,
                references={},
                rule=RULE,
                coverage=COVERAGES[name],
                earlier=earlier if together else [],
            )
        except UnsafeTogether:
            continue
        hidden = frozenset([KEY] if result[KEY].withheld else [])
        earlier.append(Released(name, COVERAGES[name], {KEY: protect(GROUPS, tallies[KEY], RULE)}, hidden))
    return frozenset((release.name, bool(release.withheld)) for release in earlier)


def visible(releases):
    return sorted(
        (name, place)
        for name, withheld in releases
        for place in ("all", "a", "declined", "not asked")
        if place == "all" or not withheld
    )


def told(everything, order_of, together):
    """(stars and differences looked at, those that have fewer than three values left in all worlds that fit)."""
    looks, checked, leaks = {}, 0, []
    for counts, order in order_of:
        names = tuple(visible(published(counts, order, together)))
        if names not in looks:
            looks[names] = defaultdict(list)
            for world in everything:
                looks[names][tuple(starred(world[name]) for name in names)].append(world)
        fitting = looks[names][tuple(starred(counts[name]) for name in names)]
        for name in names:
            values = {world[name] for world in fitting} if starred(counts[name]) is None else set(range(3))
            larger = ("year", name[1])
            if name[0] != "year" and larger in names and starred(counts[larger]) is not None:
                less = {world[larger] - world[name] for world in fitting}
                values = values if len(values) < 3 or max(less) >= 3 else less
            checked += 1
            if len(values) < 3:
                leaks.append((order, name, counts))
    return checked, leaks


def asked_for(everything, number):
    small = [counts for counts in everything if counts["year", "all"] < 8]
    orders = itertools.cycle(itertools.permutations(COVERAGES))
    return list(zip(random.Random(3).sample(small, number), orders, strict=False))


def test_stars_and_differences_keep_three_values_over_all_releases_in_any_order():
    everything = [counts_of(world) for world in worlds(9, MOST)]
    checked, leaks = told(everything, asked_for(everything, 90), together=True)
    assert leaks == []
    assert checked > 200


def test_releases_that_are_not_held_against_each_other_do_leak():
    everything = [counts_of(world) for world in worlds(9, MOST)]
    checked, leaks = told(everything, asked_for(everything, 30), together=False)
    assert len(leaks) > 5
