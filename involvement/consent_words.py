"""What a person says yes to, in the exact words that are kept with their yes (rule R1).

A word changed here needs a new VERSION: what people agreed to earlier stays with them as it was.
"""

from __future__ import annotations

from dataclasses import dataclass

from involvement.taxonomies import ConsentScope

VERSION = "2026-11"


@dataclass(frozen=True, slots=True)
class ConsentWords:
    """``yes`` is what the person agrees to, with the organisation's name; ``after`` says what a no does at once."""

    yes: str
    after: str


WORDS: dict[ConsentScope, ConsentWords] = {
    ConsentScope.KEEP_MY_DETAILS: ConsentWords(
        "{organisation} may keep the name, e-mail address and phone number that I gave.",
        "Your name, e-mail address and phone number are deleted from the register. You stay on it by your reference.",
    ),
    ConsentScope.CONTACT_ME: ConsentWords(
        "{organisation} may ask me to take part in things.",
        "You are not asked any more. You still hear about things you signed up for, and what became of what you said.",
    ),
    ConsentScope.USE_MY_WORDS: ConsentWords(
        "{organisation} may quote what I said, without my name, in its reports and meetings.",
        "Your words are not quoted from now on. What is printed already cannot be taken back.",
    ),
    ConsentScope.PUBLISH_STORY: ConsentWords(
        "{organisation} may show my stories to other people, as I chose for each story.",
        "All your stories are taken down. Only the staff who answer can read them.",
    ),
    ConsentScope.IDENTIFY_ME: ConsentWords(
        "{organisation} may show my name beside the stories where I asked for that.",
        "Your stories are shown without any name.",
    ),
    ConsentScope.EQUALITY_MONITORING: ConsentWords(
        "{organisation} may add up my equality answers with those of others, to see whose voice is missing.",
        "Your answers are deleted and we do not ask again.",
    ),
    ConsentScope.SHARE_ACCESS_NEEDS: ConsentWords(
        "{organisation} may pass on what I need to the people who run my sessions.",
        "The people who run your sessions cannot see what you need. Please tell them yourself.",
    ),
    ConsentScope.PHOTO_OR_AUDIO: ConsentWords(
        "{organisation} may use pictures or recordings of me that I know of.",
        "No picture or recording of you is used from now on.",
    ),
}


def wording(scope: ConsentScope, *, organisation: str) -> str:
    return WORDS[scope].yes.format(organisation=organisation)
