import json

import pytest
from django import forms
from django.http import QueryDict

from core.editing import EditForm


class PlaceForm(EditForm):
    place = forms.CharField(required=False)
    kind = forms.ChoiceField(choices=[("hall", "A hall"), ("home", "A home")])


SHOWN = {"place": "Library", "kind": "hall"}


def sent(*, shown=SHOWN, saved=SHOWN, **fields):
    data = QueryDict(mutable=True)
    data.update({"shown": json.dumps(shown)} | fields)
    return PlaceForm(data, saved=saved)


def test_edit_form_takes_what_was_entered():
    form = sent(place="Museum", kind="hall")

    assert form.is_valid()
    assert form.cleaned_data == {"place": "Museum", "kind": "hall"}


def test_edit_form_keeps_what_another_saved_in_a_field_left_alone():
    form = sent(place="Museum", kind="hall", saved={"place": "Library", "kind": "home"})

    assert form.is_valid()
    assert form.cleaned_data == {"place": "Museum", "kind": "home"}


def test_edit_form_asks_once_about_a_field_that_both_changed():
    now = {"place": "Library", "kind": "home"}
    form = sent(place="Library", kind="other-home", saved=now)
    form.fields["kind"].choices = [*form.fields["kind"].choices, ("other-home", "Another home")]

    assert form.errors["kind"] == [
        "Check this. Someone else changed it to “A home” meanwhile. Save again to keep yours."
    ]
    assert json.loads(form["shown"].value()) == now


def test_edit_form_second_save_decides():
    now = {"place": "Church", "kind": "hall"}
    first = sent(place="Museum", kind="hall", saved=now)
    assert not first.is_valid()

    second = PlaceForm(first.data, saved=now)

    assert second.is_valid()
    assert second.cleaned_data == {"place": "Museum", "kind": "hall"}


@pytest.mark.parametrize("broken", ["", "[]", "{", "7"])
def test_edit_form_without_a_readable_page_takes_what_was_entered(broken):
    form = sent(place="Museum", kind="home")
    form.data["shown"] = broken

    assert form.is_valid()
    assert form.cleaned_data == {"place": "Museum", "kind": "home"}


@pytest.mark.parametrize("shown", ["", "[]", "{", "[" * 100_000])
def test_edit_form_takes_what_is_saved_for_shown_when_that_cannot_be_read(shown):
    data = QueryDict(mutable=True)
    data.update({"shown": shown, "place": "Museum", "kind": "hall"})
    form = PlaceForm(data, saved=SHOWN)

    assert form.is_valid()
    assert form.cleaned_data == {"place": "Museum", "kind": "hall"}
