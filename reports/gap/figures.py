"""Named counts that are told beside one another, with what a reader knows to add up: starred, rounded and audited."""

from collections.abc import Mapping
from dataclasses import dataclass

from .audit import Audit
from .protection import hide, possible
from .release import Item, Release
from .system import UNBOUNDED
from .tables import DisclosureRule, TableKey


@dataclass(frozen=True, slots=True)
class Relations:
    """What holds between counts by their meaning.

    `sums` are totals with their parts, `orders` a smaller count and a larger one. `blocks` are counts that go together
    when one of them could be worked out, the first to go last. A count in no block is always told. `untold` counts take
    part in sums and orders and are never published.
    """

    sums: tuple[tuple[str, tuple[str, ...]], ...] = ()
    orders: tuple[tuple[str, str], ...] = ()
    blocks: tuple[tuple[str, ...], ...] = ()
    untold: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Figures:
    """What may be told. None is a star; `withheld` are the counts that would have told what a star stands for."""

    counts: Mapping[str, int | None]
    withheld: frozenset[str] = frozenset()


def protect_figures(*, counts: Mapping[str, int], relations: Relations, rule: DisclosureRule) -> Figures:
    """Raises ValueError when the counts do not fit the relations: the audit would rest on a false assumption."""
    _check(counts, relations)
    published = {name: hide(count, rule) for name, count in counts.items()}
    withheld: frozenset[str] = frozenset()
    while unsafe := _unsafe(published, withheld, relations, rule):
        block = next((block for block in reversed(relations.blocks) if not unsafe.isdisjoint(block)), None)
        if block is None:
            block = next(block for block in reversed(relations.blocks) if not withheld.issuperset(block))
        withheld |= frozenset(block)
    told = {name: count for name, count in published.items() if name not in relations.untold}
    return Figures({name: None if name in withheld else count for name, count in told.items()}, withheld)


def _check(counts: Mapping[str, int], relations: Relations) -> None:
    for total, parts in relations.sums:
        if counts[total] != sum(counts[part] for part in parts):
            raise ValueError(f"{total} is not the sum of its parts.")
    for smaller, larger in relations.orders:
        if counts[smaller] > counts[larger]:
            raise ValueError(f"{smaller} is more than {larger}.")


def _unsafe(
    published: Mapping[str, int | None], withheld: frozenset[str], relations: Relations, rule: DisclosureRule
) -> set[str]:
    """Stars of which fewer values are left than the rule asks for. What is withheld is known to be at least 0."""
    release = Release()
    variables: dict[str, int] = {}
    for name, count in published.items():
        is_unknown = name in withheld or name in relations.untold
        bounds = (0, UNBOUNDED) if is_unknown else possible(count, rule)
        variables[name] = release.system.variable(*bounds)
        if count is None and not is_unknown:
            release.stars[variables[name]] = [TableKey(name, "", "")]
    for total, parts in relations.sums:
        release.system.add_sum(variables[total], [variables[part] for part in parts])
    for smaller, larger in relations.orders:
        release.system.add_order(variables[smaller], variables[larger])
    open_items: list[Item] = Audit(release, rule).unsafe()
    return {key.dimension for item in open_items for key in release.tables_of(item)}
