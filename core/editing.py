"""Forms that two people may have open at once."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any

from django import forms
from django.db.models import Model


class EditForm(forms.Form):
    """Changes something that is there already; ``saved`` holds its cleaned values by field name.

    The page carries what its writer was shown. A field that the writer left alone keeps what is saved by now. A field
    that both changed differently is asked about once, with what the other saved beside what this writer entered.
    """

    shown = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, data: Any = None, *, saved: dict[str, Any], **options: Any) -> None:
        super().__init__(data, initial=dict(saved), **options)
        self.saved = saved
        self._now = {name: _text(value) for name, value in saved.items()}
        self.initial["shown"] = json.dumps(self._now)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        shown = self._shown(cleaned.pop("shown", ""))
        for name in [name for name in self.saved if name in cleaned]:
            mine, theirs = _text(cleaned[name]), self._now[name]
            if mine == shown[name]:
                cleaned[name] = self.saved[name]
            elif theirs not in (shown[name], mine):
                said = self._said(name) or "nothing"
                self.add_error(
                    name, f"Check this. Someone else changed it to “{said}” meanwhile. Save again to keep yours."
                )
        sent: Any = self.data
        self.data = sent = sent.copy()
        sent[self.add_prefix("shown")] = json.dumps(self._now)
        return cleaned

    def _shown(self, sent: str) -> dict[str, str]:
        """What the page said; what is saved now, where the page says nothing that can be read."""
        try:
            read = json.loads(sent)
        except (ValueError, RecursionError):
            read = None
        return self._now | (read if isinstance(read, dict) else {})

    def _said(self, name: str) -> str:
        value = self.saved[name]
        labels = dict(getattr(self.fields[name], "choices", ())) if not _is_rows(value) else {}
        parts = value if isinstance(value, list | tuple) else [value]
        return ", ".join(str(labels.get(part, part)) for part in parts if part is not None)


def _is_rows(value: Any) -> bool:
    return isinstance(value, Model) or (isinstance(value, list) and any(isinstance(each, Model) for each in value))


def _text(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, Model):
        return str(value.pk)
    if isinstance(value, Iterable) and not isinstance(value, str):
        return json.dumps(sorted(_text(each) for each in value))
    return str(value)
