"""Words after which somebody trained reads a story first (rule R23). They block, delete and report nothing.

Plain matching of whole words, in our own list: better one story too many for a person to read than one too few. Nothing
is made of "not" or "never": whoever writes "I do not want to end my life" is read by a person too.
"""

from __future__ import annotations

import re
from enum import StrEnum


class Worry(StrEnum):
    ENDING_LIFE = "ending-life"
    SELF_HARM = "self-harm"
    HARM_BY_OTHERS = "harm-by-others"
    HARM_TO_OTHERS = "harm-to-others"


CANNOT = r"(?:cant|cannot|can not|couldnt|could not)"
ME = r"(?:me|us|him|her|them|my (?:son|daughter|mum|mother|dad|father|partner|wife|husband|brother|sister))"
STAFF = r"(?:staff|nurses?|doctors?|workers?|carers?|careworkers?|guards?|they|he|she|someone|somebody|man|woman)"
HURT = r"(?:hit|hits|hitting|punched|slapped|kicked|strangled|choked|raped|groped|molested|beat|beats|burned|burnt)"

# Written as they are said: an apostrophe may be missing, and a space stands for one or more.
PHRASES: dict[Worry, tuple[str, ...]] = {
    Worry.ENDING_LIFE: (
        r"(?:end|ending|ended|take|taking|took) (?:my|his|her|their) (?:own )?li(?:fe|ves)",
        r"end(?:ing)? it all",
        r"kill(?:ing)? (?:my ?self|him ?self|her ?self|them ?sel(?:f|ves))",
        r"kms",
        r"suicid(?:e|al)",
        r"unalive",
        r"overdos(?:e|ed|ing)",
        r"(?:want|wanted|wanna|going|ready|wish|rather) (?:to )?(?:die|be dead)",
        r"(?:wish|wished) i (?:was|were|had been) (?:dead|never born)",
        r"better off (?:dead|without me)",
        r"no (?:point|reason) (?:in )?(?:to )?(?:living|live|going on|go on|being alive)",
        rf"{CANNOT} (?:go on(?! (?:\w+days?|a|the|my|trips?)\b)|carry on|live like this)",
        rf"{CANNOT} take (?:it|this|much) (?:any ?more|more)",
        r"(?:dont|do not) (?:want|wanna) (?:to )?(?:live|be here|be alive|wake up|exist)",
        r"(?:not|nothing) (?:worth|to) (?:living|live) for",
        r"life (?:is not|isnt) worth living",
        r"say(?:ing)? goodbye to everyone",
        r"jump(?:ing)? (?:off|from|in front of) (?:a|the) (?:bridge|building|roof|train)",
        r"hang(?:ing)? my ?self",
    ),
    Worry.SELF_HARM: (
        r"self ?harm(?:ed|ing|s)?",
        r"(?:hurt|hurting|harm|harming|cut|cutting|burn|burning|starve|starving) my ?self",
        r"cutting again",
        r"(?:stopped|not) eating (?:and drinking|or drinking|for days)",
    ),
    Worry.HARM_BY_OTHERS: (
        rf"{STAFF} (?:has |have |had |just )?{HURT} {ME}",
        rf"(?:was|were|am|been|being|got) (?:\w+ )?{HURT}(?! (?:out|off))",
        rf"{STAFF} (?:has |have |had )?(?:hurts?|touched|grabbed|threaten(?:ed|s)?) {ME}",
        r"sexual(?:ly)? (?:assault|assaulted|abuse|abused|touched)",
        r"touched me (?:where|sexually|down there|inappropriately)",
        r"(?:being|been|was|is|am) (?:\w+ )?abused",
        r"abus(?:es|ing|ed) (?:me|us|him|her|them)",
        r"(?:bruise|bruises|bruised) (?:from|by|where) (?:\w+ )?(?:staff|nurses?|they|restraint)",
        r"(?:afraid|scared|frightened|not safe) (?:at|to go) home",
        r"(?:takes|took|taking|stole|steals) my (?:money|benefits|bank card|pension)",
        r"(?:locks|locked) me in",
    ),
    Worry.HARM_TO_OTHERS: (
        r"(?:kill|stab|shoot|murder) (?:him|her|them|someone|somebody|everyone|people|the (?:nurse|doctor|staff))",
        r"(?:hurt|harm) (?:someone|somebody|my (?:baby|child|children|kids|son|daughter|mum|partner))",
        r"make them pay with their lives",
    ),
}
SEARCHES = {
    worry: re.compile(rf"\b(?:{'|'.join(phrases)})\b".replace(" ", r"\s+").replace(r"\s+?", r"\s*"))
    for worry, phrases in PHRASES.items()
}


def worries_in(*texts: str) -> frozenset[Worry]:
    """Why somebody trained reads these words first; empty when nothing is found."""
    words = [_plain(text) for text in texts]
    return frozenset(worry for worry, search in SEARCHES.items() if any(search.search(each) for each in words))


def _plain(text: str) -> str:
    """Small letters, without apostrophes, with hyphens as spaces: "Can’t", "can't" and "cant" are one word."""
    return re.sub(r"[-‐‑–—_*]+", " ", re.sub(r"['’‘`´]", "", text.casefold()))
