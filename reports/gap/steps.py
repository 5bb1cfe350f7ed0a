"""How many of a group went on from one step of taking part to the next, beside everybody else."""

import math
from collections.abc import Mapping
from dataclasses import dataclass, replace

from .intervals import newcombe, wilson
from .results import Comparison
from .significance import ENOUGH_EXPECTED, benjamini_hochberg, normal_p

FALSE_ALARMS = 0.05
MOVES = (
    ("asked", "asked_signed_up", "signed_up"),
    ("signed_up", "signed_up_came", "came"),
    ("came", "came_back", "came_back"),
)
"""(stage before, people in both stages, stage after)."""


@dataclass(frozen=True, slots=True)
class Step:
    """One move of one group: `people` of `base` went on. From published counts, so a hidden one leaves None.

    `fewer_than` says that `people` is starred below that number. `others_rate` is of everybody else whose answer is
    known; `difference` is the group's rate less theirs, with Newcombe's interval. `p_adjusted` is corrected over all
    groups and moves of the dimension that can be tested.
    """

    before: str
    after: str
    base: int | None = None
    people: int | None = None
    fewer_than: int | None = None
    rate: float | None = None
    rate_low: float | None = None
    rate_high: float | None = None
    others_rate: float | None = None
    difference: float | None = None
    difference_low: float | None = None
    difference_high: float | None = None
    p_adjusted: float | None = None

    @property
    def loses_more(self) -> bool | None:
        """Whether clearly fewer of the group went on than of everybody else; None when that cannot be said."""
        if self.difference is None or self.p_adjusted is None:
            return None
        return self.difference < 0 and self.p_adjusted < FALSE_ALARMS


def steps(stages: Mapping[str, Comparison]) -> dict[str, tuple[Step, ...]]:
    """The three moves of each group, by its code. `stages` are the tables of one dimension and one voice.

    A move is left out when one of its tables is not there.
    """
    moves = [move for move in MOVES if move[0] in stages and move[1] in stages]
    codes = [group.code for group in next(iter(stages.values())).groups] if moves else []
    found: dict[tuple[str, int], Step] = {}
    p_values: dict[tuple[str, int], float] = {}
    for code in codes:
        for at, (before, both, after) in enumerate(moves):
            step, p = _step(stages[before], stages[both], code, before, after)
            found[code, at] = step
            if p is not None:
                p_values[code, at] = p
    for where, adjusted in zip(p_values, benjamini_hochberg(list(p_values.values())), strict=True):
        found[where] = replace(found[where], p_adjusted=adjusted)
    return {code: tuple(found[code, at] for at in range(len(moves))) for code in codes}


def _step(
    base_table: Comparison, both_table: Comparison, code: str, before: str, after: str
) -> tuple[Step, float | None]:
    base, both = base_table.group(code), both_table.group(code)
    step = Step(before, after, base.participants, both.participants, both.fewer_than)
    if not base.participants or both.participants is None:
        return step, None
    people = min(both.participants, base.participants)
    low, high = wilson(people, base.participants)
    step = replace(step, rate=people / base.participants, rate_low=low, rate_high=high)
    if base_table.known is None or both_table.known is None or base_table.known <= base.participants:
        return step, None
    others_base = base_table.known - base.participants
    others = min(max(both_table.known - people, 0), others_base)
    limits = newcombe(people, base.participants, others, others_base)
    step = replace(
        step,
        others_rate=others / others_base,
        difference=people / base.participants - others / others_base,
        difference_low=limits[0],
        difference_high=limits[1],
    )
    return step, two_groups_p(people, base.participants, others, others_base)


def two_groups_p(people: int, base: int, others: int, others_base: int) -> float:
    """Two-sided p of equal rates: pooled score test; Fisher's exact one when fewer than 5 are expected anywhere."""
    everyone, went_on = base + others_base, people + others
    stayed = everyone - went_on
    if not went_on or not stayed:
        return 1.0
    if min(base, others_base) * min(went_on, stayed) / everyone < ENOUGH_EXPECTED:
        return fisher_p(people, base, others, others_base)
    pooled = went_on / everyone
    spread = math.sqrt(pooled * (1 - pooled) * (1 / base + 1 / others_base))
    return normal_p((people / base - others / others_base) / spread)


def fisher_p(people: int, base: int, others: int, others_base: int) -> float:
    """Fisher 1922: the chance, all totals held, of any table that is no more likely than the one seen."""
    went_on, everyone = people + others, base + others_base

    def log_chance(k: int) -> float:
        return _log_choose(base, k) + _log_choose(others_base, went_on - k) - _log_choose(everyone, went_on)

    limit = log_chance(people) + 1e-7
    possible = range(max(0, went_on - others_base), min(base, went_on) + 1)
    return min(1.0, math.fsum(math.exp(chance) for chance in map(log_chance, possible) if chance <= limit))


def _log_choose(n: int, k: int) -> float:
    return math.lgamma(n + 1) - math.lgamma(k + 1) - math.lgamma(n - k + 1)
