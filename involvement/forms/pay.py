from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, time
from decimal import Decimal
from typing import Any
from uuid import UUID

from django import forms
from django.conf import settings
from django.utils import timezone

from accounts.access import Actor
from core.nhsuk import Choice
from core.validators import refuse_nhs_number
from core.working_days import working_days_after
from involvement import access
from involvement.forms.fields import MoneyField, SendKeyField
from involvement.forms.sessions import DayField
from involvement.models import InvolvementSession, Participant, Rate
from involvement.money import Terms
from involvement.taxonomies import ClaimState, RateUnit

OTHER = "other"


class RateForm(forms.Form):
    send_key = SendKeyField()
    name = forms.CharField(
        label="What is it for?",
        help_text="For example, time at meetings, or a mile by car.",
        max_length=80,
        validators=[refuse_nhs_number],
        error_messages={"required": "Enter what the rate is for"},
    )
    amount = MoneyField(label="How much is it?", error_messages={"required": "Enter how much it is"})
    unit = forms.ChoiceField(
        label="For each",
        choices=[(unit.value, unit.label.split()[-1].capitalize()) for unit in RateUnit],
        widget=forms.RadioSelect,
        error_messages={"required": "Choose what it is paid for"},
    )
    starts_on = DayField(label="From which day?", error_messages={"required": "Enter the day it starts"})
    source = forms.CharField(
        label="Who decided it, and where is that written?",
        help_text="For example, your payment policy of May 2026, page 4.",
        max_length=200,
        validators=[refuse_nhs_number],
        error_messages={"required": "Enter who decided it"},
    )
    check_by = DayField(
        label="When do you check it again?", error_messages={"required": "Enter when you check it again"}
    )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        starts_on, check_by = cleaned.get("starts_on"), cleaned.get("check_by")
        if starts_on and check_by and check_by <= starts_on:
            self.add_error("check_by", "Enter a day after the rate starts")
        return cleaned


class TermsForm(forms.Form):
    """What is offered. ``terms`` are for the service."""

    send_key = SendKeyField()
    rate = forms.ChoiceField(
        label="What do you offer?", widget=forms.RadioSelect, error_messages={"required": "Choose what you offer"}
    )
    hours = MoneyField(
        label="How many hours?",
        help_text="Only for a rate by the hour. Count the time to get ready.",
        required=False,
        most=Decimal(200),
        error_messages={"invalid": "Enter the hours like 2 or 1.5"},
    )
    amount = MoneyField(label="How much in all?", help_text="Only for another amount.", required=False)
    covers = forms.CharField(
        label="What does it cover?",
        help_text="In words that everybody understands. Leave out names.",
        max_length=200,
        validators=[refuse_nhs_number],
        error_messages={"required": "Enter what it covers"},
    )
    is_voucher = forms.BooleanField(label="It is a voucher or gift card, which counts as pay", required=False)
    pay_by = DayField(label="By when is it paid?", error_messages={"required": "Enter by when it is paid"})

    def __init__(self, data: Any = None, *, rates: Sequence[Rate], whole: RateUnit, **options: Any) -> None:
        super().__init__(data, **options)
        self.rates = {str(rate.pk): rate for rate in rates if rate.unit != RateUnit.MILE}
        self.whole = whole
        field: Any = self.fields["rate"]
        field.choices = [*((pk, str(rate)) for pk, rate in self.rates.items()), (OTHER, "Another amount")]
        if not self.rates:
            self.initial["rate"] = OTHER

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        rate = self.rates.get(cleaned.get("rate", ""))
        if rate is not None and rate.unit == RateUnit.HOUR and "hours" in cleaned and not cleaned["hours"]:
            self.add_error("hours", "Enter how many hours it is for")
        if cleaned.get("rate") == OTHER and "amount" in cleaned and not cleaned["amount"]:
            self.add_error("amount", "Enter how much you offer")
        return cleaned

    @property
    def terms(self) -> Terms:
        sent = self.cleaned_data
        rate = self.rates.get(sent["rate"])
        by_hour = rate is not None and rate.unit == RateUnit.HOUR
        return Terms(
            covers=sent["covers"],
            rate_amount=rate.amount if rate else sent["amount"],
            unit=rate.unit if rate else self.whole,
            quantity=sent["hours"] if by_hour else Decimal(1),
            is_voucher=sent["is_voucher"],
            pay_by=sent["pay_by"],
        )


class OfferPayForm(TermsForm):
    def __init__(self, data: Any = None, *, actor: Actor, session: InvolvementSession) -> None:
        hours = Decimal(session.length_minutes) / 60
        initial = {
            "hours": f"{hours.quantize(Decimal('0.01')).normalize():f}",
            "covers": "Being at the session",
            "pay_by": working_days_after(session.held_on, settings.PAY_WORKING_DAYS, nation=actor.nation),
        }
        rates = list(access.rates_on(actor, session.held_on))
        super().__init__(data, rates=rates, whole=RateUnit.SESSION, initial=initial)

    def values(self) -> dict[str, Any]:
        return {"terms": self.terms, "send_key": self.cleaned_data["send_key"]}


class OfferActivityPayForm(TermsForm):
    reference = forms.CharField(
        label="Who is it for?",
        help_text="Their pen-name or reference on the register.",
        max_length=60,
        widget=forms.TextInput(attrs={"autocomplete": "off", "class": "nhsuk-input--width-20"}),
        error_messages={"required": "Enter who it is for"},
    )
    starts_on = DayField(label="When does the work start?", error_messages={"required": "Enter when the work starts"})
    field_order = ("send_key", "reference", "covers", "starts_on")

    def __init__(self, data: Any = None, *, actor: Actor, today: date) -> None:
        super().__init__(data, rates=list(access.rates_on(actor, today)), whole=RateUnit.TASK)
        self.actor = actor

    def clean_reference(self) -> Participant:
        people = access.participants(self.actor).filter(left_on=None)
        person = people.filter(reference__iexact=self.cleaned_data["reference"].strip()).first()
        if person is None:
            raise forms.ValidationError("Enter a pen-name or reference that is on the register.")
        return person

    def values(self) -> dict[str, Any]:
        starts_at = timezone.make_aware(datetime.combine(self.cleaned_data["starts_on"], time()))
        sent = self.cleaned_data
        return {
            "participant": sent["reference"],
            "work_starts_at": starts_at,
            "terms": self.terms,
            "send_key": sent["send_key"],
        }


class PayFilterForm(forms.Form):
    mark_optional = False
    words = forms.CharField(label="Name or reference", required=False, max_length=80)
    show = forms.ChoiceField(label="Show", required=False)

    def __init__(self, data: Any = None, *, choices: Sequence[tuple[str, str]]) -> None:
        super().__init__({"show": choices[0][0]} | data.dict())
        field: Any = self.fields["show"]
        field.choices = choices

    @property
    def filters(self) -> dict[str, str]:
        """What to look for; a value that makes no sense is left out."""
        self.is_valid()
        return {name: self.cleaned_data.get(name, "") for name in self.fields}


CLAIMS_SHOWN = (
    ("decide", "Claims to decide"),
    ("pay", "Claims to pay"),
    ("late", "Claims that are late"),
    ("asked", "Claims with an open question"),
    ("paid", "Claims that were paid"),
    ("refused", "Claims that were not agreed"),
    ("", "All claims"),
)
OFFERS_SHOWN = (
    ("pay", "Offers to pay"),
    ("late", "Offers that are late"),
    ("open", "Offers nobody has answered yet"),
    ("declined", "Offers people did not want"),
    ("paid", "Offers that were paid"),
    ("", "All offers"),
)


class TickedForm(forms.Form):
    """Lines of a list that were ticked. Which of them may be changed is for the service to say."""

    line = forms.TypedMultipleChoiceField(coerce=UUID, error_messages={"required": "Tick at least one line"})

    def __init__(self, data: Any) -> None:
        super().__init__(data)
        field: Any = self.fields["line"]
        field.valid_value = _is_id

    @property
    def ids(self) -> list[UUID]:
        """None when nothing that can be read was ticked."""
        return self.cleaned_data["line"] if self.is_valid() else []


def _is_id(value: str) -> bool:
    try:
        UUID(value)
    except ValueError:
        return False
    return True


class AnswerClaimForm(forms.Form):
    decision = forms.ChoiceField(
        label="What do you say?",
        choices=[
            (ClaimState.APPROVED, Choice("Agree", hint="It is paid next.")),
            (ClaimState.QUERIED, Choice("Ask something", hint="They can put it right and send it again.")),
            (ClaimState.REFUSED, Choice("Do not agree", hint="They are told why.")),
        ],
        widget=forms.RadioSelect,
        error_messages={"required": "Choose what you say"},
    )
    reason = forms.CharField(
        label="What do you ask, or why do you not agree?",
        help_text="The person reads this. Be plain and kind.",
        required=False,
        max_length=300,
        validators=[refuse_nhs_number],
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if cleaned.get("decision") in (ClaimState.QUERIED, ClaimState.REFUSED) and cleaned.get("reason") == "":
            self.add_error("reason", "Enter what you ask, or why you do not agree")
        return cleaned

    def values(self) -> dict[str, Any]:
        decision = ClaimState(self.cleaned_data["decision"])
        reason = "" if decision == ClaimState.APPROVED else self.cleaned_data["reason"]
        return {"decision": decision, "reason": reason}
