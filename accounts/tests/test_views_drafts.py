import pytest
from django.test import Client
from django.urls import reverse

from accounts.models import Draft, Role
from accounts.tests.factories import make_draft, make_membership, sign_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def membership(client):
    membership = make_membership(Role.PARTICIPANT)
    sign_in(client, membership)
    return membership


def test_draft_shows_the_words_to_their_writer(client, membership):
    draft = make_draft(membership.user, fields="name=Kim&note=Two%0Alines&empty=")

    kept = client.get(reverse("accounts:draft", args=[draft.pk])).context["kept"]

    assert (kept.page, kept.path) == ("Account", "/your-account/")
    assert kept.shown == [("Name", "Kim"), ("Note", "Two\nlines")]


def test_draft_of_somebody_else_is_not_found(client, membership):
    draft = make_draft(make_membership(Role.PARTICIPANT).user)

    assert client.get(reverse("accounts:draft", args=[draft.pk])).status_code == 404
    assert client.post(reverse("accounts:throw_away_draft", args=[draft.pk])).status_code == 404


def test_draft_asks_strangers_to_sign_in(client):
    draft = make_draft(make_membership(Role.PARTICIPANT).user)

    assert client.get(reverse("accounts:draft", args=[draft.pk])).status_code == 302


def test_sending_the_draft_saves_it_and_forgets_it(membership):
    client = Client(enforce_csrf_checks=True)
    sign_in(client, membership)
    draft = make_draft(membership.user, fields="name=Kim")
    page = client.get(reverse("accounts:draft", args=[draft.pk]))
    mark = str(page.context["csrf_token"])

    client.post("/your-account/", {"name": "Kim", "heard_draft": str(draft.pk), "csrfmiddlewaretoken": mark})

    membership.user.refresh_from_db()
    assert (membership.user.name, Draft.objects.count()) == ("Kim", 0)


def test_draft_stays_until_its_page_takes_the_corrected_form(client, membership):
    draft = make_draft(membership.user, fields="name=x")
    client.post("/your-account/", {"name": "x" * 101, "heard_draft": str(draft.pk)})
    assert Draft.objects.count() == 1

    client.post("/your-account/", {"name": "Kim"})

    assert Draft.objects.count() == 0


def test_form_with_a_draft_of_somebody_else_leaves_that_draft_alone(client, membership):
    draft = make_draft(make_membership(Role.PARTICIPANT).user)

    client.post("/your-account/", {"name": "Kim", "heard_draft": str(draft.pk)})

    assert Draft.objects.get() == draft


@pytest.mark.parametrize("mark", ["", "no-id", "0", "\x00"])
def test_form_with_a_broken_draft_mark_is_taken(client, membership, mark):
    assert client.post("/your-account/", {"name": "Kim", "heard_draft": mark}).status_code == 302


def test_throw_away_draft_forgets_it(client, membership):
    draft = make_draft(membership.user)

    client.post(reverse("accounts:throw_away_draft", args=[draft.pk]))

    assert Draft.objects.count() == 0


def test_throw_away_draft_needs_a_press(client, membership):
    draft = make_draft(membership.user)

    assert client.get(reverse("accounts:throw_away_draft", args=[draft.pk])).status_code == 405
    assert Draft.objects.count() == 1


def test_home_leads_to_a_kept_form_once(client, membership):
    draft = make_draft(membership.user)

    first, second = client.get(reverse("accounts:home")), client.get(reverse("accounts:home"))

    assert first["Location"] == reverse("accounts:draft", args=[draft.pk])
    assert second["Location"] == reverse("involvement:my_home")


def test_draft_with_files_says_to_choose_them_again(client, membership):
    draft = make_draft(membership.user, had_files=True)

    assert "Choose your files again" in client.get(reverse("accounts:draft", args=[draft.pk])).content.decode()
