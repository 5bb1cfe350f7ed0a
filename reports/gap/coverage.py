"""Whose people a release is about, and how several of them overlap."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta


@dataclass(frozen=True, slots=True)
class Coverage:
    """Whoever had to do with these services on these days, both included.

    `services` are ids as text; "" stands for the sessions about no service.
    """

    services: frozenset[str]
    starts_on: date
    ends_on: date

    def __post_init__(self) -> None:
        if not self.services or self.starts_on > self.ends_on:
            raise ValueError("A release covers at least one service and one day.")

    def meets(self, other: Coverage) -> bool:
        same_days = self.starts_on <= other.ends_on and other.starts_on <= self.ends_on
        return same_days and not self.services.isdisjoint(other.services)

    def inside(self, other: Coverage) -> bool:
        """Equal ones lie inside each other."""
        same_days = other.starts_on <= self.starts_on and self.ends_on <= other.ends_on
        return same_days and self.services <= other.services


def connected(coverage: Coverage, others: Sequence[Coverage]) -> list[int]:
    """The places of those that share people with this one, or with one that does, and so on.

    The others matter too: a year and its first quarter say something of the second.
    """
    found: set[int] = set()
    waiting = [coverage]
    while waiting:
        current = waiting.pop()
        new = {place for place, other in enumerate(others) if place not in found and other.meets(current)}
        found |= new
        waiting += [others[place] for place in sorted(new)]
    return sorted(found)


def cells(coverages: Sequence[Coverage]) -> list[frozenset[int]]:
    """All of them cut into pieces that do not overlap: for each coverage the pieces it is made of.

    Pieces that always go together are one.
    """
    starts = sorted({c.starts_on for c in coverages} | {c.ends_on + timedelta(days=1) for c in coverages})
    piece_of: dict[frozenset[int], int] = {}
    pieces: list[set[int]] = [set() for _ in coverages]
    for start in starts:
        for service in sorted(set().union(*(c.services for c in coverages))):
            piece = Coverage(frozenset([service]), start, start)
            around = frozenset(place for place, coverage in enumerate(coverages) if piece.inside(coverage))
            for place in around:
                pieces[place].add(piece_of.setdefault(around, len(piece_of)))
    return [frozenset(piece) for piece in pieces]
