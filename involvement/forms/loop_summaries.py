from __future__ import annotations

import uuid
from typing import Any

from django import forms

from accounts.access import Actor
from core.validators import refuse_nhs_number
from involvement import access
from involvement.forms.changes import STATUSES
from involvement.models import Change, InvolvementActivity, Service


class LoopSummarySearchForm(forms.Form):
    mark_optional = False
    q = forms.CharField(label="Words", required=False, max_length=100)
    show = forms.ChoiceField(
        label="Show", required=False, choices=[("", "Everything"), ("up", "What can be read"), ("down", "Taken down")]
    )

    def values(self) -> dict[str, Any]:
        """What can be searched for; what cannot be read narrows nothing."""
        self.is_valid()
        return {name: self.cleaned_data.get(name, "") for name in self.fields}


class AnsweringServiceForm(forms.Form):
    mark_optional = False
    service = forms.ChoiceField(label="Service", required=False)

    def __init__(self, data: Any, *, services: list[Service]) -> None:
        super().__init__(data)
        choices: dict[str, Any] = self.fields
        choices["service"].choices = [("", "All of them"), *((str(each.pk), each.name) for each in services)]


class ToldOfForm(forms.Form):
    """What the words are about, as the address has it: a change, or an activity."""

    change: forms.ModelChoiceField[Change] = forms.ModelChoiceField(queryset=None, required=False)
    activity: forms.ModelChoiceField[InvolvementActivity] = forms.ModelChoiceField(queryset=None, required=False)

    def __init__(self, data: Any, *, actor: Actor) -> None:
        super().__init__(data)
        choices: dict[str, Any] = self.fields
        choices["change"].queryset = access.changes(actor).select_related("activity")
        choices["activity"].queryset = access.activities(actor)

    def values(self) -> dict[str, Any]:
        self.is_valid()
        return {name: self.cleaned_data.get(name) for name in self.fields}


class LoopSummaryForm(forms.Form):
    you_said = forms.CharField(
        label="You said",
        help_text="What people told you, in one or two sentences. Leave out names and dates. "
        "Do not quote anybody here who did not agree.",
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        validators=[refuse_nhs_number],
        error_messages={"required": "Enter what people said"},
    )
    status = forms.ChoiceField(
        label="What came of it?",
        choices=STATUSES,
        widget=forms.RadioSelect,
        error_messages={"required": "Select what came of it"},
    )
    we_did = forms.CharField(
        label="We did, or we could not, because",
        help_text="Say what is different now, what will be and by when, or why it is not possible.",
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        validators=[refuse_nhs_number],
        error_messages={"required": "Enter what you did, or why you could not"},
    )
    service: forms.ModelChoiceField[Service] = forms.ModelChoiceField(
        label="Which service is it about?", required=False, queryset=None, empty_label="None, or more than one"
    )
    activity: forms.ModelChoiceField[InvolvementActivity] = forms.ModelChoiceField(
        label="Which activity does it come from?", required=False, queryset=None, empty_label="None"
    )
    send_key = forms.UUIDField(widget=forms.HiddenInput)

    def __init__(
        self,
        data: Any = None,
        *,
        actor: Actor,
        change: Change | None = None,
        activity: InvolvementActivity | None = None,
    ) -> None:
        super().__init__(data, initial=_start(change, activity))
        self.change = change
        choices: dict[str, Any] = self.fields
        choices["service"].queryset = access.services(actor).order_by("name")
        choices["activity"].queryset = access.activities(actor).order_by("name")

    def values(self) -> dict[str, Any]:
        return self.cleaned_data | {"change": self.change}


def _start(change: Change | None, activity: InvolvementActivity | None) -> dict[str, Any]:
    """What is known when the page is opened. What led to a change is in other people's words: those are not copied."""
    start: dict[str, Any] = {"send_key": uuid.uuid4(), "activity": activity}
    if change is not None:
        known = {"status": change.status, "service": change.service_id, "activity": change.activity_id}
        start |= known | {"we_did": change.reason or f"{change.title}."}
    return start
