"""What somebody wants to be asked about: chosen by themselves, or told to staff."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone

from accounts.access import Permission, requires
from accounts.requests import ActorRequest
from involvement import access, forms, queries, services


@requires(Permission.SEE_OWN_RECORD)
def hear_about(request: ActorRequest) -> HttpResponse:
    person = get_object_or_404(access.own_records(request.actor))
    kinds = queries.wanted_kinds(request.actor, person)
    form = forms.WantedTopicsForm(_sent(request), initial={"kinds": kinds})
    if form.is_valid():
        services.set_wanted_topics(actor=request.actor, participant=person, now=timezone.now(), **form.cleaned_data)
        messages.success(request, "Saved. We ask you about these first.")
        return redirect("involvement:my_record")
    return render(request, "involvement/hear_about.html", {"form": form})


@requires(Permission.MANAGE_PARTICIPANTS)
def edit_hear_about(request: ActorRequest, pk: UUID) -> HttpResponse:
    person = get_object_or_404(access.participants(request.actor), pk=pk)
    kinds = queries.wanted_kinds(request.actor, person)
    form = forms.WantedTopicsForm(_sent(request), initial={"kinds": kinds})
    if form.is_valid():
        services.set_wanted_topics(actor=request.actor, participant=person, now=timezone.now(), **form.cleaned_data)
        messages.success(request, "Saved what they want to hear about")
        return redirect("involvement:participant", pk=pk)
    return render(request, "involvement/edit_hear_about.html", {"form": form, "participant": person})


def _sent(request: ActorRequest) -> QueryDict | None:
    """A form with nothing ticked is a form all the same."""
    return request.POST if request.method == "POST" else None
