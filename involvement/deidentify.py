"""Suggestions for what to take out of a story before others read it (rule R5). A person decides about each of them.

Plain rules: titles, capital letters, and the shapes of dates, times, ages, numbers and addresses. They miss things and
find too much; that is why nothing is published without somebody reading it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from involvement.taxonomies import EditReason

DATA = Path(__file__).parent / "data"
# Words with a capital letter that name nobody: how sentences begin, groups, faiths, days; and what places end with.
NOT_NAMES = frozenset((DATA / "not_names.txt").read_text().split())
PLACE_WORDS = frozenset((DATA / "place_words.txt").read_text().split())
# What somebody's title says they do; a title that says nothing about it is "somebody".
TITLES = {
    "nurse": "nurse",
    "sister": "nurse",
    "matron": "nurse",
    "dr": "doctor",
    "doctor": "doctor",
    "prof": "doctor",
    "professor": "doctor",
    "consultant": "doctor",
    "psychiatrist": "psychiatrist",
    "psychologist": "psychologist",
    "therapist": "therapist",
    "counsellor": "counsellor",
    "social worker": "social worker",
    "support worker": "support worker",
    "key worker": "key worker",
    "care coordinator": "care coordinator",
    "manager": "manager",
    "receptionist": "receptionist",
    "imam": "faith leader",
    "rev": "faith leader",
    "reverend": "faith leader",
    "mr": "",
    "mrs": "",
    "ms": "",
    "miss": "",
    "mx": "",
}
STREETS = r"(?:Avenue|Close|Court|Crescent|Drive|Gardens|Lane|Lodge|Road|Square|Street|Terrace)"
MONTH = (
    r"(?:January|February|March|April|May|June|July|August|September|October|November|December|"
    r"Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept|Sep|Oct|Nov|Dec)"
)
WEEKDAY = r"(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)days?"
YEAR = r"(?:19|20)\d\d"
DAY_NUMBER = r"\d{1,2}(?:st|nd|rd|th)?"
TIME = (
    r"(?:\d{1,2}(?:[:.]\d\d)?\s?(?:am\b|pm\b|a\.m\.|p\.m\.)|\d{1,2}:\d\d|\d{1,2}\s?o['’]clock"
    r"|(?:half|quarter)\s(?:past|to)\s\w+)"
)
DATE = (
    rf"(?:(?:{WEEKDAY},?\s)?(?:the\s)?{DAY_NUMBER}\s(?:of\s)?{MONTH}\b(?:,?\s{YEAR})?"
    rf"|(?:{WEEKDAY},?\s)?{MONTH}\s{DAY_NUMBER}\b(?:,?\s{YEAR})?"
    rf"|{MONTH}\s{YEAR}|\d{{1,2}}[/.-]\d{{1,2}}[/.-]\d{{2,4}}|{YEAR}-\d\d-\d\d"
    rf"|{WEEKDAY}(?:\s(?:morning|afternoon|evening|night))?)"
)
# A month alone is also a word ("may", "march"), so it counts only behind a word like "in"; so does a year.
WHEN = rf"(?:{DATE}|{MONTH}\b|{YEAR}\b)"
WORD = r"[A-ZÀ-Ý](?:['’][A-ZÀ-Ý])?[a-zà-ÿ]+(?:['’-]?[A-ZÀ-Ý][a-zà-ÿ]+)*"
TITLE = "|".join(sorted(TITLES, key=len, reverse=True))
TITLED = re.compile(rf"\b((?i:my|the|our|a|an|this|that)\s)?((?:(?i:{TITLE})\.?\s)+)({WORD}(?:\s{WORD})*)")
CAPITALS = re.compile(rf"\b{WORD}(?:\s{WORD})*")


@dataclass(frozen=True, slots=True)
class Found:
    """Something to take out: where it stands, why, and what may stand there instead ("" for nothing)."""

    start: int
    end: int
    reason: EditReason
    words: str
    instead: str


@dataclass(frozen=True, slots=True)
class Suggestion:
    """The words as they may be published, and what was found in them, in the order of the text."""

    words: str
    found: tuple[Found, ...]


@dataclass(frozen=True, slots=True)
class Shape:
    """Something that is known by how it is written. ``instead`` may use the pattern's groups."""

    pattern: str
    reason: EditReason
    instead: str
    by_capitals: bool = False

    def found_in(self, text: str) -> list[Found]:
        matches = re.finditer(self.pattern, text, 0 if self.by_capitals else re.IGNORECASE)
        return [Found(*match.span(), self.reason, match.group(), match.expand(self.instead)) for match in matches]


PHONE = r"(?<![\d/.-])(?:\+44\s?\(?0?\)?|\(?0)\d(?:[\s().-]{0,2}\d){8,9}(?!\d)"
SHAPES = (
    Shape(r"\b[\w.+-]+@[\w-]+(?:\.[\w-]+)+", EditReason.IDENTIFIES_OTHER, "(e-mail address)"),
    Shape(PHONE, EditReason.IDENTIFIES_OTHER, "(phone number)"),
    Shape(r"\b[A-Z]{1,2}\d[A-Z\d]?\s?\d[A-Z]{2}\b", EditReason.PLACE, "(address)", by_capitals=True),
    Shape(rf"\b(?:\d{{1,4}}[a-z]?\s)?(?:{WORD}\s){{1,2}}{STREETS}\b", EditReason.PLACE, "(address)", by_capitals=True),
    Shape(rf"\b(since|until|till|by|before|after|from)\s{WHEN}", EditReason.DATE, r"\1 then"),
    Shape(rf",?\s?\b(?:on|in|during|(?<!the\s)last|this|next|every)\s{WHEN},?", EditReason.DATE, ""),
    Shape(rf"\b{DATE}", EditReason.DATE, "one day"),
    Shape(rf"\b(since|until|till|by|before|after|from)\s{TIME}", EditReason.DATE, r"\1 then"),
    Shape(rf",?\s?\b(?:at|around|about)\s{TIME}", EditReason.DATE, ""),
    Shape(rf"\b{TIME}", EditReason.DATE, "(time)"),
    Shape(r",?\s?\baged?\s(?:of\s)?\d{1,3}\b,?", EditReason.AGE, ""),
    Shape(r"\b\d{1,3}[\s-]years?[\s-]old\b", EditReason.AGE, "(age)"),
    Shape(r"\b(am|is|was|turned)\s\d{1,3}(?=\s*(?:[.,;!?]|$|\band\b))", EditReason.AGE, r"\1 (age)"),
    Shape(r"(['’][ms])\s\d{1,3}(?=\s*(?:[.,;!?]|$|\band\b))", EditReason.AGE, r"\1 (age)"),
)


def suggest(text: str, *, is_praise: bool, known: Iterable[str] = (), hidden: Iterable[str] = ()) -> Suggestion:
    """What the published words may be. Praise keeps a first name, everything else at most a role.

    ``known`` are names of services and organisations, which are nobody's; ``hidden`` are those that must not be named.
    """
    places = [Shape(rf"\b(?:the\s)?{re.escape(name)}\b", EditReason.PLACE, "the service") for name in hidden]
    found: list[Found] = []
    left = text
    for shape in (*places, *SHAPES):
        here = shape.found_in(left)
        found += here
        left = _blanked(left, [(each.start, each.end) for each in here])
    spared = [match.span() for name in known for match in re.finditer(re.escape(name), left, re.IGNORECASE)]
    found += _names(_blanked(left, spared), is_praise=is_praise)
    found.sort(key=lambda each: each.start)
    replaced = "".join(each.instead if each else words for words, each in pieces(text, found))
    return Suggestion(_tidy(replaced) if found else text, tuple(found))


def pieces(text: str, found: Iterable[Found]) -> list[tuple[str, Found | None]]:
    """The text cut where something was found, to mark it on a page."""
    cut: list[tuple[str, Found | None]] = []
    at = 0
    for each in found:
        cut += [(text[at : each.start], None), (each.words, each)]
        at = each.end
    return [(words, each) for words, each in [*cut, (text[at:], None)] if words]


def _names(text: str, *, is_praise: bool) -> list[Found]:
    """Names behind a title; then two names in a row anywhere; then a single name inside a sentence, wherever it is."""
    titled = [_titled(match, is_praise) for match in TITLED.finditer(text) if not _is_no_name(match[3])]
    left = _blanked(text, [(each.start, each.end) for each in titled])
    runs = [_without_starters(match) for match in CAPITALS.finditer(left)]
    runs = [(start, words) for start, words in runs if not _is_no_name(words)]
    sure = [(start, words) for start, words in runs if " " in words or not begins_sentence(text, start)]
    named = {word for _, words in sure for word in words.split()}
    meant = [(start, words) for start, words in runs if (start, words) in sure or words in named]
    plain = [
        Found(start, start + len(words), EditReason.NAME, words, words.split()[0] if is_praise else "somebody")
        for start, words in meant
    ]
    return [each for each in (*titled, *plain) if each.words != each.instead]


def _titled(match: re.Match[str], is_praise: bool) -> Found:
    determiner, titles, names = match[1] or "", re.findall(TITLE, match[2].lower()), match[3].split()
    role = next((TITLES[title] for title in titles if TITLES[title]), "")
    if is_praise and len(names) > 1:
        instead = names[0]
    else:
        instead = (determiner or "a ") + role if role else "somebody"
    return Found(*match.span(), EditReason.NAME, match.group(), instead)


def _is_no_name(words: str) -> bool:
    each = words.lower().split()
    return not each or each[0] in NOT_NAMES or any(word in PLACE_WORDS for word in each)


def _without_starters(match: re.Match[str]) -> tuple[int, str]:
    """Leave out words at either end that are nobody's name: "When Priya Shah" is about Priya Shah."""
    start, words = match.start(), match.group().split()
    while words and words[0].lower() in NOT_NAMES:
        start += len(words.pop(0)) + 1
    while words and words[-1].lower() in NOT_NAMES:
        words.pop()
    return start, " ".join(words)


def begins_sentence(text: str, start: int) -> bool:
    before = text[:start].rstrip(" \t\"'“‘(-–—")
    return not before or before[-1] in ".!?:\n"


def _blanked(text: str, spans: Iterable[tuple[int, int]]) -> str:
    """The text with these parts made unreadable, so that no rule finds anything in them again."""
    for start, end in spans:
        text = text[:start] + "\0" * (end - start) + text[end:]
    return text


def _tidy(words: str) -> str:
    """Put spaces, stops and the first letters of sentences right where something was taken out."""
    words = re.sub(r"[ \t]+([,.;!?])", r"\1", re.sub(r"[ \t]{2,}", " ", words))
    words = re.sub(r"(^|[.!?]\s+|\n)[\s,]*([a-zà-ÿ])", lambda match: match[1] + match[2].upper(), words)
    return words.strip()
