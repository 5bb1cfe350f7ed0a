"""What a report compares with: the benchmark's figures as they may be used, in own groups too."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from itertools import product

from reports import codings, gap
from reports.counting import Counted
from reports.crossings import BETWEEN, CROSSED, crossed_name
from reports.dimensions import BY_NAME
from reports.gap.protection import hide
from reports.models import Benchmark
from reports.services import benchmarks

TAKEN_INTO_ACCOUNT = ("age_band", "sex")
SMALL_BENCHMARK = "Some groups are too small in the benchmark to be compared without pointing at people."


def references_for(
    *,
    benchmark: Benchmark,
    area_codes: Sequence[str],
    dimensions: Sequence[gap.Dimension],
    counted: Counted,
    rule: gap.DisclosureRule | None,
) -> dict[str, gap.Reference]:
    """By dimension. Without a ``rule``, exactly, for the screen of somebody who may see exact figures.

    The shares of an own group are worked out from tables that were protected first, so they tell nothing more; it has
    none where a group of those tables cannot be compared. Raises core.areas.AreasRefused.
    """
    names = [_table_of(dimension) for dimension in dimensions]
    names += [crossing for dimension in dimensions for _, crossing in _strata_of(dimension)]
    tables = {name: BY_NAME.get(name) or CROSSED[name] for name in names}
    found = benchmarks.references(benchmark=benchmark, area_codes=area_codes, dimensions=tables.values())
    at_least = rule.hidden_below if rule is not None else 1
    found = codings.coding_notes(found, recorded=counted.ethnic_answers, at_least=at_least)
    if rule is not None and benchmark.organisation_id is not None:
        found = {name: protected_reference(reference, rule=rule) for name, reference in found.items()}
    references = {dimension.name: _with_strata(dimension, found) for dimension in dimensions if dimension.name in found}
    for group in (dimension for dimension in dimensions if dimension.parts):
        source = found.get(_table_of(group))
        if source is not None and not source.not_comparable:
            references[group.name] = _of_own_group(group, source)
    return references


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


def _strata_of(dimension: gap.Dimension) -> list[tuple[str, str]]:
    """Age and sex where they can be taken into account, each with the table that has both questions."""
    crossings = [(by, crossed_name(dimension.name, by)) for by in TAKEN_INTO_ACCOUNT]
    return [(by, crossing) for by, crossing in crossings if crossing in CROSSED]


def _with_strata(dimension: gap.Dimension, found: Mapping[str, gap.Reference]) -> gap.Reference:
    """The figures with their people by age and by sex. None where one count is hidden or not there: whoever knew the
    others could work it out."""
    reference = found[dimension.name]
    for by, crossing in _strata_of(dimension):
        source = found.get(crossing)
        if source is None or source.not_comparable or source.name != reference.name:
            continue
        strata = {
            stratum.code: {
                group.code: source.counts[BETWEEN.join((group.code, stratum.code))] for group in dimension.groups
            }
            for stratum in BY_NAME[by].groups
        }
        new = [warning for warning in source.warnings if warning not in reference.warnings]
        reference = replace(reference, strata={**reference.strata, by: strata}, warnings=(*reference.warnings, *new))
    return reference


def _table_of(dimension: gap.Dimension) -> str:
    """The table that its figures come from: its own, or that of the question or the two questions it is made of."""
    names = [part.dimension for part in dimension.parts] or [dimension.name]
    return names[0] if len(names) == 1 else crossed_name(*names)


def _of_own_group(group: gap.Dimension, source: gap.Reference) -> gap.Reference:
    inside = {BETWEEN.join(codes) for codes in product(*(part.codes for part in group.parts))}
    people = sum(count for code, count in source.counts.items() if code in inside)
    return replace(source, counts={gap.IN: people, gap.OUT: source.base - people})
