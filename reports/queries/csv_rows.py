"""A report as one flat table: every figure with its benchmark, date, age base, area, source and method."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import Any

from accounts.access import Actor
from reports import access, gap
from reports.models import GapReport
from reports.queries.comparisons import comparisons

FIGURES = (
    "participants",
    "share",
    "share_low",
    "share_high",
    "benchmark_share",
    "gap",
    "gap_low",
    "gap_high",
    "ratio",
    "ratio_low",
    "ratio_high",
    "p",
    "p_adjusted",
    "people_to_close",
    "swaps_to_close",
    "bound_low",
    "bound_high",
)
SCOPE_COLUMNS = ("organisation", "service", "from", "to")
COLUMNS = (
    *SCOPE_COLUMNS,
    "dimension",
    "voice",
    "stage",
    "code",
    "label",
    *FIGURES,
    "contributions",
    "hours",
    "suppressed",
    "verdict",
    "verdict_words",
    "table_participants",
    "table_known",
    "table_declined",
    "table_not_asked",
    "table_group_only",
    "index_of_dissimilarity",
    "warnings",
    "protected",
    "benchmark",
    "benchmark_date",
    "benchmark_age_base",
    "benchmark_areas",
    "benchmark_source",
    "method_version",
)


def report_csv_rows(actor: Actor, report: GapReport, *, today: date) -> Iterator[list[object]]:
    """All tables of a report, protected, in the order of COLUMNS. A hidden figure is empty and says so."""
    rows = access.rows(actor, today=today).filter(table__report=report)
    scope = [str(report.organisation), str(report.service or ""), report.starts_on, report.ends_on]
    return csv_rows(scope, comparisons(report, rows))


def csv_rows(scope: list[object], found: Mapping[gap.TableKey, gap.Comparison]) -> Iterator[list[object]]:
    for key, table in found.items():
        about = _provenance(table)
        for group in table.groups:
            yield [*scope, key.dimension, key.voice, key.stage, *_figures(group), *_totals(table), *about]


def _figures(group: gap.GroupComparison) -> Iterable[Any]:
    figures = [getattr(group, name) for name in ("code", "label", *FIGURES, "contributions", "hours")]
    return [*figures, _yes(group.suppressed), str(group.verdict), group.verdict.label]


def _totals(table: gap.Comparison) -> Iterable[Any]:
    totals = [table.participants, table.known, table.declined, table.not_asked, table.group_only]
    return [*totals, table.index_of_dissimilarity, " ".join(table.warnings), _yes(table.protected)]


def _provenance(table: gap.Comparison) -> Iterable[Any]:
    reference = table.reference
    if reference is None:
        return ["", "", "", "", "", table.method_version]
    areas = " ".join(reference.areas)
    return [reference.label, reference.date, reference.age_base, areas, reference.source, table.method_version]


def _yes(value: bool) -> str:
    return "yes" if value else "no"
