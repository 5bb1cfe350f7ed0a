from __future__ import annotations

import re
from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from core.nhsuk import Choice, DateParts
from core.validators import refuse_nhs_number
from involvement.taxonomies import AccessNeedKind, LeavingReason, ListReason


def _real_phone(text: str) -> None:
    if not re.fullmatch(r"(\+|\(?0)[\d ()-]{8,20}", text):
        refuse_nhs_number(text)
        raise ValidationError("Enter a phone number that starts with 0 or +, like 01632 960 001.")


class ParticipantFilterForm(forms.Form):
    """Nobody can be looked for by an equality answer (R16)."""

    mark_optional = False
    words = forms.CharField(label="Name or reference", required=False, max_length=80)
    status = forms.ChoiceField(
        label="Show",
        required=False,
        choices=[("active", "People on the register"), ("left", "People who left"), ("", "Everyone")],
    )
    need = forms.ChoiceField(
        label="Has this access need", required=False, choices=[("", "Any or none"), *AccessNeedKind.choices]
    )

    @property
    def filters(self) -> dict[str, str]:
        """What to look for; a value that makes no sense is left out."""
        self.is_valid()
        return {name: self.cleaned_data.get(name, "") for name in self.fields}


class ParticipantForm(forms.Form):
    reference = forms.CharField(
        label="Pen-name or reference",
        max_length=60,
        validators=[refuse_nhs_number],
        help_text="Let the person choose it. Do not use an NHS number or a full name.",
        error_messages={"required": "Enter a pen-name or reference"},
        widget=forms.TextInput({"autocomplete": "off"}),
    )
    known_as = forms.CharField(
        label="What to call them on the day",
        required=False,
        max_length=80,
        validators=[refuse_nhs_number],
        help_text="A first name or nickname is enough.",
        widget=forms.TextInput({"autocomplete": "off"}),
    )
    email = forms.EmailField(
        label="E-mail",
        required=False,
        validators=[refuse_nhs_number],
        error_messages={"invalid": "Enter an e-mail address like name@example.org"},
        widget=forms.EmailInput({"autocomplete": "off"}),
    )
    phone = forms.CharField(
        label="Phone",
        required=False,
        max_length=30,
        validators=[_real_phone],
        widget=forms.TextInput({"type": "tel", "autocomplete": "off", "class": "nhsuk-input--width-20"}),
    )


class EditParticipantForm(ParticipantForm):
    joined_on = forms.DateField(
        label="When did they join?",
        widget=DateParts(),
        error_messages={
            "required": "Enter the day they joined",
            "invalid": "Enter a real date, like 27 3 2026",
        },
    )

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today = today

    def clean_joined_on(self) -> date:
        joined_on: date = self.cleaned_data["joined_on"]
        if joined_on > self.today:
            raise ValidationError("Enter a day that is not in the future.")
        return joined_on


class EndParticipationForm(forms.Form):
    left_on = forms.DateField(
        label="When did they leave?",
        widget=DateParts(),
        error_messages={
            "required": "Enter the day they left",
            "invalid": "Enter a real date, like 27 3 2026",
        },
    )
    reason = forms.ChoiceField(
        label="Why do they leave?",
        choices=LeavingReason.choices,
        widget=forms.RadioSelect,
        error_messages={"required": "Select why they leave"},
    )

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today = today

    def clean_left_on(self) -> date:
        left_on: date = self.cleaned_data["left_on"]
        if left_on > self.today:
            raise ValidationError("Enter a day that is not in the future.")
        return left_on


class ListReasonForm(forms.Form):
    reason = forms.ChoiceField(
        label="Why do you need this list?",
        help_text="We keep your answer. People can see that their details were downloaded.",
        choices=[(value, Choice(label)) for value, label in ListReason.choices],
        widget=forms.RadioSelect,
        error_messages={"required": "Select why you need this list"},
    )
