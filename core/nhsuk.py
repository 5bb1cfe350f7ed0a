"""Turns a bound Django field into what the NHS.UK markup needs. The markup itself is in templates/nhsuk/."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django import forms
from django.forms.boundfield import BoundField
from django.forms.formsets import BaseFormSet
from django.forms.utils import flatatt
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe

from core.wording import plain_errors


class Choice(str):
    """A choice label with more to say: `Choice("Consultation", hint="People are asked; others decide.")`.

    `divider` puts a word ("or") above the choice; `exclusive` unticks all others ("None of these").
    """

    hint: str
    divider: str
    exclusive: bool

    def __new__(cls, label: object, *, hint: str = "", divider: str = "", exclusive: bool = False) -> Choice:
        choice = super().__new__(cls, label)
        choice.hint, choice.divider, choice.exclusive = hint, divider, exclusive
        return choice


class DateParts(forms.Widget):
    """Day, month and year in three boxes, for dates people know by heart. For other dates use a date picker."""

    parts = ("day", "month", "year")
    use_fieldset = True

    def split(self, value: Any) -> tuple[Any, Any, Any]:
        if isinstance(value, datetime.date):
            return value.day, value.month, value.year
        year, month, day = [*str(value or "").split("-"), "", "", ""][:3]
        return day, month, year

    def value_from_datadict(self, data: Any, files: Any, name: str) -> str:
        """As 2026-3-27, which a DateField reads; empty when nothing was typed."""
        typed = [data.get(f"{name}_{part}", "").strip() for part in reversed(self.parts)]
        return "-".join(typed) if any(typed) else ""

    def value_omitted_from_data(self, data: Any, files: Any, name: str) -> bool:
        return all(f"{name}_{part}" not in data for part in self.parts)


@dataclass(frozen=True, slots=True)
class Item:
    """One radio, checkbox or date box of a field."""

    id: str
    label: str
    html: SafeString
    hint: str = ""
    divider: str = ""


@dataclass(frozen=True, slots=True)
class Control:
    """A field ready to be laid out. `kind` names the template in templates/nhsuk/widgets/."""

    kind: str
    id: str
    label: str
    hint: str
    errors: list[str]
    html: SafeString | str = ""
    items: list[Item] = field(default_factory=list)
    described_by: str = ""
    classes: str = ""
    maxlength: int | None = None
    optional: bool = False


def control(bound: BoundField, *, label: str = "", hint: str | None = None, extra_classes: str = "") -> Control:
    """`label`, `hint` and `extra_classes` replace or add to what the form says, for forms that are not ours."""
    if hint is not None:
        bound.help_text = hint
    kind = kind_of(bound.field.widget)
    name = bound.auto_id or bound.html_name
    described = _described_by(bound, name, kind)
    classes = f"{bound.field.widget.attrs.get('class', '')} {extra_classes}".strip()
    maxlength = bound.field.widget.attrs.get("maxlength") if kind == "textarea" else None
    items = _items(bound, kind, name)
    return Control(
        kind=kind,
        id=name,
        label=label or str(bound.label),
        hint=str(bound.help_text or ""),
        errors=plain_errors(bound),
        html="" if items else _input(bound, kind, described, classes, maxlength),
        items=items,
        described_by=described,
        classes=classes,
        maxlength=int(maxlength) if maxlength else None,
        optional=_is_marked_optional(bound, kind),
    )


def kind_of(widget: forms.Widget) -> str:
    # CheckboxSelectMultiple is a RadioSelect to isinstance, so the choice between them is made by what it allows.
    if widget.is_hidden:
        return "hidden"
    if isinstance(widget, forms.RadioSelect):
        return "checkboxes" if widget.allow_multiple_selected else "radios"
    kinds: dict[type[forms.Widget], str] = {
        forms.CheckboxInput: "checkbox",
        DateParts: "date",
        forms.Select: "select",
        forms.Textarea: "textarea",
        forms.PasswordInput: "password",
        forms.FileInput: "file",
    }
    return next((kind for known, kind in kinds.items() if isinstance(widget, known)), "input")


def error_target(bound: BoundField) -> str:
    """The id that a link in the error summary jumps to: the first thing one can type in or tick."""
    shown = control(bound)
    return shown.items[0].id if shown.items else shown.id


def errors(forms_or_sets: Iterable[Any]) -> list[tuple[str, str]]:
    """(message, id to jump to or "") for every error of these forms and formsets, in the order of the page."""
    return list(dict.fromkeys(_errors(forms_or_sets)))


def _errors(forms_or_sets: Iterable[Any]) -> list[tuple[str, str]]:
    found: list[tuple[str, str]] = []
    for each in forms_or_sets:
        if isinstance(each, BaseFormSet):
            found += [(str(message), "") for message in each.non_form_errors()]
            found += _errors(each.forms)
        elif isinstance(each, forms.BaseForm) and each.errors:
            found += [(str(message), "") for message in each.non_field_errors()]
            for bound in each:
                target = "" if bound.is_hidden else error_target(bound)
                found += [(message, target) for message in plain_errors(bound)]
    return found


_BASE_CLASS = {
    "input": "nhsuk-input",
    "password": "nhsuk-input nhsuk-password-input__input nhsuk-js-password-input-input",
    "textarea": "nhsuk-textarea",
    "select": "nhsuk-select",
    "file": "nhsuk-file-upload__input",
    "checkbox": "nhsuk-checkboxes__input",
}


def _input(bound: BoundField, kind: str, described: str, own_classes: str, maxlength: Any) -> SafeString | str:
    if kind == "hidden":
        return str(bound)
    classes = [_BASE_CLASS[kind]]
    if bound.errors and kind in ("input", "password", "textarea", "select"):
        classes.append(f"{_BASE_CLASS[kind].split()[0]}--error")
    if maxlength:
        classes.append("nhsuk-js-character-count")
    if kind != "checkbox":
        classes.append(own_classes)
    # No `required`: the server explains what is missing, in our words, and nothing is called wrong before it was sent.
    attrs: dict[str, Any] = {"id": bound.auto_id or None, "class": " ".join(filter(None, classes))}
    attrs |= {"aria-describedby": described or False, "aria-invalid": "true" if bound.errors else False}
    attrs |= {"disabled": bound.field.disabled, "placeholder": False}
    if maxlength:
        attrs["maxlength"] = False  # a pasted text is counted and explained, never cut
    if kind == "password":
        attrs |= {"spellcheck": "false", "autocapitalize": "none"}
    if isinstance(bound.field.widget, forms.NumberInput):
        # A number box loses what was mistyped and changes under the mouse wheel; a text box keeps it to be put right.
        bound.field.widget.input_type = "text"
        whole = isinstance(bound.field, forms.IntegerField)
        attrs |= {"inputmode": "numeric" if whole else "decimal", "min": False, "max": False, "step": False}
    if bound.field.localize:
        bound.field.widget.is_localized = True
    return _drawn_at_once(bound, attrs) or bound.field.widget.render(
        bound.html_name, bound.value(), attrs, bound.form.renderer
    )


def _drawn_at_once(bound: BoundField, attrs: dict[str, Any]) -> SafeString | None:
    """A list without groups, which may be long: Django draws each option through a template. None for other widgets."""
    widget = bound.field.widget
    if type(widget) is not forms.Select:
        return None
    # Not list(), which asks the database how many there are before it asks for them.
    choices = [(value, label) for value, label in widget.choices]
    if any(isinstance(label, list | tuple) for _, label in choices):
        return None
    chosen = next(iter(widget.format_value(bound.value())), "")
    options = ((value, mark_safe(" selected") if str(value) == chosen else "", label) for value, label in choices)
    return format_html(
        "<select{}>{}</select>",
        flatatt(widget.build_attrs(widget.attrs, {"name": bound.html_name, **attrs})),
        format_html_join("", '<option value="{}"{}>{}</option>', options),
    )


def _items(bound: BoundField, kind: str, name: str) -> list[Item]:
    widget = bound.field.widget
    if isinstance(widget, DateParts):
        return [
            _date_box(bound, part, value, name)
            for part, value in zip(widget.parts, widget.split(bound.value()), strict=True)
        ]
    if kind in ("radios", "checkboxes"):
        return [_choice(sub.data, kind, f"{name}_{place}") for place, sub in enumerate(bound.subwidgets)]
    return []


def _date_box(bound: BoundField, part: str, value: Any, name: str) -> Item:
    width = 4 if part == "year" else 2
    error = " nhsuk-input--error" if bound.errors else ""
    attrs: dict[str, Any] = {
        "class": f"nhsuk-input nhsuk-date-input__input nhsuk-input--width-{width}{error}",
        "id": f"{name}_{part}",
        "name": f"{bound.html_name}_{part}",
        "type": "text",
        "inputmode": "numeric",
        "value": str(value) or None,
    }
    return Item(attrs["id"], part.capitalize(), SafeString(f"<input{flatatt(attrs)}>"))


def _choice(data: Mapping[str, Any], kind: str, fallback_id: str) -> Item:
    label = data["label"]
    hint = getattr(label, "hint", "")
    own = {key: value for key, value in data["attrs"].items() if key not in ("class", "required", "aria-describedby")}
    item_id = own.pop("id", None) or fallback_id
    attrs = own | {
        "class": f"nhsuk-{kind}__input",
        "id": item_id,
        "name": data["name"],
        "type": data["type"],
        "value": str(data["value"]),
        "checked": bool(data["selected"]),
        "data-checkbox-exclusive": getattr(label, "exclusive", False),
    }
    if hint:
        attrs["aria-describedby"] = f"{item_id}-item-hint"
    return Item(item_id, str(label), SafeString(f"<input{flatatt(attrs)}>"), hint, getattr(label, "divider", ""))


def _described_by(bound: BoundField, name: str, kind: str) -> str:
    parts = []
    if bound.help_text:
        parts.append(f"{name}-item-hint" if kind == "checkbox" else f"{name}-hint")
    if kind == "textarea":
        parts.append(f"{name}-notice")
    if bound.errors:
        parts.append(f"{name}-error")
    if kind == "textarea" and bound.field.widget.attrs.get("maxlength"):
        parts.append(f"{name}-info")
    return " ".join(parts)


def _is_marked_optional(bound: BoundField, kind: str) -> bool:
    """ "(optional)" follows the label unless the form says `mark_optional = False` (search and filter forms)."""
    wanted = getattr(bound.form, "mark_optional", True) and kind not in ("hidden", "checkbox")
    return wanted and not bound.field.required and "(optional)" not in str(bound.label)
