from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone

from accounts.access import Permission, requires
from accounts.requests import ActorRequest
from involvement import access, forms, queries, services
from involvement.taxonomies import ClaimState, Toll


@requires(Permission.SEE_OWN_RECORD)
def my_money(request: ActorRequest) -> HttpResponse:
    today = timezone.localdate()
    pages = {"offers_page": request.GET.get("offers"), "claims_page": request.GET.get("page")}
    context = {
        "money": queries.own_money(request.actor, today=today, **pages),
        "effects": queries.effects_to_ask(request.actor, today=today),
    }
    response = render(request, "involvement/my_money.html", context)
    services.note_money_seen(actor=request.actor)
    return response


@requires(Permission.SEE_OWN_RECORD)
def answer_offer(request: ActorRequest, pk: UUID) -> HttpResponse:
    offer = get_object_or_404(access.own_offers(request.actor), pk=pk)
    form = forms.AnswerOfferForm(request.POST or None, offer=offer)
    if form.is_valid():
        try:
            services.answer_offer(actor=request.actor, offer=offer, now=timezone.now(), **form.values())
        except services.OfferSettled as settled:
            form.add_error(None, str(settled))
        else:
            messages.success(request, "Your answer is saved. You can change it until you are paid.")
            return redirect("involvement:my_money")
    return render(request, "involvement/answer_offer.html", {"form": form, "offer": offer})


@requires(Permission.SEE_OWN_RECORD)
def claim_expense(request: ActorRequest) -> HttpResponse:
    person = get_object_or_404(access.own_records(request.actor))
    form = forms.ExpenseClaimForm(request.POST or None, actor=request.actor, today=timezone.localdate())
    if form.is_valid():
        claim = services.claim_expense(
            actor=request.actor,
            participant=person,
            cost=form.cost,
            send_key=form.cleaned_data["send_key"],
            now=timezone.now(),
        )
        messages.success(request, f"Claim sent. We aim to pay it by {claim.pay_by:%-d %B}.")
        return redirect("involvement:my_money")
    return render(request, "involvement/claim_expense.html", {"form": form})


@requires(Permission.SEE_OWN_RECORD)
def change_claim(request: ActorRequest, pk: UUID) -> HttpResponse:
    """A claim about which staff asked something: the person puts it right and sends it again."""
    claim = get_object_or_404(access.own_claims(request.actor), pk=pk, state=ClaimState.QUERIED)
    form = forms.ExpenseClaimForm(request.POST or None, actor=request.actor, today=timezone.localdate(), claim=claim)
    if form.is_valid():
        try:
            services.change_claim(actor=request.actor, claim=claim, cost=form.cost, now=timezone.now())
        except services.ClaimSettled as settled:
            form.add_error(None, str(settled))
        else:
            messages.success(request, "Claim sent again")
            return redirect("involvement:my_money")
    return render(request, "involvement/change_claim.html", {"form": form, "claim": claim})


@requires(Permission.SEE_OWN_RECORD)
def say_effects(request: ActorRequest, pk: UUID) -> HttpResponse:
    """The thanks are the answer to the POST: an address of their own would tell whoever looks what was said."""
    place: Any = get_object_or_404(access.came_lately(request.actor, today=timezone.localdate()), session=pk)
    if place.asked and request.method != "POST":
        return render(request, "involvement/effects_said.html")
    form = forms.EffectsForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        services.say_effects(actor=request.actor, attendance=place, answers=form.answers)
        hurt = form.answers["harm"] == Toll.LOT
        return render(request, "involvement/effects_said.html", {"hurt": hurt})
    return render(request, "involvement/say_effects.html", {"form": form, "session": place.session})
