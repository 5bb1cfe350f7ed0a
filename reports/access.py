"""Which reports each role may see. No rule for a role means no rows."""

from __future__ import annotations

from datetime import date

from django.db.models import Case, F, JSONField, Q, QuerySet, When

from accounts.access import Actor, Permission, providers
from accounts.models import Role
from reports.models import (
    AlertNotice,
    Benchmark,
    GapReport,
    GapRow,
    GapTable,
    LedgerEntry,
    OwnGroup,
    PackWords,
    ReportRun,
    ReportSchedule,
    ReportState,
    TrendRestart,
)


def reports(actor: Actor, *, today: date) -> QuerySet[GapReport]:
    """Leads see their own organisation's reports in every state, colleagues the published ones, and a commissioner
    those of the providers it buys from today."""
    rows = GapReport.objects.select_related("organisation", "service", "benchmark", "second_benchmark", "job").order_by(
        "-ends_on", "starts_on", "service__name", "-version"
    )
    match actor.role:
        case Role.INVOLVEMENT_LEAD:
            return rows.filter(organisation_id=actor.organisation_id)
        case Role.FACILITATOR | Role.RESPONDER:
            return rows.filter(organisation_id=actor.organisation_id, state=ReportState.PUBLISHED)
        case Role.COMMISSIONER:
            return rows.filter(organisation__in=providers(actor, today=today), state=ReportState.PUBLISHED)
        case _:
            return rows.none()


def rows(actor: Actor, *, today: date) -> QuerySet[GapRow]:
    """The stored, protected rows of the reports that the actor may see, table by table, each in its order.

    The first row of a table carries ``more`` of it, so that it is read once and not with every row.
    """
    seen = reports(actor, today=today).order_by().values("pk")
    found = GapRow.objects.filter(table__report__in=seen).select_related("table").defer("table__more")
    more = Case(When(position=0, then=F("table__more")), output_field=JSONField())
    return found.annotate(more=more).order_by("table_id", "position")


def runs(actor: Actor) -> QuerySet[ReportRun]:
    """A commissioner's own requests to all its providers, newest first."""
    if not actor.may(Permission.ASK_PROVIDERS):
        return ReportRun.objects.none()
    return ReportRun.objects.filter(organisation_id=actor.organisation_id).order_by("-requested_at")


def ledger(actor: Actor) -> QuerySet[LedgerEntry]:
    """What the own organisation ever published, withdrawn reports too, newest first. Never the counts behind it."""
    if not actor.may(Permission.MANAGE_REPORTS):
        return LedgerEntry.objects.none()
    released = LedgerEntry.objects.filter(organisation_id=actor.organisation_id, number__isnull=False)
    about = ("organisation", "service", "benchmark", "published_by", "job")
    return released.select_related(*(f"report__{name}" for name in about)).defer("counts").order_by("-number")


def held_back(actor: Actor) -> QuerySet[GapTable]:
    """The tables held back in those releases."""
    reports = ledger(actor).order_by().values("report")
    return GapTable.objects.filter(report__in=reports, withheld=True).order_by("pk")


def pack_words(actor: Actor, *, today: date) -> QuerySet[PackWords]:
    """What leads added to the board packs of the reports that the actor may see."""
    return PackWords.objects.filter(report__in=reports(actor, today=today).order_by().values("pk"))


def schedules(actor: Actor) -> QuerySet[ReportSchedule]:
    """Those of the lead's own organisation, in a steady order."""
    if not actor.may(Permission.MANAGE_REPORTS):
        return ReportSchedule.objects.none()
    found = ReportSchedule.objects.filter(organisation_id=actor.organisation_id)
    return found.select_related("service", "benchmark").order_by("service__name", "period_kind", "made_at")


def benchmarks(actor: Actor) -> QuerySet[Benchmark]:
    """Those that come with the product, and the organisation's own."""
    if not (actor.may(Permission.MANAGE_BENCHMARKS) or actor.may(Permission.MANAGE_REPORTS)):
        return Benchmark.objects.none()
    return Benchmark.objects.filter(Q(organisation=None) | Q(organisation_id=actor.organisation_id)).order_by(
        "organisation", "label"
    )


def own_benchmarks(actor: Actor) -> QuerySet[Benchmark]:
    """Those that the organisation uploaded itself."""
    return benchmarks(actor).exclude(organisation=None)


def trend_restarts(actor: Actor, *, today: date) -> QuerySet[TrendRestart]:
    """Decisions to start trends afresh, oldest first: one's own organisation's, or those of the providers one reads."""
    rows = TrendRestart.objects.select_related("organisation", "service", "decided_by", "undone_by__decided_by")
    rows = rows.order_by("decided_at")
    match actor.role:
        case Role.INVOLVEMENT_LEAD | Role.FACILITATOR | Role.RESPONDER:
            return rows.filter(organisation_id=actor.organisation_id)
        case Role.COMMISSIONER:
            return rows.filter(organisation__in=providers(actor, today=today))
        case _:
            return rows.none()


def alert_notices(actor: Actor, *, today: date) -> QuerySet[AlertNotice]:
    """What the actor's organisation was told, newest first. A commissioner's are gone with the contract, or when the
    report is withdrawn that gave rise to them."""
    rows = AlertNotice.objects.select_related(
        "alert__organisation", "alert__service", "alert__report", "seen_by", "acted_by"
    ).filter(organisation_id=actor.organisation_id)
    rows = rows.order_by("-alert__first_on", "alert__organisation__name", "-told_at", "pk")
    match actor.role:
        case Role.INVOLVEMENT_LEAD:
            return rows.filter(alert__organisation_id=actor.organisation_id)
        case Role.COMMISSIONER:
            bought = providers(actor, today=today)
            return rows.filter(alert__organisation__in=bought, alert__report__state=ReportState.PUBLISHED)
        case _:
            return rows.none()


def own_groups(actor: Actor) -> QuerySet[OwnGroup]:
    """The groups that the organisation defined, retired ones too."""
    if not actor.may(Permission.MANAGE_REPORTS):
        return OwnGroup.objects.none()
    return OwnGroup.objects.filter(organisation_id=actor.organisation_id)
