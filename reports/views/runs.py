from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone

from accounts.access import Permission, requires
from accounts.requests import ActorRequest
from reports import access, forms, queries, services
from reports.views.gap_reports import STOP_ASKING


@requires(Permission.ASK_PROVIDERS)
def runs(request: ActorRequest) -> HttpResponse:
    return render(request, "reports/runs.html", {"page": queries.run_list(request.actor, page=request.GET.get("page"))})


@requires(Permission.ASK_PROVIDERS)
def request_run(request: ActorRequest) -> HttpResponse:
    today = timezone.localdate()
    form = forms.RequestRunForm(request.POST or None, today=today)
    if form.is_valid():
        try:
            asked = services.request_run(actor=request.actor, today=today, **form.cleaned_data)
        except services.RunRefused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, "Reports asked for")
            return redirect("reports:run", pk=asked.pk)
    return render(request, "reports/request_run.html", {"form": form})


@requires(Permission.ASK_PROVIDERS)
def run(request: ActorRequest, pk: UUID) -> HttpResponse:
    found = get_object_or_404(access.runs(request.actor), pk=pk)
    search = forms.ProviderSearchForm(request.GET)
    words = search.cleaned_data["q"] if search.is_valid() else ""
    shown = queries.run_page(found, words=words, page=request.GET.get("page"))
    return render(request, "reports/run.html", {"shown": shown, "search": search})


@requires(Permission.ASK_PROVIDERS)
def run_progress(request: ActorRequest, pk: UUID) -> HttpResponse:
    """A piece of the run's page, which asks for it again until the run is over."""
    progress = queries.run_progress(get_object_or_404(access.runs(request.actor), pk=pk))
    status = 200 if progress.is_under_way else STOP_ASKING
    return render(request, "reports/run_progress.html", {"progress": progress}, status=status)


@requires(Permission.ASK_PROVIDERS)
def cancel_run(request: ActorRequest, pk: UUID) -> HttpResponse:
    found = get_object_or_404(access.runs(request.actor), pk=pk)
    if request.method == "POST":
        services.cancel_run(actor=request.actor, run=found)
        messages.success(request, "Stopped. Reports that were made already stay with their providers.")
        return redirect("reports:run", pk=pk)
    return render(request, "reports/cancel_run.html", {"run": found})
