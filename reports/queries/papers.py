"""What the papers of one report are made of: all its stored tables, and the findings that are told first."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from accounts.access import Actor
from accounts.models import Organisation
from core.areas import names
from involvement.models import LoopSummary
from involvement.taxonomies import Voice
from reports import access, gap, words
from reports.dimensions import ETHNIC_GROUP_5
from reports.loops import Loop
from reports.models import GapReport, PackLayout, PackWords
from reports.queries.comparisons import comparisons
from reports.queries.funnels import FunnelOfGroup, funnel_of_group
from reports.queries.headlines import Comparisons, Headline, Lost, SpokenFor, largest, lost, missing, spoken_for
from reports.queries.loops import said_and_done

FIT_ON_A_PAGE = 9


@dataclass(frozen=True, slots=True)
class Paper:
    """Published figures only. The findings are those of people who speak for themselves and came."""

    report: GapReport
    tables: Comparisons
    area_names: tuple[str, ...]
    said_and_done: tuple[LoopSummary, ...] = ()

    @property
    def came(self) -> list[gap.Comparison]:
        """One table a question, in the order of the report."""
        keys = (gap.TableKey(name, Voice.DIRECT, "came") for name in self.report.dimensions)
        return [self.tables[key] for key in keys if key in self.tables]

    @property
    def told_answers(self) -> Loop | None:
        """How stories were answered, where there is more than a star."""
        answers = self.report.answers
        return answers if answers is not None and answers.is_told else None

    @property
    def headlines(self) -> tuple[Headline, ...]:
        return largest(missing(self.report, self.came))

    @property
    def lost(self) -> tuple[Lost, ...]:
        return lost(self.report, self._stages(ETHNIC_GROUP_5), voice=Voice.DIRECT)

    @property
    def spoken_for(self) -> tuple[SpokenFor, ...]:
        return spoken_for(self.report, self.tables)

    @property
    def nothing_missing(self) -> str:
        return words.nothing_missing(self.came)

    @property
    def people(self) -> list[tuple[str, int | None]]:
        """About how many came in each voice; None is hidden."""
        return self._by_voice("came")

    @property
    def influenced(self) -> list[tuple[str, int | None]]:
        """About how many led to a change in each voice; nothing where the report did not count that yet."""
        return self._by_voice("influenced")

    def _by_voice(self, stage: str) -> list[tuple[str, int | None]]:
        keys = ((voice.label, gap.TableKey(ETHNIC_GROUP_5, voice, stage)) for voice in Voice)
        return [(label, self.tables[key].participants) for label, key in keys if key in self.tables]

    @property
    def shown_table(self) -> gap.Comparison | None:
        """The table whose picture stands on the first page: the largest gap whose groups fit, or the first."""
        found = (line.table for line in self.headlines if len(line.table.groups) <= FIT_ON_A_PAGE)
        return next(found, next(iter(self.came), None))

    @property
    def shown_funnel(self) -> FunnelOfGroup | None:
        """The group with the largest gap from step to step; none where there is no gap."""
        if not self.headlines:
            return None
        line = self.headlines[0]
        stages, dimension = self._stages(line.table.dimension), self.report.dimensions[line.table.dimension]
        return funnel_of_group(stages, dimension=dimension, code=line.group.code, voice=Voice.DIRECT)

    def _stages(self, dimension: str) -> Mapping[str, gap.Comparison]:
        return {
            key.stage: table
            for key, table in self.tables.items()
            if (key.dimension, key.voice) == (dimension, Voice.DIRECT)
        }


def paper(actor: Actor, report: GapReport, *, today: date) -> Paper:
    rows = access.rows(actor, today=today).filter(table__report=report)
    return Paper(
        report=report,
        tables=comparisons(report, rows),
        area_names=names(report.area_codes),
        said_and_done=tuple(said_and_done([report])),
    )


def logo(organisation: Organisation) -> bytes:
    """The organisation's picture, or nothing: also where the file has gone."""
    if not organisation.logo:
        return b""
    try:
        with organisation.logo.open("rb") as file:
            content: bytes = file.read()
    except OSError:
        return b""
    return content


def pack_words(actor: Actor, report: GapReport, *, layout: PackLayout, today: date) -> PackWords | None:
    """The newest words for this layout, if anybody has written some."""
    return access.pack_words(actor, today=today).filter(report=report, layout=layout).order_by("-version").first()
