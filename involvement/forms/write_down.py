from __future__ import annotations

from typing import Any

from django import forms

from accounts.access import Actor
from involvement import access
from involvement.forms.stories import WordsForm
from involvement.models import Participant
from involvement.taxonomies import STAFF_ROLE_LABELS, DisplayIdentity, SpeakingRole, Visibility

WHO_MAY_SEE = {
    Visibility.STAFF: "Only the staff who answer",
    Visibility.SHARED: "People who take part here, without a name",
    Visibility.PUBLIC: "Anyone, on this website, without a name",
}


class WriteDownForm(WordsForm):
    """What somebody says or wrote on paper, typed in by a helper and read back."""

    speaking_role = forms.ChoiceField(
        label="Whose words are they?",
        choices=[(role.value, label) for role, label in STAFF_ROLE_LABELS.items()],
        initial=SpeakingRole.SUPPORTED_SERVICE_USER,
    )
    reference = forms.CharField(
        label="Their reference on the register",
        help_text="Leave this empty if they want to stay unnamed.",
        required=False,
        max_length=60,
        widget=forms.TextInput({"autocomplete": "off", "class": "nhsuk-input--width-20"}),
    )
    visibility = forms.ChoiceField(
        label="Who do they want to see it?",
        choices=[(each.value, label) for each, label in WHO_MAY_SEE.items()],
        initial=Visibility.STAFF,
        widget=forms.RadioSelect,
        error_messages={"required": "Choose who they want to see it"},
    )
    read_back = forms.BooleanField(
        label="I have read it back to them, and they said: yes, send it",
        error_messages={"required": "Read it back to them, then tick this box"},
    )

    def __init__(self, data: Any = None, *, actor: Actor, **options: Any) -> None:
        self.actor = actor
        super().__init__(data, **options)

    def clean_reference(self) -> Participant | None:
        reference = self.cleaned_data["reference"]
        found = access.participants(self.actor).filter(reference__iexact=reference).first() if reference else None
        if reference and found is None:
            raise forms.ValidationError("Check the reference. Nobody on the register that you can see has it")
        return found

    @property
    def told(self) -> dict[str, Any]:
        chosen = {name: self.cleaned_data[name] for name in ("speaking_role", "visibility")}
        unnamed = {"display_identity": DisplayIdentity.ANONYMOUS, "display_name": ""}
        return super().told | chosen | unnamed | {"participant": self.cleaned_data["reference"]}
