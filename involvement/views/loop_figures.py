from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone

from accounts.access import Permission, requires
from accounts.requests import ActorRequest
from involvement import forms, queries, services


@requires(Permission.SEE_EXACT_FIGURES)
def loop_figures(request: ActorRequest) -> HttpResponse:
    today = timezone.localdate()
    form = forms.LoopFiguresForm(request.GET, actor=request.actor, quarters=queries.quarters(today=today))
    figures = queries.loop_figures(request.actor, today=today, **form.values())
    services.note_loop_figures_seen(actor=request.actor)
    return render(request, "involvement/loop_figures.html", {"filter_form": form, "figures": figures})
