from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms

from involvement.taxonomies import ACCESS_NEED_GROUPS, AccessNeedKind


class AccessNeedsForm(forms.Form):
    """The whole list of what someone needs, in groups. Never the reason for it."""

    mark_optional = False

    def __init__(self, *args: Any, kinds: Iterable[str] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        chosen = set(kinds)
        for name, label, group in ACCESS_NEED_GROUPS:
            self.fields[name] = forms.MultipleChoiceField(
                label=label,
                required=False,
                choices=[(kind.value, kind.label) for kind in group],
                initial=[kind.value for kind in group if kind in chosen],
                widget=forms.CheckboxSelectMultiple,
                error_messages={"invalid_choice": "Select needs from the list"},
            )

    @property
    def kinds(self) -> list[AccessNeedKind]:
        return [AccessNeedKind(kind) for name, _, _ in ACCESS_NEED_GROUPS for kind in self.cleaned_data[name]]
