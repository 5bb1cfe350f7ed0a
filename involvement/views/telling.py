"""The list of calls and letters."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from accounts.access import Permission, requires
from accounts.requests import ActorRequest
from involvement import access, forms, queries, services


@requires(Permission.MANAGE_PARTICIPANTS)
def calls_and_letters(request: ActorRequest) -> HttpResponse:
    form = forms.NameSearchForm(request.GET)
    words = form.cleaned_data["q"] if form.is_valid() else ""
    page = queries.calls_and_letters(request.actor, q=words, page=request.GET.get("page"))
    seen = [row.notice.participant_id for row in page if row.notice.participant_id]
    services.note_participants_listed(actor=request.actor, participant_ids=seen, today=timezone.localdate())
    return render(request, "involvement/calls_and_letters.html", {"filter_form": form, "page": page})


@require_POST
@requires(Permission.MANAGE_PARTICIPANTS)
def mark_told(request: ActorRequest, pk: UUID) -> HttpResponse:
    notice = get_object_or_404(access.calls_and_letters(request.actor), pk=pk)
    services.mark_told(actor=request.actor, notice=notice, now=timezone.now())
    messages.success(request, "Done, and off the list")
    return redirect("involvement:calls_and_letters")


@requires(Permission.MANAGE_PARTICIPANTS)
def print_letter(request: ActorRequest, pk: UUID) -> HttpResponse:
    notice = get_object_or_404(access.calls_and_letters(request.actor), pk=pk)
    context = {"row": queries.person_to_tell(notice), "notice": notice, "today": timezone.localdate()}
    return render(request, "involvement/print_letter.html", context)
