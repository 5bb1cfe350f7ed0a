"""A second audit of whole releases, by integer programming over the results alone."""

import random

import numpy as np
import pytest
from scipy.optimize import Bounds, LinearConstraint, milp
from scipy.sparse import lil_matrix

from reports.gap import Count, Dimension, DisclosureRule, Group, TableKey, Tally, disclose

PARENTS = {"w1": "w", "w2": "w", "w3": "w", "v1": "v", "v2": "v", "u1": "u"}
DIMENSIONS = [
    Dimension("wide", "Wide", tuple(Group(code, code) for code in "wvu")),
    Dimension("narrow", "Narrow", tuple(Group(code, code, parent) for code, parent in PARENTS.items()), "wide"),
    Dimension("flat", "Flat", tuple(Group(code, code) for code in "abcd")),
]
VOICES = {"direct": ["direct", "lived", "all"], "carer": ["lived", "all"], "proxy": ["proxy", "all"]}
STAGES = {
    "once": ["came"],
    "twice": ["came", "came_back"],
    "came and heard": ["came", "influenced"],
    "heard by a story": ["influenced"],
}
INSIDE = [("direct", "lived"), ("lived", "all"), ("proxy", "all")]


def answers(chance):
    """One person's answers: a group, or d for declined, n for not asked, and r for known in the wide group only."""
    if chance.random() < 0.1:
        ethnic = {"wide": chance.choice("dn")}
        ethnic["narrow"] = ethnic["wide"]
    else:
        narrow = chance.choices(list(PARENTS), [1, 2, 9, 3, 6, 4])[0]
        ethnic = {"wide": PARENTS[narrow], "narrow": narrow if chance.random() < 0.9 else "r"}
    return ethnic | {"flat": chance.choices("abcddn", [20, 9, 3, 2, 2, 2])[0]}


def release(seed, size):
    chance = random.Random(seed)
    people = []
    for _ in range(size):
        voices = VOICES[chance.choices(list(VOICES), [6, 2, 2])[0]]
        people.append((answers(chance), voices, STAGES[chance.choice(list(STAGES))]))
    tallies = {}
    for dimension in DIMENSIONS:
        for voice in ("direct", "lived", "all", "proxy"):
            for stage in ("came", "came_back", "influenced"):
                found = [one[dimension.name] for one, voices, stages in people if voice in voices and stage in stages]
                codes = [group.code for group in dimension.groups]
                unknown = [Count(found.count(answer)) if answer not in codes else Count() for answer in "dnr"]
                tallies[TableKey(dimension.name, voice, stage)] = Tally(
                    {c: Count(found.count(c)) for c in codes}, *unknown
                )
    return tallies


class Reader:
    """What can be known from a release, as rows of an integer programme."""

    def __init__(self, result, rule):
        self.index, self.low, self.high, self.rows, self.stars = {}, [], [], [], []
        for key, table in result.items():
            self.table(key, table, rule)
        for key in result:
            for outer in self.around(key, result):
                for name in [name for name in self.index if name[:3] == (key.dimension, key.voice, key.stage)]:
                    self.rows.append(({name: 1, (key.dimension, *outer, name[3]): -1}, -np.inf, 0))
                scopes = ("all", key.voice, key.stage, "participants"), ("all", *outer, "participants")
                self.rows.append((dict(zip(scopes, (1, -1), strict=True)), -np.inf, 0))

    @staticmethod
    def around(key, result):
        scopes = [(larger, key.stage) for smaller, larger in INSIDE if smaller == key.voice]
        scopes += [(key.voice, "came")] if key.stage == "came_back" else []
        return [scope for scope in scopes if TableKey(key.dimension, *scope) in result]

    def variable(self, name, number, rule, withheld):
        if name in self.index:
            return
        self.index[name] = len(self.low)
        half = rule.rounding_base // 2
        if withheld:
            low, high = 0, 10_000
        elif number is None:
            low, high = 0, rule.hidden_below - 1
            self.stars.append(name)
        else:
            low, high = max(rule.hidden_below, number - half), number + half
        self.low.append(low)
        self.high.append(high)

    def table(self, key, table, rule):
        place, hidden = (key.dimension, key.voice, key.stage), table.withheld
        total = ("all", key.voice, key.stage, "participants")
        self.variable(total, table.participants, rule, table.participants is None and hidden)
        names = ["known", "declined", "not_asked"] + (["group_only"] if key.dimension == "narrow" else [])
        for name in names:
            self.variable((*place, name), getattr(table, name), rule, hidden)
        self.rows.append(({total: -1} | {(*place, name): 1 for name in names}, 0, 0))
        for row in table.groups:
            self.variable((*place, row.code), row.participants, rule, hidden)
        self.rows.append(({(*place, "known"): -1} | {(*place, row.code): 1 for row in table.groups}, 0, 0))
        if key.dimension == "narrow":
            wide = ("wide", key.voice, key.stage)
            for parent in "wvu":
                inside = {(*place, code): 1 for code, outer in PARENTS.items() if outer == parent}
                self.rows.append((inside | {(*wide, parent): -1}, -np.inf, 0))
            for name in ("declined", "not_asked"):
                self.rows.append(({(*place, name): 1, (*wide, name): -1}, 0, 0))

    def values(self, star, enough):
        """How many values of a star can be completed to a whole release, counted up to `enough`."""
        matrix = lil_matrix((len(self.rows), len(self.low)))
        for number, (row, _, _) in enumerate(self.rows):
            for name, factor in row.items():
                matrix[number, self.index[name]] = factor
        limits = LinearConstraint(matrix.tocsr(), [row[1] for row in self.rows], [row[2] for row in self.rows])
        place, found = self.index[star], 0
        for value in range(self.low[place], self.high[place] + 1):
            low, high = np.array(self.low, float), np.array(self.high, float)
            low[place] = high[place] = value
            solved = milp(
                np.zeros(len(low)), constraints=limits, bounds=Bounds(low, high), integrality=np.ones(len(low))
            )
            found += solved.status == 0
            if found == enough:
                break
        return found


@pytest.mark.parametrize(
    ("seed", "size", "rule"),
    [
        (1, 40, DisclosureRule()),
        (2, 90, DisclosureRule()),
        (3, 160, DisclosureRule()),
        (4, 90, DisclosureRule(hidden_below=8)),
        (5, 60, DisclosureRule(hidden_below=3, rounding_base=3)),
    ],
)
def test_integer_programming_finds_three_values_for_every_star(seed, size, rule):
    result = disclose(dimensions=DIMENSIONS, tallies=release(seed, size), references={}, rule=rule)
    reader = Reader(result, rule)
    stars = random.Random(seed).sample(reader.stars, min(len(reader.stars), 25))
    assert len(stars) == 25
    assert [star for star in stars if reader.values(star, 3) < 3] == []


def test_the_second_audit_sees_a_star_that_is_pinned_down():
    """Known is 83 to 87: had the total said at most 84, the star would be 0 or 1."""
    rule, key = DisclosureRule(), TableKey("flat", "direct", "came")
    tallies = {key: Tally({"a": Count(8), "b": Count(9), "c": Count(40), "d": Count(30)})}
    reader = Reader(disclose(dimensions=DIMENSIONS, tallies=tallies, references={}, rule=rule), rule)
    star = ("flat", "direct", "came", "declined")
    assert reader.values(star, 9) == 5
    reader.low[reader.index["all", "direct", "came", "participants"]] = 0
    reader.high[reader.index["all", "direct", "came", "participants"]] = 84
    assert reader.values(star, 9) == 2
