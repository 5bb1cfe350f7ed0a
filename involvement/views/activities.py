from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse, StreamingHttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone

from accounts.access import Permission, requires
from accounts.requests import ActorRequest
from core.exports import csv_response
from involvement import access, forms, queries, services


@requires(Permission.SEE_SESSIONS)
def activities(request: ActorRequest) -> HttpResponse:
    form = forms.ActivitySearchForm(request.GET)
    search = form.cleaned_data if form.is_valid() else {}
    page = queries.activity_list(request.actor, page=request.GET.get("page"), **search)
    return render(request, "involvement/activities.html", {"filter_form": form, "page": page})


@requires(Permission.EXPORT_LISTS)
def activities_csv(request: ActorRequest) -> StreamingHttpResponse:
    form = forms.ActivitySearchForm(request.GET)
    search = form.cleaned_data if form.is_valid() else {}
    rows = queries.activities_csv_rows(request.actor, **search)
    return csv_response("activities", queries.ACTIVITIES_HEADER, rows)


@requires(Permission.EXPORT_LISTS)
def services_csv(request: ActorRequest) -> StreamingHttpResponse:
    form = forms.ServiceSearchForm(request.GET)
    search = form.cleaned_data if form.is_valid() else {}
    return csv_response("services", queries.SERVICES_HEADER, queries.services_csv_rows(request.actor, **search))


@requires(Permission.SEE_SESSIONS)
def activity(request: ActorRequest, pk: UUID) -> HttpResponse:
    activity = get_object_or_404(access.activities(request.actor), pk=pk)
    context = {
        "activity": activity,
        "services": activity.services.order_by("name"),
        "page": queries.session_list(request.actor, activity=activity, page=request.GET.get("page")),
        "loop_summaries": access.public_loop_summaries().filter(activity=activity),
        "last": queries.last_session(request.actor, activity),
        "today": timezone.localdate(),
    }
    return render(request, "involvement/activity.html", context)


@requires(Permission.MANAGE_SESSIONS)
def add_activity(request: ActorRequest) -> HttpResponse:
    form = forms.ActivityForm(request.POST or None, actor=request.actor)
    if form.is_valid():
        try:
            activity = services.add_activity(actor=request.actor, **form.values())
        except services.NameTaken as refusal:
            form.add_error("name", str(refusal))
        else:
            messages.success(request, "Activity added. Now plan its first session.")
            return redirect("involvement:activity", pk=activity.pk)
    return render(request, "involvement/add_activity.html", {"form": form})


@requires(Permission.MANAGE_SESSIONS)
def edit_activity(request: ActorRequest, pk: UUID) -> HttpResponse:
    activity = get_object_or_404(access.activities(request.actor), pk=pk)
    form = forms.EditActivityForm(request.POST or None, actor=request.actor, activity=activity)
    if form.is_valid():
        try:
            services.edit_activity(actor=request.actor, activity=activity, **form.values())
        except services.NameTaken as refusal:
            form.add_error("name", str(refusal))
        except services.NothingSaidBack as refusal:
            form.add_error("closed_on", str(refusal))
        else:
            messages.success(request, "Activity saved")
            return redirect("involvement:activity", pk=pk)
    return render(request, "involvement/edit_activity.html", {"form": form, "activity": activity})


@requires(Permission.MANAGE_SERVICES)
def service_list(request: ActorRequest) -> HttpResponse:
    form = forms.ServiceSearchForm(request.GET)
    search = form.cleaned_data if form.is_valid() else {}
    page = queries.service_list(request.actor, page=request.GET.get("page"), **search)
    return render(request, "involvement/services.html", {"filter_form": form, "page": page})


@requires(Permission.MANAGE_SERVICES)
def add_service(request: ActorRequest) -> HttpResponse:
    form = forms.ServiceForm(request.POST or None)
    if form.is_valid():
        try:
            services.add_service(actor=request.actor, **form.cleaned_data)
        except services.NameTaken as refusal:
            form.add_error("name", str(refusal))
        else:
            messages.success(request, "Service added")
            return redirect("involvement:services")
    return render(request, "involvement/add_service.html", {"form": form})


@requires(Permission.MANAGE_SERVICES)
def edit_service(request: ActorRequest, pk: UUID) -> HttpResponse:
    service = get_object_or_404(access.services(request.actor), pk=pk)
    form = forms.EditServiceForm(request.POST or None, actor=request.actor, service=service)
    if form.is_valid():
        try:
            services.edit_service(actor=request.actor, service=service, **form.values())
        except services.NameTaken as refusal:
            form.add_error("name", str(refusal))
        else:
            messages.success(request, "Service saved")
            return redirect("involvement:services")
    return render(request, "involvement/edit_service.html", {"form": form, "service": service})
