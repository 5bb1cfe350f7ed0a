"""The tags pages are built from. Each has a template with an example in templates/components/."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms, template
from django.forms.boundfield import BoundField
from django.forms.formsets import BaseFormSet
from django.template.base import FilterExpression, Node, NodeList, Parser, Token
from django.template.context import Context
from django.template.loader import render_to_string
from django.template.loader_tags import BLOCK_CONTEXT_KEY
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from core import nhsuk
from core.browsers import browser_name

register = template.Library()
register.filter("browser_name", browser_name)


def _component(name: str, **context: Any) -> SafeString:
    return render_to_string(f"components/{name}.html", context)


# Pages


@register.simple_tag(takes_context=True)
def again(context: Context, name: str) -> str:
    """Shows a block of the page a second time: the layouts use it to make the title the heading."""
    blocks = context.render_context.get(BLOCK_CONTEXT_KEY)
    block = blocks.get_block(name) if blocks else None
    return block.render(context) if block else ""


@register.simple_tag
def breadcrumbs(*pairs: Any) -> SafeString:
    """`{% breadcrumbs "Home" home_url "Sessions" sessions_url %}`: the page itself is left out."""
    return _component("breadcrumbs", items=list(zip(pairs[::2], pairs[1::2], strict=True)))


@register.simple_tag
def back_link(url: str, text: str = "Back") -> SafeString:
    return _component("back_link", url=url, text=text)


# Forms


def _forms_of(context: Context) -> list[Any]:
    """Every form and formset that the view gave to the page, once each."""
    values = [value for layer in context.dicts for value in layer.values()]
    found = {id(value): value for value in values if isinstance(value, (forms.BaseForm, BaseFormSet))}
    return list(found.values())


@register.simple_tag(takes_context=True)
def error_prefix(context: Context) -> str:
    return "Error: " if nhsuk.errors(_forms_of(context)) else ""


@register.simple_tag(takes_context=True)
def error_summary(context: Context, *some_forms: Any) -> SafeString:
    """Without arguments: of every form the view gave to the page."""
    errors = nhsuk.errors(some_forms or _forms_of(context))
    return _component("error_summary", errors=errors) if errors else mark_safe("")


@register.simple_tag
def field(
    bound: BoundField,
    *,
    size: str = "s",
    page_heading: bool = False,
    hide_label: bool = False,
    prefix: str = "",
    suffix: str = "",
    optional: bool = True,
    label: str = "",
    hint: str | None = None,
    classes: str = "",
) -> SafeString:
    """One field with label, hint and error. `size` is that of the label (s, m, l, xl)."""
    control = nhsuk.control(bound, label=label, hint=hint, extra_classes=classes)
    if control.kind == "hidden":
        return SafeString(control.html)
    options = {"size": size, "page_heading": page_heading, "hide_label": hide_label, "prefix": prefix, "suffix": suffix}
    context = {"control": control, "mark_optional": optional and control.optional, **options}
    return render_to_string(f"nhsuk/widgets/{control.kind}.html", context)


@register.inclusion_tag("components/form_page.html", takes_context=True)
def form_page(context: Context, form: forms.BaseForm, **options: Any) -> dict[str, Any]:
    """`{% form_page form button="Save" cancel=url %}`; also `action`, `variant`, `page_heading`, `secondary`."""
    helper = getattr(form, "helper", None)
    if helper is not None:
        helper.form_tag, helper.disable_csrf = False, True
    return {"form": form, "csrf_token": context.get("csrf_token"), "button": "Save", **options}


@register.inclusion_tag("components/filters.html", takes_context=True)
def filters(context: Context, form: forms.BaseForm, button: str = "Search") -> dict[str, Any]:
    return {"form": form, "button": button, "request": context.get("request")}


@register.inclusion_tag("components/post_button.html", takes_context=True)
def post_button(context: Context, url: str, text: str, *, variant: str = "", **hidden: Any) -> dict[str, Any]:
    """`{% post_button url "Publish" variant="warning" %}`; other keywords become hidden fields."""
    return {"url": url, "text": text, "variant": variant, "hidden": hidden, "csrf_token": context.get("csrf_token")}


# Things on a page


@register.simple_block_tag
def details(content: SafeString, summary: str, is_open: bool = False) -> SafeString:
    return _component("details", content=content, summary=summary, is_open=is_open)


@register.simple_block_tag
def callout(content: SafeString, heading: str, level: int = 2) -> SafeString:
    return _component("callout", content=content, heading=heading, level=level)


@register.simple_block_tag
def inset(content: SafeString) -> SafeString:
    return _component("inset", content=content)


@register.simple_block_tag
def card(content: SafeString, heading: str, href: str = "", level: int = 2) -> SafeString:
    return _component("card", content=content, heading=heading, href=href, level=level)


@register.simple_block_tag
def empty_state(content: SafeString, heading: str, level: int = 2) -> SafeString:
    return _component("empty_state", content=content, heading=heading, level=level)


@register.simple_block_tag
def figure(content: SafeString, heading: str, summary: str = "", level: int = 2) -> SafeString:
    return _component("figure", content=content, heading=heading, summary=summary, level=level)


@register.simple_block_tag
def summary_list(content: SafeString) -> SafeString:
    return _component("summary_list", content=content)


@register.simple_block_tag
def summary_row(content: SafeString, key: str, href: str = "", action: str = "Change") -> SafeString:
    return _component("summary_row", content=content, key=key, href=href, action=action)


@register.simple_block_tag
def tabs(content: SafeString, label: str) -> SafeString:
    return _component("tabs", content=content, label=label)


@register.simple_tag
def tab(label: str, url: str, current: bool = False) -> SafeString:
    return _component("tab", label=label, url=url, current=current)


@register.simple_tag
def tag(text: str, colour: str = "") -> SafeString:
    return _component("tag", text=text, colour=colour)


@register.inclusion_tag("components/pagination.html", takes_context=True)
def pagination(context: Context, page: Any, noun: str = "results") -> dict[str, Any]:
    shown = page.paginator.get_elided_page_range(page.number, on_each_side=1, on_ends=1)
    return {"page": page, "shown": list(shown), "noun": noun, "request": context.get("request")}


@register.inclusion_tag("components/progress.html")
def progress(
    label: str, percent: int, url: str, state: str = "", done: bool = False, facts: Sequence[str] = ()
) -> dict[str, Any]:
    return {"label": label, "percent": percent, "url": url, "state": state, "done": done, "facts": facts}


# Tables: {% table "Caption" "Date" "People#" %} {% row %} {% cell %}…{% endcell %} {% endrow %} {% endtable %}


ROLE_ROW = mark_safe(' role="row"')
SCOPE_ROW = mark_safe(' scope="row"')


class TableNode(Node):
    def __init__(self, nodelist: NodeList, words: list[FilterExpression], options: dict[str, FilterExpression]) -> None:
        self.nodelist, self.words, self.options = nodelist, words, options

    def render(self, context: Context) -> SafeString:
        caption, *columns = [str(word.resolve(context)) for word in self.words]
        heads = [{"text": column.removesuffix("#"), "numeric": column.endswith("#")} for column in columns]
        options = {name: value.resolve(context) for name, value in self.options.items()}
        state = {"heads": heads, "at": 0, "scroll": options.get("scroll", False)}
        with context.push(heard_table=state):
            content = self.nodelist.render(context)
        return _component("table", caption=caption, heads=heads, content=content, **options)


@register.tag
def table(parser: Parser, token: Token) -> TableNode:
    """Options: `scroll=True` keeps columns side by side on a phone; `hide_caption=True`; `caption_size="m"`."""
    bits = token.split_contents()[1:]
    options = template.base.token_kwargs([bit for bit in bits if _is_option(bit)], parser)
    words = [parser.compile_filter(bit) for bit in bits if not _is_option(bit)]
    nodelist = parser.parse(("endtable",))
    parser.delete_first_token()
    return TableNode(nodelist, words, options)


def _is_option(bit: str) -> bool:
    return bit[0] not in "\"'" and "=" in bit


@register.simple_block_tag(takes_context=True)
def row(context: Context, content: SafeString) -> SafeString:
    state = context["heard_table"]
    state["at"] = 0
    return format_html('<tr class="nhsuk-table__row"{}>{}</tr>', "" if state["scroll"] else ROLE_ROW, content)


@register.simple_block_tag(takes_context=True)
def cell(context: Context, content: SafeString) -> SafeString:
    """The next cell of the row. The first one is the row's heading."""
    state = context["heard_table"]
    head, first = state["heads"][state["at"]], state["at"] == 0
    state["at"] += 1
    name, role = ("th", "rowheader") if first else ("td", "cell")
    style = "nhsuk-table__header" if first else "nhsuk-table__cell"
    if head["numeric"]:
        style += f" {style}--numeric"
    scope = SCOPE_ROW if first else ""
    if state["scroll"]:
        return format_html('<{0} class="{1}"{2}>{3}</{0}>', name, style, scope, content)
    return format_html(
        '<{0} class="{1}" role="{2}"{3}>'
        '<span class="nhsuk-table-responsive__heading" aria-hidden="true">{4} </span><span>{5}</span></{0}>',
        name,
        style,
        role,
        scope,
        head["text"],
        content,
    )
