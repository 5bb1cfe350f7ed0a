"""Fields that several forms share."""

from __future__ import annotations

import uuid
from decimal import Decimal, InvalidOperation
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

MOST = Decimal("9999.99")


class SendKeyField(forms.UUIDField):
    """Made when the form is shown, so that a form sent twice is one thing. A form sent without gets a new one."""

    widget = forms.HiddenInput

    def __init__(self) -> None:
        super().__init__(required=False, initial=uuid.uuid4)

    def clean(self, value: Any) -> uuid.UUID:
        try:
            return super().clean(value) or uuid.uuid4()
        except ValidationError:
            return uuid.uuid4()


class MoneyField(forms.CharField):
    """Pounds and pence, however they are typed: 12, £12.50, 1,200.00."""

    def __init__(self, *, most: Decimal = MOST, places: int = 2, **options: Any) -> None:
        self.most, self.places = most, places
        widget = forms.TextInput(attrs={"inputmode": "decimal", "class": "nhsuk-input--width-5", "autocomplete": "off"})
        super().__init__(widget=widget, **options)

    def clean(self, value: Any) -> Any:
        text = super().clean(value).replace("£", "").replace(",", "").replace(" ", "")
        if not text:
            return None
        try:
            amount = Decimal(text)
        except InvalidOperation:
            amount = Decimal("NaN")
        if not amount.is_finite() or -int(amount.as_tuple().exponent) > self.places:
            raise ValidationError(self.error_messages.get("invalid", "Enter an amount like 12 or 12.50"))
        if not 0 < amount <= self.most:
            raise ValidationError(f"Enter an amount from 0.01 to {self.most:,}")
        return amount
