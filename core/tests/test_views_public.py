import pytest
from django.conf import settings
from django.test import Client

PAGES = ["/", "/get-help-now/", "/accessibility/", "/privacy/", "/cookies/"]
ENGLAND = ["999", "111", "116 123", "85258"]


@pytest.mark.django_db
@pytest.mark.parametrize("path", PAGES)
def test_public_page_opens_signed_out_and_shows_urgent_help(client, path):
    response = client.get(path)

    assert response.status_code == 200
    assert [number for number in ENGLAND if f">{number}</a>" in response.content.decode()] == ENGLAND


@pytest.mark.django_db
@pytest.mark.parametrize("path", PAGES)
def test_public_page_has_one_heading_and_a_way_out(client, path):
    page = client.get(path).content.decode()

    assert page.count("<h1") == 1
    assert page.count('href="#maincontent"') == 1
    assert page.count(f'href="{settings.HEARD_QUICK_EXIT_URL}"') == 1


@pytest.mark.django_db
def test_home_sends_signed_in_people_to_their_own(client, django_user_model):
    client.force_login(django_user_model.objects.create_user(email="amina@example.org"))

    response = client.get("/")

    assert (response.status_code, response["Location"]) == (302, "/home/")


@pytest.mark.django_db
def test_help_now_opens_the_nation_of_the_site_first(client, settings):
    settings.HEARD_NATION = "scotland"

    page = client.get("/get-help-now/").content.decode()

    assert page.index("In Scotland") < page.index("In England")
    assert "0800 83 85 87" in page.split('id="get-help-now"')[1]


@pytest.mark.django_db
def test_cookies_names_the_cookies_really_used(client, settings):
    settings.SESSION_COOKIE_NAME = "__Host-session"

    assert "__Host-session" in client.get("/cookies/").content.decode()


def test_healthz_answers_without_the_database():
    response = Client().get("/healthz")

    assert (response.status_code, response.content) == (200, b"ok")


@pytest.mark.django_db
def test_readyz_answers_when_the_database_does(client):
    response = client.get("/readyz")

    assert (response.status_code, response.content) == (200, b"ok")


@pytest.mark.django_db
def test_public_page_loads_nothing_from_elsewhere(client):
    page = client.get("/").content.decode()

    assert [part for part in page.split('src="')[1:] if not part.startswith("/static/")] == []
    assert [part for part in page.split('rel="stylesheet" href="')[1:] if not part.startswith("/static/")] == []
