"""Two reports about nearly the same people point at the few in whom they differ: the cheap check before the audit."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from django.db.models import Count, Q

from involvement.models import Attendance
from involvement.taxonomies import AttendanceStatus
from reports import gap
from reports.counting import Scope
from reports.models import GapReport
from reports.services.ledger import LOOP, PEOPLE, PLACE, Counts, Release
from reports.services.scopes import scope_of

INSTEAD = "Wait for the next quarter, or publish a longer period instead."
FEW_CHANGED = (
    "“{name}” is already published, and only a few people have changed since. Side by side, the two reports would "
    "point at them. Keep the report that is published. " + INSTEAD
)
NEARLY_THE_SAME = (
    "“{name}” is already published and is about nearly the same people. Side by side, the two reports would point at "
    "the few who are in only one of them. " + INSTEAD
)
NOT_KNOWN = (
    "“{name}” is already published, and we cannot tell how many people have changed since. Keep the report that is "
    "published. " + INSTEAD
)
TOO_MANY = (
    "Too many published reports are about these people to check this one beside them all. Publish a period or a "
    "service about which less has been published."
)
NOTHING_LEFT = "Beside {names}, this report would give away numbers that must stay hidden. " + INSTEAD


def refusal(
    report: GapReport,
    *,
    coverage: gap.Coverage,
    counts: Counts,
    releases: Sequence[Release],
    rule: gap.DisclosureRule,
) -> str:
    """Why a report with these counts must not stand beside earlier releases; empty when it may.

    Neither by what was counted then and now, nor by who is in the register today, may the two differ in 1 to 4 people.
    """
    others = [release for release in releases if release.coverage != coverage]
    nested = [one for one in others if one.coverage.inside(coverage) or coverage.inside(one.coverage)]
    for release in releases:
        if release.coverage == coverage and not release.counts:
            return NOT_KNOWN.format(name=release.name)
        if release.coverage == coverage and least_changed(release.counts, counts) in _few(release, rule):
            return FEW_CHANGED.format(name=release.name)
    for release, beyond in zip(nested, _beyond(report, nested, coverage), strict=True):
        is_inner = release.coverage.inside(coverage)
        outer, inner = (counts, release.counts) if is_inner else (release.counts, counts)
        if any(number in _few(release, rule) for number in (*beyond, *_fewer(outer, inner))):
            return NEARLY_THE_SAME.format(name=release.name)
    return ""


def _few(release: Release, rule: gap.DisclosureRule) -> range:
    """Numbers that either of the two hides, except none at all."""
    return range(1, max(rule.hidden_below, release.report.hidden_below))


def nothing_left(unsafe: gap.UnsafeTogether) -> str:
    """Why the audit let nothing pass, in words for a lead."""
    if isinstance(unsafe, gap.TooManyTogether):
        return TOO_MANY
    names = unsafe.names
    first = [f"“{name}”" for name in names[:3]]
    more = [f"{len(names) - 3} more"] if len(names) > 3 else []
    return NOTHING_LEFT.format(names=" and ".join([*first, *more]))


def least_changed(then: Counts, now: Counts) -> int:
    """The least number of people who can account for what differs between two counts of the same scope.

    Somebody who moved is one less in one group and one more in another. The same people stand in all tables, so the
    table that needs most of them decides. Questions that only one of the two asks tell nothing.
    """
    names = (then.keys() & now.keys()) - {LOOP}
    return max((_moved(then[name], now[name]) for name in names), default=0)


def _moved(then: Mapping[str, int], now: Mapping[str, int]) -> int:
    changes = [now.get(code, 0) - then.get(code, 0) for code in then.keys() | now.keys()]
    return max(sum(change for change in changes if change > 0), -sum(change for change in changes if change < 0))


def _fewer(outer: Counts, inner: Counts) -> list[int]:
    """By how much the inner scope counted fewer people: with a place, and who came."""
    if not outer or not inner:
        return []
    return [outer[PLACE][PEOPLE] - inner[PLACE][PEOPLE], _came(outer) - _came(inner)]


def _came(counts: Counts) -> int:
    table = next(name for name in counts if name.endswith("|all|came"))
    return sum(counts[table].values())


def _beyond(report: GapReport, nested: Sequence[Release], coverage: gap.Coverage) -> list[tuple[int, int]]:
    """For each release the people of today's register in the outer scope alone: with a place, and who came."""
    if not nested:
        return []
    scopes = [scope_of(report), *(scope_of(release.report) for release in nested)]
    times, wanted = {}, {}
    for number, scope in enumerate(scopes):
        times[f"place_{number}"] = Count("pk", filter=_within(scope))
        times[f"came_{number}"] = Count("pk", filter=_within(scope) & Q(status=AttendanceStatus.CAME))
    for number, release in enumerate(nested, start=1):
        outer, inner = (0, number) if release.coverage.inside(coverage) else (number, 0)
        for what in ("place", "came"):
            alone = Q(**{f"{what}_{outer}__gt": 0, f"{what}_{inner}": 0})
            wanted[f"{what}_alone_{number}"] = Count("participant_id", filter=alone)
    days = (min(scope.starts_on for scope in scopes), max(scope.ends_on for scope in scopes))
    rows = Attendance.objects.filter(organisation=report.organisation_id, held_on__range=days)
    found = rows.values("participant_id").annotate(**times).aggregate(**wanted)
    return [(found[f"place_alone_{number}"], found[f"came_alone_{number}"]) for number in range(1, len(scopes))]


def _within(scope: Scope) -> Q:
    within = Q(held_on__range=(scope.starts_on, scope.ends_on))
    return within & Q(service=scope.service_id) if scope.service_id else within
