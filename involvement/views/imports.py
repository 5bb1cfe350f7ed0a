from __future__ import annotations

from uuid import UUID

from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST

from accounts.access import Permission, requires
from accounts.requests import ActorRequest
from core.exports import csv_response
from involvement import access, forms, queries, services

FINISHED_ASKING = 286  # htmx stops polling on this status


@requires(Permission.SEE_IMPORTS)
def imports(request: ActorRequest) -> HttpResponse:
    return render(
        request, "involvement/imports.html", {"page": queries.import_list(request.actor, page=request.GET.get("page"))}
    )


@requires(Permission.IMPORT_DATA)
def start_import(request: ActorRequest) -> HttpResponse:
    form = forms.StartImportForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        try:
            started = services.start_import(actor=request.actor, dry_run=True, **form.cleaned_data)
        except services.ImportRefused as refused:
            form.add_error("file", str(refused))
        else:
            return redirect("involvement:data_import", pk=started.pk)
    return render(request, "involvement/start_import.html", {"form": form})


@requires(Permission.SEE_IMPORTS)
def data_import(request: ActorRequest, pk: UUID) -> HttpResponse:
    row = get_object_or_404(access.imports(request.actor), pk=pk)
    return render(request, "involvement/data_import.html", {"shown": queries.import_page(row)})


@requires(Permission.SEE_IMPORTS)
def import_progress(request: ActorRequest, pk: UUID) -> HttpResponse:
    shown = queries.import_page(get_object_or_404(access.imports(request.actor), pk=pk))
    going_on = shown.state in ("waiting", "working")
    context = {"shown": shown, "over": not going_on}
    return render(request, "involvement/import_progress.html", context, status=200 if going_on else FINISHED_ASKING)


@requires(Permission.SEE_IMPORTS)
@require_POST
def confirm_import(request: ActorRequest, pk: UUID) -> HttpResponse:
    row = get_object_or_404(access.imports(request.actor), pk=pk)
    try:
        services.confirm_import(actor=request.actor, data_import=row)
    except services.ImportRefused as refused:
        context = {"shown": queries.import_page(row), "refused": str(refused)}
        return render(request, "involvement/data_import.html", context, status=409)
    return redirect("involvement:data_import", pk=row.pk)


@requires(Permission.SEE_IMPORTS)
def import_errors_csv(request: ActorRequest, pk: UUID) -> HttpResponseBase:
    row = get_object_or_404(access.imports(request.actor), pk=pk)
    return csv_response("lines-to-correct", ["line", "column", "what to do"], queries.import_errors(row))
