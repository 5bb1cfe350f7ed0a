from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from django import forms
from django.template.loader import render_to_string
from django.utils.html import format_html_join
from django.utils.safestring import SafeString

from core.validators import refuse_nhs_number
from involvement.models import Attendance, InvolvementSession
from involvement.queries.attendance import Entry, Line, entry_of
from involvement.taxonomies import STAFF_ROLE_LABELS, ActivityKind, AttendanceStatus, SpeakingRole

_STALE = "Check the register and save again. It changed while you were writing."


@dataclass(frozen=True, slots=True)
class ShownLine:
    """One person's line on the page."""

    id: str
    name: str
    reference: str
    status: str
    role: str
    minutes: str
    shown: str
    signed_up: bool
    errors: Sequence[str]
    minutes_wrong: bool

    @property
    def role_options(self) -> SafeString:
        return _role_options(self.role)

    @property
    def status_radios(self) -> SafeString:
        return SafeString(_status_radios(self.status).replace("LINE", self.id))


# Made once for each choice: thirty people times four marks and sixteen roles would be most of the page's time.
@lru_cache(maxsize=64)  # what was sent may be anything
def _status_radios(chosen: str) -> str:
    context = {"statuses": AttendanceStatus.choices, "chosen": chosen}
    return render_to_string("involvement/_status_radios.html", context)


@lru_cache(maxsize=64)
def _role_options(chosen: str) -> SafeString:
    return format_html_join(
        "",
        '<option value="{}"{}>{}</option>',
        (
            (role.value, SafeString(" selected" if role == chosen else ""), STAFF_ROLE_LABELS[role])
            for role in SpeakingRole
        ),
    )


class RegisterForm(forms.Form):
    """All lines of one register. Each carries what its writer was shown, so that two writers can be told apart."""

    walk_in = forms.CharField(
        label="Add someone who came",
        help_text="Their reference, what they are called, or a new pen-name.",
        required=False,
        max_length=60,
        validators=[refuse_nhs_number],
        widget=forms.TextInput(attrs={"autocomplete": "off", "class": "nhsuk-input--width-20"}),
    )

    def __init__(self, data: Any = None, *, session: InvolvementSession, rows: Sequence[Attendance]) -> None:
        super().__init__(data)
        self.session, self.rows = session, rows
        self._theirs: Mapping[int, Entry] = {}
        if self.is_bound:
            for row in rows:
                if f"shown-{row.pk}" in self.data:
                    self.fields |= _fields(row, session)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        for row in self.rows:
            minutes, shown = cleaned.get(f"minutes-{row.pk}"), cleaned.get(f"shown-{row.pk}")
            if minutes is None or shown is None or self._may_have_come(row.pk):
                continue
            if minutes == shown[1].minutes:  # left over from before this writer changed the mark
                cleaned[f"minutes-{row.pk}"] = None
            else:
                message = f"Select “Came” for {row.participant}, or take out the minutes"
                self.add_error(f"minutes-{row.pk}", message)
        return cleaned

    def values(self) -> dict[str, Any]:
        """Lines that were added to the register meanwhile are not among those sent."""
        sent = [row.pk for row in self.rows if f"shown-{row.pk}" in self.fields]
        return {
            "lines": [self._line(pk, *self.cleaned_data[f"shown-{pk}"]) for pk in sent],
            "everyone_else_came": self._everyone_else_came,
            "walk_in": self.cleaned_data["walk_in"],
        }

    def ask_again(self, rows: Sequence[Attendance], theirs: Mapping[int, Entry]) -> None:
        """Show the page again with what somebody else saved beside what this writer entered; the next Save decides."""
        self.rows, self._theirs = rows, theirs
        names = {row.pk: str(row.participant) for row in rows}
        for pk, saved in theirs.items():
            message = f"Check {names[pk]}. Someone else saved “{_in_words(saved)}” meanwhile. Save again to keep yours."
            self.add_error(f"status-{pk}", message)

    @property
    def shown_lines(self) -> list[ShownLine]:
        return [self._shown(row) for row in self.rows]

    @property
    def _everyone_else_came(self) -> bool:
        return "everyone_else_came" in self.data

    def _may_have_come(self, pk: int) -> bool:
        status = self.cleaned_data.get(f"status-{pk}")
        if status == AttendanceStatus.NOT_MARKED:
            return self._everyone_else_came
        return status == AttendanceStatus.CAME

    def _line(self, pk: int, revision: int, shown: Entry) -> Line:
        sent = self.cleaned_data
        entered = Entry(
            AttendanceStatus(sent[f"status-{pk}"] or shown.status),
            SpeakingRole(sent[f"role-{pk}"] or shown.speaking_role),
            sent[f"minutes-{pk}"],
        )
        return Line(pk, revision, shown, entered)

    def _shown(self, row: Attendance) -> ShownLine:
        saved = entry_of(row, self.session)
        pk, theirs = row.pk, self._theirs.get(row.pk)
        keeps_entries = self.is_bound and f"shown-{pk}" in self.data and (theirs is not None or not self._theirs)
        sent: Mapping[str, Any] = self.data if keeps_entries else {}
        fresh = token(row.revision, saved)
        return ShownLine(
            id=str(pk),
            name=str(row.participant),
            reference=row.participant.reference if row.participant.known_as else "",
            status=sent.get(f"status-{pk}", saved.status),
            role=sent.get(f"role-{pk}", saved.speaking_role),
            minutes=sent.get(f"minutes-{pk}", "" if saved.minutes is None else str(saved.minutes)),
            shown=fresh if theirs is not None else sent.get(f"shown-{pk}", fresh),
            signed_up=row.signed_up_on is not None,
            errors=[
                str(message)
                for name in (f"shown-{pk}", f"minutes-{pk}", f"status-{pk}", f"role-{pk}")
                for message in self.errors.get(name, ())
            ],
            minutes_wrong=f"minutes-{pk}" in self.errors,
        )


class ShownField(forms.CharField):
    """What the writer was shown: revision, status, role, minutes."""

    def clean(self, value: Any) -> tuple[int, Entry]:
        try:
            revision, status, role, minutes = str(value).split("|")
            entry = Entry(AttendanceStatus(status), SpeakingRole(role), int(minutes) if minutes else None)
            return int(revision), entry
        except ValueError as error:
            raise forms.ValidationError(_STALE) from error


def token(revision: int, entry: Entry) -> str:
    minutes = "" if entry.minutes is None else entry.minutes
    return f"{revision}|{entry.status}|{entry.speaking_role}|{minutes}"


def _fields(row: Attendance, session: InvolvementSession) -> dict[str, forms.Field]:
    most = session.length_minutes
    too_long = f"Enter {most} minutes or fewer for {row.participant}: that is how long the session was"
    whole = f"Enter the minutes for {row.participant} as a whole number, for example 45"
    minutes = forms.IntegerField(required=False, min_value=1, max_value=most)
    minutes.error_messages["invalid"] = whole
    for validator in minutes.validators:
        validator.message = too_long if validator.code == "max_value" else whole  # type: ignore[attr-defined]
    choose = {"invalid_choice": f"Select one of the answers offered for {row.participant}"}
    return {
        f"shown-{row.pk}": ShownField(widget=forms.HiddenInput),
        f"status-{row.pk}": forms.ChoiceField(
            required=False, choices=AttendanceStatus.choices, widget=forms.RadioSelect, error_messages=choose
        ),
        f"role-{row.pk}": forms.ChoiceField(required=False, choices=SpeakingRole.choices, error_messages=choose),
        f"minutes-{row.pk}": minutes,
    }


def _in_words(entry: Entry) -> str:
    minutes = "" if entry.minutes is None else f", {entry.minutes} minutes"
    return f"{entry.status.label}, {STAFF_ROLE_LABELS[entry.speaking_role].lower()}{minutes}"


class NameSearchForm(forms.Form):
    mark_optional = False
    q = forms.CharField(label="Name or reference", required=False, max_length=80)


class PeopleSearchForm(NameSearchForm):
    topic = forms.ChoiceField(
        label="Wants to hear about", required=False, choices=[("", "Anything"), *ActivityKind.choices]
    )

    def values(self) -> dict[str, str]:
        """What to look for; what makes no sense narrows nothing."""
        self.is_valid()
        return {name: self.cleaned_data.get(name, "") for name in self.fields}


class ExpectPeopleForm(forms.Form):
    """Who is asked. Which people may be ticked is for the service to say."""

    people = forms.MultipleChoiceField(
        label="Who do you ask?",
        error_messages={"required": "Select who you ask", "invalid_choice": "Select people from the list"},
    )
    said_yes = forms.BooleanField(label="They have already said yes, so nobody has to tell them", required=False)

    def __init__(self, data: Any = None, *, people: Sequence[Any]) -> None:
        super().__init__(data)
        field: Any = self.fields["people"]
        field.choices = [(str(person.pk), str(person)) for person in people]

    def values(self) -> dict[str, Any]:
        return {"participant_ids": self.cleaned_data["people"], "said_yes": self.cleaned_data["said_yes"]}


class TickedLinesForm(forms.Form):
    """Lines of the list that were ticked, by attendance id."""

    line = forms.TypedMultipleChoiceField(coerce=int, error_messages={"required": "Select at least one person"})

    def __init__(self, data: Any, *, rows: Sequence[Attendance]) -> None:
        super().__init__(data)
        field: Any = self.fields["line"]
        field.choices = [(str(row.pk), str(row.participant)) for row in rows]
