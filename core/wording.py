"""Says Django's own form errors the way we speak: they start with what to do."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.forms.boundfield import BoundField

CHOOSING = (forms.Select, forms.RadioSelect, forms.CheckboxSelectMultiple, forms.FileInput)
REPLACEMENTS: Mapping[str, Callable[[str, Mapping[str, Any]], str]] = {
    "max_length": lambda thing, limits: f"Shorten {thing} to {limits['limit_value']} characters or fewer",
    "min_length": lambda thing, limits: f"Enter {limits['limit_value']} characters or more for {thing}",
    "min_value": lambda thing, limits: f"Enter {limits['limit_value']} or more for {thing}",
    "max_value": lambda thing, limits: f"Enter {limits['limit_value']} or less for {thing}",
    "invalid_choice": lambda thing, limits: f"Choose {thing} from the list",
    "empty": lambda thing, limits: "Select a file that has something in it",
}


def plain_errors(bound: BoundField) -> list[str]:
    """The messages of a field. What a form says in its own words stays; only Django's stock phrases are replaced."""
    return [_plain(bound, error) for error in bound.errors.as_data()]


def _plain(bound: BoundField, error: ValidationError) -> str:
    said = str(next(iter(error.messages)))
    thing = _thing(str(bound.label))
    if error.code == "required" and said == str(forms.Field.default_error_messages["required"]):
        return _missing(bound, thing)
    replacement = REPLACEMENTS.get(error.code or "")
    if replacement and _is_stock(bound, error):
        return replacement(thing, error.params or {})
    return said.removesuffix(".") if said.count(".") == 1 else said


def _missing(bound: BoundField, thing: str) -> str:
    if isinstance(bound.field.widget, forms.CheckboxInput):
        return f"Tick the box: {thing}"
    return f"{'Select' if isinstance(bound.field.widget, CHOOSING) else 'Enter'} {thing}"


def _is_stock(bound: BoundField, error: ValidationError) -> bool:
    """Django's validators begin with "Ensure this"; its fields keep their phrases in `default_error_messages`."""
    code = error.code or ""
    own = {
        str(cls.__dict__["default_error_messages"].get(code))
        for cls in type(bound.field).__mro__
        if "default_error_messages" in cls.__dict__
    }
    return str(error.message) in own or str(error.messages[0]).startswith("Ensure this")


def _thing(label: str) -> str:
    """ "How many people came?" as it stands in a sentence; words like "BSL" keep their capitals."""
    label = label.strip().rstrip("?:.")
    is_plain = label[1:2].islower() or label.startswith("A ")
    return label[:1].lower() + label[1:] if is_plain else label
