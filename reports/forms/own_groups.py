"""Groups that an organisation defines itself."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import combinations
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from core.validators import refuse_nhs_number
from reports import gap
from reports.dimensions import REPORT_DIMENSIONS, question_of


class OwnGroupQuestionsForm(forms.Form):
    """Which one or two questions a group is made of. ``pairs`` are what to choose instead of more."""

    questions = forms.MultipleChoiceField(
        label="Which questions is the group made of?",
        help_text="Select one or two. With two questions, the group is the people who are in both.",
        choices=[(dimension.name, dimension.label) for dimension in REPORT_DIMENSIONS],
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "Select one or two questions", "invalid_choice": "Select questions from the list"},
    )
    pairs: Sequence[tuple[gap.Dimension, ...]] = ()

    def clean_questions(self) -> list[gap.Dimension]:
        chosen = [dimension for dimension in REPORT_DIMENSIONS if dimension.name in self.cleaned_data["questions"]]
        if len(chosen) > gap.MOST_PARTS:
            self.pairs = [pair for pair in combinations(chosen, gap.MOST_PARTS) if _are_different(pair)]
            raise ValidationError(
                "Select one or two questions. Three at once could point at a single person, so no report has them"
            )
        if not _are_different(chosen):
            raise ValidationError("Select two different questions. Both of these are about ethnic group")
        return chosen


def _are_different(dimensions: Sequence[gap.Dimension]) -> bool:
    return len({question_of(dimension.name) for dimension in dimensions}) == len(dimensions)


class OwnGroupForm(forms.Form):
    """The groups of each question that make an own group, and what it is called."""

    name = forms.CharField(
        label="Name of the group",
        help_text="For example: Black women. It stands in reports, so use the words of these people.",
        max_length=60,
        validators=[refuse_nhs_number],
        error_messages={"required": "Enter a name for the group"},
    )

    def __init__(self, *args: Any, dimensions: Sequence[gap.Dimension], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.dimensions = dimensions
        for dimension in dimensions:
            self.fields[dimension.name] = forms.MultipleChoiceField(
                label=dimension.label,
                help_text="Select every answer that belongs to the group.",
                choices=[(group.code, group.label) for group in dimension.groups],
                widget=forms.CheckboxSelectMultiple,
                error_messages={
                    "required": f"Select at least one answer: {dimension.label}",
                    "invalid_choice": "Select answers from the list",
                },
            )
        self.order_fields([*(dimension.name for dimension in dimensions), "name"])

    def clean(self) -> dict[str, Any]:
        """``name`` and ``parts``."""
        for dimension in self.dimensions:
            if len(self.cleaned_data.get(dimension.name, ())) == len(dimension.groups):
                self.add_error(dimension.name, f"Do not select every answer: {dimension.label}")
        parts = [
            gap.Part(dimension.name, frozenset(self.cleaned_data[dimension.name]))
            for dimension in self.dimensions
            if dimension.name in self.cleaned_data
        ]
        return {"name": self.cleaned_data.get("name", ""), "parts": parts}
