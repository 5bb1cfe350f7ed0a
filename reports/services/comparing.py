"""From counts to comparisons, exact or protected, with a word where the benchmark has nothing to compare with."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from django.conf import settings

from reports import gap
from reports.counting import Counted
from reports.dimensions import BY_NAME, NHS_16, NHS_DIMENSIONS, REPORT_DIMENSIONS
from reports.gap.protection import hide

THRESHOLDS = gap.Thresholds()
SMALL_BENCHMARK = "Some groups are too small in the benchmark to be compared without pointing at people."
NO_BENCHMARK = "The benchmark has no figures on this question, so these groups are shown but not compared."


def disclosure_rule() -> gap.DisclosureRule:
    return gap.DisclosureRule(hidden_below=settings.DISCLOSURE_HIDDEN_BELOW)


def protected_comparisons(
    counted: Counted, references: Mapping[str, gap.Reference], *, rule: gap.DisclosureRule, wanted: str = ""
) -> dict[gap.TableKey, gap.Comparison]:
    """All tables of a scope that are published together: what one of them hides can depend on the others.

    ``wanted`` is the dimension that must be among them; without it, those of a report.
    """
    dimensions = NHS_DIMENSIONS if wanted == NHS_16 else REPORT_DIMENSIONS
    names = {dimension.name for dimension in dimensions}
    tallies = {key: tally for key, tally in counted.tallies.items() if key.dimension in names}
    found = gap.disclose(
        dimensions=dimensions, tallies=tallies, references=references, thresholds=THRESHOLDS, rule=rule
    )
    return {key: _with_word(key, comparison) for key, comparison in found.items()}


def protected_reference(reference: gap.Reference, *, rule: gap.DisclosureRule) -> gap.Reference:
    """An organisation's own benchmark as it may leave it: a caseload is people too, so its counts are protected alike.

    A group of the benchmark that is too small counts as none and is not judged.
    """
    counts = {code: hide(count, rule) for code, count in reference.counts.items()}
    small = frozenset(code for code, count in counts.items() if count is None)
    return replace(
        reference,
        counts={code: count or 0 for code, count in counts.items()},
        not_answered=hide(reference.not_answered, rule) or 0,
        not_comparable=reference.not_comparable | small,
        warnings=(*reference.warnings, SMALL_BENCHMARK) if small else reference.warnings,
    )


def exact_table(counted: Counted, references: Mapping[str, gap.Reference], *, key: gap.TableKey) -> gap.Comparison:
    reference = references.get(key.dimension) if key.stage in gap.STAGES else None
    found = gap.compare(
        dimension=BY_NAME[key.dimension], tally=counted.tallies[key], reference=reference, thresholds=THRESHOLDS
    )
    return _with_word(key, found)


def _with_word(key: gap.TableKey, comparison: gap.Comparison) -> gap.Comparison:
    if comparison.reference is not None or key.stage not in gap.STAGES:
        return comparison
    return replace(comparison, warnings=(*comparison.warnings, NO_BENCHMARK))
