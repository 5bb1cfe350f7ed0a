from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from typing import Any, cast

from django import forms
from django.core import signing
from django.core.exceptions import ValidationError
from django.http import QueryDict
from django.utils.formats import date_format

from core.nhsuk import Choice, DateParts
from core.validators import refuse_nhs_number
from involvement.taxonomies import AccessNeedKind, LeavingReason, ListReason

SHOWN = "involvement.participant_shown"


def real_phone(text: str) -> None:
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
        validators=[real_phone],
        widget=forms.TextInput({"type": "tel", "autocomplete": "off", "class": "nhsuk-input--width-20"}),
    )


class EditParticipantForm(ParticipantForm):
    """Carries what the writer was shown, so that two people who change different things both keep their changes."""

    shown_before = forms.CharField(required=False, widget=forms.HiddenInput)
    joined_on = forms.DateField(
        label="When did they join?",
        widget=DateParts(),
        error_messages={
            "required": "Enter the day they joined",
            "invalid": "Enter a real date, like 27 3 2026",
        },
    )

    def __init__(self, *args: Any, saved: Mapping[str, str | date], today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial = {**saved, "shown_before": _packed(saved)}
        self.saved = saved
        self.today = today

    def clean_shown_before(self) -> dict[str, str | date]:
        """What is saved now stands in for something that cannot be read."""
        try:
            shown = signing.loads(self.cleaned_data["shown_before"], salt=SHOWN)
        except signing.BadSignature:
            return dict(self.saved)
        return {**shown, "joined_on": date.fromisoformat(shown["joined_on"])}

    @property
    def entered(self) -> dict[str, str | date]:
        return {name: self.cleaned_data[name] for name in self.saved}

    def show_clashes(self, clashes: Mapping[str, str | date], saved: Mapping[str, str | date]) -> None:
        """Show beside the writer's own entries what someone else saved; saving once more keeps the writer's."""
        data = cast(QueryDict, self.data).copy()
        data["shown_before"] = _packed(saved)
        self.data = data
        for name, theirs in clashes.items():
            words = date_format(theirs, "j F Y") if isinstance(theirs, date) else theirs or "nothing"
            self.add_error(name, f"Check this. Someone else has just saved: {words}. Save again to keep yours.")

    def clean_joined_on(self) -> date:
        joined_on: date = self.cleaned_data["joined_on"]
        if joined_on > self.today:
            raise ValidationError("Enter a day that is not in the future.")
        return joined_on


def _packed(details: Mapping[str, str | date]) -> str:
    return signing.dumps({name: str(value) for name, value in details.items()}, salt=SHOWN)


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
