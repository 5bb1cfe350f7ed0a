"""In a real browser: nothing to complain about for axe, no errors in the console, nothing wider than a small phone."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.contrib.auth import get_user_model
from django.test import Client

PAGES = ["/", "/get-help-now/", "/accessibility/", "/privacy/", "/cookies/", "/account/login/", "/account/signup/"]


@pytest.fixture(params=["scripts", "no scripts"])
def reader(request, browser, live_server):
    """Without scripts every script of ours is empty; axe itself needs an engine that runs."""
    context = browser.new_context(base_url=live_server.url)
    if request.param == "no scripts":
        context.route("**/*.js", lambda route: route.fulfill(body="", content_type="text/javascript"))
    page = context.new_page()
    page.complaints = []
    page.on("console", lambda message: page.complaints.append(message.text))
    page.on("pageerror", lambda error: page.complaints.append(str(error)))
    page.on("requestfailed", lambda failed: page.complaints.append(failed.url))
    yield page
    context.close()


def faults(page):
    return [
        (fault["id"], [node["html"] for node in fault["nodes"]]) for fault in Axe().run(page).response["violations"]
    ]


@pytest.mark.parametrize("width", [320, 1280])
def test_pages_have_no_fault_that_a_program_can_find(reader, width):
    reader.set_viewport_size({"width": width, "height": 800})
    for path in PAGES:
        reader.goto(path)

        assert (path, faults(reader), reader.complaints) == (path, [], [])
        assert (path, reader.evaluate("document.documentElement.scrollWidth")) == (path, width)


def test_pages_do_not_scroll_sideways_at_four_times_the_size(page, live_server):
    page.set_viewport_size({"width": 320, "height": 256})
    for path in PAGES:
        page.goto(live_server.url + path)

        assert page.evaluate("document.documentElement.scrollWidth") == 320


def test_keyboard_reaches_main_content_help_and_the_way_out_first(page, live_server):
    page.goto(live_server.url + "/")
    said = []
    for _ in range(3):
        page.keyboard.press("Tab")
        said.append(page.evaluate("document.activeElement.innerText"))

    assert said == ["Skip to main content", "Get help now", "Leave this page quickly"]


def test_errors_take_the_focus_and_lead_to_the_box(page, live_server):
    page.goto(live_server.url + "/account/login/")
    page.click("main button:has-text('Sign in')")

    assert page.evaluate("document.activeElement.className") == "nhsuk-error-summary"
    page.click("text=Enter password")
    assert page.evaluate("document.activeElement.id") == "id_password"


@pytest.fixture
def amina(page, live_server):
    user = get_user_model().objects.create_user(email="amina@example.org")
    client = Client()
    client.force_login(user)
    cookie = {"name": "sessionid", "value": client.cookies["sessionid"].value, "url": live_server.url}
    page.context.add_cookies([cookie])
    page.clock.install()
    page.goto(live_server.url + "/get-help-now/")
    page.cookie = cookie
    return page


def test_idle_warning_comes_in_time_and_one_key_extends(amina):
    amina.clock.fast_forward("27:00")
    assert amina.is_visible("text=Are you still there?") is False

    amina.clock.fast_forward("01:30")
    assert amina.evaluate("document.activeElement.innerText") == "Stay signed in"

    with amina.expect_response("**/stay/") as answer:
        amina.keyboard.press("Enter")
    amina.wait_for_selector("text=Are you still there?", state="hidden")
    assert answer.value.status == 204


def test_idle_end_covers_the_page_until_the_same_person_is_back(amina):
    amina.clock.fast_forward("31:00")
    assert amina.is_visible("text=You have been signed out")

    amina.context.clear_cookies()
    amina.keyboard.press("Escape")
    amina.click("text=I have signed in again")
    amina.wait_for_selector("text=You are not signed in yet")

    amina.context.add_cookies([amina.cookie])
    amina.click("text=I have signed in again")
    amina.wait_for_selector("#session-timeout", state="hidden")
    assert faults(amina) == []
