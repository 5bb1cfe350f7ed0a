"""One release as a system of numbers: which tables share people, and what adds up to what."""

from collections.abc import Container, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial

from .crossing import check_own, cross, lies_inside
from .protection import ProtectedTable, possible
from .system import UNBOUNDED, System
from .tables import IN, Dimension, DisclosureRule, TableKey, Tally

VOICE_INSIDE = {"direct": ("lived",), "lived": ("all",), "proxy": ("all",)}
# Not "influenced": a story can lead to a change without its author ever coming to a session.
STAGE_INSIDE = {
    "came_back": ("came",),
    "asked_signed_up": ("asked", "signed_up"),
    "signed_up_came": ("signed_up", "came"),
}
Scope = tuple[str, str]
Item = int | tuple[int, int]
"""A star, or a larger number and a smaller one within it, whose difference is a count of people too."""


def around(name: str, inside: Mapping[str, tuple[str, ...]]) -> set[str]:
    """Everything that a voice or stage lies inside, itself too."""
    found = {name}
    for outer in inside.get(name, ()):
        found |= around(outer, inside)
    return found


def nested_pairs(scopes: Iterable[Scope]) -> list[tuple[Scope, Scope]]:
    """(inner, outer) for voices and stages of one release, without pairs that follow from two others."""
    present = list(dict.fromkeys(scopes))
    outer = {
        scope: {
            other
            for other in present
            if other != scope
            and other[0] in around(scope[0], VOICE_INSIDE)
            and other[1] in around(scope[1], STAGE_INSIDE)
        }
        for scope in present
    }
    return [
        (inner, other)
        for inner in present
        for other in sorted(outer[inner])
        if not any(other in outer[between] for between in outer[inner])
    ]


def containing(dimensions: Mapping[str, Dimension], key: TableKey, tables: Container[TableKey]) -> list[TableKey]:
    """The tables of the same scope whose groups contain the groups of this one."""
    keys = (TableKey(name, key.voice, key.stage) for name in dimensions[key.dimension].containers)
    return [outer for outer in keys if outer in tables]


def check_release(dimensions: Mapping[str, Dimension], tallies: Mapping[TableKey, Tally]) -> None:
    """Raises ValueError when the tables cannot be of the same people: the audit would rest on a false assumption."""
    scopes: dict[Scope, dict[str, Tally]] = {}
    for key, tally in tallies.items():
        scopes.setdefault((key.voice, key.stage), {})[key.dimension] = tally
    for scope, by_dimension in scopes.items():
        if len({tally.participants for tally in by_dimension.values()}) > 1:
            raise ValueError(f"The dimensions of {' '.join(scope)} do not count the same people.")
    for dimension in dimensions.values():
        _check_nesting(dimension, dimensions, scopes)
        for by_dimension in scopes.values() if dimension.parts else ():
            if dimension.name in by_dimension:
                check_own(dimension, by_dimension)
        for inner, outer in nested_pairs(scope for scope in scopes if dimension.name in scopes[scope]):
            if not _inside(scopes[inner][dimension.name], scopes[outer][dimension.name]):
                raise ValueError(f"{' '.join(inner)} is not inside {' '.join(outer)} for {dimension.name}.")


def _check_nesting(
    dimension: Dimension, dimensions: Mapping[str, Dimension], scopes: Mapping[Scope, Mapping[str, Tally]]
) -> None:
    for name, code_of in dimension.containers.items():
        if name in dimensions and len(code_of) < len(dimension.groups):
            raise ValueError(f"Some groups of {dimension.name} have no group of {name} around them.")
        for scope, by_dimension in scopes.items():
            narrow, wide = by_dimension.get(dimension.name), by_dimension.get(name)
            if narrow is not None and wide is not None and not _fits(code_of, narrow, wide):
                raise ValueError(f"{dimension.name} does not fit into {name} for {' '.join(scope)}.")


def _fits(code_of: Mapping[str, str], narrow: Tally, wide: Tally) -> bool:
    inside: dict[str, int] = {}
    for code, count in narrow.groups.items():
        inside[code_of[code]] = inside.get(code_of[code], 0) + count.people
    return (
        narrow.declined.people == wide.declined.people
        and narrow.not_asked.people == wide.not_asked.people
        and all(code in wide.groups and people <= wide.groups[code].people for code, people in inside.items() if people)
    )


def _inside(inner: Tally, outer: Tally) -> bool:
    pairs = [(inner.declined, outer.declined), (inner.not_asked, outer.not_asked)]
    if not all(small.people <= large.people for small, large in pairs):
        return False
    return all(
        count.people <= outer.groups[code].people for code, count in inner.groups.items() if code in outer.groups
    ) and all(code in outer.groups for code, count in inner.groups.items() if count.people)


@dataclass(slots=True)
class Release:
    """The system, the tables in which each star stands, and a group's place in its table by variable.

    Each of `differences` is a larger number and a smaller one within it, with tables to withhold for it; `rests` are
    their variables. `shown` are the tables of this release that show a number, other than a total of participants.
    """

    system: System = field(default_factory=System)
    stars: dict[int, list[TableKey]] = field(default_factory=dict)
    ranks: dict[int, int] = field(default_factory=dict)
    differences: dict[tuple[int, int], list[TableKey]] = field(default_factory=dict)
    rests: dict[Item, int] = field(default_factory=dict)
    shown: dict[int, list[TableKey]] = field(default_factory=dict)
    withheld: set[TableKey] = field(default_factory=set)

    def tables_of(self, item: Item) -> list[TableKey]:
        """Where a star or a difference stands."""
        return self.stars[item] if isinstance(item, int) else self.differences[item]

    def is_subtracted(self, larger: int, smaller: int) -> bool:
        """Whether a reader has two numbers to subtract: from a star nothing can be."""
        high = self.system.first_high
        return larger not in self.stars and high[larger] < UNBOUNDED and high[smaller] < UNBOUNDED

    def withhold(self, keys: Iterable[TableKey]) -> None:
        """Nothing is known any more of the numbers of these tables, unless another table shows them too."""
        self.withheld.update(keys)
        gone = {variable for variable, tables in self.shown.items() if self.withheld.issuperset(tables)}
        for variable in gone:
            del self.shown[variable]
            self.stars.pop(variable, None)
        for pair in [pair for pair in self.differences if not gone.isdisjoint(pair)]:
            del self.differences[pair]
        self.system.loosen(gone)


class Builder:
    """Variables for every published number, with the sums and orders that a reader knows to hold.

    In one scope (voice and stage) all dimensions share the participants. Participants are known, declined, not asked
    or known in a wider group only; known are the sum of the groups. A narrower dimension shares its declined and not
    asked with the one around it, and each group there is its narrower groups plus people of whom only it is known.
    Between scopes every number of the inner one is at most that of the outer one. Withheld tables take part with
    nothing known of them, so that every solution is a whole set of tables.

    `stories` are the published numbers of stories that together hold all of this release's (None is a star). Whoever
    led to a change and did not come, did so by one of them.
    """

    def __init__(
        self,
        dimensions: Mapping[str, Dimension],
        tables: Mapping[TableKey, ProtectedTable],
        withheld: frozenset[TableKey],
        rule: DisclosureRule,
        release: Release | None = None,
        stories: Sequence[int | None] = (),
    ) -> None:
        self.stories = stories
        self.dimensions, self.tables, self.withheld, self.rule = dimensions, tables, withheld, rule
        self.release = release or Release(withheld=set(withheld))
        self.participants: dict[Scope, int] = {}
        self.nodes: dict[TableKey, dict[str, int]] = {}

    def build(self) -> Release:
        scopes: dict[Scope, list[TableKey]] = {}
        for key in self.tables:
            scopes.setdefault((key.voice, key.stage), []).append(key)
        for scope, keys in scopes.items():
            self.participants[scope] = self._published(self.tables[keys[0]].participants, keys)
            for key in sorted(keys, key=lambda key: len(containing(self.dimensions, key, self.tables))):
                self._add_table(scope, key)
            self._cross(scope, keys)
        self._add_orders(scopes)
        if self.stories and self._may_be_few():
            self._add_authors()
        return self.release

    def _may_be_few(self) -> bool:
        """Whether there can be fewer stories than people who led to a change: else they say nothing of these."""
        most = sum(possible(number, self.rule)[1] for number in self.stories)
        high = self.release.system.first_high
        return any(high[one] > most for scope, one in self.participants.items() if scope[1] == "influenced")

    def _add_authors(self) -> None:
        """Of those who led to a change, whoever came is among those who came; the others wrote one of the stories."""
        system, wrote = self.release.system, []
        influenced = [key for key in self.nodes if key.stage == "influenced" and "known" in self.nodes[key]]
        for number in self.stories:
            wrote.append(system.variable(*possible(number, self.rule)))
            if number is None:  # the first to be looked at: what led to a change goes before who came
                self.release.stars = {wrote[-1]: influenced} | self.release.stars
        stories = system.variable(0, UNBOUNDED)
        system.add_sum(stories, wrote)
        authors: dict[str, int] = {}
        for key in influenced:
            came = self.nodes.get(TableKey(key.dimension, key.voice, "came"))
            if came is not None:
                whole = authors.get(key.voice)
                if whole is None:
                    whole = authors[key.voice] = system.variable(0, UNBOUNDED)
                    system.add_order(whole, stories)
                beyond = {node: self._beyond(one, came[node]) for node, one in self.nodes[key].items()}
                system.add_sum(whole, [one for node, one in beyond.items() if not node.startswith("=")])
                system.add_sum(beyond["known"], [one for node, one in beyond.items() if node.startswith("=")])

    def _beyond(self, influenced: int, came: int) -> int:
        """The part of the first that is not in the second."""
        system = self.release.system
        both, beyond = system.variable(0, UNBOUNDED), system.variable(0, UNBOUNDED)
        system.add_sum(influenced, [both, beyond])
        system.add_order(both, came)
        return beyond

    def _published(self, number: int | None, keys: Sequence[TableKey]) -> int:
        variable = self.release.system.variable(*possible(number, self.rule))
        if number is None:
            self.release.stars[variable] = list(keys)
        return variable

    def _shown(self, number: int | None, key: TableKey) -> int:
        if key in self.withheld:
            return self.release.system.variable(0, UNBOUNDED)
        variable = self._published(number, [key])
        self.release.shown[variable] = [key]
        return variable

    def _add_table(self, scope: Scope, key: TableKey) -> None:
        dimension, table, system = self.dimensions[key.dimension], self.tables[key], self.release.system
        around_it = containing(self.dimensions, key, self.tables)
        where = partial(self._shown, key=key)
        nodes = {"known": where(table.known)}
        if around_it:
            nodes |= {name: self._share(self.nodes[around_it[0]][name], key) for name in ("declined", "not_asked")}
        else:
            nodes |= {"declined": where(table.declined), "not_asked": where(table.not_asked)}
        if dimension.wider:
            nodes["group_only"] = where(table.group_only)
        system.add_sum(self.participants[scope], list(nodes.values()))
        for rank, group in enumerate(dimension.groups):
            nodes[f"={group.code}"] = variable = where(table.groups[group.code])
            self.release.ranks[variable] = rank
        system.add_sum(nodes["known"], [nodes[f"={group.code}"] for group in dimension.groups])
        self.nodes[key] = nodes
        for outer in around_it:
            if not any(outer in containing(self.dimensions, between, self.tables) for between in around_it):
                self._nest(dimension.containers[outer.dimension], nodes, self.nodes[outer])

    def _share(self, variable: int, key: TableKey) -> int:
        """A total that the narrower table has in common with the wider one."""
        if key not in self.withheld:
            self.release.shown[variable].append(key)
            if variable in self.release.stars:
                self.release.stars[variable].append(key)
        return variable

    def _nest(self, code_of: Mapping[str, str], narrow: Mapping[str, int], wide: Mapping[str, int]) -> None:
        system, rests = self.release.system, []
        for name, variable in wide.items():
            if name.startswith("="):
                inside = [narrow[f"={code}"] for code, outer in code_of.items() if f"={outer}" == name]
                rests.append(system.variable(0, UNBOUNDED))
                system.add_sum(variable, [rests[-1], *inside])
        if "group_only" in wide:
            system.add_sum(narrow["group_only"], [wide["group_only"], *rests])
        else:
            system.add_sum(narrow["group_only"], rests)

    def _cross(self, scope: Scope, keys: Sequence[TableKey]) -> None:
        """Own groups and the questions they are made of; the cells between take part as a table of their own."""
        nodes = {key.dimension: self.nodes[key] for key in keys}
        for pair, cells in cross(self.release.system, self.participants[scope], self.dimensions, nodes).items():
            self.nodes[TableKey(" × ".join(pair), *scope)] = cells
        own = [self.dimensions[name] for name in nodes if self.dimensions[name].parts]
        for inner in own:
            within = nodes[inner.name][f"={IN}"]
            wider = [
                nodes[outer.name][f"={IN}"]
                for outer in own
                if inner is not outer and lies_inside(inner, outer, self.dimensions)
            ]
            for part in inner.parts if len(inner.parts) > 1 else ():
                if part.dimension in nodes and len(part.codes) == 1:
                    wider += [nodes[part.dimension][f"={code}"] for code in part.codes]
            for larger in wider:
                self._watch(larger, within, TableKey(inner.name, *scope))

    def _watch(self, larger: int, smaller: int, key: TableKey) -> None:
        """Who is in one group and not in the other is a count of people too."""
        rest = self.release.system.add_order(smaller, larger)
        if self.release.is_subtracted(larger, smaller):
            self.release.differences[larger, smaller] = [key]
            self.release.rests[larger, smaller] = rest

    def _add_orders(self, scopes: Iterable[Scope]) -> None:
        add_order = self.release.system.add_order
        rests = {
            (inner, outer): add_order(self.participants[inner], self.participants[outer])
            for inner, outer in nested_pairs(scopes)
        }
        for name in dict.fromkeys(key.dimension for key in self.nodes):
            present = [scope for scope in self.participants if TableKey(name, *scope) in self.nodes]
            for inner, outer in nested_pairs(present):
                small, large = self.nodes[TableKey(name, *inner)], self.nodes[TableKey(name, *outer)]
                rest = {node: add_order(variable, large[node]) for node, variable in small.items()}
                self._add_rest(rest, rests.get((inner, outer)))

    def _add_rest(self, rest: Mapping[str, int], participants: int | None) -> None:
        """People between two tables make a table too. That follows from the two, and narrows them much further."""
        system = self.release.system
        if "known" not in rest:
            return
        if participants is not None:
            system.add_sum(participants, [rest[node] for node in rest if not node.startswith("=")], implied=True)
        system.add_sum(rest["known"], [rest[node] for node in rest if node.startswith("=")], implied=True)
