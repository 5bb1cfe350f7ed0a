"""One table as a document for other programs: the same keys in the same order every time."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from datetime import date
from typing import Any

from reports import agreement, gap
from reports.models import Benchmark
from reports.queries.csv_rows import FIGURES, OF_A_RATE, OF_THE_SECOND


def gap_document(
    *,
    organisation: str,
    service: str,
    starts_on: date,
    ends_on: date,
    key: gap.TableKey,
    table: gap.Comparison,
    benchmark: Benchmark,
    area_codes: Sequence[str],
) -> dict[str, Any]:
    """Shares are fractions of 1. A hidden figure is None, and "suppressed" says so where it stands."""
    document: dict[str, Any] = {
        "scope": {"organisation": organisation, "service": service or None},
        "period": {"from": starts_on.isoformat(), "to": ends_on.isoformat()},
        "dimension": key.dimension,
        "voice": key.voice,
        "stage": key.stage,
        "benchmark": _benchmark(table.reference, benchmark, area_codes),
        "participants": table.participants,
        "known": table.known,
        "unknown": _unknown(table),
        "index_of_dissimilarity": table.index_of_dissimilarity,
        "method_version": table.method_version,
        "protected": table.protected,
        "warnings": list(table.warnings),
        "groups": [_group(table, group) for group in table.groups],
    }
    if table.second is not None:
        document["second"] = _second(table, table.second)
    totals = [table.participants, table.known, *document["unknown"].values()]
    return document | {"suppressed": True} if None in totals else document


def _benchmark(reference: gap.Reference | None, benchmark: Benchmark, area_codes: Sequence[str]) -> dict[str, Any]:
    """The figures really used: another census table can stand in for the one that was asked for."""
    if reference is None:
        counted_on = benchmark.counted_on.isoformat() if benchmark.counted_on else ""
        about = {"name": benchmark.name, "date": counted_on, "age_base": benchmark.age_base}
        return about | {"areas": list(area_codes), "source": benchmark.source}
    about = {"name": reference.name, "date": reference.date, "age_base": reference.age_base}
    areas = list(area_codes) or list(reference.areas)
    return about | {"areas": areas, "area_names": list(reference.areas), "source": reference.source}


def _unknown(table: gap.Comparison) -> dict[str, int | None]:
    unknown = {"declined": table.declined, "not_asked": table.not_asked}
    return unknown if table.group_only == 0 else unknown | {"group_only": table.group_only}


def _group(table: gap.Comparison, group: gap.GroupComparison) -> dict[str, Any]:
    figures = {name: getattr(group, name) for name in ("code", "label", *FIGURES)} | {"verdict": str(group.verdict)}
    figures |= _more(table, group)
    return figures | {"suppressed": True} if group.suppressed else figures


def _more(table: gap.Comparison, group: gap.GroupComparison) -> dict[str, Any]:
    """Only what there is: certainty of a finding, rates of a caseload, ratios with age or sex taken into account."""
    found: dict[str, Any] = {"certainty": str(group.certainty)} if group.certainty else {}
    rate = table.rates.of(group.code) if table.rates is not None else None
    if rate is not None:
        found["rates"] = {name: getattr(rate, name) for name in OF_A_RATE}
    ratios = {one.by: one.ratios[group.code] for one in table.standardised if group.code in one.ratios}
    return found | ({"standardised": {by: asdict(ratio) for by, ratio in ratios.items()}} if ratios else {})


def _second(table: gap.Comparison, second: gap.Comparison) -> dict[str, Any]:
    """The same counts against the other benchmark, and both in words."""
    reference = second.reference
    about = {"name": reference.name, "date": reference.date, "age_base": reference.age_base} if reference else {}
    areas = {"area_names": list(reference.areas), "source": reference.source} if reference else {}
    return {
        "benchmark": about | areas,
        "index_of_dissimilarity": second.index_of_dissimilarity,
        "warnings": list(second.warnings),
        "groups": [
            {name: getattr(group, name) for name in ("code", "label", *OF_THE_SECOND)}
            | _more(second, group)
            | {"both_benchmarks": agreement.both_sentence(table, group.code)}
            for group in second.groups
        ],
    }
