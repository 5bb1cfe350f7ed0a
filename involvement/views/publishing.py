"""Deciding which stories others read, and with which words."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone

from accounts.access import Permission, requires
from accounts.requests import ActorRequest
from involvement import access, forms, queries, services


@requires(Permission.PUBLISH_STORIES)
def stories_to_publish(request: ActorRequest) -> HttpResponse:
    decision = request.GET.get("show", "")
    decision = decision if decision in queries.Decision else queries.Decision.WAITING
    page = queries.stories_to_publish(request.actor, decision=decision, page=request.GET.get("page"))
    lists = [(each.label, each.value, each == decision) for each in queries.Decision]
    context = {"page": page, "decision": decision, "lists": lists}
    return render(request, "involvement/stories_to_publish.html", context)


@requires(Permission.PUBLISH_STORIES)
def publish_story(request: ActorRequest, pk: UUID) -> HttpResponse:
    story = get_object_or_404(access.stories_to_show(request.actor).select_related("organisation"), pk=pk)
    now = timezone.now()
    shown = queries.story_to_publish(request.actor, story, now=now)
    form = forms.PublishForm(request.POST or None, was=shown.was, words=shown.words, reasons=shown.reasons)
    if form.is_valid():
        chosen = {"words": form.words, "reasons": form.cleaned_data["reasons"], "was": form.cleaned_data["was"]}
        try:
            services.publish_story(actor=request.actor, story=story, now=now, **chosen)
        except services.PublishingRefused as refused:
            _refuse(form, refused)
        else:
            messages.success(request, "Published. We tell the author.")
            return redirect("involvement:stories_to_publish")
    parts = zip(shown.parts, form.boxes, strict=True)
    return render(request, "involvement/publish_story.html", {"shown": shown, "form": form, "parts": parts})


@requires(Permission.PUBLISH_STORIES)
def refuse_story(request: ActorRequest, pk: UUID) -> HttpResponse:
    story = get_object_or_404(access.stories_to_show(request.actor), pk=pk)
    decision = getattr(story, "publication", None)
    form = forms.DecisionForm(request.POST or None, was=decision.decided_at if decision else None)
    if form.is_valid():
        try:
            services.refuse_story(actor=request.actor, story=story, now=timezone.now(), **form.cleaned_data)
        except services.PublishingRefused as refused:
            _refuse(form, refused)
        else:
            messages.success(request, "Not published. We tell the author why.")
            return redirect("involvement:stories_to_publish")
    return render(request, "involvement/refuse_story.html", {"story": story, "form": form})


@requires(Permission.PUBLISH_STORIES)
def take_down_story(request: ActorRequest, pk: UUID) -> HttpResponse:
    story = get_object_or_404(access.stories_to_show(request.actor).filter(queries.IS_UP), pk=pk)
    form = forms.TakeDownForm(request.POST or None)
    if form.is_valid():
        services.take_down_story(actor=request.actor, story=story, now=timezone.now(), **form.cleaned_data)
        messages.success(request, "Taken down. We tell the author why.")
        return redirect("involvement:stories_to_publish")
    return render(request, "involvement/take_down_story.html", {"story": story, "form": form})


def _refuse(form: forms.DecisionForm, refused: services.PublishingRefused) -> None:
    """Beside the reasons or above the form; what was entered stays, and saving again keeps it."""
    if isinstance(refused, services.DecidedMeanwhile):
        form.accept(refused.saved.decided_at)
    form.add_error("reasons" if isinstance(refused, services.EditReasonMissing) else None, str(refused))
