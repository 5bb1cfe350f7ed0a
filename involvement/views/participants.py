from __future__ import annotations

from uuid import UUID

from allauth.account.decorators import reauthentication_required
from django.contrib import messages
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from accounts.access import Permission, requires
from accounts.requests import ActorRequest
from core.exports import csv_response
from involvement import access, forms, queries, services


@requires(Permission.SEE_PARTICIPANTS)
def participants(request: ActorRequest) -> HttpResponse:
    form = forms.ParticipantFilterForm({"status": "active"} | request.GET.dict())
    page = queries.participant_list(request.actor, **form.filters, page=request.GET.get("page"))
    services.note_participants_listed(
        actor=request.actor, participant_ids=[person.pk for person in page], today=timezone.localdate()
    )
    context = {
        "form": form,
        "page": page,
        "manages": request.actor.may(Permission.MANAGE_PARTICIPANTS),
        "exports": request.actor.may(Permission.EXPORT_LISTS),
    }
    return render(request, "involvement/participants.html", context)


@requires(Permission.EXPORT_LISTS)
@reauthentication_required
def participants_csv(request: ActorRequest) -> HttpResponseBase:
    """Asks for the reason first; the list holds what the filters in the address leave."""
    filters = forms.ParticipantFilterForm(request.GET).filters
    form = forms.ListReasonForm(request.POST or None)
    if form.is_valid():
        services.note_participants_exported(
            actor=request.actor,
            participant_ids=queries.found_participants(request.actor, **filters),
            **form.cleaned_data,
        )
        return csv_response(
            "people", queries.PARTICIPANT_COLUMNS, queries.participant_csv_rows(request.actor, **filters)
        )
    return render(request, "involvement/participants_csv.html", {"form": form})


@requires(Permission.SEE_PARTICIPANTS)
def participant(request: ActorRequest, pk: UUID) -> HttpResponse:
    person = get_object_or_404(access.participants(request.actor), pk=pk)
    services.note_participant_seen(actor=request.actor, participant=person)
    shown = queries.participant_page(request.actor, person, today=timezone.localdate(), page=request.GET.get("page"))
    return render(request, "involvement/participant.html", {"shown": shown, "participant": person})


@requires(Permission.MANAGE_PARTICIPANTS)
def add_participant(request: ActorRequest) -> HttpResponse:
    form = forms.ParticipantForm(request.POST or None)
    if form.is_valid():
        try:
            added = services.add_participant(actor=request.actor, joined_on=timezone.localdate(), **form.cleaned_data)
        except services.ReferenceTaken as taken:
            form.add_error("reference", str(taken))
        else:
            messages.success(request, "Added to the register")
            return redirect("involvement:participant", pk=added.pk)
    return render(request, "involvement/add_participant.html", {"form": form})


@requires(Permission.MANAGE_PARTICIPANTS)
def edit_participant(request: ActorRequest, pk: UUID) -> HttpResponse:
    person = get_object_or_404(access.participants(request.actor), pk=pk)
    form = forms.EditParticipantForm(
        request.POST or None, saved=queries.participant_details(person), today=timezone.localdate()
    )
    if form.is_valid():
        try:
            services.edit_participant(
                actor=request.actor, participant=person, shown=form.cleaned_data["shown_before"], entered=form.entered
            )
        except services.ChangedMeanwhile as meanwhile:
            form.show_clashes(meanwhile.clashes, meanwhile.saved)
        except services.ReferenceTaken as taken:
            form.add_error("reference", str(taken))
        except services.LeftBeforeJoining as early:
            form.add_error("joined_on", str(early))
        else:
            messages.success(request, "Details saved")
            return redirect("involvement:participant", pk=pk)
    return render(request, "involvement/edit_participant.html", {"form": form, "participant": person})


@requires(Permission.MANAGE_PARTICIPANTS)
def end_participation(request: ActorRequest, pk: UUID) -> HttpResponse:
    person = get_object_or_404(access.participants(request.actor), pk=pk, left_on=None)
    today = timezone.localdate()
    form = forms.EndParticipationForm(request.POST or None, initial={"left_on": today}, today=today)
    if form.is_valid():
        try:
            services.end_participation(actor=request.actor, participant=person, **form.cleaned_data)
        except services.LeftBeforeJoining as early:
            form.add_error("left_on", str(early))
        else:
            messages.success(request, "Taken off the register")
            return redirect("involvement:participant", pk=pk)
    return render(request, "involvement/end_participation.html", {"form": form, "participant": person})


@requires(Permission.MANAGE_PARTICIPANTS)
@require_POST
def return_to_register(request: ActorRequest, pk: UUID) -> HttpResponse:
    person = get_object_or_404(access.participants(request.actor), pk=pk)
    services.return_to_register(actor=request.actor, participant=person)
    messages.success(request, "Back on the register")
    return redirect("involvement:participant", pk=pk)


@requires(Permission.MANAGE_PARTICIPANTS)
def claim_card(request: ActorRequest, pk: UUID) -> HttpResponse:
    """The code is shown in answer to the POST and never again: only its hash is kept."""
    person = get_object_or_404(access.participants(request.actor), pk=pk, left_on=None)
    context = {"participant": person}
    if request.method == "POST":
        try:
            card = services.make_claim_card(actor=request.actor, participant=person, today=timezone.localdate())
        except services.AlreadyClaimed as claimed:
            messages.warning(request, str(claimed))
            return redirect("involvement:participant", pk=pk)
        return render(request, "involvement/claim_card_made.html", {**context, "card": card})
    return render(request, "involvement/claim_card.html", context)
