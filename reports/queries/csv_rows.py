"""A report as one flat table: every figure with its benchmark, date, age base, area, source and method."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import Any

from accounts.access import Actor
from reports import access, agreement, gap
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
OF_THE_SECOND = (
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
    "certainty",
    "verdict",
)
OF_A_RATE = (
    "caseload",
    "rate",
    "others_rate",
    "ratio",
    "ratio_low",
    "ratio_high",
    "difference",
    "difference_low",
    "difference_high",
)
OF_A_STANDARDISED_RATIO = ("expected", "ratio", "low", "high")
STANDARDISED_BY = {"age_band": "by_age", "sex": "by_sex"}
MORE = (
    *(f"rate_{name}".replace("rate_rate", "rate").replace("rate_others", "others") for name in OF_A_RATE),
    "rate_note",
    *(f"{by}_{name}" for by in STANDARDISED_BY.values() for name in (*OF_A_STANDARDISED_RATIO, "note")),
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
    "certainty",
    *MORE,
    *(f"second_{name}" for name in OF_THE_SECOND),
    *(f"second_{name}" for name in MORE),
    "second_index_of_dissimilarity",
    "second_warnings",
    "second_benchmark",
    "second_benchmark_date",
    "second_benchmark_age_base",
    "second_benchmark_areas",
    "second_benchmark_source",
    "both_benchmarks",
)


def report_csv_rows(actor: Actor, report: GapReport, *, today: date) -> Iterator[list[object]]:
    """All tables of a report, protected, in the order of COLUMNS. A hidden figure is empty and says so."""
    rows = access.rows(actor, today=today).filter(table__report=report)
    scope = [str(report.organisation), str(report.service or ""), report.starts_on, report.ends_on]
    return csv_rows(scope, comparisons(report, rows))


def csv_rows(scope: list[object], found: Mapping[gap.TableKey, gap.Comparison]) -> Iterator[list[object]]:
    for key, table in found.items():
        about = [*_provenance(table.reference), table.method_version]
        for group in table.groups:
            first = [*_figures(group), *_totals(table), *about, group.certainty, *_more(table, group.code)]
            yield [*scope, key.dimension, key.voice, key.stage, *first, *_second(table, group.code)]


def _figures(group: gap.GroupComparison) -> Iterable[Any]:
    figures = [getattr(group, name) for name in ("code", "label", *FIGURES, "contributions", "hours")]
    return [*figures, _yes(group.suppressed), str(group.verdict), group.verdict.label]


def _totals(table: gap.Comparison) -> Iterable[Any]:
    totals = [table.participants, table.known, table.declined, table.not_asked, table.group_only]
    return [*totals, table.index_of_dissimilarity, " ".join(table.warnings), _yes(table.protected)]


def _provenance(reference: gap.Reference | None) -> list[str]:
    if reference is None:
        return [""] * 5
    return [reference.label, reference.date, reference.age_base, " ".join(reference.areas), reference.source]


def _more(table: gap.Comparison, code: str) -> list[Any]:
    """Rates and standardised ratios of a group, in the order of MORE."""
    rate = table.rates.of(code) if table.rates is not None else None
    found = [getattr(rate, name, None) for name in OF_A_RATE]
    found.append(table.rates.note if table.rates is not None else "")
    by_dimension = {one.by: one for one in table.standardised}
    for by in STANDARDISED_BY:
        one = by_dimension.get(by)
        ratio = one.ratios.get(code) if one is not None else None
        found += [getattr(ratio, name, None) for name in OF_A_STANDARDISED_RATIO]
        found.append(one.note if one is not None else "")
    return found


def _second(table: gap.Comparison, code: str) -> list[Any]:
    second = table.second
    if second is None:
        return [None] * (len(COLUMNS) - COLUMNS.index("second_benchmark_share"))
    figures = [getattr(second.group(code), name) for name in OF_THE_SECOND]
    of_table = [second.index_of_dissimilarity, " ".join(second.warnings), *_provenance(second.reference)]
    return [*figures, *_more(second, code), *of_table, agreement.both_sentence(table, code)]


def _yes(value: bool) -> str:
    return "yes" if value else "no"
