from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone

from accounts.access import Permission, requires
from accounts.requests import ActorRequest
from involvement import access, forms, services


@requires(Permission.RECORD_ATTENDANCE)
def add_point(request: ActorRequest, pk: UUID) -> HttpResponse:
    session = get_object_or_404(access.sessions(request.actor), pk=pk)
    form = forms.PointForm(request.POST or None)
    if form.is_valid():
        services.add_point(actor=request.actor, session=session, now=timezone.now(), **form.cleaned_data)
        messages.success(request, "Point saved. Add the next one.")
        return redirect(reverse("involvement:session", args=[pk]) + "#points")
    return render(request, "involvement/add_point.html", {"form": form, "session": session})


@requires(Permission.MANAGE_CHANGES)
def answer_points(request: ActorRequest, pk: UUID) -> HttpResponse:
    session = get_object_or_404(access.sessions(request.actor), pk=pk)
    form = forms.PointAnswersForm(request.POST or None, actor=request.actor, session=session)
    if form.is_valid():
        services.answer_points(actor=request.actor, session=session, answers=form.answers(), now=timezone.now())
        messages.success(request, "Saved. Everyone who came will be told.")
        return redirect(reverse("involvement:session", args=[pk]) + "#points")
    return render(request, "involvement/answer_points.html", {"form": form, "session": session})
