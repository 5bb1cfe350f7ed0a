"""What a trend or a plot follows, and where its limits start anew."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from django import forms
from django.http import QueryDict

from accounts.access import Actor
from core.validators import refuse_nhs_number
from involvement import access as involvement_access
from involvement.models import Service
from involvement.taxonomies import Voice
from reports import gap, periods
from reports.queries import (
    DEFAULT_GROUP,
    MEASURES,
    SHARES,
    Measure,
    PlotChosen,
    PlotOptions,
    TrendChosen,
    TrendOptions,
)


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
