from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms

from involvement.taxonomies import COVERED_BY_MONITORING, LawfulBasis, PurposeKind, SpecialCondition

if TYPE_CHECKING:
    from involvement.queries.purposes import PurposeShown

ON, OFF = "on", "off"


class PurposeForm(forms.Form):
    lawful_basis = forms.ChoiceField(
        label="Lawful basis", choices=LawfulBasis.choices, required=False, widget=forms.RadioSelect
    )
    condition = forms.ChoiceField(label="Condition for special category data", required=False, widget=forms.RadioSelect)
    state = forms.ChoiceField(
        label="Do you use data for this?", choices=[(ON, "Yes"), (OFF, "No")], widget=forms.RadioSelect
    )
    mark_optional = False

    def __init__(self, *args: Any, purpose: PurposeShown, **kwargs: Any) -> None:
        initial = {
            "lawful_basis": purpose.lawful_basis,
            "condition": purpose.condition,
            "state": ON if purpose.is_on else OFF,
        }
        super().__init__(*args, **{"initial": initial} | kwargs)
        self.fields["condition"].choices = _conditions(purpose.kind)  # type: ignore[attr-defined]

    @property
    def decided(self) -> dict[str, Any]:
        return {
            "lawful_basis": self.cleaned_data["lawful_basis"],
            "condition": self.cleaned_data["condition"],
            "is_on": self.cleaned_data["state"] == ON,
        }


def _conditions(kind: PurposeKind) -> list[tuple[str, str]]:
    """The condition for equality monitoring is offered only where the law has it."""
    left_out = set() if kind in COVERED_BY_MONITORING else {SpecialCondition.EQUALITY_MONITORING}
    return [choice for choice in SpecialCondition.choices if choice[0] not in left_out]
