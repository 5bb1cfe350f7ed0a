import pytest
from django import forms
from django.core.paginator import Paginator
from django.template import Context, RequestContext, Template, TemplateSyntaxError

from core.context_processors import site_for
from core.tests.markup import shape


def rendered(source, **context):
    return Template("{% load heard %}" + source).render(Context(context))


def test_table_gives_each_cell_its_column():
    one_row = "{% row %}{% cell %}3 May{% endcell %}{% cell %}12{% endcell %}{% endrow %}"

    page = rendered('{% table "May" "Date" "People#" %}' + one_row + "{% endtable %}")

    assert page.count('scope="col"') == 2
    assert '<th class="nhsuk-table__header" role="rowheader" scope="row">' in page
    assert '<td class="nhsuk-table__cell nhsuk-table__cell--numeric" role="cell">' in page
    assert 'aria-hidden="true">People </span><span>12</span></td>' in page


def test_table_starts_again_with_each_row_and_keeps_escaping():
    source = (
        '{% table "People" "Name" "Role" %}{% for name in names %}'
        "{% row %}{% cell %}{{ name }}{% endcell %}{% cell %}Guest{% endcell %}{% endrow %}{% endfor %}{% endtable %}"
    )

    page = rendered(source, names=["<Amina>", "Bola"])

    assert page.count('role="rowheader"') == 2
    assert "&lt;Amina&gt;" in page


def test_table_that_scrolls_can_be_reached_by_keyboard():
    page = rendered(
        '{% table "Gaps" "Group" scroll=True %}{% row %}{% cell %}Black{% endcell %}{% endrow %}{% endtable %}'
    )

    assert (
        "div",
        [("aria-label", "Gaps"), ("class", ["heard-scroll"]), ("role", "region"), ("tabindex", "0")],
    ) in shape(page)
    assert "nhsuk-table-responsive" not in page


def test_pagination_keeps_the_search(rf):
    page = Paginator(range(312), 25).page(4)
    request = rf.get("/sessions/?q=larch&page=4")

    html = Template("{% load heard %}{% pagination page noun='sessions' %}").render(
        RequestContext(request, {"page": page})
    )

    assert "Showing 76 to 100 of 312 sessions" in html
    assert '<a href="?q=larch&amp;page=5" class="nhsuk-pagination__next"' in html
    assert '<a href="?q=larch&amp;page=3" class="nhsuk-pagination__previous"' in html
    assert html.count('aria-current="page"') == 1


def test_pagination_of_one_page_is_only_the_count(rf):
    page = Paginator([1, 2], 25).page(1)
    html = Template("{% load heard %}{% pagination page %}").render(RequestContext(rf.get("/"), {"page": page}))

    assert "<nav" not in html
    assert "Showing 1 to 2 of 2 results" in html


def test_progress_asks_again_until_done():
    assert 'hx-get="/status/"' in rendered('{% progress "People read" 40 "/status/" state="Working" %}')
    assert "hx-get" not in rendered('{% progress "People read" 100 "/status/" state="Ready" done=True %}')


def test_breadcrumbs_end_in_a_back_link_for_phones():
    html = rendered('{% breadcrumbs "Home" "/" "Sessions" "/sessions/" %}')

    assert html.count('class="nhsuk-breadcrumb__link"') == 2
    assert '<a class="nhsuk-back-link" href="/sessions/">' in html


def test_breadcrumbs_refuses_a_name_without_address():
    with pytest.raises(ValueError, match="shorter"):
        rendered('{% breadcrumbs "Home" %}')


def test_post_button_carries_its_fields():
    html = rendered('{% post_button "/publish/" "Publish" variant="warning" report="7" %}', csrf_token="token")

    assert '<input type="hidden" name="csrfmiddlewaretoken" value="token">' in html
    assert '<input type="hidden" name="report" value="7">' in html
    assert "nhsuk-button--warning" in html


class NameForm(forms.Form):
    name = forms.CharField(label="Your name")


@pytest.mark.parametrize("layout", ["page", "wide", "form", "confirm"])
def test_layout_sums_up_errors_before_the_heading(layout):
    source = '{% extends "layouts/' + layout + '.html" %}{% block title %}Join{% endblock %}'
    page = Template(source).render(Context({"form": NameForm({}), "heard": site_for()}))

    assert "<title>Error: Join – Heard</title>" in page
    assert page.count("<h1") == page.count(">Join</h1>") == 1
    assert page.index('<a href="#id_name">Enter your name</a>') < page.index("<h1")


def test_layout_of_unsent_form_has_no_error():
    page = Template('{% extends "layouts/form.html" %}').render(Context({"form": NameForm(), "heard": site_for()}))

    assert "Error" not in page


def test_table_needs_an_end():
    with pytest.raises(TemplateSyntaxError):
        rendered('{% table "May" "Date" %}')
