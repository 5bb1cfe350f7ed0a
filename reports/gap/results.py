"""A comparison as it is shown and stored."""

from dataclasses import dataclass

from .rates import Rates
from .standardised import Standardised
from .tables import METHOD_VERSION, Reference
from .unknowns import Certainty
from .verdicts import Verdict


@dataclass(frozen=True, slots=True)
class GroupComparison:
    """One row. Shares and gaps are fractions of 1; `gap` is `share - benchmark_share`; ratio 1 is parity.

    A starred row has `suppressed`, and None for every figure that could tell its count; `fewer_than` is then the
    published upper end of what the star stands for. `bound_low` and `bound_high` are the lowest and highest share
    that any answers of the people with no known answer could give; `certainty` says what that does to the verdict.
    """

    code: str
    label: str
    verdict: Verdict
    participants: int | None = None
    contributions: int | None = None
    hours: int | None = None
    share: float | None = None
    share_low: float | None = None
    share_high: float | None = None
    benchmark_share: float | None = None
    expected: float | None = None
    gap: float | None = None
    gap_low: float | None = None
    gap_high: float | None = None
    ratio: float | None = None
    ratio_low: float | None = None
    ratio_high: float | None = None
    p: float | None = None
    p_adjusted: float | None = None
    people_to_close: int | None = None
    swaps_to_close: int | None = None
    bound_low: float | None = None
    bound_high: float | None = None
    certainty: str = Certainty.NOT_ASKED
    suppressed: bool = False
    fewer_than: int | None = None

    def sentence(self, did: str = "took part") -> str:
        """The verdict with the numbers it rests on, none of them finer than what is published."""
        if self.expected is None or (self.participants is None and self.fewer_than is None):
            return f"{self.verdict.label}."
        many = f"{self.participants:,}" if self.participants is not None else f"Fewer than {self.fewer_than}"
        people = "person" if many == "1" else "people"
        verdict = self.verdict.label[0].lower() + self.verdict.label[1:]
        return f"{many} {people} {did} where about {self.expected:,.0f} would be expected: {verdict}."


@dataclass(frozen=True, slots=True)
class Comparison:
    """One table. Totals are None when hidden; `withheld` says that the whole breakdown is.

    `index_of_dissimilarity` and the profile test need every group: None, with `profile_note`, when one is hidden.
    `second` holds the same published counts against another benchmark.
    """

    dimension: str
    label: str
    protected: bool
    withheld: bool
    participants: int | None
    known: int | None
    declined: int | None
    not_asked: int | None
    group_only: int | None
    reference: Reference | None
    groups: tuple[GroupComparison, ...]
    index_of_dissimilarity: float | None = None
    profile_statistic: float | None = None
    profile_p: float | None = None
    profile_note: str | None = None
    warnings: tuple[str, ...] = ()
    method_version: str = METHOD_VERSION
    rates: Rates | None = None
    standardised: tuple[Standardised, ...] = ()
    second: "Comparison | None" = None

    @property
    def unknown(self) -> int | None:
        """People with no known answer, from the two totals. Rounding can leave it a little off the sum of its parts."""
        if self.participants is None or self.known is None:
            return None
        return max(self.participants - self.known, 0)

    @property
    def unknown_share(self) -> float | None:
        if self.unknown is None or self.known is None or not self.unknown + self.known:
            return None
        return self.unknown / (self.unknown + self.known)

    @property
    def answered_when_asked(self) -> float | None:
        """Known answers among those who were asked. People who were never asked do not count against it."""
        if self.known is None or self.declined is None or not self.known + self.declined:
            return None
        return self.known / (self.known + self.declined)

    def group(self, code: str) -> GroupComparison:
        return next(group for group in self.groups if group.code == code)
