from __future__ import annotations

from uuid import UUID

from allauth.account.decorators import reauthentication_required
from django.contrib import messages
from django.http import HttpResponse, StreamingHttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone

from accounts.access import Permission, requires
from accounts.requests import ActorRequest
from core.exports import csv_response
from involvement import access, forms, queries, services


@requires(Permission.SEE_SESSIONS)
def today(request: ActorRequest) -> HttpResponse:
    page = queries.today_page(request.actor, today=timezone.localdate())
    return render(request, "involvement/today.html", {"page": page, "today": timezone.localdate()})


@requires(Permission.SEE_SESSIONS)
def sessions(request: ActorRequest) -> HttpResponse:
    form = forms.SessionSearchForm(request.GET, actor=request.actor)
    page = queries.session_list(request.actor, page=request.GET.get("page"), **form.values())
    context = {"filter_form": form, "page": page, "today": timezone.localdate()}
    return render(request, "involvement/sessions.html", context)


@requires(Permission.SEE_SESSIONS)
def session(request: ActorRequest, pk: UUID) -> HttpResponse:
    session = get_object_or_404(access.sessions(request.actor), pk=pk)
    page = queries.session_page(request.actor, session, today=timezone.localdate())
    services.note_register_seen(actor=request.actor, rows=page.rows)
    return render(request, "involvement/session.html", {"page": page, "session": session, "form": forms.PointForm()})


@requires(Permission.MANAGE_SESSIONS)
def add_session(request: ActorRequest) -> HttpResponse:
    initial = {"activity": request.GET.get("activity"), "facilitators": [request.actor.user_id]}
    form = forms.SessionForm(request.POST or None, actor=request.actor, initial=initial)
    if form.is_valid():
        session = services.add_session(actor=request.actor, **form.values())
        messages.success(request, "Session added. Now choose who to ask.")
        return redirect("involvement:expect_people", pk=session.pk)
    return render(request, "involvement/add_session.html", {"form": form})


@requires(Permission.MANAGE_SESSIONS)
def copy_session(request: ActorRequest, pk: UUID) -> HttpResponse:
    last = get_object_or_404(access.sessions(request.actor), pk=pk)
    form = forms.CopySessionForm.for_copy(request.POST or None, actor=request.actor, session=last)
    if form.is_valid():
        session = services.copy_session(actor=request.actor, session=last, **form.values())
        messages.success(request, "Session added. Now choose who to ask.")
        return redirect("involvement:expect_people", pk=session.pk)
    return render(request, "involvement/copy_session.html", {"form": form, "session": last})


@requires(Permission.MANAGE_SESSIONS)
def edit_session(request: ActorRequest, pk: UUID) -> HttpResponse:
    session = get_object_or_404(access.sessions(request.actor), pk=pk)
    form = forms.EditSessionForm(request.POST or None, actor=request.actor, session=session)
    if form.is_valid():
        services.edit_session(actor=request.actor, session=session, now=timezone.now(), **form.values())
        messages.success(request, "Session saved")
        return redirect("involvement:session", pk=pk)
    return render(request, "involvement/edit_session.html", {"form": form, "session": session})


@requires(Permission.EXPORT_LISTS)
def sessions_csv(request: ActorRequest) -> StreamingHttpResponse:
    search = forms.SessionSearchForm(request.GET, actor=request.actor).values()
    services.note_sessions_exported(actor=request.actor)
    rows = queries.sessions_csv_rows(request.actor, **search)
    return csv_response("sessions", queries.SESSIONS_HEADER, rows)


@requires(Permission.EXPORT_LISTS)
@reauthentication_required
def attendance_csv(request: ActorRequest) -> StreamingHttpResponse:
    search = forms.SessionSearchForm(request.GET, actor=request.actor).values()
    people = queries.people_in_attendance_csv(request.actor, **search)
    services.note_attendance_exported(actor=request.actor, participant_ids=people)
    rows = queries.attendance_csv_rows(request.actor, **search)
    return csv_response("attendance", queries.ATTENDANCE_HEADER, rows)
