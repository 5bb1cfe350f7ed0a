"""Step by step, how many people of each group were asked, signed up, came, came back and led to a change, and where
they were lost."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from .intervals import Interval, koopman, newcombe, wilson
from .results import Comparison
from .significance import benjamini_hochberg, normal_p
from .tables import Dimension, Thresholds

STEPS = (
    ("asked", "signed_up", "asked_signed_up"),
    ("signed_up", "came", "signed_up_came"),
    ("came", "came_back", "came_back"),
)
"""From, to, and the table of the people in both."""
NOT_YET = "No change that was made has been linked yet to what people said."
TOO_FEW = "Too few people have led to a change yet to show them."


@dataclass(frozen=True, slots=True)
class FunnelStep:
    """One stage of one group. `people` is everybody at the stage, walk-ins too.

    `rate` is the part of the people of the stage before who are here as well. `rate_ratio` compares it with the rate
    of everyone else with a known answer, `shortfall` is how many more would be here at their rate.
    """

    stage: str
    people: int | None
    rate: float | None = None
    rate_low: float | None = None
    rate_high: float | None = None
    others_rate: float | None = None
    rate_ratio: float | None = None
    rate_ratio_low: float | None = None
    rate_ratio_high: float | None = None
    p_adjusted: float | None = None
    shortfall: float | None = None
    is_lost: bool = False
    suppressed: bool = False


@dataclass(frozen=True, slots=True)
class FunnelGroup:
    """`lost_at` is "asked" when too few of the group were asked, else the stage that too few reached, or None."""

    code: str
    label: str
    steps: tuple[FunnelStep, ...]
    lost_at: str | None

    @property
    def sentence(self) -> str:
        return _LOST[self.lost_at].format(self.label)


@dataclass(frozen=True, slots=True)
class Funnel:
    dimension: str
    voice: str
    protected: bool
    groups: tuple[FunnelGroup, ...]
    notes: tuple[str, ...]


_LOST = {
    None: "{}: no step at which clearly more people were lost than in other groups.",
    "asked": "{}: fewer people were asked than would be expected.",
    "signed_up": "{}: of the people who were asked, fewer signed up than in other groups.",
    "came": "{}: of the people who signed up, fewer came than in other groups.",
    "came_back": "{}: of the people who came, fewer came back than in other groups.",
}


@dataclass(frozen=True, slots=True)
class _Move:
    """People of a group before a step and after it, and the same of everyone else whose group is known."""

    code: str
    stage: str
    before: int
    after: int
    others_before: int
    others_after: int

    @property
    def difference(self) -> Interval:
        return newcombe(self.after, self.before, self.others_after, self.others_before)

    @property
    def shortfall(self) -> float:
        return self.before * self.others_after / self.others_before - self.after


def funnel(
    *, dimension: Dimension, voice: str, comparisons: Mapping[str, Comparison], thresholds: Thresholds | None = None
) -> Funnel:
    """`comparisons` by stage or transition, exact or disclosed: all rates come from the counts they show.

    A group is lost at a step when its rate is below that of everyone else: Newcombe's interval of the difference
    excludes 0, and the p of the score test stays below q after Benjamini-Hochberg over all groups and steps.
    """
    thresholds = thresholds or Thresholds()
    moves = {
        (group.code, to): move
        for group in dimension.groups
        for start, to, both in STEPS
        if (move := _move(group.code, comparisons.get(start), comparisons.get(both), to)) is not None
    }
    compared = {key: move for key, move in moves.items() if move.others_before >= 1 and move.before >= 1}
    adjusted = dict(zip(compared, benjamini_hochberg([_p(move) for move in compared.values()]), strict=True))
    stages = [stage for stage in ("asked", "signed_up", "came", "came_back", "influenced") if stage in comparisons]
    groups = []
    for group in dimension.groups:
        steps = tuple(
            _step(stage, comparisons[stage], group.code, moves.get((group.code, stage)), adjusted, thresholds)
            for stage in stages
        )
        groups.append(FunnelGroup(group.code, group.label, steps, _lost_at(group.code, steps, comparisons)))
    shown = [comparison.protected for comparison in comparisons.values()]
    return Funnel(dimension.name, voice, any(shown), tuple(groups), _notes(comparisons))


def _people(comparison: Comparison | None, code: str) -> int | None:
    return comparison.group(code).participants if comparison is not None else None


def _move(code: str, start: Comparison | None, both: Comparison | None, to: str) -> _Move | None:
    """None where the group's people before or after the step are hidden. Rounding cannot make a rate exceed 1."""
    before, after = _people(start, code), _people(both, code)
    if start is None or both is None or not before or after is None:
        return None
    others_before = max((start.known or 0) - before, 0)
    others_after = min(max((both.known or 0) - after, 0), others_before)
    return _Move(code, to, before, min(after, before), others_before, others_after)


def _p(move: _Move) -> float:
    """Two-sided score test of two shares, pooled."""
    everyone = move.before + move.others_before
    pooled = (move.after + move.others_after) / everyone
    variance = pooled * (1 - pooled) * (1 / move.before + 1 / move.others_before)
    if variance <= 0:
        return 1.0
    return normal_p((move.after / move.before - move.others_after / move.others_before) / variance**0.5)


def _step(
    stage: str,
    comparison: Comparison,
    code: str,
    move: _Move | None,
    adjusted: Mapping[tuple[str, str], float],
    thresholds: Thresholds,
) -> FunnelStep:
    row = comparison.group(code)
    step = FunnelStep(stage, row.participants, suppressed=row.suppressed)
    if move is None:
        return step
    low, high = wilson(move.after, move.before)
    step = replace(step, rate=move.after / move.before, rate_low=low, rate_high=high)
    if (code, stage) not in adjusted:
        return step
    others_rate, p = move.others_after / move.others_before, adjusted[code, stage]
    ratio = koopman(move.after, move.before, move.others_after, move.others_before)
    enough = min(move.before, move.others_before) >= thresholds.minimum_expected
    return replace(
        step,
        others_rate=others_rate,
        rate_ratio=move.after / move.before / others_rate if others_rate else None,
        rate_ratio_low=ratio[0] if ratio and others_rate else None,
        rate_ratio_high=ratio[1] if ratio and others_rate else None,
        p_adjusted=p,
        shortfall=max(move.shortfall, 0.0),
        is_lost=enough and p < thresholds.q and move.difference[1] < 0,
    )


def _lost_at(code: str, steps: tuple[FunnelStep, ...], comparisons: Mapping[str, Comparison]) -> str | None:
    """The largest shortfall, in people, among being asked and the steps at which the group is lost."""
    shortfalls = {step.stage: step.shortfall or 0.0 for step in steps if step.is_lost}
    asked = comparisons.get("asked")
    if asked is not None and asked.group(code).verdict.is_gap:
        row = asked.group(code)
        shortfalls["asked"] = (row.expected or 0.0) - (row.participants or 0)
    return max(shortfalls, key=shortfalls.__getitem__) if shortfalls else None


def _notes(comparisons: Mapping[str, Comparison]) -> tuple[str, ...]:
    """Nothing is said of reports that were made before the last stage was counted."""
    influenced = comparisons.get("influenced")
    if influenced is None or influenced.participants:
        return ()
    return (TOO_FEW if influenced.participants is None else NOT_YET,)
