"""The same published figures against another benchmark, or against a caseload as a count."""

from dataclasses import replace

from .comparison import Figures, Shown, compare_figures
from .rates import rates
from .results import Comparison
from .tables import Dimension, DisclosureRule, Reference, Thresholds


def compare_again(
    *,
    dimension: Dimension,
    comparison: Comparison,
    reference: Reference | None,
    thresholds: Thresholds,
    rule: DisclosureRule,
    of_caseload: bool = False,
) -> Comparison:
    """What `compare` or `disclose` would have given with this benchmark: worked out from their results alone.

    `of_caseload` says that everybody who took part belongs to the people counted in the benchmark. If it is a
    caseload, and has as many in every group, rates stand beside the shares and decide the verdicts.
    """
    figures = _figures(comparison, rule)
    found = compare_figures(dimension, figures, reference, thresholds)
    counted = rates(found) if of_caseload else None
    if counted is None:
        return found
    if counted.note:
        return replace(found, rates=counted, warnings=(*found.warnings, counted.note))
    return replace(compare_figures(dimension, figures, reference, thresholds, of_caseload=True), rates=counted)


def _figures(comparison: Comparison, rule: DisclosureRule) -> Figures:
    return Figures(
        groups={group.code: Shown(group.participants, group.contributions, group.hours) for group in comparison.groups},
        participants=comparison.participants,
        known=comparison.known,
        declined=comparison.declined,
        not_asked=comparison.not_asked,
        group_only=comparison.group_only,
        hidden_below=rule.hidden_below if comparison.protected else 0,
        off_by=rule.rounding_base // 2 if comparison.protected else 0,
        protected=comparison.protected,
        withheld=comparison.withheld,
    )
