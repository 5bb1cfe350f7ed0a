"""From numbers that do not fit to numbers that do, by moving one at a time."""

from collections.abc import Collection, Mapping, Sequence

from .system import System

TENURE = 3
"""For so many moves a number may not go back the way it came."""
Broken = int | tuple[int, int]
"""A sum, or an order of two variables."""
Move = tuple[int, int]


class Search:
    """One value for each variable, and the list of what does not hold.

    `mend` takes the first thing that does not hold, and of all moves that bring it nearer the one that breaks least
    elsewhere. It may give up; what it finds holds in every sum and order and within all bounds.
    """

    def __init__(self, system: System, targets: Sequence[int]) -> None:
        self.system = system
        self.values = list(targets)
        self.moved: list[Move] = []
        self._missing = [
            self.values[total] - sum([self.values[part] for part in parts]) for total, parts in system.sums
        ]
        self._broken: dict[Broken, None] = {
            index: None for index, missing in enumerate(self._missing) if missing and index not in system.implied
        }
        for smaller, larger in system.orders:
            if self.values[smaller] > self.values[larger]:
                self._broken[smaller, larger] = None
        self.turn = 0
        self._blocked: dict[Move, int] = {}
        self._weights: list[int] = [1] * len(system.sums)
        self._raised: list[int] = []
        self._order_weights: dict[Move, int] = {}

    def set(self, wanted: Mapping[int, int], moves: int, hoped: Mapping[int, int] | None = None) -> bool:
        """Give some variables new values and mend the rest. All is as it was when that cannot be done.

        What is wanted is held; what is hoped for can move again.
        """
        self.moved, self._blocked = [], {}
        for index in self._raised:
            self._weights[index] = 1
        self._raised, self._order_weights = [], {}
        for variable, value in (*wanted.items(), *(hoped or {}).items()):
            if value != self.values[variable]:
                self._move(variable, value - self.values[variable])
        if self.mend(moves, wanted):
            return True
        self._back()
        return False

    def mend(self, moves: int, held: Collection[int] = ()) -> bool:
        for _ in range(moves):
            if not self._broken:
                return True
            broken = next(iter(self._broken))
            weight = self._weights[broken] if isinstance(broken, int) else self._order_weights.get(broken, 1)
            move = self._choose(self._options(broken), weight, held)
            if move is None:
                return False
            self.turn += 1
            if self.last >= 0:
                if isinstance(broken, int):
                    self._weights[broken] += 1
                    self._raised.append(broken)
                else:
                    self._order_weights[broken] = weight + 1
            self._blocked[move[0], 1 if move[1] < 0 else -1] = self.turn + TENURE
            self._move(*move)
        return not self._broken

    def _back(self) -> None:
        for variable, step in reversed(self.moved[:]):
            self._move(variable, -step)
        self.moved = []

    def _options(self, broken: Broken) -> list[Move]:
        if isinstance(broken, tuple):
            smaller, larger = broken
            excess = self.values[smaller] - self.values[larger]
            return [(larger, excess), (smaller, -excess)]
        total, parts = self.system.sums[broken]
        missing = self._missing[broken]
        turn = self.turn % len(parts)
        return [*((part, missing) for part in (*parts[turn:], *parts[:turn])), (total, -missing)]

    def _choose(self, options: Sequence[Move], weight: int, held: Collection[int]) -> Move | None:
        values, low, high = self.values, self.system.low, self.system.high
        best, least = None, (0, 0)
        for variable, step in options:
            step = (
                min(step, high[variable] - values[variable])
                if step > 0
                else max(step, low[variable] - values[variable])
            )
            if not step or variable in held:
                continue
            damage = self._damage(variable, step)
            size = abs(step)
            blocked = self._blocked.get((variable, 1 if step > 0 else -1), 0)
            if damage <= -size * weight and blocked <= self.turn:
                self.last = damage
                return variable, step
            if size > 1:
                one = 1 if step > 0 else -1
                damage_of_one = self._damage(variable, one)
                if damage_of_one < damage:
                    damage, step = damage_of_one, one
            rank = (max(blocked - self.turn, 0), damage)
            if best is None or rank < least:
                best, least = (variable, step), rank
        self.last = least[1]
        return best

    def _damage(self, variable: int, step: int) -> int:
        """How much more would be broken after the step than before. At best minus the step."""
        values, missing, weights, heavy = self.values, self._missing, self._weights, self._order_weights
        damage = 0
        for index, factor in self.system.terms[variable]:
            now = missing[index]
            damage += weights[index] * (abs(now + factor * step) - abs(now))
        before = values[variable]
        after = before + step
        for other in self.system.above[variable]:
            value = values[other]
            if after > value or before > value:
                damage += heavy.get((variable, other), 1) * (max(after - value, 0) - max(before - value, 0))
        for other in self.system.below[variable]:
            value = values[other]
            if value > after or value > before:
                damage += heavy.get((other, variable), 1) * (max(value - after, 0) - max(value - before, 0))
        return damage

    def _move(self, variable: int, step: int) -> None:
        values, broken = self.values, self._broken
        values[variable] = value = values[variable] + step
        self.moved.append((variable, step))
        for index, factor in self.system.terms[variable]:
            self._missing[index] = missing = self._missing[index] + factor * step
            if missing:
                broken[index] = None
            else:
                broken.pop(index, None)
        for other in self.system.above[variable]:
            if value > values[other]:
                broken[variable, other] = None
            else:
                broken.pop((variable, other), None)
        for other in self.system.below[variable]:
            if values[other] > value:
                broken[other, variable] = None
            else:
                broken.pop((other, variable), None)
