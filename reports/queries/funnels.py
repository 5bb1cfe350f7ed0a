"""One group from step to step, beside everybody. Made of published tables only."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from reports import gap, words
from reports.models import GapReport, Stage

STAGES = (Stage.ASKED, Stage.SIGNED_UP, Stage.CAME, Stage.CAME_BACK)


def stages_of(report: GapReport) -> tuple[Stage, ...]:
    """The steps that a report tells of."""
    return (*STAGES, Stage.INFLUENCED) if report.counts_influence else STAGES


@dataclass(frozen=True, slots=True)
class FunnelLine:
    """One step. ``value`` is the group's count as it is written; ``rate`` says how many of those before went on."""

    stage: Stage
    people: int | None
    value: str
    everyone: int | None
    rate: str
    others_rate: float | None
    is_lost: bool


@dataclass(frozen=True, slots=True)
class FunnelOfGroup:
    label: str
    lines: tuple[FunnelLine, ...]
    sentence: str
    notes: tuple[str, ...]

    @property
    def has_influence(self) -> bool:
        return self.lines[-1].stage == Stage.INFLUENCED

    @property
    def summary(self) -> str:
        return f"{self.label}. {self.sentence}"


def funnel_of_group(
    stages: Mapping[str, gap.Comparison], *, dimension: gap.Dimension, code: str, voice: str
) -> FunnelOfGroup | None:
    """``stages`` are the tables of this dimension and voice; None when a step is not there."""
    if any(stage not in stages for stage in STAGES):
        return None
    found = gap.funnel(dimension=dimension, voice=voice, comparisons=stages)
    group = next(group for group in found.groups if group.code == code)
    steps = {step.stage: step for step in group.steps}
    shown = [stage for stage in (*STAGES, Stage.INFLUENCED) if stage in stages]
    lines = tuple(_line(stage, steps[stage], stages[stage], group) for stage in shown)
    return FunnelOfGroup(group.label, lines, _sentence(group, stages["asked"]), found.notes)


def _line(stage: Stage, step: gap.FunnelStep, table: gap.Comparison, group: gap.FunnelGroup) -> FunnelLine:
    row = table.group(group.code)
    hidden = "hidden" if row.fewer_than is None else f"under {row.fewer_than}"
    return FunnelLine(
        stage=stage,
        people=step.people,
        value=hidden if step.people is None else f"{step.people:,}",
        everyone=table.participants,
        rate=words.rate_sentence(step),
        others_rate=step.others_rate,
        is_lost=step.is_lost or (stage == Stage.ASKED and row.verdict.is_gap),
    )


def _sentence(group: gap.FunnelGroup, asked: gap.Comparison) -> str:
    if group.lost_at:
        return words.lost_sentence(group, asked.group(group.code))
    if all(step.others_rate is None for step in group.steps):
        return "Too few people to say where this group is lost."
    return "No step stands out: where we can tell, this group goes on about as often as everybody else."
