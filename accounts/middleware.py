from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect

from accounts import access, expiry, sessions

GetResponse = Callable[[HttpRequest], HttpResponse]
# What someone may do at allauth before the second factor of this session is proved: prove it, or leave.
PROVING = frozenset({"account_logout", "account_login", "mfa_reauthenticate", "mfa_reauthenticate_webauthn"})
# And who owns no authenticator yet may set one up.
SETTING_UP = PROVING | {"account_reauthenticate", "mfa_activate_totp", "mfa_add_webauthn"}


def session_limits(get_response: GetResponse) -> GetResponse:
    """Sign people out after 30 minutes without a click or 12 hours in all; a form sent too late is kept for them."""

    def middleware(request: HttpRequest) -> HttpResponse:
        if sessions.has_run_out(request):
            answer = expiry.end_session(request)
            if answer is not None:
                return answer
        return get_response(request)

    return middleware


def leave_nothing_behind(get_response: GetResponse) -> GetResponse:
    """On signing out, have the browser forget what it kept: the next person at a shared device finds nothing."""

    def middleware(request: HttpRequest) -> HttpResponse:
        was_signed_in = request.user.is_authenticated
        response = get_response(request)
        if was_signed_in and not request.user.is_authenticated:
            response["Clear-Site-Data"] = '"cache", "storage"'
        return response

    return middleware


def current_actor(get_response: GetResponse) -> GetResponse:
    """Set ``request.actor`` from the rights held at this moment, never from what the session once said."""

    def middleware(request: HttpRequest) -> HttpResponse:
        request.actor = sessions.actor(request)  # type: ignore[attr-defined]
        return get_response(request)

    return middleware


def sent_drafts(get_response: GetResponse) -> GetResponse:
    """Forget a kept form once its page has taken it, which it shows by leading on to another page."""

    def middleware(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        if request.method == "POST":
            expiry.forget_sent_draft(request, response)
        return response

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
        if getattr(view, "is_public", False):
            return None
        if access.guards_itself(view):
            return _ask_second_factor_at_allauth(request)
        if not request.user.is_authenticated:
            return redirect_to_login(request.get_full_path())
        if getattr(view, "opens_before_second_factor", False):
            return None
        actor: access.Actor = request.actor  # type: ignore[attr-defined]
        if actor.needs_second_factor and not sessions.has_second_factor(request):
            return HttpResponseRedirect(sessions.second_factor_url(request))
        if getattr(view, "needs_sign_in", False):
            return None
        permission = getattr(view, "required_permission", None)
        if permission is None or not actor.may(permission):
            raise PermissionDenied
        return None


def _ask_second_factor_at_allauth(request: HttpRequest) -> HttpResponse | None:
    """Who only knows the password must not change the password, the e-mail or the second factor itself."""
    match = request.resolver_match
    if match is None or match.app_name == "admin" or not request.user.is_authenticated:
        return None
    if match.url_name in PROVING or sessions.has_second_factor(request):
        return None
    owns_one = sessions.owns_second_factor(request)
    if not owns_one and not access.must_have_second_factor(request.user):
        return None
    if not owns_one and match.url_name in SETTING_UP:
        return None
    return HttpResponseRedirect(sessions.second_factor_url(request))
