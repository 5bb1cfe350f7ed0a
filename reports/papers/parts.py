"""What a paper is put together from."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass


class NotPublished(Exception):
    """Only what somebody has reviewed and published may become a file."""


@dataclass(frozen=True, slots=True)
class Part:
    """A heading and what stands below it, a sentence or a few each."""

    heading: str
    sentences: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Heads:
    """People as small figures: ``came`` of those who would be expected. A hidden count has the most it can be."""

    came: int | None
    fewer_than: int | None
    expected: float
    label: str


@dataclass(frozen=True, slots=True)
class EasyPart:
    """One idea a sentence. ``about`` names a group or a date: it stands by itself, so its words are not ours."""

    heading: str
    sentences: tuple[str, ...]
    about: str = ""
    heads: Heads | None = None


def part(heading: str, sentences: Sequence[str]) -> Part:
    return Part(heading, tuple(sentence for sentence in sentences if sentence))
