from __future__ import annotations

from django import forms

from core.validators import refuse_nhs_number
from involvement.taxonomies import STAFF_ROLE_LABELS, SpeakingRole


class PointForm(forms.Form):
    text = forms.CharField(
        label="What was said?",
        help_text="One line for each point. Leave out names.",
        max_length=500,
        validators=[refuse_nhs_number],
        error_messages={"required": "Enter what was said"},
    )
    speaking_role = forms.ChoiceField(
        label="Who said it?",
        choices=[(role.value, label) for role, label in STAFF_ROLE_LABELS.items()],
        initial=SpeakingRole.NOT_RECORDED,
    )
