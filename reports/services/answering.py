"""What a report tells of stories and answers: counted, protected, and told once for each day."""

from __future__ import annotations

import statistics
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from involvement.queries import LoopNumbers, loop_numbers
from reports import gap
from reports.loops import ENOUGH_FOR_A_MEDIAN, LABELS, RECEIVED, RELATIONS
from reports.models import GapReport, LedgerEntry
from reports.services.ledger import LOOP


def loop_of(report: GapReport, *, today: date, rule: gap.DisclosureRule) -> tuple[dict[str, Any], dict[str, int]]:
    """What is stored with the report, and the exact counts behind it; nothing where these days were told of already.

    Only reports about all services tell of stories, and of each day one period only: two that overlap could be
    subtracted. Of the same days, what was told stays as long as fewer stories changed than a star stands for.
    """
    if report.service_id is not None:
        return {}, {}
    numbers = loop_numbers(report.organisation, report.starts_on, report.ends_on, today=today)
    counts = exact(numbers)
    for entry in _told(report):
        if (entry.report.starts_on, entry.report.ends_on) != (report.starts_on, report.ends_on):
            return {}, {}
        before = entry.counts.get(LOOP)
        if before is None or _changed(before, counts) in range(1, max(rule.hidden_below, entry.report.hidden_below)):
            return entry.report.loop, before or {}
    return _protected(counts, numbers.working_days_to_respond, rule=rule), counts


def _changed(before: Mapping[str, int], now: Mapping[str, int]) -> int:
    """The fewest stories that can account for what differs: one story stands in many of the counts."""
    return max(abs(now[name] - before[name]) for name in now)


def stories_around(report: GapReport) -> tuple[int | None, ...]:
    """Published numbers of stories that together hold all of the report's, None for a star; empty where there are none.

    They bound how many people can have led to a change without ever having come.
    """
    if report.loop:
        return (report.loop["counts"][RECEIVED],)
    told = {(one.report.starts_on, one.report.ends_on): one.report.loop["counts"][RECEIVED] for one in _told(report)}
    for (starts_on, ends_on), number in told.items():
        if starts_on <= report.starts_on and report.ends_on <= ends_on:
            return (number,)
    days = sum((ends_on - starts_on).days + 1 for starts_on, ends_on in told)
    return tuple(told.values()) if days >= (report.ends_on - report.starts_on).days + 1 else ()


def exact(numbers: LoopNumbers) -> dict[str, int]:
    """The counts of reports.loops, with those that are never told."""
    judged = numbers.verdict_yes + numbers.verdict_partly + numbers.verdict_no
    changed = numbers.planned + numbers.made
    worked_out = {
        "overdue": numbers.received - numbers.responded - numbers.not_yet_due,
        "changed": changed,
        "judged": judged,
        "praise_answered": numbers.responded - numbers.concerns_answered,
        "other_outcome": numbers.concerns_answered - changed - numbers.not_possible,
        "not_judged": numbers.responded - judged,
    }
    return {name: getattr(numbers, name) for name in LABELS if name not in worked_out} | worked_out


def _told(report: GapReport) -> list[LedgerEntry]:
    """Releases that told of stories sent on some of these days, withdrawn ones too."""
    entries = LedgerEntry.objects.filter(
        organisation=report.organisation_id,
        number__isnull=False,
        report__starts_on__lte=report.ends_on,
        report__ends_on__gte=report.starts_on,
    )
    return list(entries.exclude(report__loop={}).select_related("report").order_by("-number"))


def _protected(counts: Mapping[str, int], days: Sequence[int], *, rule: gap.DisclosureRule) -> dict[str, Any]:
    figures = gap.protect_figures(counts=counts, relations=RELATIONS, rule=rule)
    answered = figures.counts["responded"]
    is_enough = answered is not None and answered >= ENOUGH_FOR_A_MEDIAN and len(days) >= ENOUGH_FOR_A_MEDIAN
    return {
        "counts": dict(figures.counts),
        "withheld": sorted(figures.withheld),
        "median_days": int(statistics.median(days) + 0.5) if is_enough else None,
    }
