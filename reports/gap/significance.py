"""Two-sided tests of a count against a fixed benchmark, and the correction for testing many groups."""

import math
from collections.abc import Sequence

ENOUGH_EXPECTED = 5
_TINY = 1e-300


def group_p(people: int, known: int, benchmark_share: float, caseload: int | None = None) -> float:
    """Score test; exact binomial when fewer than 5 are expected inside or outside the group.

    The score test says "differs" exactly when the benchmark lies outside the Wilson interval that is printed. With
    `caseload`, the people from among whom the known ones came, it is the score test of two rates, and says so exactly
    when 1 lies outside Koopman's interval.
    """
    expected = known * benchmark_share
    if min(expected, known - expected) < ENOUGH_EXPECTED:
        return binomial_p(people, known, benchmark_share)
    return score_p(people, known, benchmark_share, caseload)


def score_p(people: int, known: int, benchmark_share: float, caseload: int | None = None) -> float:
    """The rates of a group and of everyone else on a caseload differ by z = the z of the shares / √(1 − taken part)."""
    left = 1 - known / caseload if caseload else 1.0
    if left <= 0:
        return 1.0
    spread = math.sqrt(benchmark_share * (1 - benchmark_share) / known * left)
    return normal_p((people / known - benchmark_share) / spread)


def normal_p(z: float) -> float:
    """Two-sided p of a standard normal z."""
    return math.erfc(abs(z) / math.sqrt(2))


def binomial_p(people: int, known: int, benchmark_share: float) -> float:
    """Exact: the chance of any count that is no more likely than the one seen."""
    if benchmark_share in (0.0, 1.0):
        return 1.0 if people == known * benchmark_share else 0.0
    seen = math.exp(_log_binomial(people, known, benchmark_share))
    if seen < _TINY:
        return 0.0
    mode = min(int((known + 1) * benchmark_share), known)
    odds = benchmark_share / (1 - benchmark_share)
    limit, negligible = seen * (1 + 1e-7), seen * 1e-18
    terms = []
    for direction in (-1, 1):
        k, chance = mode, math.exp(_log_binomial(mode, known, benchmark_share))
        while 0 <= k <= known and chance > negligible:
            if chance <= limit and (direction < 0 or k != mode):
                terms.append(chance)
            chance *= k / (known - k + 1) / odds if direction < 0 else (known - k) / (k + 1) * odds
            k += direction
    return min(1.0, math.fsum(terms))


def _log_binomial(k: int, n: int, p: float) -> float:
    choose = math.lgamma(n + 1) - math.lgamma(k + 1) - math.lgamma(n - k + 1)
    return choose + k * math.log(p) + (n - k) * math.log1p(-p)


def regularised_gamma(shape: float, x: float) -> float:
    """P(shape, x), the lower regularised incomplete gamma function: series below, continued fraction above."""
    if x <= 0:
        return 0.0
    front = math.exp(shape * math.log(x) - x - math.lgamma(shape))
    if x >= shape + 1:
        return 1 - front * _gamma_fraction(shape, x)
    term = total = 1 / shape
    k = shape
    while term > total * 1e-17:
        k += 1
        term *= x / k
        total += term
    return front * total


def _gamma_fraction(shape: float, x: float) -> float:
    """Lentz's method for Q(shape, x) without its leading factor."""
    b = x + 1 - shape
    c, d = 1 / _TINY, 1 / b
    value = d
    for i in range(1, 10_000):
        a = -i * (i - shape)
        b += 2
        d = 1 / (a * d + b or _TINY)
        c = b + a / c or _TINY
        value *= c * d
        if abs(c * d - 1) < 1e-16:
            break
    return value


def chi_square_p(statistic: float, degrees: int) -> float:
    """Upper tail of chi-square."""
    shape, x = degrees / 2, statistic / 2
    if x <= 0:
        return 1.0
    if x < shape + 1:
        return 1 - regularised_gamma(shape, x)
    return math.exp(shape * math.log(x) - x - math.lgamma(shape)) * _gamma_fraction(shape, x)


def profile_test(people: Sequence[int], benchmark_shares: Sequence[float]) -> tuple[float, float] | None:
    """Pearson's X² of the whole profile against the benchmark, and its p.

    None when fewer than 5 are expected in any group: the approximation fails there.
    """
    known = sum(people)
    expected = [known * part for part in benchmark_shares]
    if len(expected) < 2 or min(expected) < ENOUGH_EXPECTED:
        return None
    statistic = math.fsum((x - e) ** 2 / e for x, e in zip(people, expected, strict=True))
    return statistic, chi_square_p(statistic, len(expected) - 1)


def benjamini_hochberg(p_values: Sequence[float]) -> list[float]:
    """Adjusted p in the order given: min over j >= i of m / j times the j-th smallest, at most 1."""
    count = len(p_values)
    adjusted = [1.0] * count
    smallest = 1.0
    for rank, index in sorted(enumerate(sorted(range(count), key=p_values.__getitem__), 1), reverse=True):
        smallest = min(smallest, p_values[index] * count / rank)
        adjusted[index] = smallest
    return adjusted
