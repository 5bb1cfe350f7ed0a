"""Every table there could be, written out: what somebody knows who tries them all against what is published.

Small rules make small worlds: a star is 0 to 2, the rest is rounded to 3. Nothing here is shared with the product's own
audit but the tables that go in and the results that come out.
"""

import itertools
from collections import defaultdict

import pytest

from reports.gap import Count, Dimension, DisclosureRule, Group, TableKey, Tally, disclose

RULE = DisclosureRule(hidden_below=3, rounding_base=3)
GROUPS = Dimension("d", "D", tuple(Group(code, code) for code in "abc"))
TWO = Dimension("d", "D", tuple(Group(code, code) for code in "ab"))
WIDE = Dimension("wide", "Wide", tuple(Group(code, code) for code in "wv"))
NARROW = Dimension("narrow", "Narrow", tuple(Group(c, c, c[0]) for c in ("w1", "w2", "v1")), "wide")


def worlds(parts, most):
    """Every way in which up to `most` people can be spread over `parts` places."""
    if parts == 0:
        yield ()
        return
    for first in range(most + 1):
        for rest in worlds(parts - 1, most - first):
            yield (first, *rest)


def people(counts, declined=0, not_asked=0, group_only=0):
    tallies = {code: Count(number) for code, number in counts.items()}
    return Tally(tallies, Count(declined), Count(not_asked), Count(group_only))


def truth(tallies):
    """Every count of a release by name."""
    found = {}
    for key, tally in tallies.items():
        place = (key.dimension, key.voice)
        found |= {(*place, code): count.people for code, count in tally.groups.items()}
        found[*place, "known"] = tally.known
        found[*place, "declined"] = tally.declined.people
        found[*place, "not asked"] = tally.not_asked.people
        found[*place, "group only"] = tally.group_only.people
        found[*place, "participants"] = tally.participants
    return found


def starred(number):
    return None if number < 3 else 3 * ((number + 1) // 3)


def stars_in(result):
    """The names of all counts that a release shows as stars."""
    for key, table in result.items():
        place = (key.dimension, key.voice)
        if table.participants is None and not table.withheld:
            yield (*place, "participants")
        if table.withheld:
            continue
        yield from ((*place, row.code) for row in table.groups if row.participants is None)
        totals = {"known": table.known, "declined": table.declined, "not asked": table.not_asked}
        yield from ((*place, name) for name, number in totals.items() if number is None)
        if table.group_only is None:
            yield (*place, "group only")


def single():
    for a, b, c, declined, not_asked in worlds(5, 14):
        yield {TableKey("d", "direct", "came"): people({"a": a, "b": b, "c": c}, declined, not_asked)}


def inside_one_another():
    for everyone in worlds(4, 9):
        for some in itertools.product(*(range(number + 1) for number in everyone)):
            yield {
                TableKey("d", voice, "came"): people({"a": a, "b": b}, declined, not_asked)
                for voice, (a, b, declined, not_asked) in (("direct", some), ("all", everyone))
            }


def nested():
    for w1, w2, v1, rest_w, rest_v, *unknown in worlds(7, 10):
        yield {
            TableKey("narrow", "direct", "came"): people({"w1": w1, "w2": w2, "v1": v1}, *unknown, rest_w + rest_v),
            TableKey("wide", "direct", "came"): people({"w": w1 + w2 + rest_w, "v": v1 + rest_v}, *unknown),
        }


CASES = {"single": (single, [GROUPS]), "inside": (inside_one_another, [TWO]), "nested": (nested, [WIDE, NARROW])}


def releases(name):
    """(all worlds with the form each would have, and one world of every form)."""
    found = [(tallies, truth(tallies)) for tallies in CASES[name][0]()]
    forms = {}
    for tallies, counts in found:
        forms.setdefault(tuple(starred(number) for number in counts.values()), (tallies, counts))
    return [counts for _, counts in found], list(forms.values())


def result_of(name, tallies):
    return disclose(dimensions=CASES[name][1], tallies=tallies, references={}, rule=RULE)


def visible(result, counts):
    """The names of the counts that a release says anything about."""
    withheld = {(key.dimension, key.voice) for key, table in result.items() if table.withheld}
    return tuple(name for name in counts if name[:2] not in withheld or name[2] == "participants")


def is_complete(counts, most):
    """Whether all worlds with these published totals were written out."""
    return 3 * ((max(counts.values()) + 1) // 3) + 1 <= most


@pytest.mark.parametrize(("name", "most", "stars"), [("single", 14, 400), ("inside", 9, 30), ("nested", 10, 200)])
def test_every_star_keeps_three_values_in_all_tables_that_fit(name, most, stars):
    """Of everything that could be true, what looks like this release: no star has fewer than three values in it."""
    worlds_, releases_ = releases(name)
    looks, checked = {}, 0
    for tallies, counts in releases_:
        result = result_of(name, tallies)
        names = visible(result, counts)
        if names not in looks:
            looks[names] = defaultdict(list)
            for world in worlds_:
                looks[names][tuple(starred(world[n]) for n in names)].append(world)
        fitting = looks[names][tuple(starred(counts[n]) for n in names)]
        if is_complete(counts, most):
            for star in stars_in(result):
                assert len({world[star] for world in fitting}) >= 3, (star, counts)
                checked += 1
    assert checked >= stars


def test_every_count_keeps_three_values_for_somebody_who_runs_the_rule_on_every_table():
    """Knowing how tables come to be withheld, they keep each world that gives the very same result."""
    same, results = defaultdict(list), {}
    for tallies, counts in ((tallies, truth(tallies)) for tallies in single()):
        form = tuple(starred(number) for number in counts.values())
        if form not in results:
            results[form] = result_of("single", tallies)
        same[repr(results[form])].append((results[form], counts))
    withheld = 0
    for fitting in same.values():
        result, counts = fitting[0]
        if is_complete(counts, 14):
            hidden = list(stars_in(result))
            if next(iter(result.values())).withheld:
                withheld += 1
                hidden += [("d", "direct", code) for code in "abc"]
            for name in hidden:
                assert len({counts[name] for _, counts in fitting}) >= 3, (name, counts)
    assert withheld > 2


def test_twins_get_the_same_result():
    """Worlds that look the same once starred and rounded give the same result in every figure."""
    twins = defaultdict(list)
    for tallies in nested():
        twins[tuple(starred(number) for number in truth(tallies).values())].append(tallies)
    compared = [same for same in twins.values() if len(same) > 1][::3]
    for same in compared:
        assert result_of("nested", same[0]) == result_of("nested", same[-1])
    assert len(compared) > 30
