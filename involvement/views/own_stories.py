"""What authors see of their own stories and do with them: signed in, or with the code or the link of one story."""

from __future__ import annotations

from uuid import UUID

from allauth.core import ratelimit
from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST

from accounts.access import NOBODY, public, signed_in
from accounts.requests import ActorRequest
from involvement import access, forms, guests, links, queries, services
from involvement.guests import Opened
from involvement.models import Story

WRONG_CODE = "Check the code and enter it again."


@public
def my_story(request: ActorRequest) -> HttpResponse:
    """Guesses are counted per address."""
    form = forms.StoryCodeForm(request.POST or None)
    if form.is_valid():
        too_many = ratelimit.consume_or_429(request, action="my_story")
        if too_many:
            return too_many
        story = access.story_with_code(form.cleaned_data["code"])
        if story is not None:
            guests.open_one(request, Opened.STORY, story.pk, now=timezone.now())
            return redirect("involvement:read_my_story")
        form.add_error("code", WRONG_CODE)
    return render(request, "involvement/my_story.html", {"form": form})


@public
def open_my_story(request: ActorRequest, token: str) -> HttpResponse:
    """The link of a message leads here, and on at once to an address that holds nothing secret."""
    story = access.own_stories(NOBODY, opened=links.story_of(token)).first()
    if story is None:
        messages.info(request, "This link no longer works. Enter the code of your story.")
        return redirect("involvement:my_story")
    guests.open_one(request, Opened.STORY, story.pk, now=timezone.now())
    return redirect("involvement:read_my_story")


@public
def read_my_story(request: ActorRequest) -> HttpResponse:
    opened = guests.opened(request, Opened.STORY, now=timezone.now())
    story = access.own_stories(NOBODY, opened=opened).first()
    if story is None:
        messages.info(request, "Enter your code to see your story. We close it after 30 minutes to keep it safe.")
        return redirect("involvement:my_story")
    told = queries.told_story(story, today=timezone.localdate())
    return render(request, "involvement/read_my_story.html", {"told": told, "story": story})


@public
@require_POST
def close_my_story(request: ActorRequest) -> HttpResponse:
    guests.close(request, Opened.STORY)
    messages.success(request, "Your story is closed on this device. Your code opens it again.")
    return redirect("involvement:my_story")


@signed_in
def told_stories(request: ActorRequest) -> HttpResponse:
    form = forms.ToldStoriesSearchForm(request.GET)
    search = form.cleaned_data if form.is_valid() else {}
    page = queries.told_stories(request.actor, page=request.GET.get("page"), **search)
    return render(request, "involvement/told_stories.html", {"filter_form": form, "page": page})


@signed_in
def told_story(request: ActorRequest, pk: UUID) -> HttpResponse:
    story = get_object_or_404(access.own_stories(request.actor), pk=pk)
    told = queries.told_story(story, today=timezone.localdate())
    return render(request, "involvement/told_story.html", {"told": told, "story": story})


@signed_in
def claim_story(request: ActorRequest) -> HttpResponse:
    form = forms.StoryCodeForm(request.POST or None)
    if form.is_valid():
        too_many = ratelimit.consume_or_429(request, action="claim_story")
        if too_many:
            return too_many
        try:
            story = services.claim_story(actor=request.actor, code=form.cleaned_data["code"])
        except services.StoryClaimRefused:
            form.add_error("code", WRONG_CODE)
        else:
            messages.success(request, "This story is now with the others you told us")
            return redirect("involvement:told_story", pk=story.pk)
    return render(request, "involvement/claim_story.html", {"form": form})


@public
@require_POST
def judge_answer(request: ActorRequest, pk: UUID) -> HttpResponse:
    story = _own(request, pk)
    form = forms.VerdictForm(request.POST)
    if form.is_valid():
        try:
            services.judge_answer(actor=request.actor, story=story, now=timezone.now(), **form.cleaned_data)
        except services.NotAnswered as refused:
            messages.info(request, str(refused))
        else:
            messages.success(request, "Thank you. The people who answered can see what you say.")
    return _back(request, story)


@public
@require_POST
def choose_story_visibility(request: ActorRequest, pk: UUID) -> HttpResponse:
    story = _own(request, pk)
    form = forms.StoryVisibilityForm(request.POST)
    if form.is_valid():
        services.choose_story_visibility(actor=request.actor, story=story, **form.cleaned_data)
        messages.success(request, "Saved. It works from now on.")
    return _back(request, story)


@public
def set_news_address(request: ActorRequest, pk: UUID) -> HttpResponse:
    story = _own(request, pk)
    form = forms.EditNewsAddressForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        services.set_news_address(actor=request.actor, story=story, **form.cleaned_data)
        messages.success(request, "Saved")
        return _back(request, story)
    return render(request, "involvement/set_news_address.html", {"form": form, "back": _page_of(request, story)})


@public
def take_back_story(request: ActorRequest, pk: UUID) -> HttpResponse:
    story = _own(request, pk)
    if request.method == "POST":
        services.take_back_story(actor=request.actor, story=story, now=timezone.now())
        messages.success(request, "Your story is deleted. What you wrote is gone from this site.")
        return redirect("involvement:told_stories" if request.user.is_authenticated else "involvement:my_story")
    return render(request, "involvement/take_back_story.html", {"back": _page_of(request, story)})


def _own(request: ActorRequest, pk: UUID) -> Story:
    opened = guests.opened(request, Opened.STORY, now=timezone.now())
    return get_object_or_404(access.own_stories(request.actor, opened=opened), pk=pk)


def _page_of(request: ActorRequest, story: Story) -> str:
    if guests.opened(request, Opened.STORY, now=timezone.now()) == story.pk:
        return reverse("involvement:read_my_story")
    return reverse("involvement:told_story", args=[story.pk])


def _back(request: ActorRequest, story: Story) -> HttpResponse:
    return HttpResponseRedirect(_page_of(request, story))
