"""From counts to comparisons, exact or protected, with a word where the benchmark has nothing to compare with."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from django.conf import settings

from involvement.taxonomies import Voice
from reports import gap
from reports.counting import Counted
from reports.dimensions import BY_NAME, NHS_16, NHS_DIMENSIONS, REPORT_DIMENSIONS
from reports.own_groups import PREFIX
from reports.services.reference_tables import TAKEN_INTO_ACCOUNT

THRESHOLDS = gap.Thresholds()
Comparisons = Mapping[gap.TableKey, gap.Comparison]
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
    second: Mapping[str, gap.Reference] | None = None,
    rule: gap.DisclosureRule,
    own_groups: Sequence[gap.Dimension] = (),
    wanted: str = "",
    coverage: gap.Coverage | None = None,
    earlier: Sequence[gap.Released] = (),
    stories: Sequence[int | None] = (),
) -> dict[gap.TableKey, gap.Comparison]:
    """All tables of a scope that are published together: what one of them hides can depend on the others.

    ``second`` is what they are compared with also; ``wanted`` the dimension that must be among them, else those of a
    report. With ``earlier`` releases they are protected together with those; raises gap.UnsafeTogether when that
    cannot be done. ``stories`` are published numbers of stories; see gap.disclose().
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
        stories=stories,
    )
    told = {key: _with_word(key, comparison) for key, comparison in found.items()}
    return with_more(told, second or {}, dimensions=dimensions, rule=rule)


def with_more(
    comparisons: Comparisons,
    second: Mapping[str, gap.Reference],
    *,
    dimensions: Iterable[gap.Dimension],
    rule: gap.DisclosureRule,
) -> dict[gap.TableKey, gap.Comparison]:
    """The comparisons, each with its second one where ``second`` has figures for its dimension.

    A caseload holds people who use services: only those who speak for themselves are set against it as a count.
    """
    by_name = {dimension.name: dimension for dimension in dimensions}
    found = {}
    for key, comparison in comparisons.items():
        first = _completed(key, comparison, comparison.reference, comparisons, by_name, rule)
        other = second.get(key.dimension) if key.stage in gap.STAGES else None
        if other is not None:
            first = replace(first, second=_completed(key, comparison, other, comparisons, by_name, rule))
        found[key] = first
    return found


def _completed(
    key: gap.TableKey,
    comparison: gap.Comparison,
    reference: gap.Reference | None,
    comparisons: Comparisons,
    by_name: Mapping[str, gap.Dimension],
    rule: gap.DisclosureRule,
) -> gap.Comparison:
    of_caseload = reference is not None and reference.is_caseload and key.voice == Voice.DIRECT
    if of_caseload or reference is not comparison.reference:
        comparison = gap.compare_again(
            dimension=by_name[key.dimension],
            comparison=comparison,
            reference=reference,
            thresholds=THRESHOLDS,
            rule=rule,
            of_caseload=of_caseload,
        )
    return replace(comparison, standardised=tuple(_standardised(key, comparison, comparisons)))


def _standardised(
    key: gap.TableKey, comparison: gap.Comparison, comparisons: Comparisons
) -> Iterable[gap.Standardised]:
    strata = comparison.reference.strata if comparison.reference is not None else {}
    for by in strata:
        table = comparisons.get(gap.TableKey(by, key.voice, key.stage))
        yield gap.standardise(comparison, by=table, dimension=by, strata=strata[by])


def exact_table(
    counted: Counted,
    references: Mapping[str, gap.Reference],
    *,
    key: gap.TableKey,
    dimension: gap.Dimension,
    second: Mapping[str, gap.Reference] | None = None,
) -> gap.Comparison:
    dimensions = [dimension, *(BY_NAME[name] for name in TAKEN_INTO_ACCOUNT if name != key.dimension)]
    found = {
        one: _exact(counted, references, one, of)
        for one, of in ((gap.TableKey(of.name, key.voice, key.stage), of) for of in dimensions)
    }
    return with_more(found, second or {}, dimensions=dimensions, rule=disclosure_rule())[key]


def _exact(
    counted: Counted, references: Mapping[str, gap.Reference], key: gap.TableKey, dimension: gap.Dimension
) -> gap.Comparison:
    reference = references.get(key.dimension) if key.stage in gap.STAGES else None
    found = gap.compare(dimension=dimension, tally=counted.tallies[key], reference=reference, thresholds=THRESHOLDS)
    return _with_word(key, found)


def _with_word(key: gap.TableKey, comparison: gap.Comparison) -> gap.Comparison:
    if comparison.reference is not None or key.stage not in gap.STAGES:
        return comparison
    word = NO_OWN_BENCHMARK if key.dimension.startswith(PREFIX) else NO_BENCHMARK
    return replace(comparison, warnings=(*comparison.warnings, word))
