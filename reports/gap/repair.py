"""From one set of tables that fits to a neighbouring one."""

from collections.abc import Sequence

from .system import System

MOVES = 60
DEPTH = 120


class Repair:
    """Move a variable by one, then mend what broke by moving others, each by one and once."""

    def __init__(self, system: System, values: Sequence[int]) -> None:
        self.system = system
        self.values = list(values)
        self.moved: dict[int, int] = {}
        self._missing: dict[int, int] = {}
        self._moves_left = MOVES

    def move(self, variable: int, step: int) -> bool:
        """Whether it worked; `values` and `moved` then tell how."""
        return self._free(variable, step) and self._apply(variable, step)

    def _free(self, variable: int, step: int) -> bool:
        value = self.values[variable] + step
        return variable not in self.moved and self.system.low[variable] <= value <= self.system.high[variable]

    def _apply(self, variable: int, step: int) -> bool:
        """Move and mend; back to where it was if that cannot be done."""
        if not self._moves_left or len(self.moved) == DEPTH:
            return False
        self._moves_left -= 1
        self._shift(variable, step)
        self.moved[variable] = step
        if self._mend():
            return True
        del self.moved[variable]
        self._shift(variable, -step)
        return False

    def _shift(self, variable: int, step: int) -> None:
        self.values[variable] += step
        for index in self.system.own_sums_of[variable]:
            change = step if self.system.sums[index][0] == variable else -step
            missing = self._missing.get(index, 0) + change
            if missing:
                self._missing[index] = missing
            else:
                self._missing.pop(index, None)

    def _mend(self) -> bool:
        broken = self._broken_order()
        if broken is not None:
            other, step = broken
            return self._free(other, step) and self._apply(other, step)
        if not self._missing:
            return True
        index = next(iter(self._missing))
        step = 1 if self._missing[index] > 0 else -1
        total, parts = self.system.sums[index]
        options = [(part, step) for part in parts if self._free(part, step)]
        if self._free(total, -step):
            options.append((total, -step))
        options.sort(key=lambda option: self._damage(*option))
        return any(self._apply(*option) for option in options)

    def _broken_order(self) -> tuple[int, int] | None:
        """A variable that one already moved has overtaken, and the step that puts it right."""
        values = self.values
        for variable, step in self.moved.items():
            if step > 0:
                for other in self.system.above[variable]:
                    if values[other] < values[variable]:
                        return other, 1
            else:
                for other in self.system.below[variable]:
                    if values[other] > values[variable]:
                        return other, -1
        return None

    def _damage(self, variable: int, step: int) -> int:
        """How many more constraints would be broken after the step than before."""
        values = self.values
        neighbours = self.system.above[variable] if step > 0 else self.system.below[variable]
        damage = sum(values[other] == values[variable] for other in neighbours)
        for index in self.system.own_sums_of[variable]:
            change = step if self.system.sums[index][0] == variable else -step
            damage += abs(self._missing.get(index, 0) + change) - abs(self._missing.get(index, 0))
        return damage
