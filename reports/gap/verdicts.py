"""What may be said about a group, in words. No verdict ever says "equal": no flag is not proof of parity."""

from enum import StrEnum

from .tables import Thresholds


class Verdict(StrEnum):
    MARKEDLY_UNDER = "markedly-under"
    UNDER = "under"
    OVER = "over"
    NO_CLEAR_DIFFERENCE = "no-clear-difference"
    TOO_FEW = "too-few"
    TOO_MANY_UNKNOWN = "too-many-unknown"
    NOT_COMPARED = "not-compared"
    HIDDEN = "hidden"

    @property
    def label(self) -> str:
        return _LABELS[self]

    @property
    def is_gap(self) -> bool:
        return self in (Verdict.MARKEDLY_UNDER, Verdict.UNDER)


_LABELS = {
    Verdict.MARKEDLY_UNDER: "Markedly under-represented",
    Verdict.UNDER: "Under-represented",
    Verdict.OVER: "Over-represented",
    Verdict.NO_CLEAR_DIFFERENCE: "No clear difference",
    Verdict.TOO_FEW: "Too few people to say",
    Verdict.TOO_MANY_UNKNOWN: "Too many people have not told us to compare fairly",
    Verdict.NOT_COMPARED: "Not compared",
    Verdict.HIDDEN: "Hidden to protect people",
}


def table_verdict(*, known: int, unknown: int, thresholds: Thresholds) -> Verdict | None:
    """The one verdict that holds for every group of a table, if there is one."""
    everyone = known + unknown
    if everyone and unknown / everyone > thresholds.unknown_limit:
        return Verdict.TOO_MANY_UNKNOWN
    if known < thresholds.minimum_known:
        return Verdict.TOO_FEW
    return None


def group_verdict(*, people: int, expected: float, p_adjusted: float, thresholds: Thresholds) -> Verdict:
    if expected < thresholds.minimum_expected:
        return Verdict.TOO_FEW
    if p_adjusted >= thresholds.q or people == expected:
        return Verdict.NO_CLEAR_DIFFERENCE
    if people > expected:
        return Verdict.OVER
    return Verdict.MARKEDLY_UNDER if people < thresholds.marked_ratio * expected else Verdict.UNDER


def common_verdict(verdicts: set[Verdict]) -> Verdict:
    """The verdict that holds whichever of these is true: a starred count speaks only where all its values agree."""
    if len(verdicts) == 1:
        return next(iter(verdicts))
    if verdicts == {Verdict.MARKEDLY_UNDER, Verdict.UNDER}:
        return Verdict.UNDER
    return Verdict.HIDDEN
