"""What is looked for is found: a page with one fault of each kind."""

import pytest

PAGE = """<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>A – B</title></head><body>
<a class="nhsuk-skip-link" data-nhsuk-skip-link-init href="#m">Skip</a><main id="m"><h1>Page</h1>{}
</main></body></html>"""
HELP = "<p>999 111 116 123 85258</p>"


@pytest.fixture
def found(visit):
    def found(body, *, scripts=True):
        visitor = visit("X")
        answer = {"content_type": "text/html", "body": PAGE.format(body)}
        rules = {"Content-Security-Policy": "default-src 'self'"}
        visitor.page.route("**/fault/", lambda route: route.fulfill(headers=rules, **answer))
        visitor.open("/fault/", scripts=scripts)
        return " ".join(visitor.faults())

    return found


def test_nothing_is_found_on_a_good_page(found):
    assert found(HELP) == ""


@pytest.mark.parametrize(
    ("body", "fault"),
    [
        ("<p>Call 999</p>", "help is missing"),
        (HELP + "<h1>Another</h1>", "not one h1"),
        (HELP + "<input type='text'>", "label: "),
        (HELP + "<script>1</script>", "inline script"),
        (HELP + "<img src='/nothing.png' alt='Picture'>", "404: "),
        (HELP + "<button tabindex='3'>Save</button>", "tab order is forced"),
        (HELP + "<p>" + "long" * 100 + "</p>", "320 px: scrolls sideways"),
    ],
)
def test_fault_is_found(found, body, fault):
    assert fault in found(body)


def test_what_stands_in_noscript_is_looked_at_without_scripts(found):
    body = HELP + "<noscript><input type='text'></noscript>"

    assert found(body) == ""
    assert "label: " in found(body, scripts=False)
