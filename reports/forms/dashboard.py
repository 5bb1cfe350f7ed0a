"""What a dashboard shows."""

from __future__ import annotations

from contextlib import suppress
from uuid import UUID

from django import forms
from django.core.exceptions import ValidationError
from django.http import QueryDict

from involvement.taxonomies import Voice
from reports.queries import (
    Chosen,
)

MOST_REPORTS = 12


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
