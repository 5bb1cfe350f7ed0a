from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any, cast

from django import forms
from django.forms.boundfield import BoundField
from django.http import QueryDict
from django.utils.dateparse import parse_datetime

from core.validators import refuse_nhs_number
from involvement.models import LONGEST_ANSWER
from involvement.queries import PART_LABELS
from involvement.taxonomies import EditReason

# Why a whole story is not for others; words alone are changed for all the other reasons.
OF_WHOLE_STORIES = (EditReason.LEGAL, EditReason.NOT_HERE, EditReason.UNDER_REVIEW)


class DecisionForm(forms.Form):
    """Carries when the decision was taken that the writer saw: of two who decide at once, the second is asked."""

    was = forms.CharField(required=False, widget=forms.HiddenInput)
    reasons = forms.MultipleChoiceField(
        label="Why?",
        help_text="Choose all that fit. The author is told.",
        choices=EditReason.choices,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "Choose why. The author is told"},
    )

    def __init__(self, *args: Any, was: datetime | None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial.setdefault("was", was.isoformat() if was else "")

    def clean_was(self) -> datetime | None:
        """Something that cannot be read stands for no decision, which is asked about when there is one."""
        return parse_datetime(self.cleaned_data["was"])

    def accept(self, was: datetime) -> None:
        """Saving once more keeps what is entered here."""
        data = cast(QueryDict, self.data).copy()
        data["was"] = was.isoformat()
        self.data = data


class PublishForm(DecisionForm):
    """One box for each part that the story has."""

    def __init__(self, *args: Any, words: Mapping[str, str], reasons: Sequence[str], **kwargs: Any) -> None:
        super().__init__(*args, initial={"reasons": reasons}, **kwargs)
        why = cast(forms.MultipleChoiceField, self.fields["reasons"])
        why.required, why.label = False, "Why did you change words?"
        why.choices = [choice for choice in EditReason.choices if choice[0] not in OF_WHOLE_STORIES]
        for name, text in words.items():
            self.fields[name] = forms.CharField(
                label=f"{PART_LABELS[name]}: what others will read",
                required=False,
                initial=text,
                max_length=LONGEST_ANSWER,
                validators=[refuse_nhs_number],
                widget=forms.Textarea({"rows": 6}),
            )
        self.parts = tuple(words)

    @property
    def boxes(self) -> list[BoundField]:
        return [self[name] for name in self.parts]

    @property
    def words(self) -> dict[str, str]:
        return {name: self.cleaned_data[name] for name in self.parts}


class TakeDownForm(forms.Form):
    reasons = forms.MultipleChoiceField(
        label="Why do you take it down?",
        help_text="Choose all that fit. The author is told.",
        choices=EditReason.choices,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "Choose why you take it down. The author is told"},
    )
