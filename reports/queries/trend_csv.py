"""The points of a trend as a flat table: what the page shows, and nothing else."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from reports.periods import quarter_after
from reports.queries.trends import TrendLine, TrendPage

TREND_COLUMNS = (
    "scope",
    "dimension",
    "code",
    "label",
    "voice",
    "measure",
    "from",
    "to",
    "people",
    "of",
    "share",
    "highest_share_if_hidden",
    "centre",
    "limit_low",
    "limit_high",
    "rules",
    "starts_afresh",
    "reason",
    "report_version",
    "published",
)


def trend_csv_rows(page: TrendPage) -> Iterator[list[object]]:
    """Oldest quarter first. A hidden figure is empty; ``rules`` names those the point is part of, and which way."""
    dimension, code = page.chosen.group
    about = [page.scope.name, dimension, code, page.group.label, page.chosen.voice.value, page.chosen.measure.name]
    for line in page.lines:
        yield [*about, *_days(line), *_figures(line), *_decisions(line), *_report(line)]


def _days(line: TrendLine) -> list[object]:
    return [line.starts_on, quarter_after(line.starts_on) - timedelta(days=1)]


def _figures(line: TrendLine) -> list[object]:
    point, seen = line.point, line.point.observation
    rules = sorted(f"{one.signal}-{'up' if one.up else 'down'}" for one in point.found)
    return [seen.people, seen.known, point.share, seen.highest, point.centre, point.low, point.high, " ".join(rules)]


def _decisions(line: TrendLine) -> list[object]:
    return ["yes", line.restart.reason] if line.restart is not None else ["no", ""]


def _report(line: TrendLine) -> list[object]:
    if line.report is None:
        return ["", "no"]
    return [line.report.version, "yes" if line.report.state == "PUBLISHED" else "no"]
