"""How long things are kept, the receipts of what was deleted, and who wants to stay."""

from __future__ import annotations

from uuid import UUID

from allauth.core import ratelimit
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from accounts.access import Permission, public, requires
from accounts.requests import ActorRequest
from core.exports import file_response
from involvement import access, forms, queries, services


@public
def erasure_receipt(request: ActorRequest) -> HttpResponse:
    """The receipt whose number this browser was given or has entered. It says nothing about whose it is."""
    form = forms.ReceiptForm(request.POST or None)
    if form.is_valid():
        too_many = ratelimit.consume_or_429(request, action="receipt")
        if too_many:
            return too_many
        if access.receipt_with(form.cleaned_data["number"]) is not None:
            request.session[access.RECEIPT] = form.cleaned_data["number"]
            return redirect("involvement:erasure_receipt")
        form.add_error("number", "Check the number and enter it again.")
    number = request.session.get(access.RECEIPT, "")
    receipt = access.receipt_with(number)
    lines = queries.receipt_lines(receipt) if receipt else []
    context = {"form": form, "receipt": receipt, "lines": lines, "number": number}
    return render(request, "involvement/erasure_receipt.html", context)


@public
def erasure_receipt_file(request: ActorRequest) -> HttpResponse:
    number = request.session.get(access.RECEIPT, "")
    receipt = access.receipt_with(number)
    if receipt is None:
        return redirect("involvement:erasure_receipt")
    text = queries.receipt_text(receipt, number)
    return file_response("receipt.txt", text.encode(), content_type="text/plain; charset=utf-8")


@requires(Permission.MANAGE_ORGANISATION)
def keeping(request: ActorRequest) -> HttpResponse:
    return render(request, "involvement/keeping.html", {"keeping": queries.keeping(request.actor)})


@requires(Permission.MANAGE_PARTICIPANTS)
@require_POST
def keep_on_register(request: ActorRequest, pk: UUID) -> HttpResponse:
    person = get_object_or_404(access.participants(request.actor), pk=pk)
    services.keep_on_register(actor=request.actor, participant=person, today=timezone.localdate())
    messages.success(request, "They stay on the register")
    return redirect("involvement:participant", pk=pk)
