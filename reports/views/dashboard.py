from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone

from accounts.access import Permission, requires
from accounts.requests import ActorRequest
from reports import forms, queries


@requires(Permission.SEE_GAP)
def dashboard(request: ActorRequest) -> HttpResponse:
    chosen = forms.DashboardForm(request.GET).chosen
    shown = queries.dashboard(request.actor, chosen=chosen, today=timezone.localdate())
    return render(request, "reports/dashboard.html", {"shown": shown})
