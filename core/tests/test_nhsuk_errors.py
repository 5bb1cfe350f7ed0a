import pytest
from django import forms

from core import nhsuk
from core.wording import plain_errors


class PlanForm(forms.Form):
    name = forms.CharField(label="Your name", max_length=5)
    people = forms.IntegerField(label="How many people came?", min_value=1, required=False)
    service = forms.ChoiceField(label="Service", choices=[("a", "A")])
    needs = forms.MultipleChoiceField(widget=forms.CheckboxSelectMultiple, choices=[("a", "A")])
    agreed = forms.BooleanField(label="I agree")
    bsl = forms.CharField(label="BSL interpreter", error_messages={"required": "Say who interprets"})
    started = forms.DateField(widget=nhsuk.DateParts)
    paper = forms.FileField(label="A file", widget=forms.FileInput)


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("name", "Enter your name"),
        ("service", "Select service"),
        ("needs", "Select needs"),
        ("agreed", "Tick the box: I agree"),
        ("bsl", "Say who interprets"),
        ("started", "Enter started"),
        ("paper", "Select a file"),
    ],
)
def test_plain_errors_when_nothing_was_given(name, said):
    assert plain_errors(PlanForm({})[name]) == [said]


@pytest.mark.parametrize(
    ("name", "given", "said"),
    [
        ("name", "Amina Khan", "Shorten your name to 5 characters or fewer"),
        ("people", "0", "Enter 1 or more for how many people came"),
        ("people", "some", "Enter a whole number"),
        ("service", "b", "Choose service from the list"),
    ],
)
def test_plain_errors_when_an_answer_does_not_fit(name, given, said):
    assert plain_errors(PlanForm({name: given})[name]) == [said]


def test_plain_errors_keeps_what_a_form_says_itself():
    form = PlanForm({})
    form.add_error("people", "Enter the number again. It differs from the register.")

    assert plain_errors(form["people"]) == ["Enter the number again. It differs from the register."]


def test_errors_link_to_the_first_box_in_page_order():
    form = PlanForm({"name": "Amina", "service": "a", "bsl": "x", "agreed": "on"})
    form.add_error(None, "Choose another day")

    assert nhsuk.errors([form]) == [
        ("Choose another day", ""),
        ("Select needs", "id_needs_0"),
        ("Enter started", "id_started_day"),
        ("Select a file", "id_paper"),
    ]


def test_errors_says_the_same_once():
    form = PlanForm({})

    assert nhsuk.errors([form, form]) == nhsuk.errors([form])


def test_errors_of_formset_name_each_row():
    rows = forms.formset_factory(PlanForm, extra=0)(
        {"form-TOTAL_FORMS": "2", "form-INITIAL_FORMS": "2", "form-0-name": "x"}
    )
    names = [target for message, target in nhsuk.errors([rows]) if message == "Enter your name"]

    assert names == ["id_form-1-name"]


def test_errors_of_unsent_form_are_none():
    assert nhsuk.errors([PlanForm()]) == []
