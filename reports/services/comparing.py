"""From counts to comparisons, exact or protected, with a word where the benchmark has nothing to compare with."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from django.conf import settings

from reports import gap
from reports.counting import Counted
from reports.dimensions import NHS_16, NHS_DIMENSIONS, REPORT_DIMENSIONS
from reports.own_groups import PREFIX

THRESHOLDS = gap.Thresholds()
NO_BENCHMARK = "The benchmark has no figures on this question, so these groups are shown but not compared."
NO_OWN_BENCHMARK = (
    "The benchmark has no figures for this group in these areas, or some that are too small to be used, so it is shown "
    "but not compared."
)


def disclosure_rule() -> gap.DisclosureRule:
    return gap.DisclosureRule(hidden_below=settings.DISCLOSURE_HIDDEN_BELOW)


def protected_comparisons(
    counted: Counted,
    references: Mapping[str, gap.Reference],
    *,
    rule: gap.DisclosureRule,
    own_groups: Sequence[gap.Dimension] = (),
    wanted: str = "",
    coverage: gap.Coverage | None = None,
    earlier: Sequence[gap.Released] = (),
) -> dict[gap.TableKey, gap.Comparison]:
    """All tables of a scope that are published together: what one of them hides can depend on the others.

    ``wanted`` is the dimension that must be among them; without it, those of a report. With
    ``earlier`` releases they are protected together with those; raises gap.UnsafeTogether when that cannot be done.
    """
    dimensions = NHS_DIMENSIONS if wanted == NHS_16 else (*REPORT_DIMENSIONS, *own_groups)
    names = {dimension.name for dimension in dimensions}
    tallies = {key: tally for key, tally in counted.tallies.items() if key.dimension in names}
    found = gap.disclose(
        dimensions=dimensions,
        tallies=tallies,
        references=references,
        thresholds=THRESHOLDS,
        rule=rule,
        coverage=coverage,
        earlier=earlier,
    )
    return {key: _with_word(key, comparison) for key, comparison in found.items()}


def exact_table(
    counted: Counted, references: Mapping[str, gap.Reference], *, key: gap.TableKey, dimension: gap.Dimension
) -> gap.Comparison:
    reference = references.get(key.dimension) if key.stage in gap.STAGES else None
    found = gap.compare(dimension=dimension, tally=counted.tallies[key], reference=reference, thresholds=THRESHOLDS)
    return _with_word(key, found)


def _with_word(key: gap.TableKey, comparison: gap.Comparison) -> gap.Comparison:
    if comparison.reference is not None or key.stage not in gap.STAGES:
        return comparison
    word = NO_OWN_BENCHMARK if key.dimension.startswith(PREFIX) else NO_BENCHMARK
    return replace(comparison, warnings=(*comparison.warnings, word))
