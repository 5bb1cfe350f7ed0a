"""The gaps that the demo holds on purpose. The report has to find them; a test proves that it does."""

from __future__ import annotations

from dataclasses import dataclass

ETHNIC_GROUP = "ethnic_group_5"
ASIAN, BLACK, MIXED, WHITE, OTHER = "1", "2", "3", "4", "5"


@dataclass(frozen=True, slots=True)
class AskedLess:
    """A group whose share of the people asked is ``factor`` times its share of the population."""

    group: str
    factor: float


@dataclass(frozen=True, slots=True)
class ComesBackLess:
    """A group that is asked and comes in proportion, and of which only ``rate`` come back; of the others ``others``."""

    group: str
    rate: float
    others: float


@dataclass(frozen=True, slots=True)
class OnlySpokenFor:
    """A group from which nobody speaks for themselves, while ``leaders`` people speak on its behalf."""

    group: str
    leaders: int


@dataclass(frozen=True, slots=True)
class GettingWorse:
    """A group of which so many come in each of eight quarters, oldest first, among ``of`` people who answered."""

    group: str
    came: tuple[int, ...]
    of: int


ASKED_LESS = AskedLess(BLACK, 0.6)
COMES_BACK_LESS = ComesBackLess(ASIAN, 0.22, 0.66)
ONLY_SPOKEN_FOR = OnlySpokenFor(OTHER, 7)
GETTING_WORSE = GettingWorse(BLACK, came=(60, 58, 62, 57, 60, 52, 36, 24), of=250)
