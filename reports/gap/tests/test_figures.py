"""Counts told beside one another, against every set of counts that there could be."""

import random
from itertools import product

import pytest

from reports.gap import DisclosureRule, Relations, protect_figures

STORIES = Relations(
    sums=(("all", ("praise", "concerns")), ("changed", ("planned", "made"))),
    orders=(("answered", "concerns"), ("changed", "answered")),
    blocks=(("praise", "concerns"), ("answered",), ("changed", "planned", "made")),
)
NAMES = ("all", "praise", "concerns", "answered", "changed", "planned", "made")


def told(all_, praise, answered, planned, made):
    return {
        "all": all_, "praise": praise, "concerns": all_ - praise, "answered": answered,
        "changed": planned + made, "planned": planned, "made": made,
    }  # fmt: skip


def protected(counts, rule=None):
    return protect_figures(counts=counts, relations=STORIES, rule=rule or DisclosureRule())


def test_the_example_of_the_change_rate():
    """Rule R31: 20 stories, 9 only praise, 11 concerns, 10 answered, 3 planned, 2 made."""
    found = protected(told(20, 9, 10, 3, 2))

    assert found.withheld == frozenset()
    assert dict(found.counts) == {
        "all": 20, "praise": 10, "concerns": 10, "answered": 10, "changed": 5, "planned": None, "made": None,
    }  # fmt: skip


def test_a_star_that_could_be_worked_out_takes_its_block_along():
    """14 and a star under a total that exact rounding gives away."""
    exact = DisclosureRule(rounding_base=1)
    found = protected(told(12, 2, 10, 5, 5), exact)

    assert {"praise", "concerns"} <= found.withheld
    assert (found.counts["all"], found.counts["praise"], found.counts["concerns"]) == (12, None, None)


def test_counts_that_contradict_one_another_are_refused():
    with pytest.raises(ValueError, match="all is not the sum"):
        protected(told(20, 9, 10, 3, 2) | {"all": 21})
    with pytest.raises(ValueError, match="answered is more than concerns"):
        protected(told(20, 9, 12, 3, 2))


def worlds(most):
    """Every set of counts with at most so many stories."""
    for all_ in range(most + 1):
        for praise in range(all_ + 1):
            for answered in range(all_ - praise + 1):
                for planned, made in product(range(answered + 1), repeat=2):
                    if planned + made <= answered:
                        yield told(all_, praise, answered, planned, made)


def shown(counts, rule, withheld):
    """What a reader sees of a world, in the plainest way."""
    star = {name: count < rule.hidden_below for name, count in counts.items()}
    rounded = {name: 5 * ((count + 2) // 5) for name, count in counts.items()}
    return tuple("x" if name in withheld else "*" if star[name] else rounded[name] for name in NAMES)


def test_no_star_is_known_among_all_worlds_there_could_be():
    """Every world of at most 14 stories, sorted by what is seen of it: each star has three values or more."""
    rule = DisclosureRule()
    everything = list(worlds(16))
    chosen = random.Random(5).sample([world for world in everything if world["all"] <= 14], 60)
    for world in chosen:
        withheld = protected(world, rule).withheld
        seen = shown(world, rule, withheld)
        like = [other for other in everything if shown(other, rule, withheld) == seen]
        stars = [name for name, what in zip(NAMES, seen, strict=True) if what == "*"]
        assert [name for name in stars if len({other[name] for other in like}) < 3] == [], world
