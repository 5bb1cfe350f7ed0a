"""Stories that wait for somebody trained, and worries about somebody's safety."""

from __future__ import annotations

from uuid import UUID

from allauth.core import ratelimit
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from accounts.access import Permission, public, requires, signed_in
from accounts.requests import ActorRequest
from involvement import access, forms, queries, services


@requires(Permission.SEE_CONCERNS)
def held_stories(request: ActorRequest) -> HttpResponse:
    page = queries.held_story_list(request.actor, page=request.GET.get("page"))
    return render(request, "involvement/held_stories.html", {"page": page})


@requires(Permission.SEE_CONCERNS)
def held_story(request: ActorRequest, pk: UUID) -> HttpResponse:
    story = get_object_or_404(access.held_stories(request.actor), pk=pk)
    context = {"story": story, "parts": queries.worrying_parts(story)}
    return render(request, "involvement/held_story.html", context)


@requires(Permission.SEE_CONCERNS)
@require_POST
def release_story(request: ActorRequest, pk: UUID) -> HttpResponse:
    story = get_object_or_404(access.held_stories(request.actor), pk=pk)
    services.release_story(actor=request.actor, story=story, now=timezone.now())
    messages.success(request, "Handed to the staff who answer")
    return redirect("involvement:held_stories")


@requires(Permission.RAISE_CONCERN)
def raise_concern(request: ActorRequest, pk: UUID | None = None) -> HttpResponse:
    """About a story, when there is one in the address."""
    actor = request.actor
    story = get_object_or_404(access.stories_to_raise(actor), pk=pk) if pk else None
    form = forms.ConcernForm(request.POST or None)
    if form.is_valid():
        told = {"organisation_id": actor.organisation_id, "story": story, **form.cleaned_data}
        try:
            concern = services.raise_concern(actor=actor, now=timezone.now(), **told)
        except services.NobodyReads as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, "The safeguarding lead has it now")
            if actor.may(Permission.SEE_CONCERNS):
                return redirect("involvement:concern", pk=concern.pk)
            return redirect("involvement:raised_concerns")
    return render(request, "involvement/raise_concern.html", {"form": form, "story": story})


@public
def tell_someone(request: ActorRequest) -> HttpResponse:
    organisations = access.organisations_with_safeguarding()
    whom = queries.whom_to_tell(request.actor, slug=request.GET.get("to", ""))
    form = forms.TellSomeoneForm(request.POST or None, organisations=organisations, initial={"organisation": whom})
    if form.is_valid():
        too_many = ratelimit.consume_or_429(request, action="tell_someone")
        if too_many:
            return too_many
        told = dict(form.cleaned_data)
        organisation = told.pop("organisation")
        services.raise_concern(actor=request.actor, organisation_id=organisation.pk, now=timezone.now(), **told)
        return redirect("involvement:tell_someone_sent")
    return render(request, "involvement/tell_someone.html", {"form": form, "organisations": organisations})


@public
def tell_someone_sent(request: ActorRequest) -> HttpResponse:
    return render(request, "involvement/tell_someone_sent.html")


@signed_in
def raised_concerns(request: ActorRequest) -> HttpResponse:
    page = queries.raised_concern_list(request.actor, page=request.GET.get("page"))
    return render(request, "involvement/raised_concerns.html", {"page": page})


@requires(Permission.SEE_CONCERNS)
def concerns(request: ActorRequest) -> HttpResponse:
    closed = request.GET.get("show") == "closed"
    page = queries.concern_list(request.actor, closed=closed, page=request.GET.get("page"))
    return render(request, "involvement/concerns.html", {"page": page, "closed": closed})


@requires(Permission.SEE_CONCERNS)
def concern(request: ActorRequest, pk: UUID) -> HttpResponse:
    row = get_object_or_404(access.concerns(request.actor), pk=pk)
    form = forms.SafeguardingStepForm(request.POST or None)
    if form.is_valid():
        try:
            services.take_safeguarding_step(actor=request.actor, concern=row, now=timezone.now(), **form.cleaned_data)
        except services.ConcernClosed as closed:
            form.add_error(None, str(closed))
        else:
            messages.success(request, "Step saved")
            return redirect("involvement:concern", pk=pk)
    services.note_concern_seen(actor=request.actor, concern=row)
    return render(request, "involvement/concern.html", {"page": queries.concern_page(row), "form": form})


@requires(Permission.SEE_CONCERNS)
def close_concern(request: ActorRequest, pk: UUID) -> HttpResponse:
    row = get_object_or_404(access.concerns(request.actor), pk=pk)
    form = forms.CloseConcernForm(request.POST or None)
    if form.is_valid():
        try:
            services.close_concern(actor=request.actor, concern=row, now=timezone.now(), **form.cleaned_data)
        except services.ConcernClosed as closed:
            form.add_error(None, str(closed))
        else:
            messages.success(request, "Concern closed")
            return redirect("involvement:concern", pk=pk)
    return render(request, "involvement/close_concern.html", {"form": form, "concern": row})
