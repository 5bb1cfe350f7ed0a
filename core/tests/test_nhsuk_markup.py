"""Our fields against the design system's own macros: the same elements, classes, ids and descriptions."""

import pytest
from django import forms
from django.http import QueryDict
from django.template.loader import render_to_string
from jinja2 import ChainableUndefined, Environment, PackageLoader

from core.nhsuk import Choice, DateParts
from core.templatetags.heard import field
from core.tests.markup import shape

OFFICIAL = Environment(loader=PackageLoader("nhsuk_frontend_jinja"), autoescape=True, undefined=ChainableUndefined)
LABEL = {"text": "Thing", "size": "s"}
HINT = {"text": "Help"}
ERROR = {"text": "Wrong"}
CHOICES = [("a", Choice("First", hint="More")), ("b", Choice("Second", divider="or"))]
ITEMS = [
    {"value": "a", "text": "First", "id": "id_thing_0", "hint": {"text": "More"}},
    {"divider": "or"},
    {"value": "b", "text": "Second", "id": "id_thing_1"},
]
LEGEND = {"legend": LABEL}


def official(component, macro, **params):
    template = OFFICIAL.from_string(
        f'{{% from "nhsuk/components/{component}/macro.jinja" import {macro} %}}{{{{ {macro}(p) }}}}'
    )
    return template.render(p=params)


def ours(form_field, *, error=False, **options):
    form_field.label, form_field.help_text = "Thing", "Help"
    form = type("ThingForm", (forms.Form,), {"thing": form_field})(QueryDict() if error else None)
    if error:
        form.errors.clear()
        form.add_error("thing", "Wrong")
    return field(form["thing"], **options)


@pytest.mark.parametrize("error", [False, True])
def test_field_matches_official_input(error):
    expected = official(
        "input", "input", label=LABEL, hint=HINT, id="id_thing", name="thing", errorMessage=ERROR if error else None
    )

    assert shape(ours(forms.CharField(), error=error)) == shape(expected)


@pytest.mark.parametrize("error", [False, True])
def test_field_matches_official_select(error):
    params = {"label": LABEL, "hint": HINT, "id": "id_thing", "name": "thing", "errorMessage": ERROR if error else None}
    expected = official("select", "select", items=[{"value": "a", "text": "First"}], **params)

    assert shape(ours(forms.ChoiceField(choices=[("a", "First")]), error=error)) == shape(expected)


@pytest.mark.parametrize("error", [False, True])
def test_field_matches_official_radios(error):
    params = {"fieldset": LEGEND, "hint": HINT, "idPrefix": "id_thing", "name": "thing"}
    expected = official("radios", "radios", items=ITEMS, errorMessage=ERROR if error else None, **params)

    assert shape(ours(forms.ChoiceField(choices=CHOICES, widget=forms.RadioSelect), error=error)) == shape(expected)


@pytest.mark.parametrize("error", [False, True])
def test_field_matches_official_checkboxes(error):
    params = {"fieldset": LEGEND, "hint": HINT, "idPrefix": "id_thing", "name": "thing"}
    expected = official("checkboxes", "checkboxes", items=ITEMS, errorMessage=ERROR if error else None, **params)
    choices = forms.MultipleChoiceField(choices=CHOICES, widget=forms.CheckboxSelectMultiple)

    assert shape(ours(choices, error=error)) == shape(expected)


def test_field_matches_official_password():
    expected = official("password-input", "passwordInput", label=LABEL, hint=HINT, id="id_thing", name="thing")

    assert shape(ours(forms.CharField(widget=forms.PasswordInput))) == shape(expected)


def test_field_matches_official_file_upload():
    expected = official("file-upload", "fileUpload", label=LABEL, hint=HINT, id="id_thing", name="thing")

    assert shape(ours(forms.FileField(widget=forms.FileInput))) == shape(expected)


def test_field_matches_official_date_input():
    boxes = [
        {"name": f"thing_{part}", "label": part.capitalize(), "id": f"id_thing_{part}", "width": width}
        for part, width in (("day", 2), ("month", 2), ("year", 4))
    ]
    expected = official("date-input", "dateInput", id="id_thing", fieldset=LEGEND, hint=HINT, items=boxes)

    assert shape(ours(forms.DateField(widget=DateParts))) == shape(expected)


def test_field_matches_official_character_count_but_for_the_urgent_notice():
    params = {"label": LABEL, "hint": HINT, "id": "id_thing", "name": "thing", "maxlength": 500}
    expected = official("character-count", "characterCount", **params)
    notice = render_to_string("components/urgent_notice.html", {"id": "id_thing"})

    rendered = ours(forms.CharField(max_length=500, widget=forms.Textarea))

    described = expected.replace("id_thing-info id_thing-hint", "id_thing-hint id_thing-notice id_thing-info")
    assert notice in rendered
    assert shape(rendered.replace(notice, "")) == shape(described)


def test_field_as_page_heading_matches_official():
    label = {"text": "Thing", "size": "l", "isPageHeading": True}
    expected = official("input", "input", label=label, hint=HINT, id="id_thing", name="thing")

    assert shape(ours(forms.CharField(), size="l", page_heading=True)) == shape(expected)
