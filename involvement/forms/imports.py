from __future__ import annotations

from django import forms

from involvement.models import ImportKind

REGISTER_KINDS = [(kind.value, kind.label) for kind in ImportKind if kind != ImportKind.BENCHMARK]


class StartImportForm(forms.Form):
    kind = forms.ChoiceField(
        label="What is in the file?",
        choices=REGISTER_KINDS,
        widget=forms.RadioSelect,
        error_messages={"required": "Select what is in the file"},
    )
    file = forms.FileField(
        label="CSV file",
        help_text="Saved as CSV UTF-8. We check it first and save nothing until you say so.",
        widget=forms.FileInput(attrs={"accept": ".csv,text/csv"}),
        error_messages={"required": "Select a CSV file", "empty": "Select a file that is not empty"},
    )
