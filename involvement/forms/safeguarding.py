from __future__ import annotations

import uuid
from typing import Any

from django import forms
from django.db.models import QuerySet

from accounts.models import Organisation
from core.validators import refuse_nhs_number
from involvement.models import LONGEST_CONCERN
from involvement.taxonomies import SafeguardingPrinciple


class SentOnceForm(forms.Form):
    """Carries a key made when it is shown, so that what is sent twice is kept once."""

    send_key = forms.UUIDField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial.setdefault("send_key", uuid.uuid4())


class ConcernForm(SentOnceForm):
    what = forms.CharField(
        label="What are you worried about?",
        help_text="Say what you saw or heard, as far as you want to.",
        max_length=LONGEST_CONCERN,
        validators=[refuse_nhs_number],
        widget=forms.Textarea({"rows": 8}),
        error_messages={"required": "Enter what you are worried about"},
    )


class TellSomeoneForm(ConcernForm):
    """Asks to whom it goes only where there is more than one."""

    how_to_reach = forms.CharField(
        label="How can we reach you?",
        help_text="A phone number or an e-mail address. Leave it empty if you do not want that.",
        required=False,
        max_length=200,
        validators=[refuse_nhs_number],
    )
    organisation: forms.ModelChoiceField[Organisation] = forms.ModelChoiceField(
        label="Who can help?",
        queryset=None,
        to_field_name="slug",
        empty_label="Choose an organisation",
        error_messages={
            "required": "Choose an organisation",
            "invalid_choice": "Choose an organisation from the list",
        },
    )

    def __init__(self, *args: Any, organisations: QuerySet[Organisation], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        organisation: Any = self.fields["organisation"]
        organisation.queryset = organisations
        only = list(organisations[:2])
        if len(only) == 1:
            organisation.widget, self.initial["organisation"] = forms.HiddenInput(), only[0].slug


class SafeguardingStepForm(SentOnceForm):
    principle = forms.ChoiceField(
        label="Which principle does it serve most?",
        choices=SafeguardingPrinciple.choices,
        widget=forms.RadioSelect,
        error_messages={"required": "Choose which principle it serves most"},
    )
    text = forms.CharField(
        label="What was done?",
        max_length=LONGEST_CONCERN,
        validators=[refuse_nhs_number],
        widget=forms.Textarea({"rows": 4}),
        error_messages={"required": "Enter what was done"},
    )
    passes_on = forms.BooleanField(
        label="I have passed it on to somebody who can help", required=False, help_text="For example the council."
    )


class CloseConcernForm(forms.Form):
    outcome = forms.CharField(
        label="How did it end?",
        help_text="Say what the person wanted, and what is different now.",
        max_length=LONGEST_CONCERN,
        validators=[refuse_nhs_number],
        widget=forms.Textarea({"rows": 4}),
        error_messages={"required": "Enter how it ended"},
    )
