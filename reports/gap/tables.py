"""What goes into a comparison: groups, counts of people, benchmarks and the settings that judge them."""

from collections.abc import Mapping
from dataclasses import dataclass, field

METHOD_VERSION = "1.2"
BEFORE_INFLUENCED = ("", "1.0", "1.1")
"""Methods that did not count who led to a change."""
VOICES = ("direct", "lived", "all", "proxy")
STAGES = ("asked", "signed_up", "came", "came_back", "influenced")
TRANSITIONS = ("asked_signed_up", "signed_up_came")
"""People in both stages at once. Everybody in `came_back` is in `came` already, so that step needs none.

`influenced` has no stage before it: people can lead to a change by a story, and never have come.
"""


class UnlikeCodings(ValueError):
    """The groups of the register and of the benchmark are not the same groups."""


@dataclass(frozen=True, slots=True)
class Group:
    """One answer. `parent` is the code of the wider group that contains it, in the wider dimension.

    `within` are groups of still other dimensions of the same question that contain it, as (dimension, code). What is
    hidden in one coding could be read off another, so every containment has to be stated.
    """

    code: str
    label: str
    parent: str | None = None
    within: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Part:
    """Some groups of a dimension: half, or the whole, of what makes a group that an organisation defines itself."""

    dimension: str
    codes: frozenset[str]


IN, OUT = "in", "out"
MOST_PARTS = 2


@dataclass(frozen=True, slots=True)
class Dimension:
    """One question. `wider` names the dimension whose groups are the parents of these groups.

    With `parts` it is a group that an organisation defines itself, of everybody who is in all of them: its groups are
    `in` and `out`, and whoever has not answered all of their questions is in neither. At most two parts, of two
    dimensions: a table of three characteristics would single people out.
    """

    name: str
    label: str
    groups: tuple[Group, ...]
    wider: str | None = None
    parts: tuple[Part, ...] = ()

    def __post_init__(self) -> None:
        if not self.parts:
            return
        if len(self.parts) > MOST_PARTS or len({part.dimension for part in self.parts}) < len(self.parts):
            raise ValueError(f"{self.name} may be made of one or two characteristics, each of them once.")
        if [group.code for group in self.groups] != [IN, OUT] or self.wider is not None:
            raise ValueError(f"{self.name} needs the groups in and out, and no wider dimension.")

    @property
    def containers(self) -> dict[str, dict[str, str]]:
        """By containing dimension: the code there for each code here."""
        found: dict[str, dict[str, str]] = {}
        for group in self.groups:
            parents = ((self.wider, group.parent),) if self.wider and group.parent else ()
            for name, code in (*parents, *group.within):
                found.setdefault(name, {})[group.code] = code
        return found


@dataclass(frozen=True, slots=True)
class Count:
    people: int = 0
    contributions: int = 0
    minutes: int = 0

    @property
    def hours(self) -> int:
        """Started hours: 61 minutes are 2."""
        return -(-self.minutes // 60)


@dataclass(frozen=True, slots=True)
class Tally:
    """Everybody at one stage, once: in a group, declined, not asked, or `group_only`.

    `group_only` counts people whose wider group is known and whose narrower one is not. They are unknown here and
    known in the wider dimension.
    """

    groups: Mapping[str, Count]
    declined: Count = Count()
    not_asked: Count = Count()
    group_only: Count = Count()

    @property
    def known(self) -> int:
        return sum(count.people for count in self.groups.values())

    @property
    def participants(self) -> int:
        return self.known + self.declined.people + self.not_asked.people + self.group_only.people


@dataclass(frozen=True, slots=True)
class TableKey:
    dimension: str
    voice: str
    stage: str


@dataclass(frozen=True, slots=True)
class Reference:
    """A fixed benchmark for one dimension.

    `counts` has every group of the dimension and nothing else; its own `not_answered` stays out of the base.
    Groups in `not_comparable` are coded differently on the two sides: shown, never judged. `is_caseload`: these are the
    people the service sees, those who took part among them. `strata` has, by another dimension and its codes, the
    people of each group, where the benchmark counts both at once.
    """

    name: str
    label: str
    date: str
    age_base: str
    areas: tuple[str, ...]
    source: str
    counts: Mapping[str, int]
    not_answered: int = 0
    warnings: tuple[str, ...] = ()
    not_comparable: frozenset[str] = frozenset()
    is_caseload: bool = False
    strata: Mapping[str, Mapping[str, Mapping[str, int]]] = field(default_factory=dict)

    @property
    def base(self) -> int:
        return sum(self.counts.values())


@dataclass(frozen=True, slots=True)
class Thresholds:
    """Choices, not laws: every report prints the ones it used."""

    minimum_known: int = 30
    minimum_expected: float = 5
    marked_ratio: float = 0.8
    unknown_warning: float = 0.10
    unknown_limit: float = 0.30
    q: float = 0.05


@dataclass(frozen=True, slots=True)
class DisclosureRule:
    """Counts below `hidden_below` are starred, zero too; the rest and all totals go to the nearest `rounding_base`.

    Every star keeps at least `minimum_values` possible values, whatever else is published beside it.
    """

    hidden_below: int = 5
    rounding_base: int = 5
    minimum_values: int = 3

    def __post_init__(self) -> None:
        if not self.hidden_below >= self.minimum_values >= 1:
            raise ValueError("A star must stand for at least as many values as the rule asks for.")
        if self.rounding_base < 1 or self.rounding_base % 2 == 0:
            raise ValueError("Round to an odd number, so that no count lies halfway between two.")
