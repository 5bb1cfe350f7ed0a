from __future__ import annotations

from django.conf import settings
from django.db import DatabaseError, connection
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string

from core import help
from core.context_processors import site_for
from core.locks import public


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


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    return render(request, "403_csrf.html", status=403)


def server_error(request: HttpRequest) -> HttpResponse:
    return _plain_error_page("500.html", 500)


def _plain_error_page(template: str, status: int) -> HttpResponse:
    """Without the request: no session, person or database is touched, so the page comes whatever has failed."""
    return HttpResponse(render_to_string(template, {"heard": site_for()}), status=status)
