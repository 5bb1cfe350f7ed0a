"""Whom to contact when help is needed now, by nation. Shown on every page, also when nothing else works."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

LISTED_ON = date(2026, 11, 21)


@dataclass(frozen=True, slots=True)
class HelpContact:
    """One line of the help panel: `before`, the number as a link, `after` (with its own leading space)."""

    before: str
    number: str
    href: str
    after: str
    source: str


EMERGENCY = HelpContact(
    "Call", "999", "tel:999", " or go to A&E now if someone's life is at risk.", "https://www.nhs.uk/nhs-services/"
)
SAMARITANS = HelpContact(
    "Samaritans: call", "116 123", "tel:116123", ", free, day or night.", "https://www.samaritans.org/"
)
SHOUT = HelpContact("Shout: text SHOUT to", "85258", "sms:85258", ", free, day or night.", "https://giveusashout.org/")

NATIONS: dict[str, tuple[HelpContact, ...]] = {
    "england": (
        EMERGENCY,
        HelpContact(
            "Call",
            "111",
            "tel:111",
            " and choose the mental health option (option 2).",
            "https://www.nhs.uk/nhs-services/mental-health-services/",
        ),
        SAMARITANS,
        SHOUT,
    ),
    "wales": (
        EMERGENCY,
        HelpContact("Call", "111", "tel:111", " and press 2.", "https://111.wales.nhs.uk/"),
        SAMARITANS,
        SHOUT,
    ),
    "scotland": (
        EMERGENCY,
        HelpContact("Call", "111", "tel:111", " and choose the mental health option.", "https://www.nhs24.scot/111/"),
        HelpContact(
            "Breathing Space: call",
            "0800 83 85 87",
            "tel:0800838587",
            ", free, if you feel low.",
            "https://breathingspace.scot/",
        ),
        SAMARITANS,
        SHOUT,
    ),
    "northern-ireland": (
        EMERGENCY,
        HelpContact(
            "Lifeline: call",
            "0808 808 8000",
            "tel:08088088000",
            ", free, day or night.",
            "https://www.lifelinehelpline.info/",
        ),
        SAMARITANS,
        SHOUT,
    ),
}


def contacts_for(nation: str) -> tuple[HelpContact, ...]:
    """The contacts of a nation; England's when the nation is not known, so that the panel is never empty."""
    return NATIONS.get(nation, NATIONS["england"])
