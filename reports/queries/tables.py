"""What the pages of one report show: its state, and its tables for one voice and stage."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.core.paginator import Page, Paginator
from django.urls import reverse

from accounts.access import Actor, Permission, organisation
from accounts.models import Organisation
from core.areas import DEFAULT_AREAS, names
from involvement.models import LoopSummary
from involvement.taxonomies import Voice
from reports import access, agreement, gap
from reports.loops import Loop
from reports.models import GapReport, ReportState, Stage
from reports.own_groups import in_words
from reports.queries.comparisons import comparisons
from reports.queries.funnels import stages_of
from reports.queries.loops import said_and_done

REPORTS_A_PAGE = 20
READABLE = (ReportState.READY, ReportState.PUBLISHED, ReportState.WITHDRAWN)


@dataclass(frozen=True, slots=True)
class Link:
    """To the same report for another voice or step."""

    label: str
    url: str
    is_current: bool


@dataclass(frozen=True, slots=True)
class ReportPage:
    """One report for one voice and stage. ``tables`` is empty until the report has been made."""

    report: GapReport
    voice: Voice
    stage: Stage
    tables: tuple[gap.Comparison, ...]
    area_names: tuple[str, ...]
    said_and_done: tuple[LoopSummary, ...]
    may_manage: bool

    @property
    def answers(self) -> Loop | None:
        return self.report.answers if self.tables else None

    @property
    def heads(self) -> list[str]:
        """Over the columns that say what each benchmark shows."""
        benchmarks = [self.report.benchmark, self.report.second_benchmark]
        return [f"Compared with {benchmark}" for benchmark in benchmarks if benchmark is not None]

    @property
    def differences(self) -> list[tuple[str, str]]:
        """By question, what is said of the groups that the two benchmarks judge differently."""
        return [(table.label, said) for table in self.tables for said in agreement.differences(table)]

    @property
    def voice_links(self) -> list[Link]:
        return [Link(one.label, f"?voice={one}&stage={self.stage}", one == self.voice) for one in Voice]

    @property
    def stage_links(self) -> list[Link]:
        stages = stages_of(self.report)
        return [Link(one.label, f"?voice={self.voice}&stage={one}", one == self.stage) for one in stages]

    @property
    def may_publish(self) -> bool:
        return self.is_draft and not self.report.refused_because

    @property
    def is_draft(self) -> bool:
        """Made, and waiting for a lead to read it."""
        return self.may_manage and self.report.shown_state == ReportState.READY

    @property
    def may_refresh(self) -> bool:
        return self.may_manage and self.report.shown_state in (ReportState.READY, ReportState.FAILED)

    @property
    def may_withdraw(self) -> bool:
        return self.may_manage and self.report.shown_state != ReportState.WITHDRAWN


@dataclass(frozen=True, slots=True)
class TablePage:
    report: GapReport
    key: gap.TableKey
    table: gap.Comparison
    voice: Voice
    stage: Stage
    area_names: tuple[str, ...]
    may_see_exact: bool
    meaning: str
    """What an own group is made of; empty for the questions that every report has."""

    @property
    def voice_links(self) -> list[Link]:
        return [Link(one.label, self._url(one, self.key.stage), one == self.voice) for one in Voice]

    @property
    def stage_links(self) -> list[Link]:
        stages = stages_of(self.report)
        return [Link(one.label, self._url(self.key.voice, one), one == self.stage) for one in stages]

    def _url(self, voice: str, stage: str) -> str:
        name = "reports:report_table" if self.table.protected else "reports:exact_table"
        return reverse(name, args=[self.report.pk, self.key.dimension, str(voice), str(stage)])


@dataclass(frozen=True, slots=True)
class RequestPage:
    """The areas a new report would compare with: those just chosen, or else those of the organisation."""

    area_names: tuple[str, ...]
    are_chosen: bool


def request_page(actor: Actor, *, area_codes: Sequence[str]) -> RequestPage:
    codes = tuple(area_codes) or areas_served(organisation(actor))
    return RequestPage(area_names=names(codes), are_chosen=bool(area_codes))


def areas_served(organisation: Organisation) -> tuple[str, ...]:
    """The areas an organisation serves; until it has said, its nation, so that a first report needs no set-up."""
    return tuple(organisation.area_codes) or DEFAULT_AREAS.get(organisation.nation, ())


def report_list(actor: Actor, *, today: date, page: str | None) -> Page[GapReport]:
    return Paginator(access.reports(actor, today=today), REPORTS_A_PAGE).get_page(page)


def report_page(actor: Actor, report: GapReport, *, voice: str, stage: str, today: date) -> ReportPage:
    """A voice or stage that there is not counts as the default: direct voice, people who came."""
    chosen_voice = Voice(voice) if voice in Voice.values else Voice.DIRECT
    chosen_stage = Stage(stage) if stage in {*stages_of(report), *gap.TRANSITIONS} else Stage.CAME
    tables: tuple[gap.Comparison, ...] = ()
    if report.shown_state in READABLE:
        rows = access.rows(actor, today=today).filter(
            table__report=report, table__voice=chosen_voice, table__stage=chosen_stage
        )
        found = comparisons(report, rows)
        keys = [gap.TableKey(name, chosen_voice, chosen_stage) for name in report.dimensions]
        tables = tuple(found[key] for key in keys if key in found)
    return ReportPage(
        report=report,
        voice=chosen_voice,
        stage=chosen_stage,
        tables=tables,
        area_names=names(report.area_codes),
        said_and_done=tuple(said_and_done([report])) if tables else (),
        may_manage=actor.may(Permission.MANAGE_REPORTS),
    )


def table_page(actor: Actor, report: GapReport, key: gap.TableKey, *, today: date) -> TablePage | None:
    """None when the report has no such table, or is not made yet."""
    if report.shown_state not in READABLE:
        return None
    rows = access.rows(actor, today=today).filter(
        table__report=report, table__dimension=key.dimension, table__voice=key.voice, table__stage=key.stage
    )
    table = comparisons(report, rows).get(key)
    return None if table is None else page_of(actor, report, key, table)


def page_of(actor: Actor, report: GapReport, key: gap.TableKey, table: gap.Comparison) -> TablePage:
    return TablePage(
        report=report,
        key=key,
        table=table,
        voice=Voice(key.voice),
        stage=Stage(key.stage),
        area_names=names(report.area_codes),
        may_see_exact=actor.may(Permission.SEE_EXACT_FIGURES),
        meaning=next((in_words(own) for own in report.own_dimensions if own.name == key.dimension), ""),
    )
