"""What staff write to the author of a story, and how they find the stories that wait."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID, uuid4

from django import forms
from django.utils.formats import date_format

from accounts.access import Actor
from core.nhsuk import Choice
from core.validators import refuse_nhs_number
from involvement import access, stock_phrases
from involvement.models import LONGEST_REPLY, OPEN_STATUSES, Change, Service, Story
from involvement.queries import InboxState
from involvement.taxonomies import ChangeStatus

READ_LATE = "Thank you for telling us. We have read what you said. We are sorry that it took so long."
READ = "Thank you for telling us. We have read what you said. We will answer you by {day}."
OUTCOMES = {
    ChangeStatus.MADE: "Say in your answer what is different now.",
    ChangeStatus.PLANNED: "Say in your answer what, and by when.",
    ChangeStatus.CONSIDERING: "Say in your answer who decides, and when.",
    ChangeStatus.NOT_POSSIBLE: "You are asked for the reason below.",
    ChangeStatus.NONE_NEEDED: "For praise, or when it was put right before.",
}


class StorySearchForm(forms.Form):
    mark_optional = False
    q = forms.CharField(label="Words in the story", required=False, max_length=100)
    state = forms.ChoiceField(label="Show", required=False, choices=[("", "All that are open"), *InboxState.choices])
    service: forms.ModelChoiceField[Service] = forms.ModelChoiceField(
        label="Service", required=False, queryset=None, empty_label="Any service"
    )

    def __init__(self, data: Any = None, *, actor: Actor) -> None:
        super().__init__(data)
        service: Any = self.fields["service"]
        service.queryset = access.answered_services(actor).order_by("name")

    def values(self) -> dict[str, Any]:
        """What can be searched for; what cannot be read narrows nothing."""
        self.is_valid()
        return {"q": "", "state": "", "service": None} | self.cleaned_data


class WordsForm(forms.Form):
    """Something to say to the author. ``send_key`` makes a second click the same message."""

    text = forms.CharField(
        label="What you write",
        max_length=LONGEST_REPLY,
        widget=forms.Textarea(attrs={"rows": 4}),
        validators=[refuse_nhs_number],
        error_messages={"required": "Enter what you want to say"},
    )
    send_key = forms.UUIDField(widget=forms.HiddenInput)
    sent_anyway = forms.BooleanField(required=False, widget=forms.HiddenInput)

    def __init__(self, data: Any = None, **options: Any) -> None:
        super().__init__(data, **options)
        self.initial.setdefault("send_key", uuid4())

    def clean(self) -> dict[str, Any]:
        """Warn once of words that say nothing; sent again, they stay."""
        cleaned = super().clean() or self.cleaned_data
        found, sent_anyway = stock_phrases.found_in(cleaned.get("text", "")), cleaned.pop("sent_anyway", False)
        if not sent_anyway:
            for phrase in found:
                self.add_error("text", f"Check “{phrase.words}”. {phrase.instead} Send again to keep it.")
        self._carry("sent_anyway", "on" if found else "")
        return cleaned

    def _carry(self, name: str, value: str) -> None:
        """What the page that comes back holds there, in place of what was sent."""
        data: Any = self.data
        self.data = data = data.copy()
        data[self.add_prefix(name)] = value


class AcknowledgeForm(WordsForm):
    def __init__(self, data: Any = None, *, story: Story, today: date, **options: Any) -> None:
        day = date_format(story.respond_by, "j F Y")
        words = READ.format(day=day) if today <= story.respond_by else READ_LATE
        super().__init__(data, initial={"text": words}, **options)


class AnswerForm(WordsForm):
    outcome = forms.ChoiceField(
        label="What follows from it?",
        choices=[(status.value, Choice(status.label, hint=hint)) for status, hint in OUTCOMES.items()],
        widget=forms.RadioSelect,
        error_messages={"required": "Choose what follows from it"},
    )
    reason = forms.CharField(
        label="If you could not: why?",
        help_text="The person reads this after “We could not, because:”.",
        required=False,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 2}),
        validators=[refuse_nhs_number],
    )
    change: forms.ModelChoiceField[Change] = forms.ModelChoiceField(
        label="Is it part of a change?",
        help_text="When the change moves on, everyone who raised it is told.",
        required=False,
        queryset=None,
        empty_label="No, or not yet",
    )
    new_change = forms.CharField(
        label="Or start a new change: what changes?",
        help_text="A few words, like “Garden open until 9pm”. Leave out names.",
        required=False,
        max_length=160,
        validators=[refuse_nhs_number],
    )
    closes = forms.BooleanField(label="Nothing more will follow: close the story with this answer", required=False)
    last_seen = forms.UUIDField(required=False, widget=forms.HiddenInput)

    field_order = ("text", "outcome", "reason", "change", "new_change", "closes")

    def __init__(self, data: Any = None, *, actor: Actor, story: Story, last_seen: Any = None) -> None:
        super().__init__(data, initial={"last_seen": last_seen})
        self.fields["text"].label = "Your answer"
        change: Any = self.fields["change"]
        change.queryset = access.changes(actor).filter(status__in=OPEN_STATUSES).order_by("title")

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        outcome = cleaned.get("outcome")
        if outcome == ChangeStatus.NOT_POSSIBLE and not cleaned.get("reason", "").strip():
            self.add_error("reason", "Enter why it is not possible. The person will read this.")
        if outcome in OPEN_STATUSES and cleaned.get("closes"):
            self.add_error("closes", "Leave the story open: something is still to come")
        if outcome == ChangeStatus.NONE_NEEDED and cleaned.get("new_change"):
            self.add_error("new_change", "Take this out, or choose what follows from it")
        return cleaned

    def note_read(self, last_seen: UUID | None) -> None:
        """The page that comes back shows what a colleague wrote meanwhile."""
        if self.is_bound:
            self._carry("last_seen", str(last_seen or ""))


class PastAnswersForm(forms.Form):
    mark_optional = False
    q = forms.CharField(label="Words in the answer", required=False, max_length=100)
