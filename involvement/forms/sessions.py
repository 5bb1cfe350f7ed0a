from __future__ import annotations

from datetime import date, datetime, time, timedelta
from typing import Any

from django import forms
from django.core.validators import MaxValueValidator, MinValueValidator
from django.utils import timezone

from accounts.access import Actor
from accounts.models import User
from core.editing import EditForm
from core.validators import refuse_nhs_number
from involvement import access
from involvement.models import InvolvementActivity, InvolvementSession, Service
from involvement.taxonomies import NEEDS_A_BOOKING

_FIRST, _LAST = date(2000, 1, 1), date(2099, 12, 31)
_YEARS = "Enter a day between 2000 and 2099"


class DayField(forms.DateField):
    """A day that is picked from a calendar, in the years we can live in."""

    def __init__(self, **options: Any) -> None:
        messages = {"invalid": "Enter a day, for example 12 May 2026"} | options.pop("error_messages", {})
        super().__init__(
            widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date", "class": "nhsuk-input--width-10"}),
            validators=[MinValueValidator(_FIRST, message=_YEARS), MaxValueValidator(_LAST, message=_YEARS)],
            error_messages=messages,
            **options,
        )


class ClockField(forms.TimeField):
    def __init__(self, **options: Any) -> None:
        widget = forms.TimeInput(format="%H:%M", attrs={"type": "time", "class": "nhsuk-input--width-10"})
        super().__init__(widget=widget, **options)


class SessionSearchForm(forms.Form):
    mark_optional = False
    q = forms.CharField(label="Activity, place or reference", required=False, max_length=100)
    activity: forms.ModelChoiceField[InvolvementActivity] = forms.ModelChoiceField(
        label="Activity", required=False, queryset=None, empty_label="Any activity"
    )
    service: forms.ModelChoiceField[Service] = forms.ModelChoiceField(
        label="Service", required=False, queryset=None, empty_label="Any service"
    )
    starting = DayField(label="From", required=False)
    ending = DayField(label="To", required=False)

    def __init__(self, data: Any = None, *, actor: Actor) -> None:
        super().__init__(data)
        choices: dict[str, Any] = self.fields
        choices["activity"].queryset = access.activities(actor).order_by("name")
        choices["service"].queryset = access.services(actor).order_by("name")

    def values(self) -> dict[str, Any]:
        """What can be searched for; what cannot be read narrows nothing."""
        self.is_valid()
        return {name: self.cleaned_data.get(name) for name in self.fields}


class CopySessionForm(forms.Form):
    """The five things that differ from one session of an activity to the next."""

    day = DayField(label="Day", error_messages={"required": "Enter the day of the session"})
    starts = ClockField(
        label="Starts at",
        error_messages={"required": "Enter when it starts", "invalid": "Enter when it starts, for example 14:00"},
    )
    ends = ClockField(
        label="Ends at",
        error_messages={"required": "Enter when it ends", "invalid": "Enter when it ends, for example 16:00"},
    )
    place = forms.CharField(label="Place", required=False, max_length=160, validators=[refuse_nhs_number])
    service: forms.ModelChoiceField[Service] = forms.ModelChoiceField(
        label="Service it is about",
        required=False,
        queryset=None,
        empty_label="Not about one service",
    )
    days_long = 0

    def __init__(self, data: Any = None, *, actor: Actor, **options: Any) -> None:
        super().__init__(data, **options)
        service: Any = self.fields["service"]
        service.queryset = access.services(actor).filter(closed_on=None).order_by("name")

    @classmethod
    def for_copy(cls, data: Any, *, actor: Actor, session: InvolvementSession) -> CopySessionForm:
        saved = saved_when(session)
        initial = {name: saved[name] for name in ("starts", "ends", "place", "service")}
        form = cls(data, actor=actor, initial=initial)
        form.days_long = (_local_day(session.ends_at) - session.held_on).days
        return form

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        day, starts, ends = (cleaned.get(name) for name in ("day", "starts", "ends"))
        if day and starts and ends:
            last_day = cleaned.get("last_day") or day + timedelta(days=self.days_long)
            cleaned["starts_at"], cleaned["ends_at"] = _moment(day, starts), _moment(last_day, ends)
            if cleaned["ends_at"] <= cleaned["starts_at"]:
                self.add_error("ends", "Enter an end that is after the start")
        return cleaned

    def values(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in ("service", "starts_at", "ends_at", "place")}


class SessionForm(CopySessionForm):
    activity: forms.ModelChoiceField[InvolvementActivity] = forms.ModelChoiceField(
        label="Activity",
        queryset=None,
        empty_label="Choose one",
        error_messages={"required": "Select the activity"},
    )
    last_day = DayField(label="Last day", help_text="Only if it goes on for more than one day.", required=False)
    facilitators: forms.ModelMultipleChoiceField[User] = forms.ModelMultipleChoiceField(
        label="Who runs it?",
        queryset=None,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    support_booked = forms.MultipleChoiceField(
        label="Which support is booked?",
        required=False,
        choices=[(kind.value, kind.label) for kind in sorted(NEEDS_A_BOOKING, key=lambda kind: kind.label)],
        widget=forms.CheckboxSelectMultiple,
    )
    field_order = ("activity", "day", "starts", "ends", "last_day", "place", "service", "facilitators")

    def __init__(self, data: Any = None, *, actor: Actor, **options: Any) -> None:
        super().__init__(data, actor=actor, **options)
        choices: dict[str, Any] = self.fields
        choices["activity"].queryset = access.activities(actor).filter(closed_on=None).order_by("name")
        choices["facilitators"].queryset = access.facilitators(actor)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if cleaned.get("last_day") and cleaned.get("day") and cleaned["last_day"] < cleaned["day"]:
            self.add_error("last_day", "Enter a last day that is not before the first")
        return cleaned

    def values(self) -> dict[str, Any]:
        own = {name: self.cleaned_data[name] for name in ("activity", "facilitators", "support_booked")}
        return super().values() | own


class EditSessionForm(SessionForm, EditForm):
    def __init__(self, data: Any = None, *, actor: Actor, session: InvolvementSession) -> None:
        own = {
            "activity": session.activity,
            "facilitators": list(session.facilitators.all()),
            "support_booked": session.support_booked,
        }
        super().__init__(data, actor=actor, saved=saved_when(session) | own)
        # What is closed by now stays on the sessions it was part of.
        fields: dict[str, Any] = self.fields
        fields["activity"].queryset = access.activities(actor).order_by("name")
        fields["service"].queryset = access.services(actor).order_by("name")


def saved_when(session: InvolvementSession) -> dict[str, Any]:
    starts, ends = timezone.localtime(session.starts_at), timezone.localtime(session.ends_at)
    return {
        "day": starts.date(),
        "starts": starts.time(),
        "ends": ends.time(),
        "last_day": None if ends.date() == starts.date() else ends.date(),
        "place": session.place,
        "service": session.service,
    }


def _local_day(moment: datetime) -> date:
    return timezone.localdate(moment)


def _moment(day: date, clock: time) -> datetime:
    """UK time."""
    return timezone.make_aware(datetime.combine(day, clock))
