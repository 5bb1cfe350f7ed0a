from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from accounts.access import Permission, requires
from accounts.requests import ActorRequest
from involvement import access, forms, queries, services


@requires(Permission.RECORD_ATTENDANCE)
def record_attendance(request: ActorRequest, pk: UUID) -> HttpResponse:
    return _register(request, pk, then="involvement:session", done="Register saved")


@requires(Permission.RECORD_ATTENDANCE)
def add_walk_in(request: ActorRequest, pk: UUID) -> HttpResponse:
    """The register's own form, sent to come back to the register: nothing that was entered is lost."""
    return _register(request, pk, then="involvement:record_attendance", done="Register saved. Add the next person.")


def _register(request: ActorRequest, pk: UUID, *, then: str, done: str) -> HttpResponse:
    session = get_object_or_404(access.sessions(request.actor), pk=pk)
    rows = queries.register(session)
    form = forms.RegisterForm(request.POST or None, session=session, rows=rows)
    if form.is_valid():
        try:
            theirs = services.record_attendance(
                actor=request.actor, session=session, today=timezone.localdate(), **form.values()
            )
        except services.WhoIsMeant as refusal:
            form.add_error("walk_in", str(refusal))
        else:
            if not theirs:
                messages.success(request, done)
                return redirect(then, pk=pk)
            form.ask_again(queries.register(session), theirs)
            messages.info(request, "All other lines are saved")
    services.note_register_seen(actor=request.actor, rows=rows)
    return render(request, "involvement/record_attendance.html", {"session": session, "form": form})


@requires(Permission.MANAGE_SESSIONS)
def expect_people(request: ActorRequest, pk: UUID) -> HttpResponse:
    session = get_object_or_404(access.sessions(request.actor), pk=pk)
    search, now = forms.PeopleSearchForm(request.GET), timezone.now()
    page = queries.people_to_ask(
        request.actor, session, today=timezone.localdate(now), page=request.GET.get("page"), **search.values()
    )
    form = forms.ExpectPeopleForm(request.POST or None, people=list(page))
    if form.is_valid():
        added = services.invite_people(actor=request.actor, session=session, now=now, **form.values())
        messages.success(request, f"{added} {'person' if added == 1 else 'people'} added to the list")
        return redirect(request.get_full_path())
    services.note_participants_listed(
        actor=request.actor, participant_ids=[person.pk for person in page], today=timezone.localdate(now)
    )
    context = {"session": session, "filter_form": search, "form": form, "page": page}
    return render(request, "involvement/expect_people.html", context)


@require_POST
@requires(Permission.RECORD_ATTENDANCE)
def sign_up_people(request: ActorRequest, pk: UUID) -> HttpResponse:
    session = get_object_or_404(access.sessions(request.actor), pk=pk)
    form = forms.TickedLinesForm(request.POST, rows=queries.register(session))
    if not form.is_valid():
        messages.error(request, "Select who said yes, then press the button again")
    else:
        services.sign_up_people(
            actor=request.actor, session=session, attendance_ids=form.cleaned_data["line"], today=timezone.localdate()
        )
        messages.success(request, "Saved who said yes")
    return redirect("involvement:session", pk=pk)


@require_POST
@requires(Permission.MANAGE_SESSIONS)
def stop_expecting(request: ActorRequest, pk: UUID) -> HttpResponse:
    session = get_object_or_404(access.sessions(request.actor), pk=pk)
    form = forms.TickedLinesForm(request.POST, rows=queries.register(session))
    if not form.is_valid():
        messages.error(request, "Select who to take off the list, then press the button again")
        return redirect("involvement:session", pk=pk)
    ticked = form.cleaned_data["line"]
    gone = services.stop_expecting(actor=request.actor, session=session, attendance_ids=ticked)
    kept = f". {len(ticked) - gone} stayed: they are marked in the register" if gone < len(ticked) else ""
    messages.success(request, f"{gone} taken off the list{kept}")
    return redirect("involvement:session", pk=pk)
