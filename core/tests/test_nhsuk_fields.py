from datetime import date

import pytest
from django import forms
from django.template import Context, Template
from django.utils.datastructures import MultiValueDict

from core.nhsuk import DateParts, control
from core.templatetags.heard import field


class VisitForm(forms.Form):
    name = forms.CharField(label="<b>Name</b>", required=False)
    note = forms.CharField(widget=forms.Textarea(attrs={"class": "wide"}), max_length=9)
    people = forms.IntegerField(min_value=0)
    on = forms.DateField(widget=DateParts)
    agreed = forms.BooleanField(required=False)


def test_field_escapes_label():
    assert "&lt;b&gt;Name&lt;/b&gt; (optional)</label>" in field(VisitForm()["name"])


def test_field_of_filter_form_is_not_marked_optional():
    form = VisitForm()
    form.mark_optional = False

    assert control(form["name"]).optional is False


def test_field_textarea_never_cuts_what_is_pasted():
    html = field(VisitForm()["note"])

    assert ' maxlength="' not in html
    assert 'data-maxlength="9"' in html
    assert 'class="nhsuk-textarea nhsuk-js-character-count wide"' in html


def test_field_number_keeps_what_was_mistyped():
    html = field(VisitForm({"people": "a few"})["people"])

    assert 'type="text"' in html
    assert 'inputmode="numeric"' in html
    assert 'value="a few"' in html


def test_field_tick_box_is_not_marked_optional():
    assert "(optional)" not in field(VisitForm()["agreed"])


def test_field_takes_other_label_and_hint():
    html = field(VisitForm()["name"], label="Pen-name", hint="Any name you like")

    assert 'for="id_name">Pen-name (optional)</label>' in html
    assert 'aria-describedby="id_name-hint"' in html


def test_date_parts_reads_three_boxes():
    form = VisitForm({"on_day": "27", "on_month": "3", "on_year": "2026"})
    form.full_clean()

    assert form.cleaned_data["on"] == date(2026, 3, 27)


def test_date_parts_keeps_what_is_no_date():
    form = VisitForm({"on_day": "31", "on_month": "2", "on_year": "2026"})

    assert list(form["on"].errors) == ["Enter a valid date."]
    assert [item.html.count('value="31"') for item in control(form["on"]).items] == [1, 0, 0]


def test_date_parts_shows_a_given_date():
    shown = control(VisitForm(initial={"on": date(2026, 3, 27)})["on"]).items

    assert ['value="27"' in shown[0].html, 'value="3"' in shown[1].html, 'value="2026"' in shown[2].html] == [True] * 3


def test_form_page_uploads_when_the_form_has_a_file():
    upload = type("UploadForm", (forms.Form,), {"file": forms.FileField()})(MultiValueDict())
    page = Template("{% load heard %}{% form_page form button='Send' %}").render(Context({"form": upload}))

    assert 'enctype="multipart/form-data"' in page
    assert ">Send</button>" in page


class ChoosingForm(forms.Form):
    flat = forms.ChoiceField(required=False, choices=[("", "Choose <one>"), ("7", "Seven"), ("8", "Eight")])
    grouped = forms.ChoiceField(required=False, choices=[("Odd", [("7", "Seven")]), ("Even", [("8", "Eight")])])


@pytest.mark.parametrize(("given", "chosen"), [(None, ""), ({"flat": "8"}, "8"), ({"flat": "9"}, None)])
def test_field_select_marks_what_was_chosen(given, chosen):
    options = {"": "Choose &lt;one&gt;", "7": "Seven", "8": "Eight"}
    expected = "".join(
        f'<option value="{value}"{" selected" if value == chosen else ""}>{label}</option>'
        for value, label in options.items()
    )

    assert expected in str(control(ChoosingForm(given)["flat"]).html)


def test_field_select_keeps_groups():
    html = control(ChoosingForm({"grouped": "8"})["grouped"]).html

    assert html.count("<optgroup") == 2
    assert '<option value="8" selected>' in html
