from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms

from accounts.models import Organisation
from involvement.models import Service


class ShownStoryFilterForm(forms.Form):
    """``services`` are those that may be named; they are offered once their organisation was chosen."""

    mark_optional = False
    words = forms.CharField(label="Words in a story", required=False, max_length=80)
    organisation = forms.ChoiceField(label="Organisation", required=False)
    service = forms.ChoiceField(label="Service", required=False)

    def __init__(
        self, *args: Any, organisations: Iterable[Organisation] = (), services: Iterable[Service], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        chosen = {each.pk for each in organisations if each.slug == self.data.get("organisation")}
        offered = [each for each in services if not organisations or each.organisation_id in chosen]
        self._offer("organisation", "All organisations", [(each.slug, each.name) for each in organisations])
        self._offer("service", "All services", [(str(each.pk), each.name) for each in offered])

    def _offer(self, name: str, every: str, choices: list[tuple[str, str]]) -> None:
        if choices:
            self.fields[name].choices = [("", every), *choices]  # type: ignore[attr-defined]
        else:
            del self.fields[name]

    @property
    def filters(self) -> dict[str, str]:
        """What to look for; a value that makes no sense is left out."""
        self.is_valid()
        return {name: self.cleaned_data.get(name, "") for name in self.fields}
