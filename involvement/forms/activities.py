from __future__ import annotations

from typing import Any

from django import forms

from accounts.access import Actor
from accounts.models import User
from core.editing import EditForm
from core.nhsuk import Choice
from core.validators import refuse_nhs_number
from involvement import access
from involvement.models import InvolvementActivity, Service
from involvement.taxonomies import ActivityKind, InvolvementLevel


def _levels() -> list[tuple[str, Choice]]:
    """Highest rung first, with its meaning as a hint."""
    labels = [(value, *label.split(": ", 1)) for value, label in reversed(InvolvementLevel.selectable())]
    return [(value, Choice(name, hint=meaning[0].upper() + meaning[1:])) for value, name, meaning in labels]


class ActivitySearchForm(forms.Form):
    mark_optional = False
    q = forms.CharField(label="Name", required=False, max_length=100)
    kind = forms.ChoiceField(label="Kind", required=False, choices=[("", "Any kind"), *ActivityKind.choices])


class ActivityForm(forms.Form):
    name = forms.CharField(
        label="Name of the activity",
        max_length=160,
        validators=[refuse_nhs_number],
        error_messages={"required": "Enter the name of the activity"},
    )
    kind = forms.ChoiceField(
        label="What kind of activity is it?",
        choices=[("", "Choose one"), *ActivityKind.choices],
        error_messages={"required": "Select the kind of activity"},
    )
    level = forms.ChoiceField(
        label="How much power do people have?",
        choices=_levels,
        widget=forms.RadioSelect,
        error_messages={"required": "Select how much power people have"},
    )
    purpose = forms.CharField(
        label="What is it for?",
        help_text="One or two sentences that you would say to someone who thinks of coming.",
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
        validators=[refuse_nhs_number],
    )
    services: forms.ModelMultipleChoiceField[Service] = forms.ModelMultipleChoiceField(
        label="Which services is it about?",
        queryset=None,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(self, data: Any = None, *, actor: Actor, **options: Any) -> None:
        super().__init__(data, **options)
        services: Any = self.fields["services"]
        services.queryset = access.services(actor).order_by("name")
        if not services.queryset:
            del self.fields["services"]

    def values(self) -> dict[str, Any]:
        return {"services": []} | self.cleaned_data


class EditActivityForm(ActivityForm, EditForm):
    closed_on = forms.DateField(
        label="Day it ended",
        help_text="Leave this empty while it goes on.",
        required=False,
        widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}),
        error_messages={"invalid": "Enter the day it ended, for example 31 March 2026"},
    )

    def __init__(self, data: Any = None, *, actor: Actor, activity: InvolvementActivity) -> None:
        names = ("name", "kind", "level", "purpose", "closed_on")
        saved = {name: getattr(activity, name) for name in names} | {"services": list(activity.services.all())}
        super().__init__(data, actor=actor, saved=saved)


class ServiceSearchForm(forms.Form):
    mark_optional = False
    q = forms.CharField(label="Name", required=False, max_length=100)


class ServiceForm(forms.Form):
    name = forms.CharField(
        label="Name of the service",
        help_text="A team, a ward or a pathway, as people know it.",
        max_length=120,
        validators=[refuse_nhs_number],
        error_messages={"required": "Enter the name of the service"},
    )


class EditServiceForm(ServiceForm, EditForm):
    closed_on = forms.DateField(
        label="Day it closed",
        help_text="Leave this empty while it is open. What people did there stays.",
        required=False,
        widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}),
        error_messages={"invalid": "Enter the day it closed, for example 31 March 2026"},
    )
    responders: forms.ModelMultipleChoiceField[User] = forms.ModelMultipleChoiceField(
        label="Who answers for it?",
        help_text="They read what people say about this service, and answer. Leads read and answer everything.",
        queryset=None,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(self, data: Any = None, *, actor: Actor, service: Service) -> None:
        choices = access.responders(actor)
        saved = {"name": service.name, "closed_on": service.closed_on}
        super().__init__(data, saved=saved | {"responders": list(choices.filter(services_answered_for=service))})
        responders: Any = self.fields["responders"]
        responders.queryset = choices
        if not choices:
            del self.fields["responders"]

    def values(self) -> dict[str, Any]:
        return {"responders": []} | self.cleaned_data
