"""What is held about the person who is signed in: to see, to take with them, and to have deleted."""

from __future__ import annotations

from uuid import UUID

from django.contrib.auth import logout
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST

from accounts import services as accounts
from accounts import sessions
from accounts.access import Permission, requires, signed_in
from accounts.requests import ActorRequest, SignedInRequest
from core.exports import file_response
from involvement import access, forms, queries, services


@signed_in
def my_data(request: SignedInRequest) -> HttpResponse:
    data = queries.own_data(request.actor, page=request.GET.get("page"))
    return render(request, "involvement/my_data.html", {"data": data})


@signed_in
@require_POST
def download_my_data(request: SignedInRequest) -> HttpResponse:
    first = sessions.prove_again(request, back=reverse("involvement:my_data"))
    if first is not None:
        return first
    content = services.make_own_file(actor=request.actor, now=timezone.now())
    return file_response("my-data.zip", content, content_type="application/zip")


@signed_in
def erase_my_data(request: SignedInRequest) -> HttpResponse:
    first = sessions.prove_again(request, back=request.path)
    if first is not None:
        return first
    form = forms.ErasureForm(request.POST or None, records=access.every_own_record(request.actor))
    if form.is_valid():
        try:
            erasure = services.erase_own_data(actor=request.actor, record=form.record, now=timezone.now())
        except (services.AlreadyGone, accounts.LastAdministrator) as refused:
            form.add_error("what", str(refused))
        else:
            if form.record is None:
                logout(request)
            request.session[access.RECEIPT] = erasure.number
            return redirect("involvement:erasure_receipt")
    context = {"form": form, "lines": queries.own_ending(request.actor)}
    return render(request, "involvement/erase_my_data.html", context)


@requires(Permission.MANAGE_PARTICIPANTS)
def erase_participant(request: ActorRequest, pk: UUID) -> HttpResponse:
    person = get_object_or_404(access.participants(request.actor), pk=pk)
    form = forms.StaffErasureForm(request.POST or None)
    if form.is_valid():
        try:
            erasure = services.erase_record(
                actor=request.actor, participant=person, now=timezone.now(), reason=form.cleaned_data["reason"]
            )
        except services.AlreadyGone:
            return redirect("involvement:participants")
        request.session[access.RECEIPT] = erasure.number
        return redirect("involvement:erasure_receipt")
    context = {"form": form, "participant": person, "lines": queries.ending_of(person)}
    return render(request, "involvement/erase_participant.html", context)
