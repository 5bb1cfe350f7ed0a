from __future__ import annotations

import errno
import sys
from typing import Any

from django.conf import settings
from django.db import DatabaseError, InterfaceError, OperationalError, connection
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string

from core import help
from core.context_processors import site_for
from core.locks import public

NO_ROOM = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)


@public
def home(request: HttpRequest) -> HttpResponse:
    """The front door for visitors; people who are signed in go to their own."""
    if request.user.is_authenticated:
        return redirect("accounts:home")
    return render(request, "core/home.html")


@public
def help_now(request: HttpRequest) -> HttpResponse:
    return render(request, "core/help_now.html", {"nations": help.NATIONS, "listed_on": help.LISTED_ON})


@public
def accessibility(request: HttpRequest) -> HttpResponse:
    return render(request, "core/accessibility.html")


@public
def privacy(request: HttpRequest) -> HttpResponse:
    return render(request, "core/privacy.html")


@public
def cookies(request: HttpRequest) -> HttpResponse:
    names = {"session_cookie": settings.SESSION_COOKIE_NAME, "form_cookie": settings.CSRF_COOKIE_NAME}
    return render(request, "core/cookies.html", names)


@public
def healthz(request: HttpRequest) -> HttpResponse:
    """This process answers. Asks nothing of the database, so that a database outage does not restart every process."""
    return HttpResponse("ok", content_type="text/plain")


@public
def readyz(request: HttpRequest) -> HttpResponse:
    """This process can serve pages: the database answers. The broker is left out, for pages work without it."""
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except DatabaseError:
        return HttpResponse("database unavailable", content_type="text/plain", status=503)
    return HttpResponse("ok", content_type="text/plain")


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    return _plain_error_page("400.html", 400)


def permission_denied(request: HttpRequest, exception: Exception) -> HttpResponse:
    return render(request, "403.html", status=403)


def page_not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    return render(request, "404.html", status=404)


def too_many_requests(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return render(request, "429.html", status=429)


def csrf_failure(request: HttpRequest, reason: str = "", *, keeps: bool = False) -> HttpResponse:
    """``keeps`` when the form is known to be one of ours, and may be shown to be sent again."""
    return render(request, "403_csrf.html", {"sent": _sent(request) if keeps else []}, status=403)


def server_error(request: HttpRequest) -> HttpResponse:
    """A server of ours that is away, or a full disk, is over in a while: 503. Anything else is a fault of the site."""
    failed = sys.exception()
    if isinstance(failed, (OperationalError, InterfaceError)) or (
        isinstance(failed, OSError) and failed.errno in NO_ROOM
    ):
        return _plain_error_page("503.html", 503, sent=_sent(request))
    return _plain_error_page("500.html", 500)


def _sent(request: HttpRequest | None) -> list[tuple[str, str]]:
    """What a form held, to be sent again as it was. Not one with a password or a file: those are chosen anew."""
    if request is None or request.method != "POST" or request.FILES or any("password" in name for name in request.POST):
        return []
    return [(name, str(value)) for name, values in request.POST.lists() for value in values]


def _plain_error_page(template: str, status: int, **context: Any) -> HttpResponse:
    """Without the request: no session, person or database is touched, so the page comes whatever has failed."""
    return HttpResponse(render_to_string(template, {"heard": site_for(), **context}), status=status)
