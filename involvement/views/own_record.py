from __future__ import annotations

from allauth.core import ratelimit
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from accounts import sessions
from accounts.access import Permission, requires, signed_in
from accounts.requests import ActorRequest
from involvement import access, forms, queries, services


@requires(Permission.SEE_OWN_RECORD)
def my_record(request: ActorRequest) -> HttpResponse:
    person = access.own_records(request.actor).select_related("organisation").first()
    if person is None:
        return render(request, "involvement/no_record.html")
    record = queries.own_record(request.actor, person, page=request.GET.get("page"))
    return render(request, "involvement/my_record.html", {"record": record})


@signed_in
def claim_record(request: ActorRequest) -> HttpResponse:
    """Take over a record with the code on a printed card. Guesses are counted per person and per address."""
    form = forms.ClaimForm(request.POST or None)
    if form.is_valid():
        too_many = ratelimit.consume_or_429(request, action="claim_record")
        if too_many:
            return too_many
        try:
            membership = services.claim_record(
                actor=request.actor, code=form.cleaned_data["code"], today=timezone.localdate()
            )
        except services.ClaimRefused as refused:
            form.add_error("code", str(refused))
        else:
            sessions.choose(request, membership)
            messages.success(request, "This is your record now")
            return redirect("involvement:my_record")
    return render(request, "involvement/claim_record.html", {"form": form})
