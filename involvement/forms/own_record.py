from __future__ import annotations

from typing import Any

from django import forms


class CodeField(forms.CharField):
    """A code from involvement/codes.py, however it is typed."""

    def __init__(self, *, label: str, **options: Any) -> None:
        what = label[0].lower() + label[1:]
        super().__init__(
            label=label,
            max_length=40,
            help_text="10 letters and numbers, like ABCDE-23456.",
            error_messages={
                "required": f"Enter {what}",
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
            **options,
        )


class ClaimForm(forms.Form):
    code = CodeField(label="Code on your card")
