from __future__ import annotations

from django import forms


class ClaimForm(forms.Form):
    code = forms.CharField(
        label="Code on your card",
        max_length=40,
        help_text="10 letters and numbers, like ABCDE-23456.",
        error_messages={
            "required": "Enter the code on your card",
            "max_length": "Enter the 10 letters and numbers only",
        },
        widget=forms.TextInput(
            {
                "autocomplete": "off",
                "autocapitalize": "characters",
                "spellcheck": "false",
                "class": "nhsuk-input--width-20",
            }
        ),
    )
