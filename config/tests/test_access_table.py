"""Every URL, for every role, at one's own organisation's rows and at another's: see access_rows.py."""

from collections.abc import Callable, Iterator
from types import SimpleNamespace

import pytest
from django.db import transaction
from django.test import override_settings
from django.urls import URLResolver, get_resolver, reverse

from accounts import access
from config.tests.access_objects import World, make_world
from config.tests.access_rows import EVERYBODY, ROWS, STAFF, Row

pytestmark = pytest.mark.django_db
# What the admin adds to its pages: old addresses, and its own 404.
UNNAMED = {"reference-data/reports/benchmark/<path:object_id>/", "reference-data/(?P<url>.*)$"}


@pytest.fixture(scope="module")
def world(django_db_setup, django_db_blocker, tmp_path_factory):
    """Made once for all rows; each request is undone by itself."""
    uploads = tmp_path_factory.mktemp("uploads")
    with django_db_blocker.unblock(), override_settings(MEDIA_ROOT=uploads), transaction.atomic():
        (uploads / "logos").mkdir()
        (uploads / "logos" / "none.png").touch()
        yield make_world()
        transaction.set_rollback(True)


def urls(patterns, path="", namespace="") -> Iterator[tuple[str, Callable]]:
    """(name, view) of every URL below; one without a name stands under its path."""
    for pattern in patterns:
        if isinstance(pattern, URLResolver):
            inner = f"{namespace}{pattern.namespace}:" if pattern.namespace else namespace
            yield from urls(pattern.url_patterns, path + str(pattern.pattern), inner)
        else:
            yield (f"{namespace}{pattern.name}" if pattern.name else path + str(pattern.pattern)), pattern.callback


def every_url() -> list[tuple[str, Callable]]:
    return list(urls(get_resolver().url_patterns))


def views_of_ours() -> list[tuple[str, Callable]]:
    apps = tuple(f"{name}." for name in ("accounts", "barriers", "core", "demo", "involvement", "recovery", "reports"))
    return [(name, view) for name, view in every_url() if view.__module__.startswith(apps)]


def test_table_has_one_row_for_every_url():
    urls_there, rows = {name for name, _ in every_url()} - UNNAMED, [row.name for row in ROWS]

    assert (sorted(urls_there - set(rows)), sorted(set(rows) - urls_there)) == ([], [])
    assert len(rows) == len(set(rows))


def test_views_are_ours_allauths_or_the_admins():
    """The middleware refuses any other view, so one that came in unseen would only ever answer 403."""
    ours = dict(views_of_ours())
    others = [name for name, view in every_url() if name not in ours and not access.guards_itself(view)]

    assert [name for name in others if name not in UNNAMED] == ["admin:view_on_site"]


def test_every_view_of_ours_has_a_lock():
    locks = ("is_public", "needs_sign_in", "required_permission")
    unlocked = [name for name, view in views_of_ours() if not any(hasattr(view, lock) for lock in locks)]

    assert unlocked == []


def answer(world: World, letter: str, method: str, url: str) -> str:
    """The status; for a redirect away from the page's own work also to where."""
    client = world.clients[letter]
    cookies = client.cookies.copy()
    with transaction.atomic():
        response = getattr(client, method)(url)
        transaction.set_rollback(True)
    client.cookies = cookies
    place = response.headers.get("Location", "")
    if place.startswith(reverse("account_login")):
        return "sign in"
    if place.startswith(reverse("accounts:second_factor")):
        return "second factor"
    return str(response.status_code)


def expected(row: Row, letter: str, method: str, *, is_other: bool) -> str:
    if letter not in row.may:
        return "sign in" if letter == "X" and row.refused == 403 else str(row.refused)
    plain = row.post if method == "post" and row.post is not None else row.get
    if plain in (403, 405):  # refused before any row is looked for
        return str(plain)
    return str(row.other if is_other else row.but.get(letter, plain))


def surprises(world: World, row: Row, rows: SimpleNamespace, *, letters: str, is_other: bool) -> list[str]:
    url = reverse(row.name, kwargs=row.kwargs(rows))
    found = []
    for letter in letters:
        for method in ("get", "post"):
            wanted, got = expected(row, letter, method, is_other=is_other), answer(world, letter, method, url)
            if wanted != got:
                found.append(f"{letter} {method}: {got}, not {wanted}")
    return found


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.name)
def test_who_may_open(world, row):
    assert surprises(world, row, world.ours, letters=EVERYBODY, is_other=False) == []


@pytest.mark.parametrize("row", [row for row in ROWS if row.at], ids=lambda row: row.name)
def test_who_may_open_what_belongs_to_another_organisation(world, row):
    """Only for those whom the lock lets in: everybody else was refused before any row was looked for."""
    assert surprises(world, row, world.theirs, letters=row.may, is_other=True) == []


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.name)
def test_staff_without_a_second_factor(world, row):
    url = reverse(row.name, kwargs=row.kwargs(world.ours))
    found = {letter: answer(world, letter.lower(), "get", url) for letter in STAFF}

    assert found == {letter: expected_early(row, letter) for letter in STAFF}


def expected_early(row: Row, letter: str) -> str:
    if not row.early:
        return "second factor"
    return str(row.without or expected(row, letter, "get", is_other=False))
