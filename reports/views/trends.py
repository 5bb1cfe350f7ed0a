from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone

from accounts.access import Permission, requires
from accounts.requests import ActorRequest
from core.exports import csv_response
from reports import access, forms, queries, services


def _shown(request: ActorRequest) -> tuple[forms.TrendForm, queries.TrendPage | None]:
    today = timezone.localdate()
    options = queries.trend_options(request.actor, about=request.GET.get("about", ""), today=today)
    form = forms.TrendForm(request.GET, options=options)
    return form, queries.trend_page(request.actor, form.chosen, options, today=today)


@requires(Permission.SEE_GAP)
def trend(request: ActorRequest) -> HttpResponse:
    form, shown = _shown(request)
    return render(request, "reports/trend.html", {"form": form, "shown": shown})


@requires(Permission.SEE_GAP)
def trend_csv(request: ActorRequest) -> HttpResponseBase:
    """The same points as on the page."""
    _, shown = _shown(request)
    if shown is None:
        raise Http404
    services.note_trend_export(actor=request.actor, organisation_id=shown.scope.organisation_id)
    return csv_response("trend", queries.TREND_COLUMNS, queries.trend_csv_rows(shown))


@requires(Permission.SEE_GAP)
def services_plot(request: ActorRequest) -> HttpResponse:
    """Services of one organisation, or the providers of a commissioner, in one period."""
    today = timezone.localdate()
    options = queries.plot_options(request.actor, across=request.GET.get("across", ""), today=today)
    form = forms.PlotForm(request.GET, options=options)
    shown = queries.plot_page(request.actor, form.chosen, options, today=today)
    return render(request, "reports/services_plot.html", {"form": form, "shown": shown})


@requires(Permission.MANAGE_REPORTS)
def trend_restarts(request: ActorRequest) -> HttpResponse:
    today = timezone.localdate()
    form = forms.RestartForm(request.POST or None, actor=request.actor, today=today, initial=request.GET.dict())
    if form.is_valid():
        try:
            services.restart_trend(actor=request.actor, now=timezone.now(), **form.cleaned_data)
        except services.TrendRefused as refused:
            form.add_error("starts_on", str(refused))
        else:
            messages.success(request, "Decision recorded")
            return redirect("reports:trend_restarts")
    page = queries.restarts_page(request.actor, today=today, page=request.GET.get("page"))
    return render(request, "reports/trend_restarts.html", {"form": form, "page": page})


@requires(Permission.MANAGE_REPORTS)
def undo_restart(request: ActorRequest, pk: UUID) -> HttpResponse:
    found = get_object_or_404(access.trend_restarts(request.actor, today=timezone.localdate()), pk=pk)
    form = forms.UndoRestartForm(request.POST or None)
    if form.is_valid():
        try:
            services.undo_restart(actor=request.actor, restart=found, now=timezone.now(), **form.cleaned_data)
        except services.TrendRefused as refused:
            form.add_error("reason", str(refused))
        else:
            messages.success(request, "Decision taken back")
            return redirect("reports:trend_restarts")
    return render(request, "reports/undo_restart.html", {"form": form, "restart": found})
