"""Shares, gaps and what would close them. Shares and gaps are fractions of 1."""

import math
from collections.abc import Sequence


def share(people: int, known: int) -> float | None:
    return people / known if known else None


def unknown_bounds(*, people: int, known: int, unknown: int) -> tuple[float, float] | None:
    """The lowest and highest share that any answer of the unknown people could give. Nothing is assumed of them."""
    everyone = known + unknown
    if not everyone:
        return None
    return people / everyone, (people + unknown) / everyone


def people_to_close(*, people: int, known: int, benchmark: int, base: int) -> int | None:
    """How many more people of the group, nobody leaving, bring its share up to `benchmark / base`.

    The smallest whole k with (people + k) / (known + k) >= benchmark / base, in whole numbers throughout, so that an
    exact hit is not rounded up. None when the benchmark is the group alone: no number of people would do.
    """
    missing = benchmark * known - people * base
    if missing <= 0:
        return 0
    if benchmark >= base:
        return None
    return -(-missing // (base - benchmark))


def swaps_to_close(*, people: int, known: int, benchmark: int, base: int) -> int:
    """How many places would have to go to the group, the number of places staying the same."""
    missing = benchmark * known - people * base
    return -(-missing // base) if missing > 0 else 0


def index_of_dissimilarity(shares: Sequence[float], benchmark_shares: Sequence[float]) -> float:
    """The part of all places that would have to change group for parity: half the sum of the absolute gaps."""
    return 0.5 * math.fsum(abs(a - b) for a, b in zip(shares, benchmark_shares, strict=True))


def theil(shares: Sequence[float], benchmark_shares: Sequence[float]) -> float:
    """Relative entropy of the shares to the benchmark. A group with nobody in it adds nothing."""
    return math.fsum(a * math.log(a / b) for a, b in zip(shares, benchmark_shares, strict=True) if a > 0)
