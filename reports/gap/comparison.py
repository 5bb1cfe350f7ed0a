"""From counts and a benchmark to a comparison: one way for exact and for protected counts."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from . import measures
from .intervals import wilson
from .results import Comparison, GroupComparison
from .significance import benjamini_hochberg, group_p, profile_test
from .tables import Count, Dimension, Group, Reference, Tally, Thresholds, UnlikeCodings
from .unknowns import Certainty, certainty, extremes
from .verdicts import Verdict, common_verdict, group_verdict, table_verdict


@dataclass(frozen=True, slots=True)
class Shown:
    """A group's figures as they may be shown. None is a star."""

    people: int | None
    contributions: int | None = None
    hours: int | None = None


@dataclass(frozen=True, slots=True)
class Figures:
    """A table as it may be shown; everything a comparison says is worked out from this and nothing else.

    `off_by` is how far a rounded number can be from the true one.
    """

    groups: Mapping[str, Shown]
    participants: int | None
    known: int | None
    declined: int | None
    not_asked: int | None
    group_only: int | None
    hidden_below: int = 0
    protected: bool = False
    withheld: bool = False
    off_by: int = 0

    @property
    def unknown(self) -> int:
        return max((self.participants or 0) - (self.known or 0), 0)


def compare(
    *, dimension: Dimension, tally: Tally, reference: Reference | None, thresholds: Thresholds | None = None
) -> Comparison:
    """The exact comparison: for the screen of somebody who may see exact counts, never to be stored or exported.

    Raises UnlikeCodings when the benchmark's groups are not the dimension's, ValueError for groups that are neither.
    """
    check_tally(dimension, tally)
    figures = Figures(
        groups={code: _exact(tally.groups.get(code, Count())) for code in _codes(dimension)},
        participants=tally.participants,
        known=tally.known,
        declined=tally.declined.people,
        not_asked=tally.not_asked.people,
        group_only=tally.group_only.people,
    )
    return compare_figures(dimension, figures, reference, thresholds or Thresholds())


def check_tally(dimension: Dimension, tally: Tally) -> None:
    strangers = sorted(set(tally.groups) - set(_codes(dimension)))
    if strangers:
        raise ValueError(f"{dimension.name} has no group {', '.join(strangers)}.")
    if tally.group_only.people and dimension.wider is None:
        raise ValueError(f"{dimension.name} has no wider dimension in which a group could be known.")
    counts = [*tally.groups.values(), tally.declined, tally.not_asked, tally.group_only]
    if any(min(count.people, count.contributions, count.minutes) < 0 for count in counts):
        raise ValueError(f"{dimension.name} has a count below 0.")


def compare_figures(
    dimension: Dimension,
    figures: Figures,
    reference: Reference | None,
    thresholds: Thresholds,
    *,
    of_caseload: bool = False,
) -> Comparison:
    if reference is not None:
        _check_codings(dimension, reference)
    adjusted = _adjusted(dimension, figures, reference, of_caseload=of_caseload)
    rows = (_group(group, figures, reference, thresholds, adjusted.get(group.code)) for group in dimension.groups)
    groups = tuple(_with_certainty(row, figures, thresholds, len(adjusted)) for row in rows)
    comparison = Comparison(
        dimension=dimension.name,
        label=dimension.label,
        protected=figures.protected,
        withheld=figures.withheld,
        participants=figures.participants,
        known=figures.known,
        declined=figures.declined,
        not_asked=figures.not_asked,
        group_only=figures.group_only,
        reference=reference,
        groups=groups,
    )
    comparison = _with_profile(comparison)
    return replace(comparison, warnings=_warnings(comparison, figures, thresholds))


def _exact(count: Count) -> Shown:
    return Shown(count.people, count.contributions, count.hours)


def _codes(dimension: Dimension) -> list[str]:
    return [group.code for group in dimension.groups]


def _check_codings(dimension: Dimension, reference: Reference) -> None:
    if set(reference.counts) != set(_codes(dimension)):
        raise UnlikeCodings(f"{reference.label} does not have the groups of {dimension.label}.")
    if reference.base <= 0:
        raise ValueError(f"{reference.label} has nobody in it.")


@dataclass(frozen=True, slots=True)
class _Tested:
    """A group's p, and its adjusted p at worst and at best over everything that the stars of the table may hide."""

    p: float | None
    worst: float
    best: float


def _adjusted(
    dimension: Dimension, figures: Figures, reference: Reference | None, *, of_caseload: bool
) -> dict[str, _Tested]:
    """Benjamini-Hochberg over all compared groups of the table. A published group gets the worst case of the stars."""
    known = figures.known
    if reference is None or not known or figures.withheld:
        return {}
    exact: dict[str, float | None] = {}
    worst, best = [], []
    caseload = reference.base if of_caseload else None
    for code in _codes(dimension):
        part = reference.counts[code] / reference.base
        if code in reference.not_comparable or not 0 < part < 1:
            continue
        people = figures.groups[code].people
        values = [people] if people is not None else range(min(figures.hidden_below, known + 1))
        possible = [group_p(min(value, known), known, part, caseload) for value in values]
        exact[code] = possible[0] if people is not None else None
        worst.append(max(possible))
        best.append(min(possible))
    ranges = zip(exact.items(), benjamini_hochberg(worst), benjamini_hochberg(best), strict=True)
    return {code: _Tested(p, high, low) for (code, p), high, low in ranges}


def _group(
    group: Group, figures: Figures, reference: Reference | None, thresholds: Thresholds, tested: _Tested | None
) -> GroupComparison:
    shown, known = figures.groups[group.code], figures.known
    benchmark = reference.counts[group.code] / reference.base if reference is not None else None
    row = GroupComparison(
        code=group.code,
        label=group.label,
        verdict=_verdict(group.code, figures, reference, thresholds, tested),
        participants=shown.people,
        contributions=shown.contributions,
        hours=shown.hours,
        benchmark_share=benchmark,
        suppressed=shown.people is None,
        fewer_than=figures.hidden_below if shown.people is None and not figures.withheld else None,
    )
    if reference is not None and known and group.code not in reference.not_comparable:
        row = replace(row, expected=known * reference.counts[group.code] / reference.base)
    if shown.people is None or not known:
        return row
    row = _with_share(row, min(shown.people, known), known, figures.unknown)
    if reference is None or group.code in reference.not_comparable:
        return row
    row = _with_gap(row, min(shown.people, known), known, reference)
    return row if tested is None else replace(row, p=tested.p, p_adjusted=tested.worst)


def _with_certainty(row: GroupComparison, figures: Figures, thresholds: Thresholds, compared: int) -> GroupComparison:
    if not figures.unknown or figures.known is None or figures.participants is None or not row.benchmark_share:
        return row
    people = row.participants
    hidden = (0, figures.hidden_below - 1)
    found = extremes(
        people=hidden if people is None else (people - figures.off_by, people + figures.off_by),
        known=figures.known,
        participants=figures.participants,
        off_by=figures.off_by,
    )
    share, verdict = row.benchmark_share, row.verdict
    said = certainty(verdict, found=found, benchmark_share=share, compared=compared, thresholds=thresholds)
    return row if said == Certainty.NOT_ASKED else replace(row, certainty=said)


def _with_share(row: GroupComparison, people: int, known: int, unknown: int) -> GroupComparison:
    low, high = wilson(people, known)
    bounds = measures.unknown_bounds(people=people, known=known, unknown=unknown)
    return replace(
        row,
        share=people / known,
        share_low=low,
        share_high=high,
        bound_low=bounds[0] if bounds else None,
        bound_high=bounds[1] if bounds else None,
    )


def _with_gap(row: GroupComparison, people: int, known: int, reference: Reference) -> GroupComparison:
    """Benchmarks are fixed: the limits of the share, less the benchmark's share or divided by it."""
    benchmark, base = reference.counts[row.code], reference.base
    part = benchmark / base
    low, high = wilson(people, known)
    size = {"people": people, "known": known, "benchmark": benchmark, "base": base}
    row = replace(
        row,
        gap=people / known - part,
        gap_low=low - part,
        gap_high=high - part,
        people_to_close=measures.people_to_close(**size),
        swaps_to_close=measures.swaps_to_close(**size),
    )
    if not part:
        return row
    return replace(row, ratio=people / known / part, ratio_low=low / part, ratio_high=high / part)


def _verdict(
    code: str, figures: Figures, reference: Reference | None, thresholds: Thresholds, tested: _Tested | None
) -> Verdict:
    if reference is None or code in reference.not_comparable:
        return Verdict.NOT_COMPARED
    if figures.withheld or (figures.participants is None and figures.known is not None):
        return Verdict.HIDDEN
    if figures.known is None:
        return Verdict.TOO_FEW if figures.hidden_below <= thresholds.minimum_known else Verdict.HIDDEN
    known = figures.known
    for_all = table_verdict(known=known, unknown=figures.unknown, thresholds=thresholds)
    if for_all is not None:
        return for_all
    expected = known * reference.counts[code] / reference.base
    people = figures.groups[code].people
    if tested is None or expected < thresholds.minimum_expected:
        return Verdict.TOO_FEW
    values = [people] if people is not None else range(min(figures.hidden_below, known + 1))
    adjusted = [tested.worst] if people is not None else [tested.worst, tested.best]
    return common_verdict(
        {
            group_verdict(people=value, expected=expected, p_adjusted=p, thresholds=thresholds)
            for value in values
            for p in adjusted
        }
    )


def _with_profile(comparison: Comparison) -> Comparison:
    """Index of dissimilarity and the test of the whole profile: only when every group is shown and compared."""
    people = [group.participants for group in comparison.groups if group.participants is not None]
    shares = [group.share for group in comparison.groups if group.gap is not None and group.share is not None]
    parts = [group.benchmark_share for group in comparison.groups if group.benchmark_share is not None]
    if comparison.reference is None or not comparison.known:
        return comparison
    if not len(people) == len(shares) == len(parts) == len(comparison.groups):
        return replace(comparison, profile_note="Not every group is shown and compared.")
    comparison = replace(comparison, index_of_dissimilarity=measures.index_of_dissimilarity(shares, parts))
    tested = profile_test(people, parts)
    if tested is None:
        return replace(comparison, profile_note="Fewer than 5 people are expected in some group.")
    return replace(comparison, profile_statistic=tested[0], profile_p=tested[1])


def _warnings(comparison: Comparison, figures: Figures, thresholds: Thresholds) -> tuple[str, ...]:
    reference, unknown = comparison.reference, comparison.unknown_share
    warnings = list(reference.warnings) if reference is not None else []
    if figures.withheld:
        warnings.append("This breakdown is hidden, because it would give away how few people are in a small group.")
    elif any(shown.people is None for shown in figures.groups.values()):
        warnings.append(f"* means fewer than {figures.hidden_below} people. It may be none.")
    if unknown is not None and unknown > thresholds.unknown_limit:
        warnings.append(f"{Verdict.TOO_MANY_UNKNOWN.label}: {unknown:.0%} gave no answer or were not asked.")
    elif unknown is not None and unknown > thresholds.unknown_warning:
        warnings.append(f"{unknown:.0%} of people gave no answer or were not asked. Their answers could change this.")
    if reference is not None and reference.not_comparable:
        labels = [group.label for group in comparison.groups if group.code in reference.not_comparable]
        warnings.append(f"Shown but not compared, because they are coded differently: {'; '.join(labels)}.")
    return tuple(warnings)
