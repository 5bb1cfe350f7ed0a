"""A person's own places: signed in, or with the code on their card or the link of a message."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from accounts.access import NOBODY, Permission, public, requires
from accounts.requests import ActorRequest
from core import limits
from core.exports import file_response
from core.views import too_many_requests
from involvement import access, calendars, forms, guests, links, queries, services
from involvement.guests import Opened
from involvement.models import Interest

ENTER_CODE = "Enter your code to see your place. We close it after 30 minutes to keep it safe."


@public
def find_place(request: ActorRequest) -> HttpResponse:
    """Guesses are counted per address."""
    now = timezone.now()
    form = forms.PlaceCodeForm(request.POST or None)
    if form.is_valid():
        if limits.is_over(request, action="place_code", an_hour=settings.PLACE_CODES_AN_HOUR, now=now):
            return too_many_requests(request)
        interest = access.interest_with_code(form.cleaned_data["code"])
        if interest is not None:
            guests.open_one(request, Opened.PLACE, interest.pk, now=now)
            return redirect("involvement:my_place", pk=interest.pk)
        form.add_error("code", "Check the code and enter it again.")
    return render(request, "involvement/find_place.html", {"form": form})


@public
def open_place(request: ActorRequest, token: str) -> HttpResponse:
    """The link of a message leads here, and on at once to an address that holds nothing secret."""
    interest = access.own_interests(NOBODY, opened=links.place_of(token)).first()
    if interest is None:
        messages.info(request, "This link no longer works. Sign in, or enter your code.")
        return redirect("involvement:find_place")
    guests.open_one(request, Opened.PLACE, interest.pk, now=timezone.now())
    return redirect("involvement:my_place", pk=interest.pk)


@requires(Permission.SEE_OWN_RECORD)
def my_places(request: ActorRequest) -> HttpResponse:
    places = queries.own_places(request.actor, now=timezone.now(), page=request.GET.get("page"))
    return render(request, "involvement/my_places.html", {"places": places})


@public
def my_place(request: ActorRequest, pk: UUID) -> HttpResponse:
    interest = _own(request, pk)
    if interest is None:
        return _ask_for_code(request)
    place = queries.own_place(interest, now=timezone.now())
    return render(request, "involvement/my_place.html", {"place": place, "interest": interest})


@public
@require_POST
def answer_invitation(request: ActorRequest, pk: UUID) -> HttpResponse:
    return _answer(request, pk, services.answer_invitation, "says_yes")


@public
@require_POST
def give_up_place(request: ActorRequest, pk: UUID) -> HttpResponse:
    return _change(request, pk, services.give_up_place)


@public
@require_POST
def take_place_again(request: ActorRequest, pk: UUID) -> HttpResponse:
    return _change(request, pk, services.take_place_again)


@public
@require_POST
def remind_me(request: ActorRequest, pk: UUID) -> HttpResponse:
    return _answer(request, pk, services.remind_me, "wanted")


@public
def place_calendar(request: ActorRequest, pk: UUID) -> HttpResponse:
    interest = _own(request, pk)
    if interest is None:
        return _ask_for_code(request)
    content = calendars.calendar_of(interest, says_where="where" in request.GET, now=timezone.now())
    return file_response("meeting.ics", content, content_type="text/calendar; charset=utf-8")


@public
@require_POST
def close_place(request: ActorRequest) -> HttpResponse:
    guests.close(request, Opened.PLACE)
    messages.success(request, "Your place is closed on this device. Your code opens it again.")
    return redirect("involvement:find_place")


@require_POST
@requires(Permission.MANAGE_PARTICIPANTS)
def register_guest(request: ActorRequest, pk: UUID) -> HttpResponse:
    """Answers with the card: its code is shown now and never again."""
    interest = get_object_or_404(access.interests(request.actor), pk=pk)
    try:
        done = services.register_guest(actor=request.actor, interest=interest, now=timezone.now())
    except services.NotAGuest as refused:
        messages.warning(request, str(refused))
        return redirect("involvement:session", pk=interest.session_id)
    context = {"participant": done.participant, "card": done.code, "session": interest.session}
    return render(request, "involvement/claim_card_made.html", context)


def _own(request: ActorRequest, pk: UUID) -> Interest | None:
    opened = guests.opened(request, Opened.PLACE, now=timezone.now())
    return access.own_interests(request.actor, opened=opened).filter(pk=pk).first()


def _answer(request: ActorRequest, pk: UUID, service: Callable[..., Any], name: str) -> HttpResponse:
    """Yes or no to one thing: one of two buttons."""
    form = forms.YesNoForm(request.POST)
    if not form.is_valid():
        return redirect("involvement:my_place", pk=pk)
    return _change(request, pk, service, **{name: form.cleaned_data["answer"]})


def _change(request: ActorRequest, pk: UUID, service: Callable[..., Any], **chosen: bool) -> HttpResponse:
    """One tap on a person's own place, and back to its page, which says how it stands now."""
    interest = _own(request, pk)
    if interest is None:
        return _ask_for_code(request)
    try:
        service(actor=request.actor, interest=interest, now=timezone.now(), **chosen)
    except services.NotOpen as refused:
        messages.error(request, str(refused))
    return redirect("involvement:my_place", pk=pk)


def _ask_for_code(request: ActorRequest) -> HttpResponseRedirect:
    messages.info(request, ENTER_CODE)
    return redirect("involvement:find_place")
