"""Telling people, once for each change, that a group is under-represented and getting worse."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.db.models import F, Q, QuerySet

from accounts.access import Actor
from accounts.models import Commission, Organisation, OrganisationKind, Role
from accounts.services import give_notice
from core import audit
from involvement.taxonomies import Voice
from reports import gap
from reports.dimensions import BY_NAME, NEVER_HEADLINED
from reports.gap.trends import is_getting_worse
from reports.models import Alert, AlertCheck, AlertNotice, GapReport, GapRow, ReportState, TrendRestart
from reports.models.gap_reports import ROUNDING_BASE
from reports.own_groups import is_everyone_else
from reports.periods import PeriodKind
from reports.queries.series import MEASURES, counted, one_each
from reports.queries.trends import MOST_QUARTERS, SHOWN, in_force, observations

RECOVERED = (gap.Verdict.NO_CLEAR_DIFFERENCE, gap.Verdict.OVER)
CAME = MEASURES["came"]
GroupKey = tuple[str, str]


@dataclass(frozen=True, slots=True)
class _Scope:
    organisation_id: UUID
    service_id: UUID | None


@dataclass(frozen=True, slots=True)
class _Finding:
    """What the newest quarter of a scope says of one group."""

    key: GroupKey
    is_worse: bool
    has_recovered: bool


def raise_alerts(*, today: date, now: datetime) -> int:
    """Look through every scope whose quarterly figures changed since last time. Returns how many alerts are new.

    Running it again finds nothing: an alert is one spell, and a new one begins only after the group has recovered.
    """
    changed = _changed().values_list("organisation_id", "service_id").distinct()
    raised = sum(_look_through(_Scope(*scope), today=today, now=now) for scope in sorted(changed, key=str))
    _tell(now=now)
    return raised


def _changed() -> QuerySet[GapReport]:
    same = Q(alert_check__digest=F("digest"), alert_check__state=F("state"))
    return GapReport.objects.filter(period_kind=PeriodKind.QUARTER, state__in=SHOWN).exclude(same)


@transaction.atomic
def _look_through(scope: _Scope, *, today: date, now: datetime) -> int:
    """One scope at a time, held by its organisation's row."""
    Organisation.objects.select_for_update().get(pk=scope.organisation_id)
    reports = GapReport.objects.filter(
        organisation=scope.organisation_id,
        service=scope.service_id,
        period_kind=PeriodKind.QUARTER,
        state__in=SHOWN,
    ).order_by("starts_on", "pk")
    made = list(reports.defer("references"))
    raised = 0
    for is_public in (False, True):
        seen = [report for report in made if not is_public or report.state == ReportState.PUBLISHED]
        history = one_each(seen)[-MOST_QUARTERS:]
        if history:
            raised += _compare(scope, history, is_public=is_public, today=today, now=now)
    for report in made:
        AlertCheck.objects.update_or_create(
            report=report, defaults={"digest": report.digest, "state": report.state, "checked_at": now}
        )
    return raised


def _compare(scope: _Scope, history: Sequence[GapReport], *, is_public: bool, today: date, now: datetime) -> int:
    newest = history[-1]
    mine = Alert.objects.filter(organisation=scope.organisation_id, service=scope.service_id, is_public=is_public)
    still_open = {(alert.dimension, alert.code): alert for alert in mine.filter(recovered_on=None)}
    used = set(mine.filter(first_on=newest.starts_on).values_list("dimension", "code"))
    told = set(still_open)
    raised = 0
    for finding in _findings(scope, history):
        alert = still_open.get(finding.key)
        if alert is not None:
            _follow(alert, finding, history)
        elif finding.is_worse and finding.key not in used and not _stands_for(finding.key, told):
            told.add(finding.key)
            _raise(scope, finding.key, newest, is_public=is_public, today=today, now=now)
            raised += 1
    return raised


def _findings(scope: _Scope, history: Sequence[GapReport]) -> Iterator[_Finding]:
    """Group by group, wide ones first. Protected, stored rows only."""
    rows = GapRow.objects.filter(
        table__report__in=history, table__voice=Voice.DIRECT, table__stage=CAME.stage
    ).select_related("table")
    by_group: dict[GroupKey, list[GapRow]] = {}
    for row in rows.order_by("table_id", "position"):
        by_group.setdefault((row.table.dimension, row.code), []).append(row)
    decisions = TrendRestart.objects.filter(organisation=scope.organisation_id, service=scope.service_id)
    restarts = in_force(decisions.select_related("undone_by"))
    for key in sorted(by_group, key=_wide_first):
        found = counted(by_group[key], CAME)
        newest = found.get(history[-1].pk)
        if newest is None or key[1] in NEVER_HEADLINED.get(key[0], ()) or is_everyone_else(*key):
            continue
        verdict = gap.Verdict(newest.row.verdict)
        points = [one for _, _, one in observations(history, found, restarts)]
        is_worse = verdict.is_gap and is_getting_worse(points, rounding_base=ROUNDING_BASE)
        yield _Finding(key, is_worse, verdict in RECOVERED)


def _wide_first(key: GroupKey) -> tuple[bool, str, str]:
    dimension = BY_NAME.get(key[0])
    return dimension is not None and dimension.wider is not None, *key


def _stands_for(key: GroupKey, told: set[GroupKey]) -> bool:
    """Whether the wider group that holds this one was told of: it stands for its parts."""
    dimension = BY_NAME.get(key[0])
    if dimension is None or dimension.wider is None:
        return False
    parent = next((group.parent for group in dimension.groups if group.code == key[1]), None)
    return (dimension.wider, parent) in told


def _follow(alert: Alert, finding: _Finding, history: Sequence[GapReport]) -> None:
    """An open alert ends when the group has recovered; a corrected report of its quarter takes the place of the old."""
    newest = history[-1]
    if finding.has_recovered and newest.starts_on >= alert.first_on:
        alert.recovered_on = newest.starts_on
    alert.report = next((report for report in history if report.starts_on == alert.first_on), alert.report)
    alert.save(update_fields=["recovered_on", "report"])


def _raise(scope: _Scope, key: GroupKey, report: GapReport, *, is_public: bool, today: date, now: datetime) -> None:
    dimension, code = key
    alert = Alert.objects.create(
        organisation_id=scope.organisation_id,
        service_id=scope.service_id,
        dimension=dimension,
        code=code,
        is_public=is_public,
        first_on=report.starts_on,
        report=report,
        raised_at=now,
    )
    told = _buyers(scope.organisation_id, today=today) if is_public else [scope.organisation_id]
    AlertNotice.objects.bulk_create(AlertNotice(alert=alert, organisation_id=one, told_at=now) for one in told)


def _buyers(provider: UUID, *, today: date) -> list[UUID]:
    current = Commission.objects.filter(provider=provider, starts_on__lte=today)
    lasting = current.filter(Q(ends_on=None) | Q(ends_on__gte=today))
    return sorted(set(lasting.values_list("commissioner_id", flat=True)))


@transaction.atomic
def _tell(*, now: datetime) -> None:
    """One e-mail for all that is new to an organisation."""
    unsent = AlertNotice.objects.select_for_update(of=("self",)).filter(mailed_at=None)
    waiting = list(unsent.select_related("organisation").order_by("told_at", "pk"))
    first: dict[Organisation, AlertNotice] = {}
    for notice in waiting:
        first.setdefault(notice.organisation, notice)
    for organisation, notice in first.items():
        buys = organisation.kind == OrganisationKind.COMMISSIONER
        role = Role.COMMISSIONER if buys else Role.INVOLVEMENT_LEAD
        give_notice(organisation_id=organisation.pk, role=role, key=f"alert:{notice.pk}")
    AlertNotice.objects.filter(pk__in=[notice.pk for notice in waiting]).update(mailed_at=now)


@transaction.atomic
def see_alert(*, actor: Actor, notice: AlertNotice, now: datetime) -> None:
    """Who saw it first stays on record."""
    held = AlertNotice.objects.select_for_update(of=("self",)).get(pk=notice.pk)
    if held.seen_at is None:
        _saw(held, actor, now)
        held.save(update_fields=["seen_at", "seen_by"])
        audit.record(actor=actor, verb="ALERT_SEEN", target=held)


@transaction.atomic
def act_on_alert(*, actor: Actor, notice: AlertNotice, action: str, now: datetime) -> None:
    """What was done, in the actor's words. Writing again replaces it; the audit keeps both."""
    held = AlertNotice.objects.select_for_update(of=("self",)).get(pk=notice.pk)
    if held.seen_at is None:
        _saw(held, actor, now)
    held.action, held.acted_at, held.acted_by_id = action, now, actor.user_id
    held.save(update_fields=["seen_at", "seen_by", "action", "acted_at", "acted_by"])
    audit.record(actor=actor, verb="ALERT_ACTED_ON", target=held, reason=action)


def _saw(notice: AlertNotice, actor: Actor, now: datetime) -> None:
    notice.seen_at, notice.seen_by_id = now, actor.user_id
