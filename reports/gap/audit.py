"""How many values a reader must leave open for each star, proved by writing the tables out."""

from collections.abc import Iterable, Mapping, Sequence

from .draft import Draft
from .release import Item, Release
from .repair import Repair
from .system import Contradiction, Trail
from .tables import DisclosureRule

RESTARTS = 40
PATTERNS = 3
WIDTH = 64
SOLUTIONS = 300
Values = list[int]


class Audit:
    """Complete sets of tables that fit what is published, found until each star has taken enough values.

    Bounds alone can be too wide where tables lie inside one another, so a star counts as safe only when the tables
    that give it its values have been found, every sum and order in them holding. What is found is a proof; what is
    not found within the limits counts as unsafe. Only published numbers enter, and nothing depends on chance or time.

    A difference of two published numbers is treated as a star once it must be below `hidden_below`; one tables in
    which it is larger shows that nobody can know that.
    """

    def __init__(self, release: Release, rule: DisclosureRule) -> None:
        self.release, self.system, self.rule = release, release.system, rule
        items: list[Item] = [*release.stars, *release.differences]
        self.seen: dict[Item, set[int]] = {item: set() for item in items}
        self._items_of: dict[int, list[Item]] = {}
        for item in self.seen:
            for variable in (item,) if isinstance(item, int) else item:
                self._items_of.setdefault(variable, []).append(item)
        self._first: list[int] = []
        self._solutions_left = SOLUTIONS

    def unsafe(self) -> list[Item]:
        """What could not be shown to have enough values. Narrows the bounds of the system on the way."""
        self.system.narrow()
        low, high = self.system.low, self.system.high
        pinned = [item for item in self.seen if self._is_pinned(*self._range(item), item)]
        if pinned or not self.seen:
            return pinned
        middle = [(least + min(most, least + WIDTH)) // 2 for least, most in zip(low, high, strict=True)]
        base = self._solve({}, middle)
        if base is None:
            return list(self.seen)
        self._note(range(len(low)), base)
        self._walk_all(base)
        for pattern in range(PATTERNS):
            self._spread(pattern, base)
        self._search(base)
        return self._open()

    def _range(self, item: Item) -> tuple[int, int]:
        variable = item if isinstance(item, int) else self.release.rests[item]
        return self.system.low[variable], self.system.high[variable]

    def _is_pinned(self, least: int, most: int, item: Item) -> bool:
        is_small = isinstance(item, int) or most < self.rule.hidden_below
        return is_small and most - least + 1 < self.rule.minimum_values

    def _is_open(self, item: Item) -> bool:
        seen = self.seen[item]
        if isinstance(item, tuple) and max(seen, default=0) >= self.rule.hidden_below:
            return False
        return len(seen) < self.rule.minimum_values

    def _open(self) -> list[Item]:
        return [item for item in self.seen if self._is_open(item)]

    def _note(self, variables: Iterable[int], values: Sequence[int]) -> None:
        for variable in variables:
            for item in self._items_of.get(variable, ()):
                self.seen[item].add(values[item] if isinstance(item, int) else values[item[0]] - values[item[1]])

    def _spread(self, pattern: int, base: Values) -> None:
        """A solution with every third of the groups still open high and the others low, and the walks from there."""
        targets, ranks = list(base), self.release.ranks
        for star in (item for item in self._open() if isinstance(item, int)):
            is_high = ranks.get(star, 0) % PATTERNS == pattern
            targets[star] = self.system.high[star] if is_high else self.system.low[star]
        if targets != base:
            found = self._solve({}, targets)
            if found is not None:
                self._note(range(len(found)), found)
                self._walk_all(found)

    def _walk_all(self, base: Values) -> None:
        for item in self._open():
            if isinstance(item, int):
                self._walk(item, [(item, 1), (item, -1)], base)
            else:
                larger, smaller = item
                self._walk(item, [(larger, 1), (smaller, -1), (larger, -1), (smaller, 1)], base)

    def _walk(self, item: Item, ways: Sequence[tuple[int, int]], base: Values) -> None:
        """Move a star, or one end of a difference, by ones, mending the rest."""
        for variable, step in ways:
            values = base
            while self._is_open(item):
                repair = Repair(self.system, values)
                if not repair.move(variable, step):
                    break
                values = repair.values
                self._note(repair.moved, values)

    def _search(self, base: Values) -> None:
        """Solve everything anew with the star at each value that it has not taken."""
        for item in self._open():
            variable = item if isinstance(item, int) else self.release.rests[item]
            least, most = self._range(item)
            for value in range(least, min(most, self.rule.hidden_below) + 1):
                if self._is_open(item) and value not in self.seen[item] and self._solutions_left:
                    self._solutions_left -= 1
                    found = self._solve({variable: value}, base)
                    if found is not None:
                        self._note(range(len(found)), found)

    def _solve(self, wanted: Mapping[int, int], targets: Sequence[int]) -> Values | None:
        """A solution near the targets: settle one variable after the other, those that gave trouble first."""
        for _ in range(RESTARTS):
            trail: Trail = []
            found = self._settle_all(wanted, targets, trail)
            self.system.undo(trail)
            if not isinstance(found, int):
                return found
            if found in wanted:
                return None
            self._first = [found, *(variable for variable in self._first if variable != found)]
        return None

    def _settle_all(self, wanted: Mapping[int, int], targets: Sequence[int], trail: Trail) -> Values | int:
        """A solution, or the variable for which no value fits.

        Every variable starts at its target, or as near as its bounds allow. Only those in a sum or an order that does
        not hold are settled, one by one; what they force upon others moves those.
        """
        low, high = self.system.low, self.system.high
        for variable, value in wanted.items():
            if not self._settle(variable, value, trail):
                return variable
        for variable in self._first:
            if low[variable] < high[variable] and not self._settle_near(variable, targets[variable], trail):
                return variable
        draft = Draft(self.system, targets)
        while (loose := draft.loose()) is not None:
            done = len(trail)
            if not self._settle_near(loose, targets[loose], trail):
                return loose
            draft.follow({variable for variable, _, _ in trail[done:]})
        return draft.values

    def _settle_near(self, variable: int, target: int, trail: Trail) -> bool:
        least, most = self.system.low[variable], self.system.high[variable]
        target = min(max(target, least), most)
        if self._settle(variable, target, trail):
            return True
        values = range(max(least, target - WIDTH), min(most, target + WIDTH) + 1)
        return any(self._settle(variable, v, trail) for v in sorted(values, key=lambda v: abs(v - target))[1:])

    def _settle(self, variable: int, value: int, trail: Trail) -> bool:
        low, high = self.system.low, self.system.high
        if not low[variable] <= value <= high[variable]:
            return False
        mine = [(variable, low[variable], high[variable])]
        low[variable] = high[variable] = value
        try:
            self.system.narrow([variable], mine)
        except Contradiction:
            self.system.undo(mine)
            return False
        trail += mine
        return True
