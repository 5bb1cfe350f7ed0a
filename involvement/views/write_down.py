"""For people who say it or write it on paper: typed in by a helper, posters that lead here, and the paper form."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone

from accounts.access import Permission, organisation, requires
from accounts.requests import ActorRequest
from involvement import access, forms, links, queries, services
from involvement.views.saying import subject_of_address


@requires(Permission.WRITE_DOWN_STORIES)
def write_down_story(request: ActorRequest) -> HttpResponse:
    now, own = timezone.now(), organisation(request.actor)
    initial = subject_of_address(request) | {
        "reference": queries.reference_of(request.actor, request.GET.get("person"))
    }
    form = forms.WriteDownForm(request.POST or None, actor=request.actor, organisation=own, now=now, initial=initial)
    if form.is_valid():
        sent = services.send_story(actor=request.actor, organisation=own, now=now, written_down=True, **form.told)
        return render(request, "involvement/story_written_down.html", {"sent": sent, "organisation": own}, status=201)
    return render(request, "involvement/write_down_story.html", {"form": form})


@requires(Permission.MANAGE_SERVICES)
def service_poster(request: ActorRequest, pk: UUID) -> HttpResponse:
    service = get_object_or_404(access.services(request.actor).select_related("organisation"), pk=pk)
    context = {"about": service, "organisation": service.organisation, "link": links.saying_link(service)}
    return render(request, "involvement/poster.html", context)


@requires(Permission.SEE_SESSIONS)
def session_poster(request: ActorRequest, pk: UUID) -> HttpResponse:
    session = get_object_or_404(access.sessions(request.actor).select_related("organisation"), pk=pk)
    context = {"about": session, "organisation": session.organisation, "link": links.saying_link(session)}
    return render(request, "involvement/poster.html", context)


@requires(Permission.SEE_SESSIONS)
def session_paper_form(request: ActorRequest, pk: UUID) -> HttpResponse:
    session = get_object_or_404(access.sessions(request.actor).select_related("organisation"), pk=pk)
    context = {"session": session, "organisation": session.organisation, "link": links.saying_link(session)}
    return render(
        request, "involvement/session_paper_form.html", context | {"choices": forms.StorySharingForm().fields}
    )
