"""Published stories: for anyone, and for those who take part in an organisation."""

from __future__ import annotations

import secrets
from uuid import UUID

from allauth.core import ratelimit
from django.conf import settings
from django.core import signing
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST

from accounts.access import Permission, public, requires
from accounts.requests import ActorRequest
from involvement import access, forms, queries, services

MARK = "heard-too"
MARK_SALT = "involvement.browser_mark"
MARK_SECONDS = 365 * 24 * 60 * 60


@public
def public_stories(request: ActorRequest) -> HttpResponse:
    shown = access.public_stories()
    places, organisations = queries.story_places(shown, now=timezone.now()), queries.story_organisations(shown)
    form = forms.ShownStoryFilterForm(request.GET, organisations=organisations, services=places.named)
    page = queries.shown_story_list(shown, places, **form.filters, page=request.GET.get("page"))
    return render(request, "involvement/public_stories.html", {"form": form, "page": page})


@public
def public_story(request: ActorRequest, pk: UUID) -> HttpResponse:
    shown = access.public_stories()
    story = get_object_or_404(shown, pk=pk)
    browser = _browser(request)
    context = {
        "page": queries.shown_story(shown, queries.story_places(shown, now=timezone.now()), story),
        "said_too": queries.has_said_too(request.actor, story, browser=browser),
        "mark": signing.dumps(browser or secrets.token_urlsafe(16), salt=MARK_SALT),
    }
    return render(request, "involvement/public_story.html", context)


@public
@require_POST
def say_happened_too(request: ActorRequest, pk: UUID) -> HttpResponse:
    """A browser gets its mark now, and not before. The form has carried it, so pressing twice counts once."""
    story = get_object_or_404(access.public_stories(), pk=pk)
    too_many = ratelimit.consume_or_429(request, action="happened_too")
    if too_many:
        return too_many
    browser = _browser(request) or _sent_mark(request) or secrets.token_urlsafe(16)
    services.say_happened_too(actor=request.actor, story=story, browser=browser, today=timezone.localdate())
    response = redirect(_too_of(pk))
    if request.actor.user_id is None:
        _keep_mark(response, browser)
    return response


@public
@require_POST
def take_back_happened_too(request: ActorRequest, pk: UUID) -> HttpResponse:
    story = get_object_or_404(access.public_stories(), pk=pk)
    services.take_back_happened_too(actor=request.actor, story=story, browser=_browser(request))
    return redirect(_too_of(pk))


@requires(Permission.SEE_SHARED_STORIES)
def shared_stories(request: ActorRequest) -> HttpResponse:
    shown = access.shared_stories(request.actor)
    places = queries.story_places(shown, now=timezone.now())
    form = forms.ShownStoryFilterForm(request.GET, services=places.named)
    page = queries.shown_story_list(shown, places, **form.filters, page=request.GET.get("page"))
    return render(request, "involvement/shared_stories.html", {"form": form, "page": page})


@requires(Permission.SEE_SHARED_STORIES)
def shared_story(request: ActorRequest, pk: UUID) -> HttpResponse:
    shown = access.shared_stories(request.actor)
    story = get_object_or_404(shown, pk=pk)
    page = queries.shown_story(shown, queries.story_places(shown, now=timezone.now()), story)
    return render(request, "involvement/shared_story.html", {"page": page})


def _too_of(pk: UUID) -> str:
    return reverse("involvement:public_story", args=[pk]) + "#too"


def _browser(request: HttpRequest) -> str:
    return str(request.get_signed_cookie(MARK, default="", salt=MARK_SALT))


def _sent_mark(request: HttpRequest) -> str:
    try:
        return str(signing.loads(request.POST.get("mark", ""), salt=MARK_SALT))
    except signing.BadSignature:
        return ""


def _keep_mark(response: HttpResponse, browser: str) -> None:
    response.set_signed_cookie(
        MARK,
        browser,
        salt=MARK_SALT,
        max_age=MARK_SECONDS,
        httponly=True,
        samesite="Lax",
        secure=settings.SESSION_COOKIE_SECURE,
    )
