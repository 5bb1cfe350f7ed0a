"""What may leave: the only results that can be stored, exported or shown outside."""

from collections.abc import Callable, Iterable, Mapping, Sequence, Set

from .audit import Audit
from .comparison import check_tally, compare_figures
from .coverage import Coverage
from .joint import JointBuilder, Released, UnsafeTogether, sharing_people
from .protection import ProtectedTable, protect, shown
from .release import Builder, Item, check_release, containing
from .results import Comparison
from .tables import STAGES, Dimension, DisclosureRule, Reference, TableKey, Tally, Thresholds


def disclose(
    *,
    dimensions: Sequence[Dimension],
    tallies: Mapping[TableKey, Tally],
    references: Mapping[str, Reference],
    thresholds: Thresholds | None = None,
    rule: DisclosureRule | None = None,
    coverage: Coverage | None = None,
    earlier: Sequence[Released] = (),
    stories: Sequence[int | None] = (),
) -> dict[TableKey, Comparison]:
    """Protected comparisons of one release: all tables that are published together, of one scope and period.

    `earlier` are all other releases of the organisation that anybody has ever seen: those that share no people with
    this one, be it by way of others, are left out here, not by the caller. Raises UnsafeTogether when this release
    and those cannot be made safe together by withholding tables of this one. Needs `coverage` then.
    `stories` are published numbers of stories that together hold all that were sent in the scope, None for a star.

    Counts are starred and rounded first; all the rest, which tables to withhold too, is worked out from those numbers
    alone. A table in which a star would have fewer than `rule.minimum_values` possible values is withheld whole.
    People who moved between steps have no benchmark, so transitions are not compared.
    Raises ValueError when the tallies contradict one another.
    """
    if earlier and coverage is None:
        raise ValueError("Say what the release covers, to hold it against earlier ones.")
    rule = rule or DisclosureRule()
    by_name = {dimension.name: dimension for dimension in dimensions}
    ordered = sorted(tallies, key=lambda key: (key.voice, key.stage, list(by_name).index(key.dimension)))
    for key in ordered:
        check_tally(by_name[key.dimension], tallies[key])
    check_release(by_name, tallies)
    tables = {key: protect(by_name[key.dimension], tallies[key], rule) for key in ordered}
    near = sharing_people(coverage, earlier) if coverage is not None else []
    withheld = withhold(by_name, tables, rule, coverage, near, stories)
    return {
        key: compare_figures(
            by_name[key.dimension],
            shown(by_name[key.dimension], key, tables, withheld, rule),
            references.get(key.dimension) if key.stage in STAGES else None,
            thresholds or Thresholds(),
        )
        for key in tallies
    }


def withhold(
    dimensions: Mapping[str, Dimension],
    tables: Mapping[TableKey, ProtectedTable],
    rule: DisclosureRule,
    coverage: Coverage | None = None,
    earlier: Sequence[Released] = (),
    stories: Sequence[int | None] = (),
) -> frozenset[TableKey]:
    """The tables that cannot be published, found from what would be published of them.

    A table in which the known people are starred has nothing but stars and goes first. Any other
    table goes as a whole, not star by star: whoever knows the rule could work back from a second star to the one
    value that made it necessary. With a table go the narrower ones inside it. Raises UnsafeTogether.
    """
    withheld = frozenset(key for key, table in tables.items() if table.known is None)
    while True:
        held = Held(dimensions, tables, withheld, rule, coverage, earlier, stories)
        while unsafe := held.unsafe():
            more = _next_to_withhold(dimensions, tables, held.tables_of(unsafe), withheld)
            if more <= withheld:
                raise UnsafeTogether(held.names_of(unsafe))
            withheld |= more
            if held.left_out:
                break
            held.release.withhold(more)
        else:
            return withheld


class Held:
    """A release and the earlier ones around it, under audit."""

    def __init__(
        self,
        dimensions: Mapping[str, Dimension],
        tables: Mapping[TableKey, ProtectedTable],
        withheld: frozenset[TableKey],
        rule: DisclosureRule,
        coverage: Coverage | None,
        earlier: Sequence[Released],
        stories: Sequence[int | None],
    ) -> None:
        builder = Builder(dimensions, tables, withheld, rule, stories=stories)
        self.earlier, self.release = earlier, builder.release
        self.owners: Mapping[Item, tuple[str, ...]] = {}
        self.left_out = False
        if coverage is not None and earlier:
            joint = JointBuilder(coverage, builder, earlier)
            joint.build()
            self.owners, self.left_out = joint.owners, joint.left_out
        else:
            builder.build()
        self._audit = Audit(self.release, rule)

    def unsafe(self) -> list[Item]:
        """Alone, a total of participants has nothing around it that could tell it, and is never unsafe."""
        held_back = self.release.withheld
        return [
            item
            for item in self._audit.unsafe()
            if self.earlier or not held_back.issuperset(self.release.tables_of(item))
        ]

    def tables_of(self, items: Iterable[Item]) -> list[list[TableKey]]:
        return [self.release.tables_of(item) for item in items]

    def names_of(self, items: Iterable[Item]) -> list[str]:
        """The earlier releases that these are about; all of them, where they are about the new one alone."""
        names = {name: None for item in items for name in self.owners.get(item, ())}
        return list(names) or [released.name for released in self.earlier]


def _next_to_withhold(
    dimensions: Mapping[str, Dimension],
    tables: Mapping[TableKey, ProtectedTable],
    unsafe: Sequence[Sequence[TableKey]],
    withheld: frozenset[TableKey],
) -> frozenset[TableKey]:
    """Of each dimension the first table with something unsafe: the rest may be safe without it.

    Where those are withheld already, what is unsafe stands in an earlier release: then go those around them.
    A narrower table goes before its wider one, and always with it.
    """
    first: dict[str, TableKey] = {}
    more: set[TableKey] = set()
    for keys in unsafe:
        still_open = [key for key in keys if key in tables and key not in withheld]
        for key in still_open:
            first.setdefault(key.dimension, key)
        if not still_open:
            more |= _around(keys, tables.keys() - withheld)
    inside = {key: set(containing(dimensions, key, tables)) for key in tables}
    spared = set().union(*(inside[key] for key in first.values()))
    chosen = (set(first.values()) - spared) | more
    return frozenset(key for key in tables if key in chosen or inside[key] & chosen)


def _around(keys: Sequence[TableKey], left: Set[TableKey]) -> set[TableKey]:
    """The open tables that are likeliest to say something about these, the same dimension first."""
    likely: tuple[Callable[[TableKey, TableKey], bool], ...] = (
        lambda key, other: key.dimension == other.dimension and (key.voice == other.voice or key.stage == other.stage),
        lambda key, other: key.dimension == other.dimension,
        lambda key, other: key.voice == other.voice and key.stage == other.stage,
        lambda key, other: key.voice == other.voice or key.stage == other.stage,
    )
    for is_near in likely:
        near = {key for key in left if any(is_near(key, other) for other in keys)}
        if near:
            return near
    return set(left)
