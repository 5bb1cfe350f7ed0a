"""What happens to a form that is sent too late: its words are kept for the person who wrote them."""

from __future__ import annotations

from collections.abc import Callable
from http import HTTPStatus
from typing import Any
from urllib.parse import urlencode, urlsplit
from uuid import UUID

from django.contrib import messages
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import Resolver404, resolve, reverse

from accounts import services
from accounts.access import Actor, guards_itself
from accounts.models import Draft

DRAFT_FIELD = "heard_draft"
UNDER_WAY = "draft_under_way"
LONGEST_PATH = 300


def end_session(request: HttpRequest) -> HttpResponse | None:
    """Sign out. None lets the request go on as a stranger's, for pages that are open to everybody."""
    view = _view(request)
    if view is None or getattr(view, "is_public", False) or guards_itself(view):
        logout(request)
        return None
    draft = keep_form(request)
    logout(request)
    if draft is not None:
        messages.info(request, "We signed you out because you were away for a while. We kept what you wrote.")
        next_url = reverse("accounts:draft", args=[draft.pk])
    else:
        messages.info(request, "We signed you out because you were away for a while. Sign in to go on.")
        next_url = request.get_full_path() if request.method == "GET" else reverse("accounts:home")
    login_url = f"{reverse('account_login')}?{urlencode({'next': next_url})}"
    if request.headers.get("HX-Request"):
        return HttpResponse(headers={"HX-Redirect": login_url})
    return HttpResponseRedirect(login_url)


def keep_form(request: HttpRequest) -> Draft | None:
    """Keep what was sent to one of our pages; None when there is nothing to keep or another site sent it."""
    view = _view(request)
    if request.method != "POST" or view is None or guards_itself(view) or not _is_same_origin(request):
        return None
    actor = Actor(user_id=request.user.pk)
    fields = request.POST.copy()
    fields.pop("csrfmiddlewaretoken", None)
    earlier = _as_uuid(fields.pop(DRAFT_FIELD, [""])[-1])
    full_path = request.get_full_path()
    path = full_path if len(full_path) <= LONGEST_PATH else request.path
    draft = services.keep_draft(actor=actor, path=path, fields=fields, had_files=bool(request.FILES))
    if draft is not None and earlier is not None:
        services.discard_draft(actor=actor, draft_id=earlier)
    return draft


def is_open_form(request: HttpRequest) -> bool:
    """Whether one of our own pages that are open to everybody sent this."""
    return bool(getattr(_view(request), "is_public", False)) and _is_same_origin(request)


def forget_sent_draft(request: HttpRequest, response: HttpResponse) -> None:
    """Forget a kept form once its page has taken it: it leads on to another one, or says that something was made.

    A page that asks for corrections first is remembered, so that the corrected form counts as well.
    """
    if not request.user.is_authenticated:
        return
    under_way = request.session.get(UNDER_WAY, {})
    draft_id = _as_uuid(request.POST.get(DRAFT_FIELD, "")) or _as_uuid(under_way.get(request.path, ""))
    if draft_id is None:
        return
    if isinstance(response, HttpResponseRedirect) or response.status_code == HTTPStatus.CREATED:
        services.discard_draft(actor=Actor(user_id=request.user.pk), draft_id=draft_id)
        request.session.pop(UNDER_WAY, None)
    elif response.status_code == 200:
        request.session[UNDER_WAY] = {request.path: str(draft_id)}


def _view(request: HttpRequest) -> Callable[..., Any] | None:
    try:
        return resolve(request.path_info).func
    except Resolver404:
        return None


def _is_same_origin(request: HttpRequest) -> bool:
    sender = request.headers.get("Origin") or request.headers.get("Referer")
    if sender is None:
        return request.headers.get("Sec-Fetch-Site", "same-origin") == "same-origin"
    return urlsplit(sender).netloc == request.get_host()


def _as_uuid(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None
