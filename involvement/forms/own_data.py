from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms

from core.nhsuk import Choice
from involvement.models import Participant
from involvement.taxonomies import ErasureReason

EVERYTHING = "everything"


class ErasureForm(forms.Form):
    """Which record to delete, or everything. ``record`` is None for everything."""

    what = forms.ChoiceField(
        label="What do you want us to delete?",
        widget=forms.RadioSelect,
        error_messages={"required": "Select what to delete", "invalid_choice": "Select what to delete"},
    )

    def __init__(self, *args: Any, records: Iterable[Participant], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.records = {str(record.pk): record for record in records}
        stays = "Your log-in stays, and so does what others hold."
        choices = [
            (key, Choice(f"My record with {record.organisation}", hint=stays)) for key, record in self.records.items()
        ]
        everything = Choice("Everything, and my log-in", hint="You can no longer sign in.")
        self.fields["what"].choices = [*choices, (EVERYTHING, everything)]  # type: ignore[attr-defined]
        if not choices:
            self.fields["what"].initial = EVERYTHING

    @property
    def record(self) -> Participant | None:
        return self.records.get(self.cleaned_data["what"])


class StaffErasureForm(forms.Form):
    reason = forms.ChoiceField(
        label="Why do you delete it?",
        choices=[(reason.value, reason.label) for reason in ErasureReason if reason != ErasureReason.SELF],
        widget=forms.RadioSelect,
        error_messages={"required": "Select why you delete it"},
    )


class ReceiptForm(forms.Form):
    number = forms.CharField(
        label="Number of your receipt",
        max_length=40,
        help_text="10 letters and numbers, like ABCDE-23456.",
        error_messages={"required": "Enter the number of your receipt"},
        widget=forms.TextInput(
            {
                "autocomplete": "off",
                "autocapitalize": "characters",
                "spellcheck": "false",
                "class": "nhsuk-input--width-20",
            }
        ),
    )
