from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from accounts.access import Permission, requires
from accounts.requests import ActorRequest
from involvement import access, forms, queries, services


@requires(Permission.MANAGE_PARTICIPANTS)
def edit_access_needs(request: ActorRequest, pk: UUID) -> HttpResponse:
    person = get_object_or_404(access.participants(request.actor), pk=pk)
    form = forms.AccessNeedsForm(_sent(request), kinds=queries.access_needs_of(request.actor, person))
    if form.is_valid():
        services.set_access_needs(actor=request.actor, participant=person, kinds=form.kinds, today=timezone.localdate())
        messages.success(request, "Access needs saved")
        return redirect("involvement:participant", pk=pk)
    return render(request, "involvement/edit_access_needs.html", {"form": form, "participant": person})


@requires(Permission.SEE_OWN_RECORD)
def my_access_needs(request: ActorRequest) -> HttpResponse:
    person = get_object_or_404(access.own_records(request.actor))
    form = forms.AccessNeedsForm(_sent(request), kinds=queries.access_needs_of(request.actor, person))
    if form.is_valid():
        services.set_access_needs(actor=request.actor, participant=person, kinds=form.kinds, today=timezone.localdate())
        messages.success(request, "Your access needs are saved")
        return redirect("involvement:my_record")
    return render(request, "involvement/my_access_needs.html", {"form": form})


@requires(Permission.SEE_OWN_RECORD)
@require_POST
def confirm_access_needs(request: ActorRequest) -> HttpResponse:
    person = get_object_or_404(access.own_records(request.actor))
    services.confirm_access_needs(actor=request.actor, participant=person, today=timezone.localdate())
    messages.success(request, "Thank you. We will ask again in a year.")
    return redirect("involvement:my_record")


def _sent(request: ActorRequest) -> QueryDict | None:
    """A form with nothing ticked is a form all the same."""
    return request.POST if request.method == "POST" else None
