from __future__ import annotations

from django import forms

from core.validators import refuse_nhs_number
from involvement.forms.own_record import CodeField
from involvement.taxonomies import Verdict, Visibility


class StoryCodeForm(forms.Form):
    code = CodeField(label="Your code")


class ToldStoriesSearchForm(forms.Form):
    mark_optional = False
    q = forms.CharField(label="Words you wrote", required=False, max_length=100)


class VerdictForm(forms.Form):
    verdict = forms.ChoiceField(choices=Verdict.choices)


class StoryVisibilityForm(forms.Form):
    visibility = forms.ChoiceField(choices=Visibility.choices)


class EditNewsAddressForm(forms.Form):
    email = forms.EmailField(
        label="E-mail address",
        help_text="Leave this empty if you do not want e-mails about this story.",
        required=False,
        validators=[refuse_nhs_number],
        error_messages={"invalid": "Enter an e-mail address like name@example.org"},
        widget=forms.EmailInput({"autocomplete": "email", "spellcheck": "false"}),
    )
