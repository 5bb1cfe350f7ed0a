from __future__ import annotations

from typing import Any

from django import forms

from involvement import consent_words
from involvement.taxonomies import ConsentScope, ConsentSource

YES, NO, NOT_ASKED = "yes", "no", ""


class ConsentsForm(forms.Form):
    """What somebody agreed to in front of staff or on paper: one answer for each thing, none chosen beforehand."""

    source = forms.ChoiceField(
        label="How did they say it?",
        choices=[(ConsentSource.STAFF, "They told me"), (ConsentSource.PAPER, "They signed it on paper")],
        widget=forms.RadioSelect,
        error_messages={"required": "Choose how they said it"},
    )
    mark_optional = False

    def __init__(self, *args: Any, organisation: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for scope in consent_words.WORDS:
            self.fields[scope.value] = forms.ChoiceField(
                label=consent_words.wording(scope, organisation=organisation),
                required=False,
                choices=[(YES, "Yes"), (NO, "No"), (NOT_ASKED, "Not asked now")],
                widget=forms.RadioSelect,
                error_messages={"invalid_choice": "Choose yes, no or not asked now"},
            )

    @property
    def source_given(self) -> ConsentSource:
        return ConsentSource(self.cleaned_data["source"])

    @property
    def answers(self) -> dict[ConsentScope, bool]:
        given = {scope: self.cleaned_data[scope.value] for scope in consent_words.WORDS}
        return {scope: answer == YES for scope, answer in given.items() if answer != NOT_ASKED}
