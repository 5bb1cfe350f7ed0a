from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from accounts import access, sessions

GetResponse = Callable[[HttpRequest], HttpResponse]
# Views of allauth and the admin guard themselves; ours must say who may enter.
SELF_GUARDED = ("allauth.", "django.contrib.admin.")


def session_limits(get_response: GetResponse) -> GetResponse:
    """Sign people out after 30 minutes without a click or 12 hours in all; a form sent too late is kept for them."""

    def middleware(request: HttpRequest) -> HttpResponse:
        if sessions.has_run_out(request):
            return sessions.end_and_keep_form(request)
        return get_response(request)

    return middleware


def current_actor(get_response: GetResponse) -> GetResponse:
    """Set ``request.actor`` from the rights held at this moment, never from what the session once said."""

    def middleware(request: HttpRequest) -> HttpResponse:
        request.actor = sessions.actor(request)  # type: ignore[attr-defined]
        return get_response(request)

    return middleware


class AccessMiddleware:
    """Default deny: a view runs only when it is public or its lock opens for the actor's role and second factor."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: Callable[..., Any], args: tuple[Any, ...], kwargs: dict[str, Any]
    ) -> HttpResponse | None:
        if getattr(view, "is_public", False) or view.__module__.startswith(SELF_GUARDED):
            return None
        if not request.user.is_authenticated:
            return redirect_to_login(request.get_full_path())
        if getattr(view, "needs_sign_in", False):
            return None
        actor: access.Actor = request.actor  # type: ignore[attr-defined]
        if actor.needs_second_factor and not sessions.has_second_factor(request):
            return redirect(sessions.second_factor_url(request))
        permission = getattr(view, "required_permission", None)
        if permission is None or not actor.may(permission):
            raise PermissionDenied
        return None
