from __future__ import annotations

from django.core.cache import caches
from django.http import HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.safestring import SafeString

from accounts.access import Permission, requires
from accounts.requests import ActorRequest
from reports import forms, queries


@requires(Permission.SEE_GAP)
def dashboard(request: ActorRequest) -> HttpResponse:
    chosen = forms.DashboardForm(request.GET).chosen
    selection = queries.select_reports(request.actor, chosen=chosen, today=timezone.localdate())
    context = {
        "content": _content(request, selection),
        "selection": selection,
        "said_and_done": queries.said_and_done(selection.selected),
        "search": forms.ProviderSearchForm({"q": selection.chosen.words}),
    }
    return render(request, "reports/dashboard.html", context)


def _content(request: ActorRequest, selection: queries.Selection) -> SafeString:
    """Published reports never change, so what they look like is kept. Who may see them is asked before, every time."""
    kept = caches["pages"].get(selection.key) if selection.key else None
    if kept is None:
        shown = queries.dashboard(request.actor, selection, today=timezone.localdate())
        kept = str(render_to_string("reports/dashboard_content.html", {"shown": shown}))
        if selection.key:
            caches["pages"].set(selection.key, kept)
    return SafeString(kept)
