"""Made-up names that give nobody away (rule R4)."""

from __future__ import annotations

import re
import unicodedata

SHORTEST_PART = 3
LOOKS_LIKE_CONTACT = re.compile(r"@|https?:|www\.|/|\.(com|org|net|uk|co)\b", re.IGNORECASE)
LOOKS_LIKE_NUMBER = re.compile(r"\d\s*\d")


def fault_of(shown: str) -> str:
    """What to change before this may stand under a story, whoever wrote it; empty when nothing."""
    if LOOKS_LIKE_CONTACT.search(shown):
        return "Enter a name without an e-mail or a web address"
    if LOOKS_LIKE_NUMBER.search(shown):
        return "Enter a name without numbers. They can look like an age, a year or a phone number"
    return ""


def gives_away(pen_name: str, *, name: str, email: str) -> bool:
    """Whether it holds a part of the real name, or of the e-mail address before the @."""
    letters = "".join(_words(pen_name))
    real = [*_words(name), *_words(email.partition("@")[0])]
    return any(part in letters if len(part) >= SHORTEST_PART else part == letters for part in real)


def _words(text: str) -> list[str]:
    plain = unicodedata.normalize("NFKD", text.casefold())
    return re.findall(r"[^\W\d_]+", "".join(sign for sign in plain if not unicodedata.combining(sign)))
