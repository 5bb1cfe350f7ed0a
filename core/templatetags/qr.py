from __future__ import annotations

import segno
from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

register = template.Library()


@register.simple_tag
def qr(address: str, label: str) -> SafeString:
    """`{% qr url "QR code of this page" %}`: as wide as its place, black on white, read by any phone's camera."""
    drawn = segno.make(address, error="m").svg_inline(omitsize=True, svgclass=None, lineclass=None, light="#fff")
    # Of our own making: black squares, and no words of anybody.
    return format_html('<span class="heard-qr" role="img" aria-label="{}">{}</span>', label, mark_safe(drawn))  # noqa: S308
