"""The least that a page can be: what Heard's pages are measured against."""

from __future__ import annotations

from datetime import timedelta
from uuid import uuid4

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from accounts.access import signed_in
from accounts.models import Membership
from accounts.requests import ActorRequest
from involvement.models import Attendance, InvolvementActivity, InvolvementSession
from involvement.taxonomies import AttendanceStatus


@signed_in
def bare(request: ActorRequest) -> HttpResponse:
    """Session, user, one query, the frame of every page, one line of text."""
    colleagues = Membership.objects.filter(organisation_id=request.actor.organisation_id).count()
    return render(request, "bare/bare.html", {"colleagues": colleagues})


@login_required
def bare_django(request: HttpRequest) -> HttpResponse:
    """The same without our middleware and our frame."""
    colleagues = Membership.objects.filter(user=request.user.pk).count()
    return render(request, "bare/django.html", {"colleagues": colleagues})


@signed_in
def bare_save(request: ActorRequest) -> HttpResponse:
    """One session and its register, stored without a form, a lock, a check or an audit."""
    now = timezone.now()
    activity = InvolvementActivity.objects.filter(organisation_id=request.actor.organisation_id)[0]
    session = InvolvementSession(
        organisation_id=activity.organisation_id,
        activity=activity,
        reference=f"B-{uuid4()}",
        starts_at=now,
        ends_at=now + timedelta(hours=2),
        held_on=timezone.localdate(),
    )
    session.save()
    Attendance.objects.bulk_create(
        Attendance(
            session=session,
            participant_id=pk,
            organisation_id=activity.organisation_id,
            held_on=session.held_on,
            status=AttendanceStatus.CAME,
            minutes=120,
        )
        for pk in request.POST.getlist("participant")
    )
    return redirect("bare")
