from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from accounts.access import Permission, organisation, requires
from accounts.requests import ActorRequest
from core.areas import AreasRefused
from core.exports import csv_response
from reports import access, forms, gap, queries, services
from reports.models import GapReport

STOP_ASKING = 286


def _found(request: ActorRequest, pk: UUID) -> GapReport:
    return get_object_or_404(access.reports(request.actor, today=timezone.localdate()), pk=pk)


@requires(Permission.SEE_GAP)
def reports(request: ActorRequest) -> HttpResponse:
    page = queries.report_list(request.actor, today=timezone.localdate(), page=request.GET.get("page"))
    context = {
        "page": page,
        "manages": request.actor.may(Permission.MANAGE_REPORTS),
        "asks_providers": request.actor.may(Permission.ASK_PROVIDERS),
    }
    return render(request, "reports/reports.html", context)


@requires(Permission.MANAGE_REPORTS)
def ledger(request: ActorRequest) -> HttpResponse:
    form = forms.LedgerSearchForm(request.GET)
    search = form.cleaned_data if form.is_valid() else {}
    page = queries.ledger_page(request.actor, page=request.GET.get("page"), **search)
    return render(request, "reports/ledger.html", {"filter_form": form, "page": page})


@requires(Permission.SEE_GAP)
def report(request: ActorRequest, pk: UUID) -> HttpResponse:
    shown = queries.report_page(
        request.actor,
        _found(request, pk),
        voice=request.GET.get("voice", ""),
        stage=request.GET.get("stage", ""),
        today=timezone.localdate(),
    )
    return render(request, "reports/report.html", {"shown": shown, "report": shown.report})


@requires(Permission.MANAGE_REPORTS)
def report_progress(request: ActorRequest, pk: UUID) -> HttpResponse:
    """A piece of the report's page, which asks for it again until the work is over."""
    found = _found(request, pk)
    status = 200 if found.is_under_way else STOP_ASKING
    return render(request, "reports/report_progress.html", {"report": found}, status=status)


@requires(Permission.SEE_GAP)
def report_table(request: ActorRequest, pk: UUID, dimension: str, voice: str, stage: str) -> HttpResponse:
    key = gap.TableKey(dimension, voice, stage)
    shown = queries.table_page(request.actor, _found(request, pk), key, today=timezone.localdate())
    if shown is None:
        raise Http404
    return render(request, "reports/report_table.html", {"shown": shown, "report": shown.report})


@requires(Permission.SEE_EXACT_FIGURES)
def exact_table(request: ActorRequest, pk: UUID, dimension: str, voice: str, stage: str) -> HttpResponse:
    found = _found(request, pk)
    key = gap.TableKey(dimension, voice, stage)
    if not services.has_table(found, key):
        raise Http404
    try:
        table = services.exact_comparison(actor=request.actor, report=found, key=key)
    except AreasRefused as refused:
        messages.error(request, str(refused))
        return redirect("reports:report_table", pk, dimension, voice, stage)
    shown = queries.page_of(request.actor, found, key, table)
    return render(request, "reports/exact_table.html", {"shown": shown, "report": found})


@requires(Permission.SEE_GAP)
def report_csv(request: ActorRequest, pk: UUID) -> HttpResponseBase:
    """Always the protected form, whoever asks. A draft has no file: one that went out would be in no ledger."""
    found = _found(request, pk)
    if found.published_at is None:
        raise Http404
    services.note_export(actor=request.actor, report=found, form="csv")
    rows = queries.report_csv_rows(request.actor, found, today=timezone.localdate())
    return csv_response(f"participation-gap-{found.starts_on}-{found.ends_on}", queries.COLUMNS, rows)


@requires(Permission.MANAGE_REPORTS)
def request_report(request: ActorRequest) -> HttpResponse:
    today = timezone.localdate()
    first = services.default_benchmark()
    second = services.usual_second(organisation(request.actor), first)
    areas = " ".join(request.GET.getlist("area"))
    initial = {"benchmark": first, "second_benchmark": second, "area_codes": areas}
    form = forms.RequestReportForm(request.POST or None, actor=request.actor, today=today, initial=initial)
    if form.is_valid():
        try:
            asked = services.request_gap_report(actor=request.actor, today=today, **form.cleaned_data)
        except services.ReportRefused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, "Report asked for")
            return redirect("reports:report", pk=asked.pk)
    shown = queries.request_page(request.actor, area_codes=str(form["area_codes"].value() or "").split())
    return render(request, "reports/request_report.html", {"form": form, "shown": shown})


@requires(Permission.MANAGE_REPORTS)
def publish_report(request: ActorRequest, pk: UUID) -> HttpResponse:
    found = _found(request, pk)
    if request.method == "POST":
        try:
            services.publish_report(actor=request.actor, report=found)
        except services.ReportRefused as refused:
            messages.error(request, str(refused))
        else:
            messages.success(request, "Report published")
        return redirect("reports:report", pk=pk)
    if found.refused_because:
        messages.error(request, found.refused_because)
        return redirect("reports:report", pk=pk)
    return render(request, "reports/publish_report.html", {"report": found})


@requires(Permission.MANAGE_REPORTS)
def withdraw_report(request: ActorRequest, pk: UUID) -> HttpResponse:
    found = _found(request, pk)
    if request.method == "POST":
        services.withdraw_report(actor=request.actor, report=found)
        messages.success(request, "Report withdrawn")
        return redirect("reports:reports")
    return render(request, "reports/withdraw_report.html", {"report": found})


@require_POST
@requires(Permission.MANAGE_REPORTS)
def refresh_report(request: ActorRequest, pk: UUID) -> HttpResponse:
    try:
        services.refresh_report(actor=request.actor, report=_found(request, pk))
    except services.ReportRefused as refused:
        messages.error(request, str(refused))
    return redirect("reports:report", pk=pk)
