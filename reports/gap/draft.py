"""Values for all variables that need not fit yet, and the list of what does not."""

from collections.abc import Iterable, Sequence

from .system import System


class Draft:
    """`values` are the targets, moved into the bounds; `follow` moves them again when bounds have narrowed."""

    def __init__(self, system: System, targets: Sequence[int]) -> None:
        self.system, self.targets = system, targets
        self.values = list(targets)
        self._sums: dict[int, None] = {}
        self._orders: dict[tuple[int, int], None] = {}
        self.follow(range(len(targets)))

    def follow(self, variables: Iterable[int]) -> None:
        low, high, values, targets = self.system.low, self.system.high, self.values, self.targets
        variables = sorted(variables)
        for variable in variables:
            values[variable] = min(max(targets[variable], low[variable]), high[variable])
        for index in sorted({index for variable in variables for index in self.system.own_sums_of[variable]}):
            total, parts = self.system.sums[index]
            if values[total] == sum([values[part] for part in parts]):
                self._sums.pop(index, None)
            else:
                self._sums[index] = None
        for variable in variables:
            for other in self.system.above[variable]:
                self._check_order(variable, other)
            for other in self.system.below[variable]:
                self._check_order(other, variable)

    def _check_order(self, smaller: int, larger: int) -> None:
        if self.values[smaller] <= self.values[larger]:
            self._orders.pop((smaller, larger), None)
        else:
            self._orders[smaller, larger] = None

    def loose(self) -> int | None:
        """A variable that is not settled yet in something that does not hold. None when everything does."""
        low, high = self.system.low, self.system.high
        for index in self._sums:
            total, parts = self.system.sums[index]
            return next(variable for variable in (total, *parts) if low[variable] < high[variable])
        for pair in self._orders:
            return next(variable for variable in pair if low[variable] < high[variable])
        return None
