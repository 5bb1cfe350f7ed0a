import pytest

from reports.gap import Count, DisclosureRule, TableKey, Tally, disclose
from reports.gap.protection import hide, possible
from reports.gap.tests.examples import dimension, tally

FIVE, EIGHT = DisclosureRule(), DisclosureRule(hidden_below=8)


def came(group_dimension, counts, rule=FIVE, **more):
    key = TableKey(group_dimension.name, "direct", "came")
    found = disclose(dimensions=[group_dimension], tallies={key: tally(counts, **more)}, references={}, rule=rule)
    return found[key]


def test_hide_stars_small_counts_and_rounds_the_rest():
    counts = (42, 12, 7, 3, 0, 9, 4)
    assert [hide(count, FIVE) for count in counts] == [40, 10, 5, None, None, 10, None]
    assert [hide(count, EIGHT) for count in counts] == [40, 10, None, None, None, 10, None]


@pytest.mark.parametrize("rule", [FIVE, EIGHT, DisclosureRule(hidden_below=3, rounding_base=3)])
def test_possible_turns_hide_round(rule):
    for count in range(60):
        low, high = possible(hide(count, rule), rule)
        assert [c for c in range(60) if hide(c, rule) == hide(count, rule)] == list(range(low, min(high, 59) + 1))


def test_disclose_rounds_every_number_on_its_own():
    codes = "abcdefg"
    found = came(dimension(*codes), dict(zip(codes, (42, 12, 7, 3, 0, 9, 4), strict=True)))
    assert [row.participants for row in found.groups] == [40, 10, 5, None, None, 10, None]
    assert (found.participants, found.known) == (75, 75)


def test_disclosed_shares_come_from_rounded_counts():
    found = came(dimension("black", "others"), {"black": 38, "others": 176})
    assert found.group("black").participants == 40
    assert found.group("black").share == 40 / 215


@pytest.mark.parametrize("changes", [{"rounding_base": 10}, {"rounding_base": 0}, {"hidden_below": 2}])
def test_a_rule_that_cannot_protect_is_refused(changes):
    with pytest.raises(ValueError):
        DisclosureRule(**changes)


def test_contributions_are_hidden_with_people():
    found = came(dimension("a", "b"), {"a": 3, "b": 40})
    rows = [(row.participants, row.contributions, row.hours) for row in found.groups]
    assert rows == [(None, None, None), (40, 80, 60)]


def scopes(**people):
    """Tables of one group of `people` and one of 40 in each voice and stage named like direct_came."""
    return {
        TableKey("d", *name.split("_", 1)): Tally({"a": Count(number, 30, 600), "b": Count(40, 80, 900)})
        for name, number in people.items()
    }


@pytest.mark.parametrize(
    ("people", "shown"),
    [
        ({"direct_came": 20}, 30),
        ({"direct_came": 20, "direct_came_back": 12}, 30),
        ({"direct_came": 20, "direct_came_back": 2}, None),
        ({"direct_came": 20, "direct_asked": 2}, 30),
    ],
)
def test_contributions_do_not_tell_how_many_came_back(people, shown):
    found = disclose(dimensions=[dimension("a", "b")], tallies=scopes(**people), references={})
    assert found[TableKey("d", "direct", "came")].group("a").contributions == shown


@pytest.mark.parametrize(("proxy", "shown"), [(12, 30), (2, None)])
def test_all_contributions_do_not_tell_how_many_were_proxies(proxy, shown):
    tallies = scopes(lived_came=20, proxy_came=proxy, all_came=25)
    found = disclose(dimensions=[dimension("a", "b")], tallies=tallies, references={})
    assert found[TableKey("d", "all", "came")].group("a").contributions == shown


def test_contributions_are_published_for_those_who_came_only():
    found = disclose(dimensions=[dimension("a", "b")], tallies=scopes(direct_came_back=20), references={})
    assert found[TableKey("d", "direct", "came_back")].group("a").contributions is None
