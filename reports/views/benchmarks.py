from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render

from accounts.access import Permission, organisation, requires
from accounts.requests import ActorRequest
from accounts.services import OrganisationRefused, choose_areas
from core.areas import AreasRefused
from involvement.services import ImportRefused
from reports import access, forms, gap, queries, services
from reports.dimensions import DIMENSIONS


@requires(Permission.MANAGE_BENCHMARKS)
def benchmarks(request: ActorRequest) -> HttpResponse:
    return render(request, "reports/benchmarks.html", {"benchmarks": queries.benchmark_list(request.actor)})


@requires(Permission.MANAGE_BENCHMARKS)
def benchmark(request: ActorRequest, pk: UUID) -> HttpResponse:
    found = get_object_or_404(access.benchmarks(request.actor), pk=pk)
    served = services.default_areas(organisation(request.actor), found)
    references: dict[str, gap.Reference] = {}
    refused = ""
    try:
        references = services.references(benchmark=found, area_codes=served, dimensions=DIMENSIONS)
    except AreasRefused as refusal:
        refused = str(refusal)
    context = {"shown": queries.benchmark_page(found, references), "refused": refused}
    return render(request, "reports/benchmark.html", context)


@requires(Permission.MANAGE_BENCHMARKS)
def upload_benchmark(request: ActorRequest) -> HttpResponse:
    form = forms.UploadBenchmarkForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        try:
            started = services.start_benchmark_import(actor=request.actor, **form.cleaned_data)
        except services.BenchmarkRefused as refused:
            form.add_error("name", str(refused))
        except ImportRefused as refused:
            form.add_error("file", str(refused))
        else:
            return redirect("involvement:data_import", pk=started.pk)
    return render(request, "reports/upload_benchmark.html", {"form": form})


@requires(Permission.MANAGE_BENCHMARKS)
def edit_benchmark(request: ActorRequest, pk: UUID) -> HttpResponse:
    found = get_object_or_404(access.own_benchmarks(request.actor), pk=pk)
    form = forms.BenchmarkForm(request.POST or None, benchmark=found)
    if form.is_valid():
        services.edit_benchmark(actor=request.actor, benchmark=found, **form.cleaned_data)
        messages.success(request, "Benchmark saved")
        return redirect("reports:benchmark", pk=found.pk)
    return render(request, "reports/edit_benchmark.html", {"form": form, "benchmark": found})


@requires(Permission.MANAGE_BENCHMARKS)
def areas(request: ActorRequest) -> HttpResponse:
    """Search, then one click: choose an area, add one, take one away."""
    chosen = organisation(request.actor).area_codes
    form = forms.AreasForm(request.POST if request.method == "POST" else None, chosen=chosen)
    if request.method == "POST" and form.is_valid():
        try:
            choose_areas(actor=request.actor, area_codes=form.cleaned_data["area_codes"])
        except OrganisationRefused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, "Areas saved")
            return redirect("reports:areas")
    search = forms.AreaSearchForm(request.GET)
    words = search.cleaned_data["q"] if search.is_valid() else ""
    context = {"form": form, "search": search, "shown": queries.areas_page(chosen, words=words)}
    return render(request, "reports/areas.html", context)
