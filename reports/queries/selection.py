"""Which reports a dashboard is about, before any figures are read."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from uuid import UUID

from django.core.paginator import Page, Paginator
from django.db.models import Case, F, IntegerField, Q, QuerySet, Value, When, Window
from django.db.models.functions import RowNumber

from accounts.access import Actor, Permission
from involvement.taxonomies import Voice
from reports import access
from reports.models import GapReport, ReportState

MOST_CHOICES = 24
PROVIDERS_A_PAGE = 12
NEWEST_FIRST = (F("ends_on").desc(), F("starts_on").asc(), F("service__name").asc(), F("version").desc(), F("pk").asc())
GroupKey = tuple[str, str]
"""(dimension, code of a group)."""


@dataclass(frozen=True, slots=True)
class Chosen:
    """What the address asks for; an empty one is the default. ``about`` is the report to look at closely."""

    voice: Voice = Voice.DIRECT
    reports: tuple[UUID, ...] = ()
    about: UUID | None = None
    group: GroupKey | None = None
    words: str = ""
    page: str | None = None


@dataclass(frozen=True, slots=True)
class Selection:
    """Which reports a dashboard is about, before any figures are read."""

    chosen: Chosen
    choices: tuple[GapReport, ...]
    selected: tuple[GapReport, ...]
    may_manage: bool
    providers: Page[GapReport] | None
    """The newest report of each organisation, a page of them; None where single reports were asked for."""

    @property
    def is_paged(self) -> bool:
        return self.providers is not None and (self.providers.paginator.num_pages > 1 or bool(self.chosen.words))

    @property
    def key(self) -> str:
        """The same for pages that look the same; empty while one of the reports is a draft, which can still change."""
        if not self.selected or any(report.state != ReportState.PUBLISHED for report in self.selected):
            return ""
        chosen = self.chosen
        about = [
            [str(report.pk), report.state, str(report.organisation), str(report.service)] for report in self.choices
        ]
        selected = [str(report.pk) for report in self.selected]
        asked = [chosen.voice, str(chosen.about), chosen.group, [str(report) for report in chosen.reports]]
        asked += [chosen.words, chosen.page]
        return hashlib.sha256(json.dumps([about, selected, asked]).encode()).hexdigest()


def select_reports(actor: Actor, *, chosen: Chosen, today: date) -> Selection:
    """Of each organisation the newest report about all its services, a page at a time; or the reports asked for."""
    readable = access.reports(actor, today=today).filter(state__in=[ReportState.PUBLISHED, ReportState.READY])
    readable = readable.defer("references", "second_references", "thresholds")
    newest, choices = _newest(readable)
    selected = _asked_for(readable, choices, chosen.reports)
    providers = None
    if not selected:
        found = [one for one in newest if chosen.words.casefold() in one.organisation.name.casefold()]
        providers = Paginator(found, PROVIDERS_A_PAGE).get_page(chosen.page)
        selected = tuple(providers)
    chosen = replace(chosen, group=_known_group(chosen.group, selected))
    return Selection(chosen, choices, selected, actor.may(Permission.MANAGE_REPORTS), providers)


def _asked_for(
    readable: QuerySet[GapReport], choices: Sequence[GapReport], wanted: Sequence[UUID]
) -> tuple[GapReport, ...]:
    found = [report for report in choices if report.pk in wanted]
    others = set(wanted) - {report.pk for report in found}
    return (*found, *readable.filter(pk__in=others)) if others else tuple(found)


def _known_group(group: GroupKey | None, reports: Iterable[GapReport]) -> GroupKey | None:
    if group is None:
        return None
    dimensions = (report.dimensions.get(group[0]) for report in reports)
    return group if any(group[1] in [one.code for one in found.groups] for found in dimensions if found) else None


def _newest(reports: QuerySet[GapReport]) -> tuple[list[GapReport], tuple[GapReport, ...]]:
    """One report an organisation, by its name; and the newest of all. Both in one query, however many there are.

    Of an organisation that is the one of all services, published, with the latest end, then of the longest period.
    """
    one_service, draft = (
        Case(When(**{name: value}, then=Value(0)), default=Value(1), output_field=IntegerField())
        for name, value in (("service", None), ("state", ReportState.PUBLISHED))
    )
    order = (one_service, draft, F("ends_on").desc(), F("starts_on").asc(), F("version").desc())
    found = list(
        reports.annotate(
            place=Window(RowNumber(), partition_by=F("organisation"), order_by=order),
            rank=Window(RowNumber(), order_by=NEWEST_FIRST),
        ).filter(Q(place=1) | Q(rank__lte=MOST_CHOICES))
    )
    newest: list[GapReport] = sorted(
        (report for report in found if report.place == 1), key=lambda report: report.organisation.name
    )
    return newest, tuple(report for report in found if report.rank <= MOST_CHOICES)
