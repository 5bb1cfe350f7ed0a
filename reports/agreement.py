"""What two benchmarks together say about a group, in plain words. Worked out from their published comparisons."""

from __future__ import annotations

from enum import StrEnum

from reports import gap
from reports.census import OTHER
from reports.figures import percent

CASELOAD_IS = "the people these services already see"
MOST_SENTENCES = 5
NOT_PROOF = "That is not proof that the group is heard as much as others."


class Said(StrEnum):
    """A verdict as far as two of them can agree."""

    UNDER = "under"
    OVER = "over"
    NOTHING_CLEAR = "nothing clear"
    CANNOT_SAY = "cannot say"


def said(group: gap.GroupComparison) -> Said:
    match group.verdict:
        case gap.Verdict.UNDER | gap.Verdict.MARKEDLY_UNDER:
            return Said.UNDER
        case gap.Verdict.OVER:
            return Said.OVER
        case gap.Verdict.NO_CLEAR_DIFFERENCE:
            return Said.NOTHING_CLEAR
        case _:
            return Said.CANNOT_SAY


def whom(reference: gap.Reference) -> str:
    """Whom a benchmark counts, inside a sentence."""
    if reference.is_caseload:
        return CASELOAD_IS
    if reference.name in OTHER and reference.age_base:
        return reference.age_base[0].lower() + reference.age_base[1:]
    return f"“{reference.label}”"


def both_sentence(first: gap.Comparison, code: str) -> str:
    """Both verdicts on one group and what follows from them; empty without a second comparison."""
    second = first.second
    if second is None or first.reference is None or second.reference is None:
        return ""
    one, other = first.group(code), second.group(code)
    verdicts = f"Compared with {whom(first.reference)}: {_verdict(one)}."
    if said(one) == said(other):
        verdicts = f"Compared with {whom(first.reference)}, and with {whom(second.reference)}: {_verdict(one)}."
        if one.verdict != other.verdict:
            verdicts = f"{verdicts[:-1]} and {_verdict(other)}."
    else:
        verdicts += f" Compared with {whom(second.reference)}: {_verdict(other)}."
    return f"{verdicts} {_meaning(first.reference, second.reference, one, other)}".strip()


def difference(first: gap.Comparison, code: str) -> str:
    """Both verdicts on one group and what follows, where both can judge it and do not say the same."""
    unlike = {one.code for one, other in _judged(first) if said(one) != said(other)}
    return both_sentence(first, code) if code in unlike else ""


def differences(first: gap.Comparison) -> list[str]:
    """A sentence for each group that the benchmarks judge differently: the first few, and how many more."""
    unlike = [one for one, other in _judged(first) if said(one) != said(other)]
    told = [f"{group.label}. {both_sentence(first, group.code)}" for group in unlike[:MOST_SENTENCES]]
    left = len(unlike) - MOST_SENTENCES
    more = f"The benchmarks disagree about {left} more {'group' if left == 1 else 'groups'}. See the table."
    return [*told, more] if left > 0 else told


def disagreements(first: gap.Comparison) -> list[str]:
    """The differences, or one sentence that says why there are none. Nothing without a second benchmark."""
    if first.second is None or first.withheld or first.participants is None:
        return []
    if first.reference is None:
        return ["Only one of the two benchmarks has figures on this question."]
    judged = _judged(first)
    if not judged:
        return ["No group can be judged by both benchmarks."]
    every = "every group" if len(judged) == len(first.groups) else "every group that both can judge"
    return differences(first) or [f"Both benchmarks say the same of {every}."]


def _judged(first: gap.Comparison) -> list[tuple[gap.GroupComparison, gap.GroupComparison]]:
    """Each group as both see it, where both can say something."""
    if first.second is None:
        return []
    pairs = zip(first.groups, first.second.groups, strict=True)
    return [pair for pair in pairs if Said.CANNOT_SAY not in (said(pair[0]), said(pair[1]))]


def _verdict(group: gap.GroupComparison) -> str:
    return group.verdict.label[0].lower() + group.verdict.label[1:]


def _meaning(first: gap.Reference, second: gap.Reference, one: gap.GroupComparison, other: gap.GroupComparison) -> str:
    found = (said(one), said(other))
    if Said.CANNOT_SAY in found:
        return "" if found[0] == found[1] else "Only one of the two can be judged."
    if found == (Said.NOTHING_CLEAR, Said.NOTHING_CLEAR):
        return NOT_PROOF
    if found[0] == found[1]:
        return "The two agree." if one.verdict == other.verdict else "The two agree on the side, not on the size."
    if first.is_caseload != second.is_caseload and not (_is_other(first) or _is_other(second)):
        residents, caseload = (other, one) if first.is_caseload else (one, other)
        return _of_residents_and_caseload(residents, caseload)
    return "The two count different people, so they can differ. Say which one you use."


def _is_other(reference: gap.Reference) -> bool:
    """Neither the census nor a caseload: who is in it is not for us to say."""
    return not reference.is_caseload and reference.name not in OTHER


def _of_residents_and_caseload(residents: gap.GroupComparison, caseload: gap.GroupComparison) -> str:
    """What the difference can come from: a group that is a smaller or a larger part of the caseload than of the area.

    The shares of the two benchmarks are said, and a reason only where they bear it out.
    """
    here, seen = residents.benchmark_share, caseload.benchmark_share
    shares = f"The group is {percent(here)} of residents and {percent(seen)} of the people already seen."
    if here is None or seen is None:
        return ""
    match said(residents), said(caseload):
        case (Said.UNDER, _) if seen < here:
            return f"{shares} So the services may be reaching fewer people of this group in the first place."
        case (Said.NOTHING_CLEAR, Said.OVER) if seen < here:
            return f"{shares} So the services may be reaching few of this group, but those take part more than others."
        case (_, Said.UNDER) if seen > here:
            return f"{shares} So more of this group use the services, and too few of those take part."
        case (Said.OVER, Said.NOTHING_CLEAR) if seen > here:
            return f"{shares} More of this group use the services, which may be why."
        case _:
            return f"{shares} The two are close to where the finding turns, so look again with the next report."
