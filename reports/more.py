"""What one table holds beyond its rows, to and from what is stored: rates, standardised ratios, the second comparison.

Only figures that depend on a benchmark: whatever belongs to the counts stands in the rows already, once.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, replace
from typing import Any

from reports import gap

OF_A_GROUP = (
    "benchmark_share",
    "expected",
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
)
OF_A_TABLE = ("index_of_dissimilarity", "profile_statistic", "profile_p", "profile_note")


def to_json(comparison: gap.Comparison) -> dict[str, Any]:
    found = _extras(comparison)
    second = comparison.second
    if second is not None:
        groups = [{name: getattr(group, name) for name in ("verdict", *OF_A_GROUP)} for group in second.groups]
        table = {name: getattr(second, name) for name in OF_A_TABLE}
        found["second"] = {"groups": groups, **table, "warnings": list(second.warnings), **_extras(second)}
    return found


def from_json(
    stored: Mapping[str, Any], comparison: gap.Comparison, second_reference: gap.Reference | None
) -> gap.Comparison:
    """The comparison made of the rows, completed."""
    comparison = _with_extras(comparison, stored)
    found = stored.get("second")
    if not found:
        return comparison
    groups = tuple(
        replace(group, **values | {"verdict": gap.Verdict(values["verdict"])})
        for group, values in zip(comparison.groups, found["groups"], strict=True)
    )
    table = {name: found[name] for name in OF_A_TABLE}
    plain = replace(comparison, rates=None, standardised=())
    second = replace(plain, groups=groups, reference=second_reference, warnings=tuple(found["warnings"]), **table)
    return replace(comparison, second=_with_extras(second, found))


def _extras(comparison: gap.Comparison) -> dict[str, Any]:
    found: dict[str, Any] = {}
    if comparison.rates is not None:
        found["rates"] = asdict(comparison.rates)
    if comparison.standardised:
        found["standardised"] = [asdict(one) for one in comparison.standardised]
    return found


def _with_extras(comparison: gap.Comparison, stored: Mapping[str, Any]) -> gap.Comparison:
    rates = stored.get("rates")
    return replace(
        comparison,
        rates=gap.Rates(tuple(gap.GroupRate(**group) for group in rates["groups"]), rates["note"]) if rates else None,
        standardised=tuple(_standardised(one) for one in stored.get("standardised", ())),
    )


def _standardised(stored: Mapping[str, Any]) -> gap.Standardised:
    ratios = {code: gap.StandardisedRatio(**values) for code, values in stored["ratios"].items()}
    return gap.Standardised(stored["by"], ratios, stored["note"])
