"""What anyone may join, signed in or not, and how leads put it on the list."""

from __future__ import annotations

from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from accounts.access import NOBODY, Permission, public, requires
from accounts.requests import ActorRequest
from core import limits
from core.views import too_many_requests
from involvement import access, forms, guests, queries, services
from involvement.guests import Opened
from involvement.models import Opportunity


@public
def opportunities(request: ActorRequest) -> HttpResponse:
    now = timezone.now()
    form = forms.OpportunityFilterForm(
        request.GET, today=timezone.localdate(now), organisations=queries.organisations_with_opportunities(now=now)
    )
    page = queries.opportunity_list(request.actor, now=now, page=request.GET.get("page"), **form.values())
    return render(request, "involvement/opportunities.html", {"filter_form": form, "page": page})


@public
def opportunity(request: ActorRequest, pk: UUID) -> HttpResponse:
    row = get_object_or_404(access.published_opportunities(), pk=pk)
    page = queries.opportunity_page(request.actor, row, now=timezone.now())
    return render(request, "involvement/opportunity.html", {"page": page, "form": forms.SendKeyForm()})


@public
def ask_for_place(request: ActorRequest, pk: UUID) -> HttpResponse:
    """One button for somebody on the register; two fields for a guest, whose log-in elsewhere is nobody's business."""
    row = get_object_or_404(access.published_opportunities(), pk=pk)
    if queries.own_record_at(request.actor, row) is not None:
        return _ask_as_oneself(request, row)
    form = forms.GuestPlaceForm(request.POST or None)
    if form.is_valid():
        now = timezone.now()
        if limits.is_over(request, action="place", an_hour=settings.PLACES_AN_HOUR, now=now):
            return too_many_requests(request)
        try:
            asked = services.ask_for_place(actor=NOBODY, session=row.session, now=now, **form.values())
        except services.NotOpen as refused:
            form.add_error(None, str(refused))
        else:
            guests.open_one(request, Opened.PLACE, asked.interest.pk, now=now)
            # No address of its own, or the code would stand in the browser's history.
            return render(request, "involvement/place_asked.html", {"asked": asked}, status=201)
    return render(request, "involvement/ask_for_place.html", {"form": form, "opportunity": row})


def _ask_as_oneself(request: ActorRequest, row: Opportunity) -> HttpResponse:
    form = forms.SendKeyForm(request.POST or None)
    if not form.is_valid():
        return redirect("involvement:opportunity", pk=row.pk)
    try:
        asked = services.ask_for_place(
            actor=request.actor,
            session=row.session,
            participant=queries.own_record_at(request.actor, row),
            now=timezone.now(),
            **form.cleaned_data,
        )
    except services.NotOpen as refused:
        messages.error(request, str(refused))
        return redirect("involvement:opportunity", pk=row.pk)
    return redirect("involvement:my_place", pk=asked.interest.pk)


@requires(Permission.MANAGE_SESSIONS)
def publish_opportunity(request: ActorRequest, pk: UUID) -> HttpResponse:
    session = get_object_or_404(access.sessions(request.actor), pk=pk)
    row = access.opportunities(request.actor).filter(pk=pk).first()
    form = forms.PublishOpportunityForm(request.POST or None, session=session, opportunity=row)
    if form.is_valid():
        services.publish_opportunity(actor=request.actor, session=session, now=timezone.now(), **form.cleaned_data)
        messages.success(request, "Anyone can read this now, and ask for a place")
        return redirect("involvement:session", pk=pk)
    context = {"form": form, "session": session, "opportunity": row}
    return render(request, "involvement/publish_opportunity.html", context)


@require_POST
@requires(Permission.MANAGE_SESSIONS)
def take_down_opportunity(request: ActorRequest, pk: UUID) -> HttpResponse:
    row = get_object_or_404(access.opportunities(request.actor), pk=pk)
    services.take_down_opportunity(actor=request.actor, opportunity=row)
    messages.success(request, "It is off the public list. Who has a place keeps it.")
    return redirect("involvement:session", pk=pk)


@requires(Permission.MANAGE_SESSIONS)
def cancel_session(request: ActorRequest, pk: UUID) -> HttpResponse:
    session = get_object_or_404(access.sessions(request.actor), pk=pk)
    if request.method == "POST":
        services.cancel_session(actor=request.actor, session=session, now=timezone.now())
        messages.success(request, "The session is called off. Everybody who was expected is told.")
        return redirect("involvement:session", pk=pk)
    return render(request, "involvement/cancel_session.html", {"session": session})
