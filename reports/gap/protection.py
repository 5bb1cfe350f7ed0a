"""From true counts to what may be published of them: stars and rounded numbers. Nothing past here sees a true count."""

from collections.abc import Mapping
from dataclasses import dataclass

from .comparison import Figures, Shown
from .tables import Count, Dimension, DisclosureRule, TableKey, Tally

MEETINGS = "came"
"""The stage whose contributions and hours are published. At the others they would count the same meetings again."""


@dataclass(frozen=True, slots=True)
class ProtectedTable:
    """Every number on its own: None is a star, the rest are rounded. Totals are not sums of the rounded counts."""

    participants: int | None
    known: int | None
    declined: int | None
    not_asked: int | None
    group_only: int | None
    groups: Mapping[str, int | None]
    contributions: Mapping[str, int | None]
    hours: Mapping[str, int | None]


def hide(count: int, rule: DisclosureRule) -> int | None:
    """A star below the limit, zero too; else the nearest multiple. The base is odd, so there are no ties."""
    if count < rule.hidden_below:
        return None
    return rule.rounding_base * ((count + rule.rounding_base // 2) // rule.rounding_base)


def possible(published: int | None, rule: DisclosureRule) -> tuple[int, int]:
    """The lowest and the highest true count behind a published one."""
    if published is None:
        return 0, rule.hidden_below - 1
    half = rule.rounding_base // 2
    return max(rule.hidden_below, published - half), published + half


def protect(dimension: Dimension, tally: Tally, rule: DisclosureRule) -> ProtectedTable:
    counts = {group.code: tally.groups.get(group.code, Count()) for group in dimension.groups}
    return ProtectedTable(
        participants=hide(tally.participants, rule),
        known=hide(tally.known, rule),
        declined=hide(tally.declined.people, rule),
        not_asked=hide(tally.not_asked.people, rule),
        group_only=hide(tally.group_only.people, rule) if dimension.wider else 0,
        groups={code: hide(count.people, rule) for code, count in counts.items()},
        contributions={code: hide(count.contributions, rule) for code, count in counts.items()},
        hours={code: hide(count.hours, rule) for code, count in counts.items()},
    )


def shown(
    dimension: Dimension,
    key: TableKey,
    tables: Mapping[TableKey, ProtectedTable],
    withheld: frozenset[TableKey],
    rule: DisclosureRule,
) -> Figures:
    """The figures of a table that passed. Of a withheld one only the total of participants is left."""
    table = tables[key]
    if key in withheld:
        empty = {group.code: Shown(None) for group in dimension.groups}
        return Figures(empty, table.participants, None, None, None, None, rule.hidden_below, True, True)
    groups = {}
    for group in dimension.groups:
        people = table.groups[group.code]
        if people is not None and _meetings_shown(dimension, group.code, key, tables, withheld):
            groups[group.code] = Shown(people, table.contributions[group.code], table.hours[group.code])
        else:
            groups[group.code] = Shown(people)
    return Figures(
        groups=groups,
        participants=table.participants,
        known=table.known,
        declined=table.declined,
        not_asked=table.not_asked,
        group_only=table.group_only,
        hidden_below=rule.hidden_below,
        off_by=rule.rounding_base // 2,
        protected=True,
    )


def _meetings_shown(
    dimension: Dimension,
    code: str,
    key: TableKey,
    tables: Mapping[TableKey, ProtectedTable],
    withheld: frozenset[TableKey],
) -> bool:
    """Whether contributions and hours of a group tell nothing about a starred part of it.

    Contributions bound people from above: by how much they exceed people they bound those who came back; what is left
    of all contributions beside the lived ones bounds the proxies; what is left of a wider group bounds the one
    narrower group that is starred. Where such a part is starred they stay hidden. A group that an organisation defines
    itself would bound the groups it is made of, and never shows them.
    """
    if key.stage != MEETINGS or dimension.parts:
        return False
    parts = [TableKey(key.dimension, key.voice, "came_back")]
    if key.voice == "all":
        parts += [TableKey(key.dimension, voice, MEETINGS) for voice in ("lived", "proxy")]
    if any(part in tables and (part in withheld or tables[part].groups[code] is None) for part in parts):
        return False
    parent = {group.code: group.parent for group in dimension.groups}
    siblings = [other for other in parent if dimension.wider and parent[other] == parent[code]]
    return all(tables[key].groups[other] is not None for other in siblings)
