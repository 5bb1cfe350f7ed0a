from __future__ import annotations

import uuid
from datetime import datetime
from typing import Any

from django import forms
from django.conf import settings
from django.utils import timezone
from django.utils.choices import CallableChoiceIterator

from accounts.models import Organisation
from core.nhsuk import Choice
from core.validators import refuse_nhs_number
from involvement import doors, queries
from involvement.models import InvolvementSession, Service
from involvement.models.stories import LONGEST_ANSWER
from involvement.taxonomies import DisplayIdentity, SpeakingRole, Visibility

ANSWERS = ("good", "better", "change_wanted")
LONGEST_NAME = 40
PRESS_AGAIN = "Press the button once more. What you wrote is still here"
VISIBILITY_HINTS = {
    Visibility.STAFF: "Staff see your words and your role, not who you are.",
    Visibility.SHARED: "They see your words when staff have taken out names and dates.",
    Visibility.PUBLIC: "Staff take out names and dates first. They tell you what they changed.",
}
# People say who they are in their own order: themselves first, then those who speak for others.
ROLES = [
    (SpeakingRole.NOT_RECORDED.value, "I would rather not say"),
    *((role.value, role.label) for role in SpeakingRole if role != SpeakingRole.NOT_RECORDED),
]


def question(label: str) -> forms.CharField:
    return forms.CharField(
        label=label,
        required=False,
        max_length=LONGEST_ANSWER,
        validators=[refuse_nhs_number],
        widget=forms.Textarea({"rows": 4}),
    )


class WordsForm(forms.Form):
    """Three questions of which one is enough, and what they are about. The key makes two sendings one story."""

    mark_optional = False
    good = question("What was good?")
    better = question("What could be better?")
    change_wanted = question("What would you like to change?")
    about = forms.CharField(label="What is it about?", required=False, widget=forms.Select)
    send_key = forms.UUIDField(required=False, widget=forms.HiddenInput)

    def __init__(self, data: Any = None, *, organisation: Organisation, now: datetime, **options: Any) -> None:
        self.organisation, self.today, self.now = organisation, timezone.localdate(now), now
        options["initial"] = {"send_key": uuid.uuid4()} | options.get("initial", {})
        super().__init__(data, **options)
        about: Any = self.fields["about"].widget
        about.choices = CallableChoiceIterator(self._subjects)

    def _subjects(self) -> list[tuple[str, str]]:
        return queries.subjects(self.organisation, today=self.today, chosen=str(self["about"].value() or ""))

    def clean_send_key(self) -> uuid.UUID:
        return self.cleaned_data["send_key"] or uuid.uuid4()

    def clean_about(self) -> Service | InvolvementSession | None:
        value = self.cleaned_data["about"]
        found = queries.subject(self.organisation, value, today=self.today) if value else None
        if value and found is None:
            raise forms.ValidationError("Choose what it is about from the list")
        return found

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if not self.errors and not any(cleaned.get(name) for name in ANSWERS):
            self.add_error("good", "Enter something in one of the three boxes")
        return cleaned

    @property
    def told(self) -> dict[str, Any]:
        """What services.send_story takes of it."""
        about = self.cleaned_data["about"]
        words = {name: self.cleaned_data[name] for name in (*ANSWERS, "send_key")}
        return words | {
            "service": about if isinstance(about, Service) else None,
            "session": about if isinstance(about, InvolvementSession) else None,
        }


class StoryWordsForm(WordsForm):
    """The first screen of a guest. ``website`` is a box that people do not see and programs fill in."""

    shown = forms.CharField(required=False, widget=forms.HiddenInput)
    counted = forms.CharField(required=False, widget=forms.HiddenInput)
    website = forms.CharField(required=False)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if not self.errors and not self.is_counted and (cleaned.get("website") or self._was_too_fast):
            self.add_error(None, PRESS_AGAIN)
        return cleaned

    def offer(self, known: queries.Known) -> None:
        """What is known of whoever is signed in, where the address does not say it already."""
        self.initial.setdefault("about", known.about)

    @property
    def key(self) -> uuid.UUID:
        key = self.cleaned_data.get("send_key") if self.is_bound else self["send_key"].value()
        return key or uuid.uuid4()

    @property
    def is_counted(self) -> bool:
        """Whether its sender came through the first screen."""
        marked = self.cleaned_data.get("counted", "")
        return doors.seconds_since(marked, self.key, door=doors.COUNTED, now=self.now) is not None

    @property
    def _was_too_fast(self) -> bool:
        marked = self.cleaned_data.get("shown", "")
        seconds = doors.seconds_since(marked, self.key, door=doors.SHOWN, now=self.now)
        return seconds is None or seconds < settings.SECONDS_TO_WRITE

    @property
    def marks(self) -> dict[str, str]:
        """For the hidden fields: the first moment it was shown stays, so that pressing again is late enough."""
        shown = str(self["shown"].value() or "")
        if doors.seconds_since(shown, self.key, door=doors.SHOWN, now=self.now) is None:
            shown = doors.mark(self.key, door=doors.SHOWN, now=self.now)
        return {"send_key": str(self.key), "shown": shown}

    @property
    def carried(self) -> dict[str, str]:
        """What the second screen hands on, unseen."""
        words = {name: str(self[name].value() or "") for name in (*ANSWERS, "about")}
        counted = doors.mark(self.key, door=doors.COUNTED, now=self.now)
        return words | self.marks | {"counted": counted}


class StorySharingForm(forms.Form):
    """The second screen of a guest; everything on it has an answer already."""

    visibility = forms.ChoiceField(
        label="Who may see it?",
        choices=[(each.value, Choice(each.label, hint=VISIBILITY_HINTS[each])) for each in Visibility],
        initial=Visibility.STAFF,
        widget=forms.RadioSelect,
        error_messages={"required": "Choose who may see it"},
    )
    speaking_role = forms.ChoiceField(
        label="Who are you, this time?",
        help_text="So that we know whose voice is heard.",
        choices=ROLES,
        initial=SpeakingRole.NOT_RECORDED,
        error_messages={"required": "Choose who you are, or “I would rather not say”"},
    )
    display_identity = forms.ChoiceField(
        label="If anyone may see it: which name do we show?",
        choices=DisplayIdentity.choices,
        initial=DisplayIdentity.ANONYMOUS,
        required=False,
        widget=forms.RadioSelect,
    )
    display_name = forms.CharField(
        validators=[refuse_nhs_number],
        label="Name to show",
        help_text="A made-up name has no part of your own name or e-mail in it, and no numbers.",
        required=False,
        max_length=LONGEST_NAME,
        widget=forms.TextInput({"autocomplete": "off", "spellcheck": "false", "class": "nhsuk-input--width-20"}),
    )
    mark_optional = False

    def offer(self, known: queries.Known) -> None:
        self.initial.update(speaking_role=known.speaking_role, display_name=known.display_name)

    def clean_display_identity(self) -> str:
        return self.cleaned_data["display_identity"] or DisplayIdentity.ANONYMOUS


class OrganisationSearchForm(forms.Form):
    mark_optional = False
    q = forms.CharField(label="Name of the organisation", required=False, max_length=100)


class NewsAddressForm(forms.Form):
    """The code proves whose story it is."""

    code = forms.CharField(widget=forms.HiddenInput, max_length=40)
    news_email = forms.EmailField(
        label="Your e-mail",
        error_messages={
            "required": "Enter your e-mail address",
            "invalid": "Enter an e-mail address, like name@example.org",
        },
        widget=forms.EmailInput({"autocomplete": "email", "class": "nhsuk-input--width-20"}),
    )
