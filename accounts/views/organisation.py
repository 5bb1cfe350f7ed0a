from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import FileResponse, HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render

from accounts import access, forms, queries, services
from accounts.access import Permission, public, requires
from accounts.pictures import media_type
from accounts.requests import ActorRequest


@requires(Permission.MANAGE_ORGANISATION)
def organisation(request: ActorRequest) -> HttpResponseBase:
    own = access.organisation(request.actor)
    initial = {"name": own.name, "nation": own.nation}
    form = forms.OrganisationForm(request.POST or None, request.FILES or None, initial=initial)
    if form.is_valid():
        services.update_organisation(actor=request.actor, **form.cleaned_data)
        messages.success(request, "Settings saved")
        return redirect("accounts:organisation")
    context = {"form": form, "organisation": own, "area_names": queries.area_names(own)}
    return render(request, "accounts/organisation.html", context)


@public
def logo(request: HttpRequest, pk: UUID) -> HttpResponseBase:
    picture = get_object_or_404(access.logos(), pk=pk).logo
    return FileResponse(picture.open(), content_type=media_type(str(picture)))


@requires(Permission.SEE_AUDIT)
def audit_log(request: ActorRequest) -> HttpResponseBase:
    form = forms.AuditFilterForm(request.GET, verbs=queries.audit_verbs(request.actor))
    filters = form.cleaned_data if form.is_valid() else {}
    page = queries.audit_page(
        request.actor, verb=filters.get("verb", ""), day=filters.get("day"), number=request.GET.get("page")
    )
    context = {"form": form, "page": page, "lines": queries.audit_lines(request.actor, page)}
    return render(request, "accounts/audit_log.html", context)
