"""Where anybody says something, signed in or not. What is written travels in the form, and is kept when it is sent."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from accounts.access import public
from accounts.models import Organisation, Role
from accounts.requests import ActorRequest
from core import limits
from core.views import too_many_requests
from involvement import access, forms, queries, services


@public
def say(request: ActorRequest) -> HttpResponse:
    only = queries.only_organisation_to_tell()
    if only is not None:
        return redirect("involvement:send_story", slug=only.slug)
    q = request.GET.get("q", "")
    page = queries.organisations_to_tell(q=q, page=request.GET.get("page"))
    return render(request, "involvement/say.html", {"page": page, "form": forms.OrganisationSearchForm({"q": q})})


@public
def send_story(request: ActorRequest, slug: str) -> HttpResponse:
    """Two screens at one address: the words, then who may see them."""
    organisation = get_object_or_404(access.organisations_to_tell(), slug=slug)
    now = timezone.now()
    context = _context(request, organisation)
    words = forms.StoryWordsForm(
        request.POST or None, organisation=organisation, now=now, initial=subject_of_address(request)
    )
    if "change" in request.POST or not words.is_valid():
        words.offer(queries.known_of(request.actor, organisation))
        return render(request, "involvement/send_story.html", context | {"form": words})
    if not words.is_counted and limits.is_over(request, action="say", an_hour=settings.STORIES_AN_HOUR, now=now):
        context |= {"again_at": limits.next_hour(now), "kept": request.POST.items()}
        return render(request, "involvement/send_story_later.html", context, status=429)
    sharing = forms.StorySharingForm(request.POST if words.is_counted and "visibility" in request.POST else None)
    if sharing.is_valid():
        told = words.told | sharing.cleaned_data
        try:
            sent = services.send_story(actor=request.actor, organisation=organisation, now=now, **told)
        except services.NameRefused as refused:
            sharing.add_error("display_name", str(refused))
        else:
            return _sent(request, context | {"sent": sent})
    sharing.offer(queries.known_of(request.actor, organisation))
    return render(request, "involvement/send_story_sharing.html", context | {"words": words, "form": sharing})


@public
@require_POST
def ask_for_news(request: ActorRequest) -> HttpResponse:
    """A guest leaves an e-mail address, with the code as proof. Guesses are counted per address."""
    now = timezone.now()
    if limits.is_over(request, action="story_code", an_hour=settings.STORY_CODES_AN_HOUR, now=now):
        return too_many_requests(request)
    form = forms.NewsAddressForm(request.POST)
    story = access.story_with_code(request.POST.get("code", ""))
    if story is None:
        raise Http404
    if form.is_valid():
        services.set_news_address(actor=request.actor, story=story, email=form.cleaned_data["news_email"])
    sent = services.SentStory(story, request.POST["code"], is_new=False)
    context = _context(request, story.organisation) | {"sent": sent, "news_form": form}
    return render(request, "involvement/story_sent.html", context)


def _context(request: ActorRequest, organisation: Organisation) -> dict[str, Any]:
    """``signed_out`` while they wrote: the story goes without their log-in, and they are told how to claim it."""
    as_me = request.user.is_authenticated or "as_me" in request.POST
    return {
        "organisation": organisation,
        "as_me": as_me,
        "signed_out": as_me and not request.user.is_authenticated,
        "has_record": request.actor.role == Role.PARTICIPANT and request.actor.organisation_id == organisation.pk,
    }


def _sent(request: ActorRequest, context: dict[str, Any]) -> HttpResponse:
    """No address of its own, or the code would stand in the browser's history. 201: this form has been taken."""
    news_form = forms.NewsAddressForm(initial={"code": context["sent"].code})
    return render(request, "involvement/story_sent.html", context | {"news_form": news_form}, status=201)


def subject_of_address(request: ActorRequest) -> dict[str, str]:
    """What the QR code of a poster says the story is about."""
    kinds = [kind for kind in ("session", "service") if request.GET.get(kind)]
    return {"about": f"{kinds[0]}.{request.GET[kinds[0]]}"} if kinds else {}
