"""What the people with no known answer could change, whoever they are. Nothing is assumed of them."""

from dataclasses import dataclass
from enum import StrEnum

from .significance import group_p
from .tables import Thresholds
from .verdicts import Verdict


class Certainty(StrEnum):
    """`HOLDS`: the verdict is the same whatever they would answer. `SIDE`: the share stays on its side of the
    benchmark, maybe not so clearly. `DEPENDS`: it may not even do that. `NOT_ASKED`: nothing was found, or everybody
    answered."""

    HOLDS = "holds"
    SIDE = "side"
    DEPENDS = "depends"
    NOT_ASKED = ""


@dataclass(frozen=True, slots=True)
class Extremes:
    """The fewest and the most people of a group there can be among the most people there can have been in all."""

    fewest: int
    most: int
    everyone: int


def extremes(*, people: tuple[int, int], known: int, participants: int, off_by: int) -> Extremes:
    """`people` is the range behind a group's count; the two totals are off by `off_by` at most, each on its own.

    However many have no known answer, all people but the known ones of other groups may be of this one. The benchmark
    is the harder to miss, and the easier to pass, the more people there are: so the largest total is the worst case
    for both sides.
    """
    everyone = participants + off_by
    others = max(known - off_by - people[1], 0)
    return Extremes(min(people[0], everyone), max(everyone - others, 0), everyone)


def certainty(
    verdict: Verdict, *, found: Extremes, benchmark_share: float, compared: int, thresholds: Thresholds
) -> Certainty:
    """`compared` groups are tested together. Where the worst case stays clear even if p is multiplied by all of them
    (Bonferroni), it does so after Benjamini and Hochberg's correction, however the others answer."""
    if not (verdict.is_gap or verdict == Verdict.OVER):
        return Certainty.NOT_ASKED
    people = found.most if verdict.is_gap else found.fewest
    expected = found.everyone * benchmark_share
    if (people >= expected) if verdict.is_gap else (people <= expected):
        return Certainty.DEPENDS
    is_marked = verdict != Verdict.MARKEDLY_UNDER or people < thresholds.marked_ratio * expected
    is_clear = compared * group_p(people, found.everyone, benchmark_share) < thresholds.q
    return Certainty.HOLDS if is_marked and is_clear else Certainty.SIDE
