"""Stored tables as the comparisons they were stored from, so that all words and pictures come from one place."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from reports import gap, more
from reports.models import GapReport, GapRow, GapTable

TOTALS = ("participants", "known", "declined", "not_asked", "group_only")
FIGURES = tuple(field.name for field in GapRow._meta.fields if field.name not in ("id", "table", "position", "verdict"))


def comparisons(report: GapReport, rows: Iterable[GapRow]) -> dict[gap.TableKey, gap.Comparison]:
    """``rows`` are of this report and in order (see access.rows)."""
    dimensions = report.dimensions
    references = {name: _reference(values) for name, values in report.references.items()}
    second = {name: _reference(values) for name, values in report.second_references.items()}
    tables: dict[int, tuple[GapTable, list[GapRow]]] = {}
    for row in rows:
        tables.setdefault(row.table_id, (row.table, []))[1].append(row)
    return {
        key_of(table): more.from_json(
            more_of(found),
            _comparison(report, dimensions[table.dimension], table, found, references),
            second.get(table.dimension),
        )
        for table, found in tables.values()
        if table.dimension in dimensions
    }


def more_of(rows: Sequence[GapRow]) -> Mapping[str, Any]:
    """What the first row of a table carries for all of it (see access.rows)."""
    found: Mapping[str, Any] = getattr(rows[0], "more", None) or {}
    return found


def key_of(table: GapTable) -> gap.TableKey:
    return gap.TableKey(table.dimension, table.voice, table.stage)


def table_name(key: gap.TableKey) -> str:
    """A key as one word, for lists that are stored."""
    return f"{key.dimension}|{key.voice}|{key.stage}"


def _reference(values: Mapping[str, Any]) -> gap.Reference:
    tuples = {name: tuple(values[name]) for name in ("areas", "warnings")}
    return gap.Reference(**{**values, **tuples, "not_comparable": frozenset(values["not_comparable"])})


def _comparison(
    report: GapReport,
    dimension: gap.Dimension,
    table: GapTable,
    rows: Iterable[GapRow],
    references: Mapping[str, gap.Reference],
) -> gap.Comparison:
    return gap.Comparison(
        dimension=dimension.name,
        label=dimension.label,
        protected=True,
        withheld=table.withheld,
        reference=references.get(table.dimension) if table.stage in gap.STAGES else None,
        groups=tuple(group_of(row) for row in rows),
        index_of_dissimilarity=table.index_of_dissimilarity,
        profile_statistic=table.profile_statistic,
        profile_p=table.profile_p,
        profile_note=table.profile_note or None,
        warnings=tuple(table.warnings),
        method_version=report.method_version,
        **{name: getattr(table, name) for name in TOTALS},
    )


def group_of(row: GapRow) -> gap.GroupComparison:
    figures = {name: getattr(row, name) for name in FIGURES}
    return gap.GroupComparison(verdict=gap.Verdict(row.verdict), **figures)
