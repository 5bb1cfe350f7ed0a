from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile

from accounts.access import roles_for
from accounts.models import Nation, Role
from accounts.pictures import picture_type
from core.nhsuk import Choice

LOGO_BYTES = 200 * 1024
ROLE_HINTS = {
    Role.FACILITATOR: "Runs sessions and keeps the register of the ones they run.",
    Role.RESPONDER: "Answers feedback about a service. Sees published figures.",
    Role.INVOLVEMENT_LEAD: "Plans sessions, keeps the register, and publishes reports.",
    Role.SAFEGUARDING_LEAD: "Sees safeguarding concerns, and nothing else.",
    Role.ADMINISTRATOR: "Invites people and changes settings. Sees no register and no feedback.",
    Role.COMMISSIONER: "Reads what the organisations you buy from have published.",
}


def _role_choices(kind: str) -> list[tuple[str, str]]:
    return [(role.value, Choice(role.label, hint=ROLE_HINTS.get(role, ""))) for role in roles_for(kind)]


class RoleForm(forms.Form):
    role = forms.ChoiceField(
        label="What will they do?",
        widget=forms.RadioSelect,
        error_messages={"required": "Select a role", "invalid_choice": "Select a role from the list"},
    )

    def __init__(self, *args: Any, kind: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["role"].choices = _role_choices(kind)  # type: ignore[attr-defined]


class InvitationForm(RoleForm):
    email = forms.EmailField(
        label="Their e-mail address",
        help_text="They must sign in with this address.",
        max_length=254,
        error_messages={
            "required": "Enter an e-mail address",
            "invalid": "Enter an e-mail address in the correct format, like name@example.com",
        },
    )
    field_order = ("email", "role")

    def clean_email(self) -> str:
        email: str = self.cleaned_data["email"]
        return email.lower()


class MemberFilterForm(forms.Form):
    q = forms.CharField(label="Name or e-mail", max_length=100, required=False)
    role = forms.ChoiceField(label="Role", required=False)

    def __init__(self, *args: Any, kind: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [(role.value, role.label) for role in roles_for(kind)]
        self.fields["role"].choices = [("", "Every role"), *choices]  # type: ignore[attr-defined]


class AccountForm(forms.Form):
    name = forms.CharField(
        label="Your name",
        help_text="Colleagues see this. You can leave it empty.",
        max_length=100,
        required=False,
        widget=forms.TextInput({"autocomplete": "name"}),
    )
    by_email = forms.BooleanField(
        label="E-mail me when there is something new to look at",
        help_text="The e-mail does not say what it is. You sign in to see it.",
        required=False,
    )


class SwitchForm(forms.Form):
    membership = forms.ChoiceField(
        label="Go on as",
        widget=forms.RadioSelect,
        error_messages={"required": "Select a role", "invalid_choice": "Select a role from the list"},
    )

    def __init__(self, *args: Any, choices: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["membership"].choices = choices  # type: ignore[attr-defined]


class OrganisationForm(forms.Form):
    name = forms.CharField(
        label="Name of your organisation", max_length=120, error_messages={"required": "Enter a name"}
    )
    nation = forms.ChoiceField(
        label="Nation", help_text="Decides which numbers for urgent help people see.", choices=Nation.choices
    )
    logo = forms.FileField(
        label="Logo", help_text="A PNG or JPEG picture of at most 200 kB. It is shown beside your name.", required=False
    )
    remove_logo = forms.BooleanField(label="Remove the logo we have now", required=False)

    def clean_logo(self) -> bytes | None:
        file: UploadedFile | None = self.cleaned_data["logo"]
        if file is None:
            return None
        if file.size is None or file.size > LOGO_BYTES:
            raise forms.ValidationError("Select a picture of at most 200 kB")
        content: bytes = file.read()
        if picture_type(content) is None:
            raise forms.ValidationError("Select a PNG or JPEG picture")
        return content


class AuditFilterForm(forms.Form):
    verb = forms.ChoiceField(label="What was done", required=False)
    day = forms.DateField(
        label="Day",
        required=False,
        widget=forms.DateInput({"type": "date"}),
        error_messages={"invalid": "Enter a day, like 27 3 2026"},
    )

    def __init__(self, *args: Any, verbs: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["verb"].choices = [("", "Everything"), *verbs]  # type: ignore[attr-defined]

    def clean_day(self) -> date | None:
        day: date | None = self.cleaned_data["day"]
        if day is not None and not 2000 <= day.year < 2100:
            raise forms.ValidationError("Enter a day of this century")
        return day
