from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django import forms
from django.forms.boundfield import BoundField

from accounts.access import Actor
from core.validators import refuse_nhs_number
from involvement import access
from involvement.forms.changes import STATUSES
from involvement.forms.sessions import DayField
from involvement.models import LONGEST_TITLE, InvolvementSession, Point
from involvement.queries.points import PointAnswer
from involvement.taxonomies import STAFF_ROLE_LABELS, SpeakingRole

LINE = ("status", "words", "owner", "due_on")


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


class PointAnswersForm(forms.Form):
    """One line for every point of the session that nothing was said about yet: what, who and by when, or why not."""

    mark_optional = False

    def __init__(self, data: Any = None, *, actor: Actor, session: InvolvementSession) -> None:
        super().__init__(data)
        self.points = list(access.points(actor).filter(session=session, changes=None).order_by("noted_at", "pk"))
        self.owners = {str(owner.pk): owner for owner in access.change_owners(actor)}
        owners = [("", "Nobody yet"), *((pk, str(owner)) for pk, owner in self.owners.items())]
        for point in self.points:
            for name, field in _line(owners, owner=str(actor.user_id)).items():
                self.fields[f"{point.pk}-{name}"] = field

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        for point in self.points:
            status, words = (cleaned.get(f"{point.pk}-{name}") for name in ("status", "words"))
            if status and words == "":
                self.add_error(f"{point.pk}-words", "Enter what you will do, or why not")
            if words and status == "":
                self.add_error(f"{point.pk}-status", "Select what becomes of it")
        return cleaned

    @property
    def lines(self) -> Iterator[tuple[Point, list[BoundField]]]:
        for point in self.points:
            yield point, [self[f"{point.pk}-{name}"] for name in LINE]

    def answers(self) -> Iterator[PointAnswer]:
        """The lines that say something."""
        for point in self.points:
            said = {name: self.cleaned_data[f"{point.pk}-{name}"] for name in LINE}
            if said["status"]:
                yield PointAnswer(point=point, **said | {"owner": self.owners.get(said["owner"])})


def _line(owners: list[tuple[str, str]], *, owner: str) -> dict[str, forms.Field]:
    return {
        "status": forms.ChoiceField(
            label="What becomes of it?", required=False, choices=[("", "Leave it for later"), *STATUSES]
        ),
        "words": forms.CharField(
            label="What will you do, or why not?",
            required=False,
            max_length=LONGEST_TITLE,
            validators=[refuse_nhs_number],
        ),
        "owner": forms.ChoiceField(label="Who sees to it?", required=False, choices=owners, initial=owner),
        "due_on": DayField(label="By when?", required=False),
    }
