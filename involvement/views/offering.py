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


@requires(Permission.MANAGE_PAY)
def offer_pay(request: ActorRequest, pk: UUID) -> HttpResponse:
    session = get_object_or_404(access.sessions(request.actor), pk=pk)
    form = forms.OfferPayForm(request.POST or None, actor=request.actor, session=session)
    if form.is_valid():
        try:
            offered = services.offer_pay(actor=request.actor, session=session, now=timezone.now(), **form.values())
        except services.OfferTooLate as late:
            form.add_error(None, str(late))
        else:
            messages.success(request, f"Pay offered. People who got an offer: {offered}")
            return redirect("involvement:session", pk=pk)
    context = {
        "form": form,
        "session": session,
        "people": queries.people_without_offer(request.actor, session),
        "is_late": session.starts_at <= timezone.now(),
    }
    return render(request, "involvement/offer_pay.html", context)


@requires(Permission.MANAGE_PAY)
def offer_activity_pay(request: ActorRequest, pk: UUID) -> HttpResponse:
    activity = get_object_or_404(access.activities(request.actor), pk=pk)
    form = forms.OfferActivityPayForm(request.POST or None, actor=request.actor, today=timezone.localdate())
    if form.is_valid():
        try:
            services.offer_activity_pay(actor=request.actor, activity=activity, now=timezone.now(), **form.values())
        except services.OfferTooLate as late:
            form.add_error("starts_on", str(late))
        else:
            messages.success(request, "Pay offered")
            return redirect("involvement:activity", pk=pk)
    return render(request, "involvement/offer_activity_pay.html", {"form": form, "activity": activity})


@requires(Permission.MANAGE_PAY)
def rates(request: ActorRequest) -> HttpResponse:
    page = queries.rate_list(request.actor, page=request.GET.get("page"))
    return render(request, "involvement/rates.html", {"page": page, "today": timezone.localdate()})


@requires(Permission.MANAGE_PAY)
def add_rate(request: ActorRequest) -> HttpResponse:
    form = forms.RateForm(request.POST or None)
    if form.is_valid():
        services.add_rate(actor=request.actor, **form.cleaned_data)
        messages.success(request, "Rate added")
        return redirect("involvement:rates")
    return render(request, "involvement/add_rate.html", {"form": form})


@requires(Permission.MANAGE_PAY)
@require_POST
def end_rate(request: ActorRequest, pk: UUID) -> HttpResponse:
    rate = get_object_or_404(access.rates(request.actor), pk=pk)
    services.end_rate(actor=request.actor, rate=rate, today=timezone.localdate())
    messages.success(request, "Rate ended. Offers that were made with it stay as they are.")
    return redirect("involvement:rates")
