from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

from django import forms

from accounts.access import Actor
from core.validators import refuse_nhs_number
from involvement import access
from involvement.forms.fields import MoneyField, SendKeyField
from involvement.models import Attendance, ExpenseClaim, PaymentOffer, Rate
from involvement.money import Cost
from involvement.taxonomies import EFFECT_ITEMS, ExpenseKind, Gain, OfferState

SESSIONS_OFFERED = 50


class AnswerOfferForm(forms.Form):
    answer = forms.ChoiceField(
        label="What would you like?",
        widget=forms.RadioSelect,
        error_messages={"required": "Choose what you would like", "invalid_choice": "Choose one of the answers"},
    )
    taken_amount = MoneyField(
        label="How much would you like?", help_text="Only if you take part of it.", required=False
    )
    charity = forms.CharField(
        label="Which charity?",
        help_text="Only if you give it away. You can leave this empty and tell us later.",
        required=False,
        max_length=120,
        validators=[refuse_nhs_number],
    )

    def __init__(self, data: Any = None, *, offer: PaymentOffer) -> None:
        answered = offer.state if offer.answered_at else None
        part = offer.taken_amount if offer.state == OfferState.PART_TAKEN else None
        super().__init__(data, initial={"answer": answered, "taken_amount": part, "charity": offer.charity})
        self.offer = offer
        field: Any = self.fields["answer"]
        field.choices = [
            (OfferState.TAKEN, f"Yes, all £{offer.amount:.2f}"),
            (OfferState.PART_TAKEN, "Yes, part of it"),
            (OfferState.DECLINED, "No, thank you"),
            (OfferState.CHARITY, "Give it to a charity"),
        ]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        part = cleaned.get("taken_amount")
        if cleaned.get("answer") == OfferState.PART_TAKEN and "taken_amount" in cleaned:
            if part is None:
                self.add_error("taken_amount", "Enter how much you would like")
            elif part >= self.offer.amount:
                self.add_error("taken_amount", f"Enter less than £{self.offer.amount:.2f}, or choose all of it")
        return cleaned

    def values(self) -> dict[str, Any]:
        return {**self.cleaned_data, "answer": OfferState(self.cleaned_data["answer"])}


class ExpenseClaimForm(forms.Form):
    """Everything on one screen. Miles are asked only where the organisation has a rate for them."""

    send_key = SendKeyField()
    kind = forms.ChoiceField(
        label="What did you pay for?",
        widget=forms.RadioSelect,
        error_messages={"required": "Choose what you paid for"},
    )
    amount = MoneyField(label="How much was it?", required=False)
    miles = MoneyField(
        label="How many miles, there and back?",
        required=False,
        most=Decimal(2000),
        places=1,
        error_messages={"invalid": "Enter the miles like 8 or 8.5"},
    )
    mile_rate: forms.ModelChoiceField[Rate] = forms.ModelChoiceField(
        label="How did you travel?", queryset=None, required=False, empty_label="Choose one"
    )
    session: forms.ModelChoiceField[Attendance] = forms.ModelChoiceField(
        label="Which session was it for?", queryset=None, required=False, empty_label="Something else"
    )
    note = forms.CharField(
        label="Is there anything we need to know?",
        required=False,
        max_length=300,
        validators=[refuse_nhs_number],
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def __init__(self, data: Any = None, *, actor: Actor, today: date, claim: ExpenseClaim | None = None) -> None:
        super().__init__(data, initial=_shown(claim) if claim else None)
        fields: dict[str, Any] = self.fields
        fields["session"].queryset = access.attended_before(actor, today=today)
        fields["session"].label_from_instance = lambda place: str(place.session)
        fields["session"].to_field_name = "session_id"
        rates = access.rates_on(actor, today)
        fields["mile_rate"].queryset = rates
        kinds = ExpenseKind.choices
        if not rates:
            del fields["miles"], fields["mile_rate"]
            kinds = [choice for choice in kinds if choice[0] != ExpenseKind.MILEAGE]
        fields["kind"].choices = kinds

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        wanted: dict[str, str] = {}
        if cleaned.get("kind") == ExpenseKind.MILEAGE:
            wanted = {"miles": "Enter how many miles", "mile_rate": "Choose how you travelled"}
        elif cleaned.get("kind"):
            wanted = {"amount": "Enter how much it was"}
        for name, message in wanted.items():
            if name in cleaned and not cleaned[name]:
                self.add_error(name, message)
        return cleaned

    @property
    def cost(self) -> Cost:
        sent = self.cleaned_data
        by_mile = sent["kind"] == ExpenseKind.MILEAGE
        return Cost(
            kind=sent["kind"],
            note=sent["note"],
            session=sent["session"].session if sent["session"] else None,
            amount=None if by_mile else sent["amount"],
            miles=sent["miles"] if by_mile else None,
            mile_rate=sent["mile_rate"].amount if by_mile else None,
        )


def _shown(claim: ExpenseClaim) -> dict[str, Any]:
    names = ("kind", "miles", "note")
    amount = None if claim.miles else claim.amount
    return {**{name: getattr(claim, name) for name in names}, "amount": amount, "session": claim.session_id}


class EffectsForm(forms.Form):
    """Five short items, none of which has to be answered."""

    mark_optional = False

    def __init__(self, data: Any = None) -> None:
        super().__init__(data)
        for name, label, choices in EFFECT_ITEMS:
            self.fields[name] = forms.ChoiceField(
                label=label,
                required=False,
                choices=choices.choices,
                widget=forms.RadioSelect,
                error_messages={"invalid_choice": "Choose one of the answers"},
            )

    def clean(self) -> dict[str, Any]:
        if "skip_all" in self.data:
            return {}
        return super().clean() or self.cleaned_data

    @property
    def answers(self) -> dict[str, str]:
        return {name: self.cleaned_data.get(name) or Gain.SKIPPED for name, _, _ in EFFECT_ITEMS}
