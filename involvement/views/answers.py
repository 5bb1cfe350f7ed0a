"""The inbox of the staff who answer, and what they say to an author."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone

from accounts.access import Permission, requires
from accounts.requests import ActorRequest
from involvement import access, forms, queries, services


@requires(Permission.SEE_STORIES)
def stories(request: ActorRequest) -> HttpResponse:
    form = forms.StorySearchForm(request.GET, actor=request.actor)
    today = timezone.localdate()
    page = queries.stories(request.actor, today=today, page=request.GET.get("page"), **form.values())
    late = queries.overdue_stories(request.actor, today=today)
    return render(request, "involvement/stories.html", {"filter_form": form, "page": page, "late": late})


@requires(Permission.SEE_STORIES)
def story(request: ActorRequest, pk: UUID) -> HttpResponse:
    story = get_object_or_404(access.stories(request.actor), pk=pk)
    services.note_story_seen(actor=request.actor, story=story, now=timezone.now())
    page = queries.story_page(request.actor, story, today=timezone.localdate())
    context = {
        "page": page,
        "story": story,
        "acknowledge_form": forms.AcknowledgeForm(story=story, today=timezone.localdate(), auto_id="read_%s"),
        "form": forms.AnswerForm(actor=request.actor, story=story, last_seen=page.last_seen),
        "news_form": forms.WordsForm(auto_id="news_%s"),
    }
    return render(request, "involvement/story.html", context)


@requires(Permission.ANSWER_STORIES)
def acknowledge_story(request: ActorRequest, pk: UUID) -> HttpResponse:
    story = get_object_or_404(access.stories(request.actor), pk=pk)
    form = forms.AcknowledgeForm(request.POST or None, story=story, today=timezone.localdate())
    if _is_said(form, services.acknowledge_story, actor=request.actor, story=story):
        messages.success(request, "The person is told that you have read it")
        return redirect("involvement:story", pk=pk)
    page = queries.story_page(request.actor, story, today=timezone.localdate())
    return render(request, "involvement/acknowledge_story.html", {"form": form, "page": page, "story": story})


@requires(Permission.ANSWER_STORIES)
def answer_story(request: ActorRequest, pk: UUID) -> HttpResponse:
    story = get_object_or_404(access.stories(request.actor), pk=pk)
    page = queries.story_page(request.actor, story, today=timezone.localdate())
    form = forms.AnswerForm(request.POST or None, actor=request.actor, story=story, last_seen=page.last_seen)
    if _is_said(form, services.answer_story, actor=request.actor, story=story):
        messages.success(request, "Answer sent. The person is told that there is news.")
        return redirect("involvement:stories")
    form.note_read(page.last_seen)
    return render(request, "involvement/answer_story.html", {"form": form, "page": page, "story": story})


@requires(Permission.ANSWER_STORIES)
def give_story_news(request: ActorRequest, pk: UUID) -> HttpResponse:
    story = get_object_or_404(access.stories(request.actor), pk=pk)
    form = forms.WordsForm(request.POST or None)
    if _is_said(form, services.give_story_news, actor=request.actor, story=story):
        messages.success(request, "News sent. The person is told.")
        return redirect("involvement:story", pk=pk)
    page = queries.story_page(request.actor, story, today=timezone.localdate())
    return render(request, "involvement/give_story_news.html", {"form": form, "page": page, "story": story})


@requires(Permission.ANSWER_STORIES)
def close_story(request: ActorRequest, pk: UUID) -> HttpResponse:
    story = get_object_or_404(access.stories(request.actor), pk=pk)
    form = forms.WordsForm(request.POST or None)
    if _is_said(form, services.close_story, actor=request.actor, story=story):
        messages.success(request, "The story is closed. The person is told.")
        return redirect("involvement:stories")
    page = queries.story_page(request.actor, story, today=timezone.localdate())
    return render(request, "involvement/close_story.html", {"form": form, "page": page, "story": story})


@requires(Permission.ANSWER_STORIES)
def past_answers(request: ActorRequest, pk: UUID) -> HttpResponse:
    story = get_object_or_404(access.stories(request.actor), pk=pk)
    form = forms.PastAnswersForm(request.GET)
    search = form.cleaned_data if form.is_valid() else {}
    page = queries.past_answers(request.actor, story, page=request.GET.get("page"), **search)
    return render(request, "involvement/past_answers.html", {"filter_form": form, "page": page, "story": story})


def _is_said(form: forms.WordsForm, say: Callable[..., Any], **about: Any) -> bool:
    """A refusal stands on the form that comes back, with everything that was written."""
    if not form.is_valid():
        return False
    try:
        say(now=timezone.now(), **about, **form.cleaned_data)
    except services.AnswerRefused as refused:
        form.add_error(None, str(refused))
        return False
    return True
