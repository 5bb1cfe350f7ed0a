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


@requires(Permission.MANAGE_PAY)
def pay(request: ActorRequest) -> HttpResponse:
    return render(
        request, "involvement/pay.html", {"page": queries.pay_page(request.actor, today=timezone.localdate())}
    )


@requires(Permission.MANAGE_PAY)
def expense_claims(request: ActorRequest) -> HttpResponse:
    form = forms.PayFilterForm(request.GET, choices=forms.CLAIMS_SHOWN)
    today = timezone.localdate()
    page = queries.claim_list(request.actor, **form.filters, today=today, page=request.GET.get("page"))
    people = [row.claim.participant_id for row in page if row.claim.participant_id]
    services.note_participants_listed(actor=request.actor, participant_ids=people, today=today)
    context = {"filter_form": form, "show": form.filters["show"], "page": page}
    return render(request, "involvement/expense_claims.html", context)


@requires(Permission.MANAGE_PAY)
def payment_offers(request: ActorRequest) -> HttpResponse:
    form = forms.PayFilterForm(request.GET, choices=forms.OFFERS_SHOWN)
    today = timezone.localdate()
    page = queries.offer_list(request.actor, **form.filters, today=today, page=request.GET.get("page"))
    people = [row.offer.participant_id for row in page if row.offer.participant_id]
    services.note_participants_listed(actor=request.actor, participant_ids=people, today=today)
    context = {"filter_form": form, "show": form.filters["show"], "page": page}
    return render(request, "involvement/payment_offers.html", context)


@requires(Permission.MANAGE_PAY)
def answer_claim(request: ActorRequest, pk: UUID) -> HttpResponse:
    claim = get_object_or_404(access.expense_claims(request.actor), pk=pk)
    form = forms.AnswerClaimForm(request.POST or None)
    if form.is_valid():
        try:
            services.answer_claim(actor=request.actor, claim=claim, now=timezone.now(), **form.values())
        except (services.ClaimSettled, services.OwnClaim) as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, "Saved. They are told that there is news.")
            return redirect("involvement:expense_claims")
    return render(request, "involvement/answer_claim.html", {"form": form, "claim": claim})


@requires(Permission.MANAGE_PAY)
@require_POST
def approve_claims(request: ActorRequest) -> HttpResponse:
    form = forms.TickedForm(request.POST)
    agreed = services.approve_claims(actor=request.actor, claim_ids=form.ids, now=timezone.now())
    _say(request, form, f"Claims agreed: {agreed}")
    return redirect("involvement:expense_claims")


@requires(Permission.MANAGE_PAY)
@require_POST
def pay_claims(request: ActorRequest) -> HttpResponse:
    form = forms.TickedForm(request.POST)
    now = timezone.now()
    paid = services.pay_claims(actor=request.actor, claim_ids=form.ids, paid_on=timezone.localdate(now), now=now)
    _say(request, form, f"Claims marked as paid: {paid}")
    return redirect("involvement:expense_claims")


@requires(Permission.MANAGE_PAY)
@require_POST
def pay_offers(request: ActorRequest) -> HttpResponse:
    form = forms.TickedForm(request.POST)
    now = timezone.now()
    paid = services.pay_offers(actor=request.actor, offer_ids=form.ids, paid_on=timezone.localdate(now), now=now)
    _say(request, form, f"Offers marked as paid: {paid}")
    return redirect("involvement:payment_offers")


@requires(Permission.MANAGE_PAY)
@require_POST
def take_back_offers(request: ActorRequest) -> HttpResponse:
    form = forms.TickedForm(request.POST)
    taken = services.take_back_offers(actor=request.actor, offer_ids=form.ids, now=timezone.now())
    _say(request, form, f"Offers taken back: {taken}")
    return redirect("involvement:payment_offers")


@requires(Permission.EXPORT_LISTS)
@reauthentication_required
def pay_csv(request: ActorRequest) -> HttpResponseBase:
    """Asks for the reason first."""
    form = forms.ListReasonForm(request.POST or None)
    if form.is_valid():
        people = queries.people_in_pay_csv(request.actor)
        services.note_pay_exported(actor=request.actor, participant_ids=people, **form.cleaned_data)
        return csv_response("pay", queries.PAY_HEADER, queries.pay_csv_rows(request.actor))
    return render(request, "involvement/pay_csv.html", {"form": form})


@requires(Permission.SEE_EXACT_FIGURES)
def effects(request: ActorRequest) -> HttpResponse:
    quarters = queries.effects_page(request.actor, today=timezone.localdate())
    return render(request, "involvement/effects.html", {"quarters": quarters})


def _say(request: ActorRequest, form: forms.TickedForm, done: str) -> None:
    """Lines that were settled meanwhile, or are one's own, are left out of the number."""
    if form.ids:
        messages.success(request, done)
    else:
        messages.warning(request, "Tick at least one line first")
