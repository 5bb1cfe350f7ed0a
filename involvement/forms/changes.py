from __future__ import annotations

import uuid
from typing import Any

from django import forms

from accounts.access import Actor
from accounts.models import Role, User
from core.editing import EditForm
from core.nhsuk import Choice
from core.validators import refuse_nhs_number
from involvement import access
from involvement.forms.sessions import DayField
from involvement.models import Change, InvolvementActivity, InvolvementSession, Point, Service, Story
from involvement.queries.changes import OPEN
from involvement.taxonomies import ChangeStatus

# What a change can be; that none is needed is said in the answer to a story.
STATUSES = [
    (ChangeStatus.CONSIDERING.value, Choice("We are thinking about it")),
    (ChangeStatus.PLANNED.value, Choice("We will do it")),
    (ChangeStatus.MADE.value, Choice("We did it")),
    (ChangeStatus.NOT_POSSIBLE.value, Choice("We could not", hint="Say why. An honest no is an answer too.")),
]


class ChangeSearchForm(forms.Form):
    mark_optional = False
    q = forms.CharField(label="What changes", required=False, max_length=100)
    status = forms.ChoiceField(
        label="How far it is",
        required=False,
        choices=[("", "Everything"), (OPEN, "Still open"), *STATUSES],
    )
    service: forms.ModelChoiceField[Service] = forms.ModelChoiceField(
        label="Service", required=False, queryset=None, empty_label="Any service"
    )
    owner: forms.ModelChoiceField[User] = forms.ModelChoiceField(
        label="Who sees to it", required=False, queryset=None, empty_label="Anyone"
    )

    def __init__(self, data: Any = None, *, actor: Actor) -> None:
        super().__init__(data)
        choices: dict[str, Any] = self.fields
        choices["service"].queryset = access.services_to_change(actor).order_by("name")
        choices["owner"].queryset = access.change_owners(actor)

    def values(self) -> dict[str, Any]:
        """What can be searched for; what cannot be read narrows nothing."""
        self.is_valid()
        return {name: self.cleaned_data.get(name) or "" for name in self.fields}


class LinkableSearchForm(forms.Form):
    mark_optional = False
    q = forms.CharField(label="Words in it", required=False, max_length=100)


class RaisedByForm(forms.Form):
    """What a new change starts from, as the address has it: a story, or the points of a session."""

    story: forms.ModelChoiceField[Story] = forms.ModelChoiceField(queryset=None, required=False)
    session: forms.ModelChoiceField[InvolvementSession] = forms.ModelChoiceField(queryset=None, required=False)

    def __init__(self, data: Any, *, actor: Actor) -> None:
        super().__init__(data)
        choices: dict[str, Any] = self.fields
        choices["story"].queryset = access.stories(actor)
        choices["session"].queryset = access.sessions(actor)

    def values(self) -> dict[str, Any]:
        self.is_valid()
        return {name: self.cleaned_data.get(name) for name in self.fields}


class _WhatChanges(forms.Form):
    title = forms.CharField(
        label="What will change?",
        help_text="Short and plain. People who raised it read this. Leave out names.",
        max_length=160,
        validators=[refuse_nhs_number],
        error_messages={"required": "Enter what will change"},
    )
    service: forms.ModelChoiceField[Service] = forms.ModelChoiceField(
        label="Which service changes?", required=False, queryset=None, empty_label="None, or more than one"
    )
    activity: forms.ModelChoiceField[InvolvementActivity] = forms.ModelChoiceField(
        label="Which activity does it come from?", required=False, queryset=None, empty_label="None"
    )
    owner: forms.ModelChoiceField[User] = forms.ModelChoiceField(
        label="Who sees to it?", required=False, queryset=None, empty_label="Nobody yet"
    )
    due_on = DayField(label="By when?", required=False)

    def offer(self, actor: Actor, *, change: Change | None = None) -> None:
        """A responder writes down what they see to themselves, about the services they answer for."""
        choices: dict[str, Any] = self.fields
        choices["service"].queryset = access.services_to_change(actor, change=change).order_by("name")
        choices["owner"].queryset = access.change_owners(actor, change=change)
        choices["activity"].queryset = access.activities(actor).order_by("name")
        if actor.role == Role.RESPONDER:
            choices["owner"].required, choices["owner"].empty_label = True, None
        if not choices["activity"].queryset:
            del self.fields["activity"]


class _HowFar(forms.Form):
    """How far a change is, and what is said about it to whoever raised it."""

    status = forms.ChoiceField(
        label="How far is it?",
        choices=STATUSES,
        widget=forms.RadioSelect,
        error_messages={"required": "Select how far it is"},
    )
    text = forms.CharField(
        label="What do you want to say about it?",
        help_text="Everyone who raised it can read this. Say what happens next, or why it is not possible.",
        required=False,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 4}),
        validators=[refuse_nhs_number],
    )
    send_key = forms.UUIDField(widget=forms.HiddenInput)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if cleaned.get("status") == ChangeStatus.NOT_POSSIBLE and "text" in cleaned and not cleaned["text"]:
            self.add_error("text", "Enter why it is not possible. Everyone who raised it will read this.")
        return cleaned


class ChangeForm(_WhatChanges, _HowFar):
    points: forms.ModelMultipleChoiceField[Point] = forms.ModelMultipleChoiceField(
        label="Which points led to it?",
        queryset=None,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    field_order = ("points", "title", "status", "text", "owner", "due_on", "service", "activity", "send_key")

    def __init__(
        self,
        data: Any = None,
        *,
        actor: Actor,
        story: Story | None = None,
        session: InvolvementSession | None = None,
    ) -> None:
        super().__init__(data, initial=_start(actor, story, session))
        self.story = story
        self.offer(actor)
        points: Any = self.fields["points"]
        points.queryset = access.points_to_link(actor).filter(session=session).order_by("noted_at", "pk")
        if session is None or not points.queryset:
            del self.fields["points"]

    def values(self) -> dict[str, Any]:
        return self.cleaned_data | {"stories": [self.story] if self.story else []}


class EditChangeForm(_WhatChanges, EditForm):
    field_order = ("title", "owner", "due_on", "service", "activity")

    def __init__(self, data: Any = None, *, actor: Actor, change: Change) -> None:
        names = ("title", "service", "activity", "owner", "due_on")
        self.change = change
        super().__init__(data, saved={name: getattr(change, name) for name in names})
        self.offer(actor, change=change)

    def values(self) -> dict[str, Any]:
        return {"activity": self.change.activity} | self.cleaned_data


class MoveChangeForm(_HowFar):
    field_order = ("status", "text", "send_key")

    def __init__(self, data: Any = None, *, change: Change) -> None:
        super().__init__(data, initial={"status": change.status, "send_key": uuid.uuid4()})


class LinkToChangeForm(forms.Form):
    """Ticks of the stories and points on the page."""

    stories: forms.ModelMultipleChoiceField[Story] = forms.ModelMultipleChoiceField(queryset=None, required=False)
    points: forms.ModelMultipleChoiceField[Point] = forms.ModelMultipleChoiceField(queryset=None, required=False)

    def __init__(self, data: Any = None, *, actor: Actor) -> None:
        super().__init__(data)
        choices: dict[str, Any] = self.fields
        choices["stories"].queryset = access.stories(actor)
        choices["points"].queryset = access.points_to_link(actor)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if not cleaned.get("stories") and not cleaned.get("points"):
            raise forms.ValidationError("Select what led to this change")
        return cleaned


def _start(actor: Actor, story: Story | None, session: InvolvementSession | None) -> dict[str, Any]:
    """What is known when the page is opened."""
    source = story or session
    return {
        "send_key": uuid.uuid4(),
        "status": ChangeStatus.CONSIDERING,
        "owner": actor.user_id,
        "service": source.service_id if source else None,
        "activity": session.activity_id if session else None,
    }
