"""Words that say nothing to the person who reads them, and what to say instead. A reminder for writers, never a bar."""

from __future__ import annotations

import re
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class StockPhrase:
    words: str
    instead: str


PHRASES: tuple[StockPhrase, ...] = (
    StockPhrase("take all feedback seriously", "Show it: name what they told you and what you will do."),
    StockPhrase("take your feedback seriously", "Show it: name what they told you and what you will do."),
    StockPhrase("take your concerns seriously", "Show it: name what they told you and what you will do."),
    StockPhrase("lessons will be learned", "Say which lesson, and what is different now."),
    StockPhrase("lessons have been learned", "Say which lesson, and what is different now."),
    StockPhrase("sorry if you feel", "Say sorry for what happened, not for how they feel."),
    StockPhrase("sorry that you feel", "Say sorry for what happened, not for how they feel."),
    StockPhrase("sorry you feel", "Say sorry for what happened, not for how they feel."),
    StockPhrase("apologise for any inconvenience", "Say what went wrong, and say sorry for that."),
    StockPhrase("any distress this may have caused", "They told you what it caused. Say that back."),
    StockPhrase("your feedback is important to us", "Say what you will do with it."),
    StockPhrase("we value your feedback", "Say what you will do with it."),
    StockPhrase("will be passed on to the team", "Say to whom, and when they talk about it."),
    StockPhrase("has been shared with the team", "Say with whom, and what they decided."),
    StockPhrase("not the standard we expect", "Say what will change, so that it does not happen again."),
    StockPhrase("falls short of our usual", "Say what will change, so that it does not happen again."),
    StockPhrase("we strive to", "Say what you do, not what you hope for."),
    StockPhrase("we pride ourselves", "Leave it out. They told you how it was."),
    StockPhrase("at this time", "Say why not, and when you look at it again."),
    StockPhrase("please contact pals", "Say who can help with this, and offer to put them in touch."),
    StockPhrase("due to staff shortages", "Say what you do meanwhile, so that it is safe and kind."),
    StockPhrase("in line with our policy", "Say the reason in your own words."),
)


def found_in(text: str) -> list[StockPhrase]:
    """However the text is broken into lines, and in whichever case; one for each thing to say instead."""
    plain = re.sub(r"\s+", " ", text.replace("’", "'")).lower()
    found = [phrase for phrase in PHRASES if re.search(rf"\b{re.escape(phrase.words)}\b", plain)]
    return list({phrase.instead: phrase for phrase in reversed(found)}.values())[::-1]
