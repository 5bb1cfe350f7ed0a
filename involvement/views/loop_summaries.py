from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone

from accounts.access import Permission, organisation, public, requires
from accounts.requests import ActorRequest
from involvement import access, forms, queries, services


@public
def you_said_we_did(request: HttpRequest) -> HttpResponse:
    form = forms.OrganisationSearchForm(request.GET)
    page = queries.organisations_that_answer(q=request.GET.get("q", "").strip(), page=request.GET.get("page"))
    return render(request, "involvement/you_said_we_did.html", {"filter_form": form, "page": page})


@public
def you_said_we_did_of(request: HttpRequest, slug: str) -> HttpResponse:
    row = get_object_or_404(access.organisations_to_tell(), slug=slug)
    loop = queries.public_loop(row, service=request.GET.get("service"), page=request.GET.get("page"))
    form = forms.AnsweringServiceForm(request.GET, services=loop.services)
    return render(request, "involvement/you_said_we_did_of.html", {"loop": loop, "filter_form": form})


@requires(Permission.PUBLISH_STORIES)
def loop_summaries(request: ActorRequest) -> HttpResponse:
    form = forms.LoopSummarySearchForm(request.GET)
    page = queries.loop_summary_list(request.actor, page=request.GET.get("page"), **form.values())
    context = {"filter_form": form, "page": page, "organisation": organisation(request.actor)}
    return render(request, "involvement/loop_summaries.html", context)


@requires(Permission.PUBLISH_STORIES)
def publish_loop_summary(request: ActorRequest) -> HttpResponse:
    """Empty, or with ``?change=`` or ``?activity=`` of what it tells of."""
    told_of = forms.ToldOfForm(request.GET, actor=request.actor).values()
    form = forms.LoopSummaryForm(request.POST or None, actor=request.actor, **told_of)
    if form.is_valid():
        services.publish_loop_summary(actor=request.actor, now=timezone.now(), **form.values())
        messages.success(request, "Published. Anyone can read it now.")
        return redirect("involvement:loop_summaries")
    return render(request, "involvement/publish_loop_summary.html", {"form": form})


@requires(Permission.PUBLISH_STORIES)
def take_down_loop_summary(request: ActorRequest, pk: UUID) -> HttpResponse:
    summary = get_object_or_404(access.loop_summaries(request.actor), pk=pk)
    if request.method == "POST":
        services.take_down_loop_summary(actor=request.actor, summary=summary, now=timezone.now())
        messages.success(request, "Taken down. Nobody can read it now.")
        return redirect("involvement:loop_summaries")
    return render(request, "involvement/take_down_loop_summary.html", {"summary": summary})
