from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from datetime import date
from itertools import combinations, islice
from typing import Any
from uuid import UUID

from django import forms
from django.core.exceptions import ValidationError
from django.http import QueryDict

from accounts.access import Actor
from core import areas
from core.nhsuk import DateParts
from core.validators import refuse_nhs_number
from involvement import access as involvement_access
from involvement.models import Service
from involvement.taxonomies import Voice
from reports import access, gap, periods
from reports.dimensions import REPORT_DIMENSIONS, question_of
from reports.models import Benchmark, BenchmarkKind, PackLayout, ReportState
from reports.papers.layouts import HEADINGS
from reports.papers.pdf import cannot_print
from reports.periods import PeriodKind
from reports.queries import (
    DEFAULT_GROUP,
    MEASURES,
    SHARES,
    Chosen,
    Measure,
    PlotChosen,
    PlotOptions,
    TrendChosen,
    TrendOptions,
)

MOST_REPORTS = 12
RELEASED = (ReportState.PUBLISHED, ReportState.WITHDRAWN)


class DashboardForm(forms.Form):
    """What the address asks for. Anything that makes no sense is left out."""

    data: QueryDict
    voice = forms.ChoiceField(choices=Voice.choices, required=False)
    about = forms.UUIDField(required=False)
    q = forms.CharField(max_length=100, required=False)
    group = forms.RegexField(r"^[a-z0-9_-]{1,40}\.[a-z0-9]{1,20}$", required=False)

    @property
    def chosen(self) -> Chosen:
        self.is_valid()
        dimension, _, code = self.cleaned_data.get("group", "").partition(".")
        return Chosen(
            voice=Voice(self.cleaned_data.get("voice") or Voice.DIRECT),
            reports=tuple(self._reports()),
            about=self.cleaned_data.get("about"),
            group=(dimension, code) if code else None,
            words=self.cleaned_data.get("q") or "",
            page=self.data.get("page"),
        )

    def _reports(self) -> list[UUID]:
        field = forms.UUIDField()
        found = []
        for text in self.data.getlist("report")[:MOST_REPORTS]:
            with suppress(ValidationError):
                found.append(field.clean(text))
        return found


class FollowForm(forms.Form):
    """One group, voice and measure that the address asks for. Anything that makes no sense is left out."""

    group = forms.ChoiceField(label="Group", required=False)
    voice = forms.ChoiceField(label="Whose voice counts", choices=Voice.choices, required=False)
    measure = forms.ChoiceField(label="What to follow", required=False)

    def __init__(
        self,
        data: QueryDict,
        *,
        dimensions: Iterable[gap.Dimension],
        measures: Iterable[Measure],
        choices: Mapping[str, Sequence[tuple[str, str]]],
    ) -> None:
        """``choices`` are those of the fields that differ from page to page; the first is the default."""
        super().__init__()
        groups = [(one.label, [(f"{one.name}.{g.code}", g.label) for g in one.groups]) for one in dimensions]
        offered = {"group": groups, "measure": [(one.name, one.label) for one in measures], **choices}
        for name, values in offered.items():
            self.fields[name].choices = values  # type: ignore[attr-defined]
        defaults = {"group": ".".join(DEFAULT_GROUP), "voice": Voice.DIRECT.value, "measure": "came"}
        defaults |= {name: values[0][0] if values else "" for name, values in choices.items()}
        known = {name: value for name, value in data.items() if name in defaults and self._is_known(name, value)}
        self.data, self.is_bound = defaults | known, True

    def _is_known(self, name: str, value: object) -> bool:
        return bool(self.fields[name].valid_value(value))  # type: ignore[attr-defined]

    @property
    def followed(self) -> dict[str, Any]:
        dimension, _, code = self.data["group"].partition(".")
        return {
            "group": (dimension, code),
            "voice": Voice(self.data["voice"]),
            "measure": MEASURES[self.data["measure"]],
        }


class TrendForm(FollowForm):
    about = forms.ChoiceField(label="Of whom", required=False)
    field_order = ("about", "group", "voice", "measure")

    def __init__(self, data: QueryDict, *, options: TrendOptions) -> None:
        scopes = [(scope.slug, scope.name) for scope in options.scopes]
        super().__init__(
            data, dimensions=options.dimensions.values(), measures=MEASURES.values(), choices={"about": scopes}
        )

    @property
    def chosen(self) -> TrendChosen:
        return TrendChosen(**self.followed)


class PlotForm(FollowForm):
    across = forms.ChoiceField(label="Of whom", required=False)
    period = forms.ChoiceField(label="Period", required=False)
    field_order = ("across", "period", "group", "voice", "measure")

    def __init__(self, data: QueryDict, *, options: PlotOptions) -> None:
        dimensions = options.dimensions.values()
        choices = {"across": options.across, "period": options.periods}
        super().__init__(data, dimensions=dimensions, measures=SHARES, choices=choices)

    @property
    def chosen(self) -> PlotChosen:
        return PlotChosen(across=self.data["across"], period=self.data["period"], **self.followed)


class AlertForm(forms.Form):
    action = forms.CharField(
        label="What did you do about it?",
        help_text="Your colleagues read this. Do not name anyone who takes part.",
        max_length=300,
        widget=forms.Textarea({"rows": 3}),
        validators=[refuse_nhs_number],
        error_messages={"required": "Enter what you did"},
    )


class UndoRestartForm(forms.Form):
    reason = forms.CharField(
        label="Why?",
        help_text="Everybody who may see the trend reads this. Do not name anyone.",
        max_length=300,
        widget=forms.Textarea({"rows": 3}),
        validators=[refuse_nhs_number],
        error_messages={"required": "Enter a reason"},
    )


class RestartForm(UndoRestartForm):
    """Only quarters of the menu, and only one's own services."""

    starts_on = forms.ChoiceField(label="From which quarter on?", error_messages={"required": "Select a quarter"})
    service: forms.ModelChoiceField[Service] = forms.ModelChoiceField(
        label="Service", required=False, queryset=None, empty_label="All services together"
    )
    field_order = ("starts_on", "service", "reason")

    def __init__(self, *args: Any, actor: Actor, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        quarters = [one for one in periods.menu(today=today) if one.kind == periods.PeriodKind.QUARTER]
        choices = [(one.starts_on.isoformat(), one.label) for one in quarters]
        self.fields["starts_on"].choices = choices  # type: ignore[attr-defined]
        services = involvement_access.services(actor).order_by("name")
        self.fields["service"].queryset = services  # type: ignore[attr-defined]

    def clean_starts_on(self) -> date:
        return date.fromisoformat(self.cleaned_data["starts_on"])


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


class RequestRunForm(PeriodForm):
    """A report from every provider."""


class ProviderSearchForm(forms.Form):
    mark_optional = False
    q = forms.CharField(label="Find a provider", max_length=100, required=False)


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


class PackWordsForm(forms.Form):
    """A field for each heading of a layout, named by its code. All of them may stay empty."""

    def __init__(self, *args: Any, layout: PackLayout, kept: dict[str, str], **kwargs: Any) -> None:
        kwargs["initial"] = kept
        super().__init__(*args, **kwargs)
        for heading in HEADINGS[layout]:
            self.fields[heading.code] = forms.CharField(
                label=heading.label,
                help_text=heading.asks,
                widget=forms.Textarea(attrs={"rows": 6}),
                max_length=2000,
                required=False,
                validators=[refuse_nhs_number, refuse_unprintable],
            )


def refuse_unprintable(text: str) -> None:
    found = " ".join(islice(cannot_print(text), 5))
    if found:
        raise ValidationError(f"Take out what cannot be printed: {found}", code="unprintable")


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
