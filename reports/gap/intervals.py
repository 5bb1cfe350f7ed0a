"""95% intervals for shares, counts, differences and ratios.

The normal quantile is the exact one (1.959964), never 1.96.
"""

import math
from collections.abc import Callable
from statistics import NormalDist

from .significance import regularised_gamma

Z = NormalDist().inv_cdf(0.975)
EXACT_BELOW = 10
Interval = tuple[float, float]


def wilson(people: int, known: int) -> Interval:
    """Share of `people` among `known`: Wilson 1927, never degenerate at 0 or at everyone."""
    if not 0 <= people <= known or known == 0:
        raise ValueError("A share needs a base above 0 and a count between 0 and the base.")
    proportion = people / known
    spread = Z * Z / known
    centre = proportion + spread / 2
    half = math.sqrt(spread * proportion * (1 - proportion) + spread * spread / 4)
    low = 0.0 if people == 0 else (centre - half) / (1 + spread)
    high = 1.0 if people == known else (centre + half) / (1 + spread)
    return low, high


def newcombe(people: int, known: int, other_people: int, other_known: int) -> Interval:
    """Difference of two independent shares: Newcombe 1998, method 10, built from the two Wilson intervals."""
    first, second = people / known, other_people / other_known
    low, high = wilson(people, known)
    other_low, other_high = wilson(other_people, other_known)
    difference = first - second
    return (
        difference - math.hypot(first - low, other_high - second),
        difference + math.hypot(high - first, second - other_low),
    )


def katz(people: int, known: int, other_people: int, other_known: int) -> Interval | None:
    """Ratio of two independent shares on the log scale: Katz 1978. None when a count is 0."""
    if not people or not other_people:
        return None
    log_ratio = math.log((people / known) / (other_people / other_known))
    half = Z * math.sqrt(1 / people - 1 / known + 1 / other_people - 1 / other_known)
    return math.exp(log_ratio - half), math.exp(log_ratio + half)


def koopman(people: int, known: int, other_people: int, other_known: int) -> Interval | None:
    """Ratio of two independent shares by inverting the score test: Koopman 1984. None when both counts are 0.

    The upper limit is infinite when nobody is counted on the other side.
    """
    if not people and not other_people:
        return None

    def excess(log_ratio: float) -> float:
        return _score(math.exp(log_ratio), people, known, other_people, other_known) - Z * Z

    middle = math.log(max(people, 0.5) / known) - math.log(max(other_people, 0.5) / other_known)
    low = math.exp(_crossing(excess, middle, -1)) if people else 0.0
    high = math.exp(_crossing(excess, middle, 1)) if other_people else math.inf
    return low, high


def _score(ratio: float, people: int, known: int, other_people: int, other_known: int) -> float:
    """Score statistic of the hypothesis that the first share is `ratio` times the second."""
    a = (known + other_known) * ratio
    b = -(known + other_people) * ratio - people - other_known
    c = people + other_people
    second = 2 * c / (-b + math.sqrt(max(b * b - 4 * a * c, 0.0)))
    first = ratio * second
    variance = first * (1 - first) / known + ratio * ratio * second * (1 - second) / other_known
    distance = people / known - ratio * other_people / other_known
    if variance <= 0:
        return 0.0 if distance == 0 else math.inf
    return distance * distance / variance


def _crossing(excess: Callable[[float], float], start: float, direction: int) -> float:
    """Where a function that is negative at `start` and rises in `direction` passes 0, to machine accuracy."""
    step = 1.0
    while excess(start + direction * step) < 0:
        step *= 2
    inside, outside = start, start + direction * step
    for _ in range(200):
        middle = (inside + outside) / 2
        if middle in (inside, outside):
            break
        if excess(middle) < 0:
            inside = middle
        else:
            outside = middle
    return inside


def poisson(observed: int) -> Interval:
    """Limits of an expected count: exact (chi-square) below 10, Byar's approximation from 10 on.

    The rule that English public health statistics use (PHEindicatormethods).
    """
    return _poisson_exact(observed) if observed < EXACT_BELOW else _byar(observed)


def _byar(observed: int) -> Interval:
    above = observed + 1
    return (
        observed * (1 - 1 / (9 * observed) - Z / (3 * math.sqrt(observed))) ** 3,
        above * (1 - 1 / (9 * above) + Z / (3 * math.sqrt(above))) ** 3,
    )


def _poisson_exact(observed: int) -> Interval:
    """Half the 2.5% point of chi-square on 2O degrees of freedom, and half the 97.5% point on 2O + 2."""
    low = _gamma_quantile(observed, 0.025) if observed else 0.0
    return low, _gamma_quantile(observed + 1, 0.975)


def _gamma_quantile(shape: int, probability: float) -> float:
    low, high = 0.0, shape + 20 * math.sqrt(shape) + 20
    for _ in range(200):
        middle = (low + high) / 2
        if middle in (low, high):
            break
        if regularised_gamma(shape, middle) < probability:
            low = middle
        else:
            high = middle
    return (low + high) / 2
