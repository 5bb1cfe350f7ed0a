"""How many values a reader must leave open for each star, proved by writing the tables out."""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from .release import Item, Release
from .search import Search
from .system import Contradiction, Trail
from .tables import DisclosureRule

MOVES = (300, 2000)
"""How far each star is searched, in turn: most need a handful of moves."""
AT_HAND = (8, 30)
TURNS = 3
AGAIN = 20
NEAR = 600
ENDS = 5
MOVES_TO_START = 2000
MOVES_EACH = 4
WIDTH = 64
ALL_MOVES = 1_500_000
"""For one audit with all that is asked of it again: about half a minute of work. Then what is open counts as unsafe."""


class Audit:
    """Complete sets of tables that fit what is published, found until each star has taken enough values.

    Bounds alone can be too wide where tables lie inside one another, so a star counts as safe only when the tables
    that give it its values have been found, every sum and order in them holding. What is found is a proof; what is
    not found within the limits counts as unsafe. Only published numbers enter, and nothing depends on chance or time.

    A difference of two published numbers is treated as a star once it must be below `hidden_below`; one set of tables
    in which it is larger shows that nobody can know that.
    """

    def __init__(self, release: Release, rule: DisclosureRule) -> None:
        self.release, self.system, self.rule = release, release.system, rule
        self.seen: dict[Item, set[int]] = {item: set() for item in self._watched()}
        self._items_of: dict[int, list[Item]] = {}
        for item in self.seen:
            for variable in (item,) if isinstance(item, int) else item:
                self._items_of.setdefault(variable, []).append(item)
        self._search: Search | None = None
        self._left = ALL_MOVES

    def unsafe(self) -> list[Item]:
        """What could not be shown to have enough values.

        After tables have been withheld it may be asked again: what has been found still fits. Narrows the bounds of
        the system on the way.
        """
        self.system.narrow()
        pinned = [item for item in self._watched() if self._is_pinned(item)]
        if pinned:
            return pinned
        search = self._search = self._search or self._start()
        if search is None:
            return self._watched()
        for turn in range(TURNS):
            self._sway(turn, self._open(), search)
        for moves in AT_HAND:
            self._try_open(search, moves, guided=False)
        for moves in MOVES:
            self._try_open(search, moves, guided=True)
        for turn in range(TURNS, TURNS + AGAIN):
            if self._open():
                self._sway(turn, self._near(self._open()), search)
                self._try_open(search, MOVES[0], guided=True)
        return self._open()

    def _try_open(self, search: Search, moves: int, *, guided: bool) -> None:
        for item in self._open():
            for wanted in self._ways(item, search.values):
                if not self._is_open(item) or self._left < 0:
                    break
                if guided:
                    self._reach(wanted, moves, search)
                elif self._fits(wanted):
                    self._set(search, wanted, moves)

    def _near(self, items: Iterable[Item]) -> list[Item]:
        """The stars that sums and orders tie closest to these."""
        found = dict.fromkeys(end for item in items for end in ((item,) if isinstance(item, int) else item))
        system, waiting = self.system, list(found)
        for variable in waiting:
            if len(found) > NEAR:
                break
            tied = [v for index, _ in system.terms[variable] for v in (system.sums[index][0], *system.sums[index][1])]
            new = [v for v in (*tied, *system.above[variable], *system.below[variable]) if v not in found]
            found |= dict.fromkeys(new)
            waiting += dict.fromkeys(new)
        return [variable for variable in found if variable in self.release.stars]

    def _fits(self, wanted: Mapping[int, int]) -> bool:
        return all(
            self.system.low[variable] <= value <= self.system.high[variable] for variable, value in wanted.items()
        )

    def _sway(self, turn: int, items: Iterable[Item], search: Search) -> None:
        """Many at once: every third star up, the others down, as far as they get."""
        low, high, ranks = self.system.low, self.system.high, self.release.ranks
        hoped = {
            item: (high if (ranks.get(item, 0) + turn + item * (turn // 3)) % 3 == 0 else low)[item]
            for item in items
            if isinstance(item, int)
        }
        if hoped and self._left >= 0:
            self._set(search, {}, MOVES_TO_START + MOVES_EACH * len(search.values), hoped)

    def _set(
        self, search: Search, wanted: Mapping[int, int], moves: int, hoped: Mapping[int, int] | None = None
    ) -> None:
        before = search.turn
        if search.set(wanted, moves, hoped):
            self._note(dict.fromkeys(variable for variable, _ in search.moved), search.values)
        self._left -= search.turn - before + len(wanted)

    def _watched(self) -> list[Item]:
        return [*self.release.stars, *self.release.differences]

    def _range(self, item: Item) -> tuple[int, int]:
        variable = item if isinstance(item, int) else self.release.rests[item]
        return self.system.low[variable], self.system.high[variable]

    def _is_pinned(self, item: Item) -> bool:
        least, most = self._range(item)
        is_small = isinstance(item, int) or most < self.rule.hidden_below
        return is_small and most - least + 1 < self.rule.minimum_values

    def _is_open(self, item: Item) -> bool:
        seen = self.seen[item]
        if isinstance(item, tuple) and max(seen, default=0) >= self.rule.hidden_below:
            return False
        return len(seen) < self.rule.minimum_values

    def _open(self) -> list[Item]:
        return [item for item in self._watched() if self._is_open(item)]

    def _note(self, variables: Iterable[int], values: Sequence[int]) -> None:
        for variable in variables:
            for item in self._items_of.get(variable, ()):
                self.seen[item].add(values[item] if isinstance(item, int) else values[item[0]] - values[item[1]])

    def _start(self) -> Search | None:
        """First numbers that fit."""
        low, high = self.system.low, self.system.high
        middle = [(least + most) // 2 if most - least < WIDTH else least for least, most in zip(low, high, strict=True)]
        search = Search(self.system, middle)
        if not search.mend(MOVES_TO_START + MOVES_EACH * len(low)):
            return None
        self._note(range(len(low)), search.values)
        return search

    def _ways(self, item: Item, values: Sequence[int]) -> Iterator[dict[int, int]]:
        """What a star could be, the nearest first; for a difference, where its ends could be, the furthest first."""
        least, most = self._range(item)
        if isinstance(item, int):
            now = values[item]
            for value in sorted(range(least, most + 1), key=lambda value: abs(value - now)):
                if value not in self.seen[item]:
                    yield {item: value}
            return
        larger, smaller = item
        low, high = self.system.low, self.system.high
        now, enough = values[larger] - values[smaller], self.rule.hidden_below
        for value in sorted(range(least, min(most, enough) + 1), key=lambda value: (value < enough, abs(value - now))):
            if value not in self.seen[item]:
                ends = range(max(low[smaller], low[larger] - value), min(high[smaller], high[larger] - value) + 1)
                for end in sorted(ends, key=lambda end: abs(end - values[smaller]))[:ENDS]:
                    yield {larger: end + value, smaller: end}

    def _reach(self, wanted: Mapping[int, int], moves: int, search: Search) -> None:
        """Look for numbers that fit with some of them given. What follows from those narrows the search."""
        trail: Trail = []
        if all(self._settle(variable, value, trail) for variable, value in wanted.items()):
            low, high, values = self.system.low, self.system.high, search.values
            forced = {
                variable: min(max(values[variable], low[variable]), high[variable])
                for variable, _, _ in trail
                if self.system.is_counted(variable)
            }
            self._set(search, wanted, moves, forced)
        self._left -= len(trail)
        self.system.undo(trail)

    def _settle(self, variable: int, value: int, trail: Trail) -> bool:
        low, high = self.system.low, self.system.high
        if not low[variable] <= value <= high[variable]:
            return False
        trail.append((variable, low[variable], high[variable]))
        low[variable] = high[variable] = value
        try:
            self.system.narrow([variable], trail)
        except Contradiction:
            return False
        return True
