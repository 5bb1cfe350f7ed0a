from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from accounts.access import Permission, requires
from accounts.requests import ActorRequest
from involvement import forms, queries, services
from involvement.taxonomies import PurposeKind


@requires(Permission.MANAGE_PURPOSES)
def purposes(request: ActorRequest) -> HttpResponse:
    return render(request, "involvement/purposes.html", {"purposes": queries.purposes(request.actor)})


@requires(Permission.MANAGE_PURPOSES)
def decide_purpose(request: ActorRequest, kind: str) -> HttpResponse:
    if kind not in PurposeKind.values:
        raise Http404
    shown = queries.purpose(request.actor, PurposeKind(kind))
    form = forms.PurposeForm(request.POST or None, purpose=shown)
    if form.is_valid():
        try:
            services.decide_purpose(actor=request.actor, kind=shown.kind, now=timezone.now(), **form.decided)
        except services.BasisMissing as refusal:
            form.add_error("lawful_basis", str(refusal))
        except services.NotCovered as refusal:
            form.add_error("condition", str(refusal))
        else:
            messages.success(request, "Saved")
            return redirect("involvement:purposes")
    return render(request, "involvement/decide_purpose.html", {"form": form, "purpose": shown})
