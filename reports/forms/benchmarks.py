"""Who people are compared with."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from core.nhsuk import DateParts
from reports.models import Benchmark, BenchmarkKind


class UploadBenchmarkForm(forms.Form):
    name = forms.CharField(
        label="Name of the benchmark",
        help_text="For example: Caseload 2025. Sending a name again replaces its figures.",
        max_length=160,
        error_messages={"required": "Enter a name for the benchmark"},
    )
    file = forms.FileField(
        label="CSV file",
        help_text="Saved as CSV UTF-8. We check it first and save nothing until you say so.",
        widget=forms.FileInput(attrs={"accept": ".csv,text/csv"}),
        error_messages={"required": "Select a CSV file", "empty": "Select a file that is not empty"},
    )


class BenchmarkForm(forms.Form):
    """What an uploaded benchmark is. Reports print all of it beside the figures."""

    label = forms.CharField(label="Name on screen", max_length=160, error_messages={"required": "Enter a name"})
    kind = forms.ChoiceField(
        label="What does it count?",
        choices=[(kind.value, kind.label) for kind in BenchmarkKind if kind != BenchmarkKind.CENSUS],
        widget=forms.RadioSelect,
        error_messages={"required": "Select what it counts"},
    )
    counted_on = forms.DateField(
        label="Which day are the figures of?",
        help_text="For example, 31 3 2025.",
        required=False,
        widget=DateParts,
        error_messages={"invalid": "Enter a day, like 31 3 2025"},
    )
    age_base = forms.CharField(
        label="Who is counted?", help_text="For example: adults in contact with us.", max_length=100, required=False
    )
    source = forms.CharField(
        label="Where do the figures come from?",
        help_text="For example: our record system.",
        max_length=300,
        required=False,
    )

    def __init__(self, *args: Any, benchmark: Benchmark, **kwargs: Any) -> None:
        kwargs["initial"] = {name: getattr(benchmark, name) for name in self.base_fields}
        super().__init__(*args, **kwargs)


class AreaSearchForm(forms.Form):
    q = forms.CharField(
        label="Find an area",
        help_text="A council, integrated care board, health board, region or nation. Or an ONS code.",
        max_length=100,
        required=False,
    )


class AreasForm(forms.Form):
    """One change to the areas an organisation serves; ``area_codes`` is what they are after it."""

    only = forms.CharField(max_length=20, required=False)
    add = forms.CharField(max_length=20, required=False)
    remove = forms.CharField(max_length=20, required=False)

    def __init__(self, *args: Any, chosen: list[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.chosen = chosen

    def clean(self) -> dict[str, Any]:
        only, add, remove = (self.cleaned_data.get(name, "") for name in ("only", "add", "remove"))
        if not (only or add or remove):
            raise ValidationError("Choose an area from the list")
        after = [only] if only else [code for code in [*self.chosen, add] if code and code != remove]
        return {"area_codes": after}
