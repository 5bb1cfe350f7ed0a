from __future__ import annotations

from typing import Any

from django import forms

from accounts.access import Actor
from involvement import access
from involvement.models import Service
from involvement.queries.loop_figures import Quarter


class LoopFiguresForm(forms.Form):
    mark_optional = False
    quarter = forms.ChoiceField(label="Sent in", required=False)
    service: forms.ModelChoiceField[Service] = forms.ModelChoiceField(
        label="Service", required=False, queryset=None, empty_label="All of them"
    )

    def __init__(self, data: Any, *, actor: Actor, quarters: list[Quarter]) -> None:
        super().__init__(data)
        self.quarters = {str(quarter.starts_on): quarter for quarter in quarters}
        choices: dict[str, Any] = self.fields
        choices["quarter"].choices = [(value, quarter.label) for value, quarter in self.quarters.items()]
        choices["service"].queryset = access.services(actor).order_by("name")

    def values(self) -> dict[str, Any]:
        """This quarter and all services, unless told otherwise."""
        self.is_valid()
        first = next(iter(self.quarters))
        quarter = self.quarters[self.cleaned_data.get("quarter") or first]
        return {"quarter": quarter, "service": self.cleaned_data.get("service")}
