from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from accounts.access import Permission, requires
from accounts.requests import ActorRequest
from reports import access, forms, queries, services


@requires(Permission.MANAGE_REPORTS)
def schedules(request: ActorRequest) -> HttpResponse:
    lines = queries.schedules(request.actor, today=timezone.localdate())
    return render(request, "reports/schedules.html", {"lines": lines})


@requires(Permission.MANAGE_REPORTS)
def add_schedule(request: ActorRequest) -> HttpResponse:
    initial = {"benchmark": services.default_benchmark()}
    form = forms.ScheduleForm(request.POST or None, actor=request.actor, initial=initial)
    if form.is_valid():
        try:
            services.add_schedule(actor=request.actor, now=timezone.now(), **form.cleaned_data)
        except services.ScheduleRefused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, "Schedule added")
            return redirect("reports:schedules")
    return render(request, "reports/add_schedule.html", {"form": form})


@require_POST
@requires(Permission.MANAGE_REPORTS)
def pause_schedule(request: ActorRequest, pk: UUID) -> HttpResponse:
    schedule = get_object_or_404(access.schedules(request.actor), pk=pk)
    services.switch_schedule(actor=request.actor, schedule=schedule, is_on=False)
    messages.success(request, "Schedule paused")
    return redirect("reports:schedules")


@require_POST
@requires(Permission.MANAGE_REPORTS)
def resume_schedule(request: ActorRequest, pk: UUID) -> HttpResponse:
    schedule = get_object_or_404(access.schedules(request.actor), pk=pk)
    services.switch_schedule(actor=request.actor, schedule=schedule, is_on=True)
    messages.success(request, "Schedule goes on")
    return redirect("reports:schedules")
