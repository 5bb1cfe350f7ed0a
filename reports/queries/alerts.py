"""What an organisation was told: groups that are under-represented and getting worse."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from urllib.parse import urlencode

from django.core.paginator import Page, Paginator
from django.db.models import Q
from django.urls import reverse

from accounts.access import Actor, Permission
from involvement.queries import overdue_stories
from involvement.taxonomies import Voice
from reports import access
from reports.models import Alert, AlertNotice, GapRow
from reports.queries.comparisons import group_of
from reports.queries.schedules import News, waiting

ALERTS_A_PAGE = 20


@dataclass(frozen=True, slots=True)
class AlertLine:
    """One alert in words. ``row`` is what the report says that gave rise to it; None when it can no longer be read."""

    notice: AlertNotice
    row: GapRow | None

    @property
    def alert(self) -> Alert:
        return self.notice.alert

    @property
    def label(self) -> str:
        return self.row.label if self.row else "A group"

    @property
    def name(self) -> str:
        return ", ".join(str(part) for part in (self.alert.organisation, self.alert.service) if part)

    @property
    def sentence(self) -> str:
        return group_of(self.row).sentence("came") if self.row else ""

    @property
    def trend_url(self) -> str:
        alert = self.alert
        about = f"{alert.organisation_id}.{alert.service_id}" if alert.service_id else str(alert.organisation_id)
        return f"{reverse('reports:trend')}?{urlencode({'about': about, 'group': f'{alert.dimension}.{alert.code}'})}"


@dataclass(frozen=True, slots=True)
class AlertsPage:
    page: Page[AlertNotice]
    lines: tuple[AlertLine, ...]


def alerts_page(actor: Actor, *, today: date, page: str | None) -> AlertsPage:
    found = Paginator(access.alert_notices(actor, today=today), ALERTS_A_PAGE).get_page(page)
    return AlertsPage(found, tuple(alert_lines(actor, list(found.object_list), today=today)))


def alert_lines(actor: Actor, notices: Sequence[AlertNotice], *, today: date) -> list[AlertLine]:
    asked = Q(pk=None)
    for alert in (notice.alert for notice in notices):
        asked |= Q(table__report=alert.report_id, table__dimension=alert.dimension, code=alert.code)
    rows = access.rows(actor, today=today).filter(asked, table__voice=Voice.DIRECT, table__stage="came")
    found = {(row.table.report_id, row.table.dimension, row.code): row for row in rows}
    keys = [(one.alert.report_id, one.alert.dimension, one.alert.code) for one in notices]
    return [AlertLine(notice, found.get(key)) for notice, key in zip(notices, keys, strict=True)]


def news(actor: Actor, *, today: date) -> list[News]:
    """Answers that are late, drafts that wait, and alerts that nobody there has said to have seen yet."""
    return _late(actor, today=today) + waiting(actor, today=today) + _unseen(actor, today=today)


def _late(actor: Actor, *, today: date) -> list[News]:
    late = overdue_stories(actor, today=today) if actor.may(Permission.SEE_STORIES) else 0
    if not late:
        return []
    stories = "1 story waits" if late == 1 else f"{late} stories wait"
    return [News(f"{stories} too long for an answer", f"{reverse('involvement:stories')}?state=overdue")]


def _unseen(actor: Actor, *, today: date) -> list[News]:
    unseen = access.alert_notices(actor, today=today).filter(seen_at=None, alert__recovered_on=None).count()
    if not unseen:
        return []
    groups = "1 group is" if unseen == 1 else f"{unseen} groups are"
    return [News(f"{groups} under-represented and getting worse", reverse("reports:alerts"))]
