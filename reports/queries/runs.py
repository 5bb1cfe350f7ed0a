"""How far the reports of many providers are. Nothing of their figures: a draft is for its own lead."""

from __future__ import annotations

from dataclasses import dataclass

from django.core.paginator import Page, Paginator
from django.db.models import Count, Q

from accounts.access import Actor
from reports import access
from reports.models import GIVEN_UP, MADE, UNSETTLED, GapReport, ReportRun, ReportState, RunPart, RunState

RUNS_A_PAGE = 20
PROVIDERS_A_PAGE = 50


@dataclass(frozen=True, slots=True)
class Progress:
    """How many reports of a run are where. ``made`` are published, waiting for their lead, or withdrawn since."""

    run: ReportRun
    all: int
    published: int
    made: int
    given_up: int
    unsettled: int

    @property
    def settled(self) -> int:
        return self.all - self.unsettled

    @property
    def waiting(self) -> int:
        return self.made - self.published

    @property
    def percent(self) -> int:
        return 100 * self.settled // self.all if self.all else 100

    @property
    def is_under_way(self) -> bool:
        return self.run.state == RunState.UNDER_WAY

    @property
    def doing(self) -> str:
        return f"{self.settled} of {self.all} reports made" if self.settled else "Asking for each report"


@dataclass(frozen=True, slots=True)
class ProviderLine:
    """``published`` is the report that the reader may open."""

    name: str
    state: str
    note: str
    published: GapReport | None


@dataclass(frozen=True, slots=True)
class RunPage:
    progress: Progress
    lines: Page[RunPart]

    @property
    def run(self) -> ReportRun:
        return self.progress.run

    @property
    def providers(self) -> list[ProviderLine]:
        return [_line(part, self.run) for part in self.lines]


def run_list(actor: Actor, *, page: str | None) -> Page[ReportRun]:
    return Paginator(access.runs(actor), RUNS_A_PAGE).get_page(page)


def run_progress(run: ReportRun) -> Progress:
    published = Q(report__state=ReportState.PUBLISHED)
    conditions = {"published": published, "made": MADE, "given_up": GIVEN_UP, "unsettled": UNSETTLED}
    counts = {name: Count("pk", filter=condition) for name, condition in conditions.items()}
    return Progress(run=run, **run.parts.aggregate(all=Count("pk"), **counts))


def run_page(run: ReportRun, *, words: str, page: str | None) -> RunPage:
    parts = run.parts.select_related("organisation", "report", "report__job").order_by("organisation__name", "pk")
    if words:
        parts = parts.filter(organisation__name__icontains=words)
    return RunPage(progress=run_progress(run), lines=Paginator(parts, PROVIDERS_A_PAGE).get_page(page))


def _line(part: RunPart, run: ReportRun) -> ProviderLine:
    state, note = _state(part, run)
    is_published = part.report is not None and part.report.state == ReportState.PUBLISHED
    return ProviderLine(part.organisation.name, state, note, part.report if is_published else None)


def _state(part: RunPart, run: ReportRun) -> tuple[str, str]:
    if part.refused:
        return "Could not be asked for", part.refused
    if part.report is None:
        return ("Waiting", "") if run.state == RunState.UNDER_WAY else ("Not made", "")
    match part.report.shown_state:
        case ReportState.PUBLISHED:
            return "Published", ""
        case ReportState.READY:
            return "Waiting for their review", ""
        case ReportState.FAILED:
            return "Could not be made", "Their involvement lead can try again."
        case other:
            return other.label, ""
