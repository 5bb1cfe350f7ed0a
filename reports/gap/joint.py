"""Several releases of one organisation as one system: what somebody knows who has read them all."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from .coverage import Coverage, cells, connected
from .protection import ProtectedTable
from .release import Builder, Item, Release, Scope
from .system import UNBOUNDED, Contradiction, Trail
from .tables import Dimension, DisclosureRule, Group, TableKey

ADDS_UP = ("asked", "signed_up", "came", "influenced")
MOST_RELEASES = 60


class UnsafeTogether(ValueError):
    """`names` are the earlier releases with which nothing of the new one could be published safely."""

    def __init__(self, names: Sequence[str], message: str = "") -> None:
        super().__init__(
            message or f"Somebody could work out small numbers from this together with {', '.join(names)}."
        )
        self.names = tuple(names)


class TooManyTogether(UnsafeTogether):
    """More releases share people than can be checked together."""


@dataclass(frozen=True, slots=True)
class Released:
    """One earlier release as everybody has seen it.

    `name` is what a refusal calls it. Of a table in `withheld` only the participants count. `same_counts`: it has the
    coverage of the new one, and the exact counts behind it are the same, so that only the benchmark differs.
    `dimensions` are those that the new release does not have, or has otherwise; `rule` is the one it was made with,
    where that was another one.
    """

    name: str
    coverage: Coverage
    tables: Mapping[TableKey, ProtectedTable]
    withheld: frozenset[TableKey]
    same_counts: bool = False
    dimensions: tuple[Dimension, ...] = ()
    rule: DisclosureRule | None = None


def sharing_people(coverage: Coverage, earlier: Sequence[Released]) -> list[Released]:
    """Those that have to be held against a new release. Raises TooManyTogether."""
    found = [earlier[place] for place in connected(coverage, [release.coverage for release in earlier])]
    if len(found) >= MOST_RELEASES:
        raise TooManyTogether(
            [release.name for release in found],
            f"This shares people with {len(found)} other releases. At most {MOST_RELEASES} can be checked together.",
        )
    return found


@dataclass(frozen=True, slots=True)
class Member:
    """A release in the common system. The new one has no name."""

    name: str
    coverage: Coverage
    builder: Builder
    same_counts: bool = False


class JointBuilder:
    """The new release, the earlier ones, and what a reader knows to hold between them.

    Where one coverage lies inside another, so do their people: every number of the inner release is at most that of the
    outer one. Where releases cover all of another one, and perhaps more, each person of that can be put down to one
    piece of it: its number is a sum over the pieces, and over those in another release at most its number. This holds
    for being asked, signing up and coming, not for coming back: who came once in each of two quarters came back in
    neither. Numbers that cannot all be true are of records that changed in between; such tables are not linked.
    """

    def __init__(self, coverage: Coverage, new: Builder, earlier: Sequence[Released]) -> None:
        self.new, self.earlier = new, earlier
        self.release, self.system = new.release, new.release.system
        self.owners: dict[Item, tuple[str, ...]] = {}
        self.members = [Member("", coverage, new)]
        self.left_out = False
        self._orders: set[tuple[int, int]] = set()

    def build(self) -> Release:
        """`owners` then has the names of the earlier releases that each star and difference is about."""
        self.new.build()
        for released in self.earlier:
            self._add(released)
        self.system.narrow()
        for inner, outer in self._nested():
            self._nest(inner, outer)
        pieces = cells([member.coverage for member in self.members])
        for place, whole in enumerate(pieces):
            around = [other for other, piece in enumerate(pieces) if piece & whole and not whole <= piece]
            if whole <= frozenset[int]().union(*(pieces[other] for other in around)):
                self._cover(place, around, pieces)
        return self.release

    def _add(self, released: Released) -> None:
        before, shown = len(self.system.low), dict(self.release.shown)
        dimensions = dimensions_of(self.new.dimensions, released)
        rule = released.rule or self.new.rule
        builder = Builder(dimensions, released.tables, released.withheld, rule, self.release)
        builder.build()
        self.release.shown = shown
        self.members.append(Member(released.name, released.coverage, builder, released.same_counts))
        for star in self.release.stars:
            if star >= before:
                self.owners[star] = (released.name,)

    def _of_scope(self, scope: Scope) -> list[TableKey]:
        return [key for key in self.new.tables if (key.voice, key.stage) == scope]

    def _nested(self) -> list[tuple[Member, Member]]:
        """(inner, outer). Two of the same coverage only when they have the same counts: then they lie in each other."""
        return [
            (inner, outer)
            for inner in self.members
            for outer in self.members
            if inner is not outer
            and inner.coverage.inside(outer.coverage)
            and (inner.coverage != outer.coverage or (self.members[0] in (inner, outer) and _same(inner, outer)))
        ]

    def _nest(self, inner: Member, outer: Member) -> None:
        small, large = inner.builder, outer.builder
        for scope, variable in small.participants.items():
            if scope in large.participants:
                total = {"": large.participants[scope]}
                self._order({"": variable}, total, self._of_scope(scope), inner, outer)
        for key, nodes in small.nodes.items():
            if key in large.nodes:
                self._order(nodes, large.nodes[key], [key], inner, outer)

    def _order(
        self,
        small: Mapping[str, int],
        large: Mapping[str, int],
        keys: Sequence[TableKey],
        inner: Member,
        outer: Member,
    ) -> None:
        pairs = [(large[node], variable) for node, variable in small.items() if node in large]
        pairs = [pair for pair in pairs if pair not in self._orders]
        rests: dict[Item, int] = {}
        if self._try(lambda: rests.update({pair: self.system.add_order(*reversed(pair)) for pair in pairs})):
            self._orders.update(pairs)
            self.release.rests |= rests
            if inner.coverage != outer.coverage:
                names = tuple(member.name for member in (inner, outer) if member.name)
                for pair in pairs:
                    if self.release.is_subtracted(*pair):
                        self.release.differences[pair] = list(keys)
                        self.owners[pair] = names

    def _cover(self, place: int, around: Sequence[int], pieces: Sequence[frozenset[int]]) -> None:
        builders = {other: self.members[other].builder for other in around}
        whole = self.members[place].builder
        for scope, variable in whole.participants.items():
            parts = {other: builder.participants.get(scope) for other, builder in builders.items()}
            if scope[1] in ADDS_UP:
                self._spread(variable, parts, place, pieces)
        for key, nodes in whole.nodes.items():
            for node, variable in nodes.items() if key.stage in ADDS_UP else ():
                parts = {other: builder.nodes.get(key, {}).get(node) for other, builder in builders.items()}
                self._spread(variable, parts, place, pieces)

    def _spread(
        self, whole: int, parts: Mapping[int, int | None], place: int, pieces: Sequence[frozenset[int]]
    ) -> None:
        known = {other: part for other, part in parts.items() if part is not None}
        if pieces[place] <= frozenset[int]().union(*(pieces[other] for other in known)):
            self._try(lambda: self._add_spread(whole, known, sorted(pieces[place]), pieces))

    def _add_spread(
        self, whole: int, parts: Mapping[int, int], where: Sequence[int], pieces: Sequence[frozenset[int]]
    ) -> None:
        of_piece = {piece: self.system.variable(0, UNBOUNDED) for piece in where}
        self.system.add_sum(whole, list(of_piece.values()))
        for other, part in parts.items():
            self.system.add_sum(
                part,
                [*(of_piece[piece] for piece in where if piece in pieces[other]), self.system.variable(0, UNBOUNDED)],
            )

    def _try(self, add: Callable[[], object]) -> bool:
        """Add something to the system unless it contradicts what is there."""
        mark, trail = self.system.mark(), Trail()
        add()
        try:
            self.system.narrow(range(mark[0], len(self.system.low)), trail)
        except Contradiction:
            self.system.undo(trail)
            self.system.forget(mark)
            self.left_out = True
            return False
        return True


def _same(inner: Member, outer: Member) -> bool:
    return inner.same_counts or outer.same_counts


def dimensions_of(dimensions: Mapping[str, Dimension], released: Released) -> dict[str, Dimension]:
    """Those of an earlier release. One that nobody knows any more is a question with nothing around it."""
    found = dict(dimensions) | {dimension.name: dimension for dimension in released.dimensions}
    for key, table in released.tables.items():
        codes = {group.code for group in found[key.dimension].groups} if key.dimension in found else None
        if codes != set(table.groups):
            groups = tuple(Group(code, code) for code in table.groups)
            found[key.dimension] = Dimension(key.dimension, key.dimension, groups)
    return found
