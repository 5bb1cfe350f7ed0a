"""Asking for reports, now and on a schedule; finding those that went out."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from accounts.access import Actor
from core import areas
from involvement import access as involvement_access
from involvement.models import Service
from reports import access, periods
from reports.models import Benchmark, ReportState
from reports.periods import PeriodKind

RELEASED = (ReportState.PUBLISHED, ReportState.WITHDRAWN)


class PeriodForm(forms.Form):
    """Only periods from the menu can be asked for."""

    period = forms.ChoiceField(label="Period", error_messages={"required": "Select a period"})

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today = today
        menu = periods.menu(today=today)
        self.fields["period"].choices = [(one.slug, one.label) for one in menu]  # type: ignore[attr-defined]

    def clean_period(self) -> periods.Period:
        found = periods.find(self.cleaned_data["period"], today=self.today)
        if found is None:
            raise ValidationError("Select a period from the list")
        return found


class RequestReportForm(PeriodForm):
    """Without a choice: the whole organisation, census figures."""

    service: forms.ModelChoiceField[Service] = forms.ModelChoiceField(
        label="Service", required=False, queryset=None, empty_label="All services together"
    )
    benchmark: forms.ModelChoiceField[Benchmark] = forms.ModelChoiceField(
        label="Compare with",
        queryset=None,
        empty_label=None,
        error_messages={"required": "Select who to compare with"},
    )
    second_benchmark: forms.ModelChoiceField[Benchmark] = forms.ModelChoiceField(
        label="Compare also with",
        help_text="Two benchmarks can say different things about the same people. The report shows both.",
        required=False,
        queryset=None,
        empty_label="Nothing else",
    )
    area_codes = forms.CharField(widget=forms.HiddenInput, required=False, max_length=2000)

    def __init__(self, *args: Any, actor: Actor, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        service = self.fields["service"]
        service.queryset = involvement_access.services(actor).order_by("name")  # type: ignore[attr-defined]
        for name in ("benchmark", "second_benchmark"):
            self.fields[name].queryset = access.benchmarks(actor)  # type: ignore[attr-defined]

    def clean_second_benchmark(self) -> Benchmark | None:
        second: Benchmark | None = self.cleaned_data["second_benchmark"]
        if second is not None and second == self.cleaned_data.get("benchmark"):
            raise ValidationError("Select another benchmark than the first, or nothing else")
        return second

    def clean_area_codes(self) -> tuple[str, ...]:
        codes = self.cleaned_data["area_codes"].split()
        if not codes:
            return ()
        try:
            return tuple(area.code for area in areas.choose(codes))
        except areas.AreasRefused as refused:
            raise ValidationError(str(refused)) from refused


class LedgerSearchForm(forms.Form):
    mark_optional = False
    q = forms.CharField(label="Service, benchmark, year or name", required=False, max_length=100)
    state = forms.ChoiceField(
        label="State",
        required=False,
        choices=[
            ("", "Any state"),
            *((state.value, state.label) for state in RELEASED),
        ],
    )


class ScheduleForm(forms.Form):
    period_kind = forms.ChoiceField(
        label="How often?",
        choices=[(PeriodKind.QUARTER, "Every quarter"), (PeriodKind.YEAR, "Every year, April to March")],
        widget=forms.RadioSelect,
        error_messages={"required": "Select how often"},
    )
    service: forms.ModelChoiceField[Service] = forms.ModelChoiceField(
        label="Service", required=False, queryset=None, empty_label="All services together"
    )
    benchmark: forms.ModelChoiceField[Benchmark] = forms.ModelChoiceField(
        label="Compare with",
        queryset=None,
        empty_label=None,
        error_messages={"required": "Select who to compare with"},
    )

    def __init__(self, *args: Any, actor: Actor, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        service, benchmark = self.fields["service"], self.fields["benchmark"]
        service.queryset = involvement_access.services(actor).order_by("name")  # type: ignore[attr-defined]
        benchmark.queryset = access.benchmarks(actor)  # type: ignore[attr-defined]
