"""What may leave: the only results that can be stored, exported or shown outside."""

from collections.abc import Mapping, Sequence

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
) -> dict[TableKey, Comparison]:
    """Protected comparisons of one release: all tables that are published together, of one scope and period.

    `earlier` are all other releases of the organisation that anybody has ever seen: those that share no people with
    this one, be it by way of others, are left out here, not by the caller. Raises UnsafeTogether when this release
    and those cannot be made safe together by withholding tables of this one. Needs `coverage` then.

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
    withheld = withhold(by_name, tables, rule, coverage, near)
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
) -> frozenset[TableKey]:
    """The tables that cannot be published, found from what would be published of them.

    A table in which the known people are starred has nothing but stars and goes first. Any other
    table goes as a whole, not star by star: whoever knows the rule could work back from a second star to the one
    value that made it necessary. With a table go the narrower ones inside it. Raises UnsafeTogether.
    """
    withheld = frozenset(key for key, table in tables.items() if table.known is None)
    while True:
        builder = Builder(dimensions, tables, withheld, rule)
        owners: Mapping[Item, tuple[str, ...]] = {}
        if coverage is not None and earlier:
            joint = JointBuilder(coverage, builder, earlier)
            release, owners = joint.build(), joint.owners
        else:
            release = builder.build()
        unsafe = Audit(release, rule).unsafe()
        if not unsafe:
            return withheld
        more = _next_to_withhold(dimensions, tables, [release.tables_of(item) for item in unsafe]) or tables.keys()
        if more <= withheld:
            names = {name: None for item in unsafe for name in owners.get(item, ())}
            raise UnsafeTogether(list(names) or [release.name for release in earlier])
        withheld |= more


def _next_to_withhold(
    dimensions: Mapping[str, Dimension], tables: Mapping[TableKey, ProtectedTable], unsafe: Sequence[Sequence[TableKey]]
) -> frozenset[TableKey]:
    """Of each dimension the first table with an unsafe star: the rest may be safe without it.

    A narrower table goes before its wider one, and always with it.
    """
    first: dict[str, TableKey] = {}
    for keys in unsafe:
        for key in keys:
            first.setdefault(key.dimension, key)
    inside = {key: set(containing(dimensions, key, tables)) for key in tables}
    spared = set().union(*(inside[key] for key in first.values()))
    chosen = set(first.values()) - spared
    return frozenset(key for key in tables if key in chosen or inside[key] & chosen)
