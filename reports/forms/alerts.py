"""What was done about an alert."""

from __future__ import annotations

from django import forms

from core.validators import refuse_nhs_number


class AlertForm(forms.Form):
    action = forms.CharField(
        label="What did you do about it?",
        help_text="Your colleagues read this. Do not name anyone who takes part.",
        max_length=300,
        widget=forms.Textarea({"rows": 3}),
        validators=[refuse_nhs_number],
        error_messages={"required": "Enter what you did"},
    )
