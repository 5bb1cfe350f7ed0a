from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django import forms
from django.forms.boundfield import BoundField

from involvement.equality import ETHNIC_GROUP_ONLY, OPTIONS, Question
from involvement.models import HeadCount

MOST_PEOPLE = 10_000
# What people may say of themselves at a drop-in: dimension, heading, groups by code.
SPLITS: tuple[tuple[str, str, tuple[tuple[str, str], ...]], ...] = (
    (
        "ethnic_group_5",
        "Ethnic group",
        tuple((option.groups["ethnic_group_5"], option.label) for option in ETHNIC_GROUP_ONLY),
    ),
    ("sex", "Sex", tuple((option.groups["sex"], option.label) for option in OPTIONS[Question.SEX])),
    ("age_band", "Age", tuple((option.groups["age_band"], option.label) for option in OPTIONS[Question.AGE_BAND])),
)


def _number(label: str, *, required: bool) -> forms.IntegerField:
    field = forms.IntegerField(
        label=label,
        required=required,
        min_value=0,
        max_value=MOST_PEOPLE,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "class": "nhsuk-input--width-4"}),
        error_messages={"required": "Enter how many people came", "invalid": "Enter a whole number, for example 12"},
    )
    for validator in field.validators:
        validator.message = f"Enter a number from 0 to {MOST_PEOPLE:,}"  # type: ignore[attr-defined]
    return field


class HeadCountForm(forms.Form):
    people = _number("How many people came without giving a name?", required=True)
    was = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def __init__(self, data: Any = None, *, head_count: HeadCount | None) -> None:
        saved = head_count.people if head_count else None
        super().__init__(data, initial={"people": saved, "was": saved})
        for dimension, _, groups in SPLITS:
            said = head_count.said.get(dimension, {}) if head_count else {}
            for code, label in groups:
                self.fields[f"{dimension}-{code}"] = _number(label, required=False)
                self.initial[f"{dimension}-{code}"] = said.get(code)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        people = cleaned.get("people")
        for dimension, heading, groups in SPLITS:
            said = sum(cleaned.get(f"{dimension}-{code}") or 0 for code, _ in groups)
            if people is not None and said > people:
                first = f"{dimension}-{groups[0][0]}"
                self.add_error(
                    first, f"Check the numbers for {heading.lower()}. They come to {said}, more than {people}"
                )
        return cleaned

    @property
    def splits(self) -> Iterator[tuple[str, list[BoundField]]]:
        for dimension, heading, groups in SPLITS:
            yield heading, [self[f"{dimension}-{code}"] for code, _ in groups]

    @property
    def has_split(self) -> bool:
        return any(bound.value() not in (None, "") for _, bounds in self.splits for bound in bounds)

    def values(self) -> dict[str, Any]:
        said = {
            dimension: {code: number for code, _ in groups if (number := self.cleaned_data[f"{dimension}-{code}"])}
            for dimension, _, groups in SPLITS
        }
        return {
            "people": self.cleaned_data["people"],
            "was": self.cleaned_data["was"],
            "said": {dimension: numbers for dimension, numbers in said.items() if numbers},
        }

    def ask_again(self, message: str, *, saved: int | None) -> None:
        """Another number was saved meanwhile: the next Save of this page replaces it."""
        self.add_error("people", message)
        sent: Any = self.data
        self.data = sent = sent.copy()
        sent["was"] = "" if saved is None else str(saved)
