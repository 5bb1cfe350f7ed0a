"""How many values a reader must leave open for each star, proved by writing the tables out."""

from collections.abc import Iterable, Mapping, Sequence

from .draft import Draft
from .release import Release
from .repair import Repair
from .system import Contradiction, Trail

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
    """

    def __init__(self, release: Release, enough: int) -> None:
        self.release, self.system, self.enough = release, release.system, enough
        self.seen: dict[int, set[int]] = {star: set() for star in release.stars}
        self._first: list[int] = []
        self._solutions_left = SOLUTIONS

    def unsafe(self) -> list[int]:
        """The stars for which enough values could not be shown. Narrows the bounds of the system on the way."""
        self.system.narrow()
        low, high = self.system.low, self.system.high
        pinned = [star for star in self.seen if high[star] - low[star] + 1 < self.enough]
        if pinned or not self.seen:
            return pinned
        middle = [(least + min(most, least + WIDTH)) // 2 for least, most in zip(low, high, strict=True)]
        base = self._solve({}, middle)
        if base is None:
            return list(self.seen)
        self._note(self.seen, base)
        self._walk_all(base)
        for pattern in range(PATTERNS):
            self._spread(pattern, base)
        self._search(base)
        return self._open()

    def _open(self) -> list[int]:
        return [star for star, values in self.seen.items() if len(values) < self.enough]

    def _note(self, variables: Iterable[int], values: Sequence[int]) -> None:
        for variable in variables:
            if variable in self.seen:
                self.seen[variable].add(values[variable])

    def _spread(self, pattern: int, base: Values) -> None:
        """A solution with every third of the groups still open high and the others low, and the walks from there."""
        targets, ranks = list(base), self.release.ranks
        for star in self._open():
            is_high = ranks.get(star, 0) % PATTERNS == pattern
            targets[star] = self.system.high[star] if is_high else self.system.low[star]
        if targets != base:
            found = self._solve({}, targets)
            if found is not None:
                self._note(self.seen, found)
                self._walk_all(found)

    def _walk_all(self, base: Values) -> None:
        for star in self._open():
            self._walk(star, base)

    def _walk(self, star: int, base: Values) -> None:
        """Move the star by ones, mending the rest."""
        for step in (1, -1):
            values = base
            while len(self.seen[star]) < self.enough:
                repair = Repair(self.system, values)
                if not repair.move(star, step):
                    break
                values = repair.values
                self._note(repair.moved, values)

    def _search(self, base: Values) -> None:
        """Solve everything anew with the star at each value that it has not taken."""
        for star in self._open():
            for value in range(self.system.low[star], self.system.high[star] + 1):
                if len(self.seen[star]) < self.enough and value not in self.seen[star] and self._solutions_left:
                    self._solutions_left -= 1
                    found = self._solve({star: value}, base)
                    if found is not None:
                        self._note(self.seen, found)

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
