"""One group's published counts over periods or services, as the statistics of trends take them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Q, QuerySet

from reports.gap.trends import Observation
from reports.models import GapReport, GapRow, ReportState


@dataclass(frozen=True, slots=True)
class Measure:
    """A share of everybody who answered at ``stage``; or, with ``of``, of the group's own people at that stage."""

    name: str
    label: str
    stage: str
    did: str
    of: str = ""
    of_those: str = ""

    @property
    def stages(self) -> tuple[str, ...]:
        return (self.stage, self.of) if self.of else (self.stage,)


MEASURES: dict[str, Measure] = {
    measure.name: measure
    for measure in (
        Measure("asked", "Share of the people asked", "asked", "were asked"),
        Measure("signed_up", "Share of the people who signed up", "signed_up", "signed up"),
        Measure("came", "Share of the people who came", "came", "came"),
        Measure("came_back", "Share of the people who came back", "came_back", "came back"),
        Measure("influenced", "Share of the people who led to a change", "influenced", "led to a change"),
        Measure(
            "step_signed_up", "Of those asked, who signed up", "asked_signed_up", "signed up", "asked", "were asked"
        ),
        Measure("step_came", "Of those who signed up, who came", "signed_up_came", "came", "signed_up", "signed up"),
        Measure("step_came_back", "Of those who came, who came back", "came_back", "came back", "came", "came"),
    )
}
SHARES = tuple(measure for measure in MEASURES.values() if not measure.of)


@dataclass(frozen=True, slots=True)
class Counted:
    """What one report says of one group: the counts, and its row among the shares."""

    observation: Observation
    row: GapRow


def wanted(*, dimension: str, code: str, voice: str, measure: Measure) -> Q:
    return Q(table__dimension=dimension, code=code, table__voice=voice, table__stage__in=measure.stages)


def counted(rows: Iterable[GapRow], measure: Measure) -> dict[UUID, Counted]:
    """By report. ``rows`` are what wanted() asks for; a report without them is left out."""
    found: dict[UUID, dict[str, GapRow]] = {}
    for row in rows:
        found.setdefault(row.table.report_id, {})[row.table.stage] = row
    return {
        report: Counted(_observation(stages, measure), stages[measure.stage])
        for report, stages in found.items()
        if all(stage in stages for stage in measure.stages)
    }


def _observation(stages: Mapping[str, GapRow], measure: Measure) -> Observation:
    row = stages[measure.stage]
    known = stages[measure.of].participants if measure.of else row.table.known
    return Observation(row.participants, known, fewer_than=row.fewer_than)


def one_each(reports: QuerySet[GapReport] | Iterable[GapReport]) -> list[GapReport]:
    """Of each scope and period one report: published before drafts, then the one made last. Order is kept."""
    best: dict[tuple[object, ...], GapReport] = {}
    for report in reports:
        key = (report.organisation_id, report.service_id, report.starts_on, report.ends_on)
        if key not in best or _preference(report) > _preference(best[key]):
            best[key] = report
    return list(best.values())


def _preference(report: GapReport) -> tuple[bool, str]:
    return report.state == ReportState.PUBLISHED, str(report.built_at or "")
