from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from accounts import access
from accounts.models import Role
from accounts.tests.factories import make_membership, make_organisation, make_user, sign_in, signed_in
from core import audit

pytestmark = pytest.mark.django_db
PAGE, LOG = reverse("accounts:organisation"), reverse("accounts:audit_log")
PNG = b"\x89PNG\r\n\x1a\n" + b"\0" * 20


@pytest.fixture
def ours(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    return make_organisation(area_codes=["E09000022"])


@pytest.fixture
def client(client, ours):
    """Ana, an administrator of ours."""
    membership = make_membership(Role.ADMINISTRATOR, ours, user=make_user(name="Ana"))
    client.actor = access.actor_for(membership)
    return sign_in(client, membership)


def send(client, **fields):
    return client.post(PAGE, {"name": "Larch", "nation": "wales"} | fields)


def test_organisation_shows_the_areas_by_name(client):
    assert client.get(PAGE).context["area_names"] == ["Lambeth"]


def test_organisation_saves_name_and_nation(client, ours):
    send(client, slug="other", kind="commissioner")

    saved = access.organisation(client.actor)
    assert (saved.name, saved.nation, saved.slug, saved.kind) == ("Larch", "wales", ours.slug, ours.kind)


@pytest.mark.parametrize(
    ("fields", "errors"),
    [
        ({"name": " "}, {"name": ["Enter a name"]}),
        ({"nation": "france"}, ["nation"]),
        (
            {"logo": SimpleUploadedFile("logo.png", b"<svg onload=alert(1)>", "image/png")},
            {"logo": ["Select a PNG or JPEG picture"]},
        ),
        (
            {"logo": SimpleUploadedFile("logo.png", PNG + b"\0" * 200 * 1024, "image/png")},
            {"logo": ["Select a picture of at most 200 kB"]},
        ),
    ],
)
def test_organisation_refuses_what_does_not_fit(client, fields, errors):
    found = send(client, **fields).context["form"].errors

    assert (list(found) if isinstance(errors, list) else found) == errors


def test_logo_is_served_as_what_it_is_whatever_it_was_called(client):
    send(client, logo=SimpleUploadedFile("../../page.html", PNG, "text/html"))
    response = client.get(client.get(PAGE).context["actor"].organisation_logo_url)

    assert (response["Content-Type"], b"".join(response.streaming_content)) == ("image/png", PNG)


def test_logo_of_an_organisation_without_one_is_not_found(client, ours):
    assert client.get(reverse("accounts:logo", args=[ours.pk])).status_code == 404


def test_organisation_is_for_administrators(client):
    assert signed_in(client, Role.INVOLVEMENT_LEAD).get(PAGE).status_code == 403


def test_audit_log_says_who_did_what(client):
    audit.record(actor=client.actor, verb="ATTENDANCE_RECORDED", target=make_user(), reason="asked by phone")
    audit.record(actor=access.SYSTEM, verb="AREAS_CHOSEN", organisation_id=client.actor.organisation_id)

    lines = client.get(LOG).context["lines"]
    assert [(line.who, line.role, line.what, line.about) for line in lines] == [
        ("The system", "", "Areas chosen", ""),
        ("Ana", "Organisation administrator", "Attendance recorded", "User"),
    ]


def test_audit_log_names_nobody_who_takes_part_and_shows_no_free_text(client, ours):
    person = make_membership(Role.PARTICIPANT, ours, user=make_user(name="Kim Taylor"))
    audit.record(actor=access.actor_for(person), verb="SEEN", subject_id=person.pk, reason="a word of Kim's")

    page = client.get(LOG)
    assert [line.who for line in page.context["lines"]] == ["Somebody who takes part"]
    assert [word in page.content.decode() for word in ("Kim", str(person.pk), "a word")] == [False] * 3


def test_audit_log_filters_by_what_was_done_and_day(client):
    audit.record(actor=client.actor, verb="FIRST")
    audit.record(actor=client.actor, verb="SECOND")
    today = timezone.localdate()

    def shown(query):
        return [line.what for line in client.get(f"{LOG}?{query}").context["lines"]]

    assert shown("verb=FIRST") == ["First"]
    assert shown(f"day={today}") == ["Second", "First"]
    assert shown(f"day={today - timedelta(1)}") == []


@pytest.mark.parametrize("query", ["day=x", "day=9999-12-31", "day=0001-01-01", "verb=%00", "page=0"])
def test_audit_log_takes_odd_addresses(client, query):
    assert client.get(f"{LOG}?{query}").status_code == 200


def test_audit_log_costs_the_same_for_one_and_three(client, django_assert_num_queries):
    client.get(LOG)
    for _ in range(2):
        audit.record(actor=client.actor, verb="FIRST")
        with django_assert_num_queries(7):
            client.get(LOG)
        audit.record(actor=client.actor, verb="FIRST")
