"""Exact figures of one table: worked out for one screen, never stored."""

from __future__ import annotations

from accounts.access import Actor
from core import audit
from reports import counting, gap
from reports.dimensions import BY_NAME
from reports.models import GapReport
from reports.services.comparing import exact_table
from reports.services.scopes import references_of, scope_of, second_references_of


def has_table(report: GapReport, key: gap.TableKey) -> bool:
    return key.dimension in BY_NAME | report.dimensions and key.voice in gap.VOICES and key.stage in counting.STAGES


def exact_comparison(*, actor: Actor, report: GapReport, key: gap.TableKey) -> gap.Comparison:
    """Today's exact figures for the scope of a report. That somebody saw them is recorded."""
    counted = counting.count(scope_of(report), own_groups=report.own_dimensions)
    references = references_of(report, counted=counted)
    second = second_references_of(report, counted=counted)
    dimension = (BY_NAME | report.dimensions)[key.dimension]
    comparison = exact_table(counted, references, key=key, dimension=dimension, second=second)
    audit.record(
        actor=actor, verb="EXACT_FIGURES_SEEN", target=report, reason=f"{key.dimension} {key.voice} {key.stage}"
    )
    return comparison
