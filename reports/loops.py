"""How well the loop was closed, as a report tells it: stories and answers, starred, rounded and frozen."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from reports import gap
from reports.figures import people, percent

ENOUGH_FOR_A_MEDIAN = 20
RECEIVED = "received"
# Names of involvement.queries.LoopNumbers, and what follows from them by adding and taking away.
LABELS = {
    RECEIVED: "Stories that people sent",
    "praise_only": "Of these: praise only",
    "concerns": "Of these: asking for something to be different",
    "acknowledged_in_time": "Told in time that it was read",
    "responded": "Answered",
    "responded_in_time": "Answered in time",
    "not_yet_due": "Not answered, still in time",
    "overdue": "Not answered, and late",
    "concerns_answered": "Answered, and asking for something to be different",
    "changed": "Something was changed, or will be",
    "planned": "Of these: will be changed",
    "made": "Of these: was changed",
    "not_possible": "Not possible, with a reason",
    "judged": "Authors who said whether the answer answered them",
    "verdict_yes": "Of these: yes",
    "verdict_partly": "Of these: partly",
    "verdict_no": "Of these: no",
}
UNTOLD = ("praise_answered", "other_outcome", "not_judged")
RELATIONS = gap.Relations(
    sums=(
        (RECEIVED, ("praise_only", "concerns")),
        (RECEIVED, ("responded", "not_yet_due", "overdue")),
        ("responded", ("concerns_answered", "praise_answered")),
        ("concerns_answered", ("changed", "not_possible", "other_outcome")),
        ("changed", ("planned", "made")),
        ("responded", ("judged", "not_judged")),
        ("judged", ("verdict_yes", "verdict_partly", "verdict_no")),
    ),
    orders=(
        ("acknowledged_in_time", RECEIVED),
        ("responded_in_time", "responded"),
        ("concerns_answered", "concerns"),
        ("praise_answered", "praise_only"),
    ),
    blocks=(
        ("praise_only", "concerns", "concerns_answered"),
        ("acknowledged_in_time", "responded", "responded_in_time", "not_yet_due", "overdue"),
        ("changed", "planned", "made", "not_possible"),
        ("judged", "verdict_yes", "verdict_partly", "verdict_no"),
    ),
    untold=UNTOLD,
)
# What is a part of what.
SHARES = {
    "acknowledged_in_time": RECEIVED,
    "responded": RECEIVED,
    "responded_in_time": "responded",
    "changed": "concerns_answered",
    "not_possible": "concerns_answered",
    "verdict_yes": "judged",
    "verdict_partly": "judged",
    "verdict_no": "judged",
}
OF_WHAT = {
    RECEIVED: "of all stories",
    "responded": "of those answered",
    "concerns_answered": "of those answered that asked for something to be different",
    "judged": "of those who said",
}


@dataclass(frozen=True, slots=True)
class LoopLine:
    """``number`` is None for a star; ``is_withheld`` says that even the star would tell too much."""

    name: str
    label: str
    number: int | None
    is_withheld: bool
    share: float | None

    @property
    def written(self) -> str:
        return "hidden" if self.is_withheld else people(self.number)

    @property
    def share_of(self) -> str:
        return OF_WHAT[SHARES[self.name]]

    @property
    def share_written(self) -> str:
        return f"{percent(self.share)} {self.share_of}" if self.share is not None else ""


@dataclass(frozen=True, slots=True)
class Loop:
    """Published counts. ``median_days`` are working days up to the answer; None where too few were answered."""

    counts: Mapping[str, int | None]
    withheld: frozenset[str]
    median_days: int | None
    hidden_below: int

    def share(self, name: str) -> float | None:
        """Worked out from published counts only (rule R15). Rounding cannot make it exceed 1."""
        part, whole = self.counts[name], self.counts[SHARES[name]] if name in SHARES else None
        return min(part / whole, 1.0) if part is not None and whole else None

    @property
    def is_told(self) -> bool:
        """Whether there is anything but a star."""
        return self.counts[RECEIVED] is not None

    @property
    def lines(self) -> list[LoopLine]:
        return [
            LoopLine(name, label, self.counts[name], name in self.withheld, self.share(name))
            for name, label in LABELS.items()
        ]


def loop_from(stored: Mapping[str, Any], *, hidden_below: int) -> Loop | None:
    """None where a report tells nothing of stories."""
    if not stored:
        return None
    return Loop(stored["counts"], frozenset(stored["withheld"]), stored["median_days"], hidden_below)
