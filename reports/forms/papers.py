"""The lead's own words in a board pack."""

from __future__ import annotations

from itertools import islice
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from core.validators import refuse_nhs_number
from reports.models import PackLayout
from reports.papers.layouts import HEADINGS
from reports.papers.pdf import cannot_print


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
