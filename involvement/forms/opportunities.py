from __future__ import annotations

import uuid
from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import EmailValidator
from django.utils.dates import MONTHS

from core.nhsuk import Choice
from core.validators import refuse_nhs_number
from involvement import queries
from involvement.forms.own_record import CodeField
from involvement.forms.participants import real_phone
from involvement.forms.sessions import DayField
from involvement.models import InvolvementSession, Opportunity
from involvement.taxonomies import OFFERED, ActivityKind, InvolvementLevel

ANY = ("", "Any")
MONTHS_AHEAD = 12


class OpportunityFilterForm(forms.Form):
    mark_optional = False
    q = forms.CharField(label="Words", required=False, max_length=100)
    where = forms.ChoiceField(
        label="Where",
        required=False,
        choices=[("", "Anywhere"), ("in-person", "In person"), ("online", "Online")],
    )
    month = forms.ChoiceField(label="When", required=False)
    level = forms.ChoiceField(
        label="How much say you have",
        required=False,
        choices=[ANY, *((value, label.split(":")[0]) for value, label in InvolvementLevel.selectable())],
    )
    organisation = forms.ChoiceField(label="Organisation", required=False)
    step_free = forms.BooleanField(label="Step-free way in", required=False)
    paid = forms.BooleanField(label="Paid", required=False)

    def __init__(self, data: Any = None, *, today: date, organisations: list[tuple[str, str]]) -> None:
        super().__init__(data)
        choices: dict[str, Any] = self.fields
        choices["month"].choices = [("", "Any time"), *_months(today)]
        choices["organisation"].choices = [("", "Any organisation"), *organisations]

    def values(self) -> dict[str, Any]:
        """What can be searched for; what makes no sense narrows nothing."""
        self.is_valid()
        return {name: self.cleaned_data.get(name) for name in self.fields}


def _months(today: date) -> list[tuple[str, str]]:
    numbers = [today.year * 12 + today.month - 1 + ahead for ahead in range(MONTHS_AHEAD)]
    return [(f"{n // 12}-{n % 12 + 1:02}", f"{MONTHS[n % 12 + 1]} {n // 12}") for n in numbers]


class SendKeyForm(forms.Form):
    """A button that makes something, once."""

    send_key = forms.UUIDField(required=False, widget=forms.HiddenInput)

    def __init__(self, data: Any = None, **options: Any) -> None:
        super().__init__(data, initial={"send_key": uuid.uuid4()}, **options)

    def clean_send_key(self) -> uuid.UUID:
        return self.cleaned_data["send_key"] or uuid.uuid4()


class GuestPlaceForm(SendKeyForm):
    """Two fields. ``website`` is shown to nobody; only a program fills it in."""

    name = forms.CharField(
        label="What do we call you?",
        help_text="A first name or a made-up name is enough.",
        max_length=80,
        validators=[refuse_nhs_number],
        error_messages={"required": "Enter what we call you"},
        widget=forms.TextInput({"autocomplete": "nickname"}),
    )
    contact = forms.CharField(
        label="How do we reach you?",
        help_text="An e-mail address or a phone number. We use it for this session only.",
        max_length=254,
        error_messages={"required": "Enter an e-mail address or a phone number"},
        widget=forms.TextInput({"autocomplete": "email", "autocapitalize": "none", "spellcheck": "false"}),
    )
    website = forms.CharField(required=False, widget=forms.HiddenInput)

    def clean_contact(self) -> str:
        contact: str = self.cleaned_data["contact"].strip()
        check = EmailValidator("Enter an e-mail address like name@example.org") if "@" in contact else real_phone
        check(contact)
        return contact

    def clean_website(self) -> str:
        if self.cleaned_data["website"]:
            raise ValidationError("Go back and fill in only the two boxes that you see.")
        return ""

    def values(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in ("name", "contact", "send_key")}


class PublishOpportunityForm(forms.Form):
    """Five things to look at; the rest is filled in from the last time."""

    purpose = forms.CharField(
        label="What is it for?",
        max_length=2000,
        validators=[refuse_nhs_number],
        error_messages={"required": "Enter what it is for"},
        widget=forms.Textarea({"rows": 3}),
    )
    who_for = forms.CharField(
        label="Who is it for?",
        help_text="In your own words, such as “women who use our services”. Nobody is checked.",
        max_length=300,
        validators=[refuse_nhs_number],
        error_messages={"required": "Enter who it is for"},
    )
    places = forms.IntegerField(
        label="How many places?",
        help_text="Leave it empty if everybody can come.",
        required=False,
        min_value=1,
        max_value=10_000,
        widget=forms.NumberInput({"class": "nhsuk-input--width-4"}),
        error_messages={"invalid": "Enter the places as a whole number, for example 12"},
    )
    pay_amount = forms.DecimalField(
        label="Pay in pounds, for the whole session",
        help_text="Leave it empty if there is no pay. Say it before people decide.",
        required=False,
        min_value=1,
        max_value=10_000,
        max_digits=7,
        decimal_places=2,
        widget=forms.NumberInput({"class": "nhsuk-input--width-5"}),
        error_messages={"invalid": "Enter an amount like 37.50"},
    )
    offers = forms.MultipleChoiceField(
        label="What is there on the day?",
        required=False,
        choices=[(kind.value, kind.label) for kind in OFFERED],
        widget=forms.CheckboxSelectMultiple,
        error_messages={"invalid_choice": "Choose from the list"},
    )
    childcare = forms.BooleanField(label="Childcare", required=False)
    is_online = forms.BooleanField(label="It is online", required=False)
    languages = forms.CharField(label="Languages with an interpreter", required=False, max_length=160)
    expenses = forms.CharField(
        label="Expenses", help_text="What you pay back, and when.", required=False, max_length=300
    )
    pay_words = forms.CharField(label="What the pay covers, and when it is paid", required=False, max_length=300)
    takes = forms.CharField(
        label="Time it takes", help_text="With reading and travel, if there is any.", required=False, max_length=160
    )
    closes_on = DayField(label="Last day to ask for a place", required=False)
    SHOWN_FIRST = ("purpose", "who_for", "places", "pay_amount", "offers")

    def __init__(
        self, data: Any = None, *, session: InvolvementSession, opportunity: Opportunity | None, **options: Any
    ) -> None:
        super().__init__(data, initial=queries.opportunity_defaults(session, opportunity), **options)
        self.session = session
        for name in ("languages", "expenses", "pay_words", "takes"):
            self.fields[name].validators.append(refuse_nhs_number)

    @property
    def first(self) -> list[forms.BoundField]:
        return [self[name] for name in self.SHOWN_FIRST]

    @property
    def more(self) -> list[forms.BoundField]:
        return [bound for bound in self if bound.name not in self.SHOWN_FIRST]

    @property
    def more_is_wrong(self) -> bool:
        return any(bound.errors for bound in self.more)

    def clean_closes_on(self) -> date | None:
        closes_on: date | None = self.cleaned_data["closes_on"]
        if closes_on and closes_on > self.session.held_on:
            raise ValidationError("Enter a day that is not after the session")
        return closes_on


class WantedTopicsForm(forms.Form):
    mark_optional = False
    kinds = forms.MultipleChoiceField(
        label="What do you want to hear about?",
        required=False,
        choices=[(value, Choice(label)) for value, label in ActivityKind.choices],
        widget=forms.CheckboxSelectMultiple,
        error_messages={"invalid_choice": "Choose from the list"},
    )


class YesNoForm(forms.Form):
    answer = forms.TypedChoiceField(choices=[("yes", "Yes"), ("no", "No")], coerce=lambda value: value == "yes")


class PlaceCodeForm(forms.Form):
    code = CodeField(label="Your code")
