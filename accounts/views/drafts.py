"""Forms that were sent too late."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST

from accounts import access, expiry, queries, services
from accounts.access import signed_in
from accounts.requests import ActorRequest
from core import views as core_views


@signed_in
def draft(request: ActorRequest, pk: UUID) -> HttpResponse:
    """What was kept, with a button that sends it to its own page again."""
    kept = queries.kept_form(get_object_or_404(access.drafts(request.actor), pk=pk))
    return render(request, "accounts/draft.html", {"kept": kept, "draft_field": expiry.DRAFT_FIELD})


@signed_in
@require_POST
def throw_away_draft(request: ActorRequest, pk: UUID) -> HttpResponse:
    kept = get_object_or_404(access.drafts(request.actor), pk=pk)
    services.discard_draft(actor=request.actor, draft_id=kept.pk)
    messages.success(request, "What you wrote has been thrown away")
    return redirect("accounts:home")


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """A form from before the last sign-in carries an old mark. Its words are kept, and sent when the person says so.

    For a guest, of whom nothing is kept, they stand in the page itself.
    """
    if not request.user.is_authenticated:
        return core_views.csrf_failure(request, reason, keeps=expiry.is_open_form(request))
    kept = expiry.keep_form(request)
    if kept is None:
        return core_views.csrf_failure(request, reason)
    messages.info(request, "This page was open since before you signed in. We kept what you wrote.")
    return redirect("accounts:draft", pk=kept.pk)
