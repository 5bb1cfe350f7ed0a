import errno
import io

import pytest
from django.core.exceptions import PermissionDenied
from django.db import OperationalError
from django.http import Http404
from django.urls import get_resolver

from core import views
from core.tests.test_views_public import ENGLAND


@pytest.mark.parametrize(
    ("answer", "status", "heading"),
    [
        (lambda request: views.permission_denied(request, PermissionDenied()), 403, "You cannot see this page"),
        (lambda request: views.page_not_found(request, Http404()), 404, "Page not found"),
        (lambda request: views.too_many_requests(request), 429, "Please wait a little"),
        (lambda request: views.csrf_failure(request), 403, "Please send that again"),
        (lambda request: views.bad_request(request, ValueError()), 400, "We could not read that"),
        (lambda request: views.server_error(request), 500, "Sorry, something went wrong"),
    ],
)
def test_error_page_says_what_to_do_and_shows_urgent_help(rf, answer, status, heading):
    response = answer(rf.get("/anything/"))

    page = response.content.decode()
    assert response.status_code == status
    assert f'<h1 class="nhsuk-heading-l">{heading}</h1>' in page
    assert [number for number in ENGLAND if f">{number}</a>" in page] == ENGLAND


@pytest.mark.parametrize(
    ("status", "view"),
    [
        (400, views.bad_request),
        (403, views.permission_denied),
        (404, views.page_not_found),
        (500, views.server_error),
    ],
)
def test_every_error_is_answered_by_our_own_view(status, view):
    assert get_resolver().resolve_error_handler(status) is view


def test_server_error_needs_neither_database_nor_request():
    assert views.server_error(None).status_code == 500


def answer_to(request, failure):
    try:
        raise failure
    except Exception:
        return views.server_error(request)


@pytest.mark.parametrize(
    ("failure", "status"),
    [(OperationalError(), 503), (OSError(errno.ENOSPC, "full"), 503), (OSError(errno.ENOENT, "no"), 500)],
)
def test_server_error_says_what_will_be_over_soon(rf, failure, status):
    assert answer_to(rf.get("/anything/"), failure).status_code == status


def test_server_error_keeps_what_was_written_and_sends_it_again(rf):
    request = rf.post("/somewhere/?a=1", {"text": ["<b>The letter</b> was too long", "two"]})

    page = answer_to(request, OperationalError()).content.decode()

    assert '<input type="hidden" name="text" value="&lt;b&gt;The letter&lt;/b&gt; was too long">' in page
    assert '<input type="hidden" name="text" value="two">' in page


@pytest.mark.parametrize("fields", [{"password": "otters"}, {"file": io.BytesIO(b"a")}])
def test_server_error_never_repeats_a_password_or_a_file(rf, fields):
    page = answer_to(rf.post("/somewhere/", fields), OperationalError()).content.decode()

    assert "otters" not in page
    assert "<form" not in page


@pytest.mark.django_db
def test_unknown_address_is_404_in_our_look(client):
    response = client.get("/no-such-page/")

    assert response.status_code == 404
    assert "Page not found" in response.content.decode()
