"""The life of a report: asked for, made, reviewed, published and frozen, taken back."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import Enum
from uuid import UUID

from django.db import IntegrityError, transaction
from django.db.models import Max
from django.utils import timezone

from accounts.access import SYSTEM, Actor
from accounts.models import Organisation
from core import audit, jobs
from core.areas import AreasRefused
from involvement.models import Service
from reports import counting, gap, periods
from reports.models import DRAFTS, Benchmark, GapReport, LedgerEntry, ReportState
from reports.own_groups import stored
from reports.periods import Period
from reports.services import guard, ledger
from reports.services.benchmarks import areas_served
from reports.services.comparing import disclosure_rule
from reports.services.own_groups import in_use
from reports.services.scopes import (
    check_areas,
    default_areas,
    default_benchmark,
    scope_key,
    scope_of,
    usual_second,
)

BUILD_TASK = "reports.tasks.build_gap_report"
AGAIN = "We are making it again. Read it once more, then publish it."
OVERTAKEN = f"Another report about the same people was published since this draft was made. {AGAIN}"
OTHER_METHOD = f"The rules for small numbers have changed since this draft was made. {AGAIN}"


class ReportRefused(Exception):
    """The report cannot be asked for, published or withdrawn; the message says why."""


class Second(Enum):
    """Said instead of a second benchmark: take the usual one, if there is one."""

    USUAL = "usual"


class _Stale(Exception):
    """The draft was made before something that it has to be held against."""


@transaction.atomic
def request_gap_report(
    *,
    actor: Actor,
    period: Period,
    today: date,
    service: Service | None = None,
    benchmark: Benchmark | None = None,
    area_codes: Sequence[str] = (),
    second_benchmark: Benchmark | Second | None = Second.USUAL,
) -> GapReport:
    """The draft for this scope: the one there is, or a new version, whose figures a worker then makes.

    Without a benchmark or areas: census figures, for the areas the organisation serves, and beside them its newest
    caseload. A draft that is compared with another second benchmark so far is made again.
    Raises ReportRefused for a period outside the menu, somebody else's service or benchmark, or areas it does not have.
    """
    organisation = Organisation.objects.get(pk=actor.organisation_id)
    if period not in periods.menu(today=today):
        raise ReportRefused("Select a period from the list.")
    if service is not None and service.organisation_id != organisation.pk:
        raise ReportRefused("Select one of your own services.")
    benchmark = benchmark or default_benchmark()
    compared = _comparable(organisation, benchmark, tuple(area_codes) or default_areas(organisation, benchmark))
    second = _second(organisation, second_benchmark, compared)
    return _draft(actor, organisation, period, service, compared, second)


@dataclass(frozen=True, slots=True)
class _Compared:
    """A benchmark and the areas of it that are used. ``is_usual``: nobody chose it."""

    benchmark: Benchmark | None
    area_codes: list[str]
    is_usual: bool = False


def _comparable(organisation: Organisation, benchmark: Benchmark, codes: Sequence[str]) -> _Compared:
    if benchmark.organisation_id not in (None, organisation.pk):
        raise ReportRefused("Select one of your own benchmarks.")
    try:
        check_areas(benchmark=benchmark, area_codes=codes)
    except AreasRefused as refused:
        raise ReportRefused(str(refused)) from refused
    return _Compared(benchmark, sorted(codes))


def _second(organisation: Organisation, wanted: Benchmark | Second | None, first: _Compared) -> _Compared:
    """The usual one is left out where it does not fit."""
    if isinstance(wanted, Second):
        usual = usual_second(organisation, first.benchmark) if first.benchmark else None
        try:
            return replace(_second(organisation, usual, first), is_usual=True)
        except ReportRefused:
            return _Compared(None, [], is_usual=True)
    if wanted is None:
        return _Compared(None, [])
    if wanted == first.benchmark:
        raise ReportRefused("Select two benchmarks that are not the same.")
    if first.benchmark is None or first.benchmark.organisation_id is not None:
        return _comparable(organisation, wanted, default_areas(organisation, wanted))
    return _comparable(organisation, wanted, areas_served(benchmark=wanted, area_codes=first.area_codes))


def _draft(
    actor: Actor,
    organisation: Organisation,
    period: Period,
    service: Service | None,
    first: _Compared,
    second: _Compared,
) -> GapReport:
    report = GapReport(
        organisation=organisation,
        service=service,
        period_kind=period.kind,
        starts_on=period.starts_on,
        ends_on=period.ends_on,
        benchmark=first.benchmark,
        area_codes=first.area_codes,
        second_benchmark=second.benchmark,
        second_area_codes=second.area_codes,
        requested_by_id=actor.user_id,
        requested_at=timezone.now(),
    )
    report.scope_key = scope_key(
        organisation_id=organisation.pk,
        service_id=report.service_id,
        starts_on=period.starts_on,
        ends_on=period.ends_on,
        benchmark_id=report.benchmark_id,
        area_codes=report.area_codes,
    )
    waiting = _waiting(report.scope_key, second)
    if waiting is not None:
        return waiting
    report.version = 1 + (_versions(report.scope_key) or 0)
    try:
        with transaction.atomic():
            report.save()
    except IntegrityError:  # somebody else asked at the same moment
        return GapReport.objects.get(scope_key=report.scope_key, state__in=DRAFTS)
    audit.record(actor=actor, verb="GAP_REPORT_REQUESTED", target=report, organisation_id=organisation.pk)
    return _queue(report)


def _waiting(key: str, second: _Compared) -> GapReport | None:
    """The draft of this scope. One that could not be made, or should have another second benchmark, is made again."""
    found = GapReport.objects.select_related("job").filter(scope_key=key, state__in=[*DRAFTS, ReportState.FAILED])
    report = found.order_by("-version").first()
    if report is None:
        return None
    chosen = report.second_benchmark_id, report.second_area_codes
    is_other = not second.is_usual and chosen != (second.benchmark and second.benchmark.pk, second.area_codes)
    if is_other and report.is_under_way:
        raise ReportRefused("This report is being made just now. Choose again when it is ready.")
    if is_other:
        report.second_benchmark, report.second_area_codes = second.benchmark, second.area_codes
        report.save(update_fields=["second_benchmark", "second_area_codes"])
    return _queue(report) if is_other or report.shown_state == ReportState.FAILED else report


def _versions(key: str) -> int | None:
    highest: int | None = GapReport.objects.filter(scope_key=key).aggregate(highest=Max("version"))["highest"]
    return highest


def _queue(report: GapReport) -> GapReport:
    """Have the figures made, with the own groups that are in use now."""
    report.own_groups = [stored(group) for group in in_use(report.organisation_id)]
    report.builds += 1
    report.state = ReportState.QUEUED
    report.job = jobs.ask(task=BUILD_TASK, key=f"gap-report:{report.pk}:{report.builds}")
    report.save(update_fields=["own_groups", "builds", "state", "job"])
    return report


@transaction.atomic
def refresh_report(*, actor: Actor, report: GapReport) -> GapReport:
    """Make the figures of a draft again. Raises ReportRefused once it is published or withdrawn."""
    report = _locked(report)
    if report.is_under_way:
        return report
    if report.shown_state not in (ReportState.READY, ReportState.FAILED):
        raise ReportRefused("Only a draft can be made again. Ask for a new version instead.")
    audit.record(actor=actor, verb="GAP_REPORT_REFRESHED", target=report, organisation_id=report.organisation_id)
    return _queue(report)


def publish_report(*, actor: Actor, report: GapReport) -> GapReport:
    """Freeze the report and open it to commissioners. An earlier version is withdrawn: one is published at a time.

    Raises ReportRefused when the report is not ready, says nothing new, or would point at people beside an earlier
    release. A draft that is older than a release which shares people is refused too, and made again.
    """
    now = counting.count(scope_of(report), own_groups=report.own_dimensions)
    try:
        return _publish(actor, report, ledger.counts_of(now, report.dimensions))
    except _Stale as stale:
        refresh_report(actor=actor, report=report)
        raise ReportRefused(str(stale)) from stale


@transaction.atomic
def _publish(actor: Actor, report: GapReport, now: ledger.Counts) -> GapReport:
    ledger.lock(report.organisation_id)
    report = _locked(report)
    if report.state == ReportState.PUBLISHED:
        return report
    if report.state != ReportState.READY:
        raise ReportRefused("This report is not ready to publish yet.")
    earlier = GapReport.objects.filter(scope_key=report.scope_key, state=ReportState.PUBLISHED).first()
    if earlier is not None and earlier.digest == report.digest:
        raise ReportRefused(f"Nothing has changed since version {earlier.version} was published.")
    _check_against_others(report, now)
    if earlier is not None:
        _withdraw(actor, earlier)
    report.state = ReportState.PUBLISHED
    report.published_at = timezone.now()
    report.published_by_id = actor.user_id
    report.save(update_fields=["state", "published_at", "published_by"])
    ledger.release(report, at=report.published_at)
    audit.record(actor=actor, verb="GAP_REPORT_PUBLISHED", target=report, organisation_id=report.organisation_id)
    return report


def _check_against_others(report: GapReport, now: ledger.Counts) -> None:
    """Whether what the draft was checked against is still all there is, and who is in the register today still fits."""
    releases, rule = ledger.sharing(report), disclosure_rule()
    held = LedgerEntry.objects.filter(report=report).values_list("held_against", flat=True).first()
    if held != [release.number for release in releases]:
        raise _Stale(OVERTAKEN)
    if (report.hidden_below, report.method_version) != (rule.hidden_below, gap.METHOD_VERSION):
        raise _Stale(OTHER_METHOD)
    coverage = ledger.coverage_of(report, ledger.everything(report.organisation_id))
    refused = report.refused_because or guard.refusal(
        report, coverage=coverage, counts=now, releases=releases, rule=rule
    )
    if refused:
        raise ReportRefused(refused)


@transaction.atomic
def withdraw_report(*, actor: Actor, report: GapReport) -> GapReport:
    """Take back a published report, or throw a draft away. Its figures stay, seen by its own organisation only."""
    report = _locked(report)
    if report.state != ReportState.WITHDRAWN:
        _withdraw(actor, report)
    return report


@transaction.atomic
def drop_unbegun(*, report_ids: Sequence[UUID]) -> int:
    """Drop first drafts that no worker has begun. One that a worker takes up meanwhile stays. Returns how many went."""
    first = GapReport.objects.filter(pk__in=report_ids, state=ReportState.QUEUED, builds=1).values_list(
        "job", flat=True
    )
    unbegun = jobs.hold_unbegun(job_ids=[pk for pk in first if pk])
    dropped, _ = GapReport.objects.filter(job__in=unbegun).delete()
    jobs.drop(job_ids=unbegun)
    return dropped


def note_export(*, actor: Actor, report: GapReport, form: str) -> None:
    """``form`` is what the file is: csv, pdf, xlsx or open-data."""
    audit.record(actor=actor, verb="GAP_REPORT_EXPORTED", target=report, reason=form)


def _withdraw(actor: Actor, report: GapReport) -> None:
    report.state = ReportState.WITHDRAWN
    report.withdrawn_at = timezone.now()
    report.save(update_fields=["state", "withdrawn_at"])
    ledger.forget(report)
    audit.record(actor=actor, verb="GAP_REPORT_WITHDRAWN", target=report, organisation_id=report.organisation_id)


def _locked(report: GapReport) -> GapReport:
    return GapReport.objects.select_for_update(of=("self",)).select_related("job").get(pk=report.pk)


def refresh_drafts() -> int:
    """Nightly: make every draft that waits for review again, so that nobody publishes figures of last week."""
    reports = GapReport.objects.filter(state=ReportState.READY).order_by("built_at")
    for report in reports:
        refresh_report(actor=SYSTEM, report=report)
    return len(reports)
