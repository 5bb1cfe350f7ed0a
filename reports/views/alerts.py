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
from reports.models import AlertNotice


def _found(request: ActorRequest, pk: UUID) -> AlertNotice:
    return get_object_or_404(access.alert_notices(request.actor, today=timezone.localdate()), pk=pk)


@requires(Permission.SEE_ALERTS)
def alerts(request: ActorRequest) -> HttpResponse:
    shown = queries.alerts_page(request.actor, today=timezone.localdate(), page=request.GET.get("page"))
    return render(request, "reports/alerts.html", {"shown": shown})


@requires(Permission.SEE_ALERTS)
def alert(request: ActorRequest, pk: UUID) -> HttpResponse:
    notice = _found(request, pk)
    form = forms.AlertForm(request.POST or None, initial={"action": notice.action})
    if form.is_valid():
        services.act_on_alert(actor=request.actor, notice=notice, now=timezone.now(), **form.cleaned_data)
        messages.success(request, "Saved what you did")
        return redirect("reports:alerts")
    (line,) = queries.alert_lines(request.actor, [notice], today=timezone.localdate())
    return render(request, "reports/alert.html", {"line": line, "form": form})


@require_POST
@requires(Permission.SEE_ALERTS)
def see_alert(request: ActorRequest, pk: UUID) -> HttpResponse:
    services.see_alert(actor=request.actor, notice=_found(request, pk), now=timezone.now())
    messages.success(request, "Marked as seen")
    return redirect("reports:alerts")
