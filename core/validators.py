from __future__ import annotations

import re

from django.core.exceptions import ValidationError

# Ten digits in groups of 3, 3 and 4, as an NHS number is printed. UK phone numbers have eleven, or other groups.
_NHS_NUMBER = re.compile(r"(?<!\d)\d{3}[\s.\-‐‑–—]{0,2}\d{3}[\s.\-‐‑–—]{0,2}\d{4}(?!\d)")


def refuse_nhs_number(text: str) -> None:
    """For every field of free text. Raises ValidationError when something in it looks like an NHS number (rule R39)."""
    if _NHS_NUMBER.search(text):
        raise ValidationError("Please do not send your NHS number. Take it out and send this again.", code="nhs_number")
