"""Forced colours, print, and the errors a form shows."""

import pytest
from django.urls import reverse

from config.tests.browser.looking import WIDE

# Radio buttons and checkboxes show the focus beside themselves, on their label.
MARK = """() => {
  const here = document.activeElement;
  if (here === document.body) return null;
  const looks = [getComputedStyle(here)];
  if (here.matches("[type=radio], [type=checkbox]")) looks.push(getComputedStyle(here.labels[0], "::before"));
  const visible = looks.some(look => look.outlineStyle !== "none" && parseFloat(look.outlineWidth) >= 2);
  return [here.outerHTML.slice(0, 120), visible];
}"""
SEND_NOTHING = """() => {
  const form = document.querySelector("main form[method=post]");
  form.querySelectorAll("input:not([name=csrfmiddlewaretoken]), select, textarea").forEach(box => box.disabled = true);
  HTMLFormElement.prototype.submit.call(form);
}"""
FORMS = [
    "account_signup",
    "accounts:invite_member",
    "involvement:add_service",
    "involvement:add_activity",
    "involvement:add_participant",
    "involvement:start_import",
    "reports:request_report",
    "reports:upload_benchmark",
]
PRINTED = {
    "session": lambda rows: reverse("involvement:session", args=[rows.session.pk]),
    "report": lambda rows: reverse("reports:report", args=[rows.full_report.pk]),
    "card": lambda rows: reverse("involvement:claim_card", args=[rows.participant.pk]),
}


def stops(page):
    """What Tab stops at, once round."""
    found = []
    while True:
        page.keyboard.press("Tab")
        stop = page.evaluate(MARK)
        if stop is None or len(found) > 200:
            return found
        found.append(stop)


@pytest.mark.parametrize("colours", ["none", "active"])
@pytest.mark.parametrize("name", ["register", "dashboard", "sign in"])
def test_focus_is_always_to_be_seen(visit, world, colours, name):
    letter, url = {
        "register": ("F", reverse("involvement:record_attendance", args=[world.ours.coming.pk])),
        "dashboard": ("C", reverse("reports:dashboard")),
        "sign in": ("X", reverse("account_login")),
    }[name]
    visitor = visit(letter)
    visitor.page.emulate_media(forced_colors=colours)
    visitor.open(url)

    found = stops(visitor.page)

    assert len(found) > 10
    assert [html for html, visible in found if not visible] == []


@pytest.mark.parametrize("name", FORMS)
def test_form_sent_empty_says_what_to_enter(visit, name):
    visitor = visit("X" if name.startswith("account_") else "A" if name.startswith("accounts:") else "L")
    visitor.open(reverse(name))

    with visitor.page.expect_navigation():
        visitor.page.evaluate(SEND_NOTHING)
    visitor.page.wait_for_selector(".nhsuk-error-summary")

    assert visitor.page.title().startswith("Error: ")
    assert visitor.page.evaluate("document.activeElement.matches('.nhsuk-error-summary')")
    assert visitor.faults() == []


@pytest.mark.parametrize("name", PRINTED)
def test_print_leaves_out_what_paper_cannot_do(visit, world, name):
    visitor = visit("L")
    visitor.open(PRINTED[name](world.ours))
    visitor.page.set_viewport_size(WIDE)
    visitor.page.emulate_media(media="print")

    for gone in ("nav", "form button", ".heard-safety"):
        assert [gone for part in visitor.page.locator(gone).all() if part.is_visible()] == []
    assert visitor.page.is_visible("h1")
    assert visitor.page.is_visible(".heard-help")
