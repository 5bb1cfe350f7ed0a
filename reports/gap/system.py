"""Whole numbers that are bounded, add up, or lie below one another: what a reader knows about hidden counts."""

from collections import deque
from collections.abc import Iterable, Sequence


class Contradiction(Exception):
    """No numbers fit."""


class System:
    """Variables with bounds; `total = sum(parts)`; `smaller <= larger`.

    `narrow` draws all conclusions from one constraint at a time until nothing moves. On a tree of sums the bounds it
    ends with are exact: every value between them occurs in some solution, because a sum of whole-number intervals is
    an interval, and two branches of a tree meet in one variable only. Where constraints form rings (one table inside
    another) the bounds may be too wide, never too narrow: they can show that a star is unsafe, not that it is safe.
    """

    def __init__(self) -> None:
        self.low: list[int] = []
        self.high: list[int] = []
        self.sums: list[tuple[int, tuple[int, ...]]] = []
        self.sums_of: list[list[int]] = []
        self.own_sums_of: list[list[int]] = []
        self.above: list[list[int]] = []
        self.below: list[list[int]] = []

    def variable(self, low: int, high: int) -> int:
        self.low.append(low)
        self.high.append(high)
        self.sums_of.append([])
        self.own_sums_of.append([])
        self.above.append([])
        self.below.append([])
        return len(self.low) - 1

    def add_sum(self, total: int, parts: Sequence[int], *, implied: bool = False) -> None:
        """An implied sum follows from other constraints: it helps to narrow bounds and needs no checking."""
        for variable in (total, *parts):
            self.sums_of[variable].append(len(self.sums))
            if not implied:
                self.own_sums_of[variable].append(len(self.sums))
        self.sums.append((total, tuple(parts)))

    def add_order(self, smaller: int, larger: int) -> None:
        self.above[smaller].append(larger)
        self.below[larger].append(smaller)

    def narrow(self, variables: Iterable[int] | None = None, trail: list[tuple[int, int, int]] | None = None) -> None:
        """Tighten all bounds that follow from the bounds of `variables`. Raises Contradiction.

        Every change is written to `trail` as (variable, old low, old high).
        """
        waiting = deque(range(len(self.low)) if variables is None else variables)
        queued = set(waiting)
        while waiting:
            variable = waiting.popleft()
            queued.discard(variable)
            for changed in self._conclusions(variable, trail):
                if changed not in queued:
                    queued.add(changed)
                    waiting.append(changed)

    def _conclusions(self, variable: int, trail: list[tuple[int, int, int]] | None) -> list[int]:
        changed: list[int] = []
        low, high = self.low, self.high
        for other in self.above[variable]:
            if low[other] < low[variable]:
                self._set(other, low[variable], high[other], changed, trail)
        for other in self.below[variable]:
            if high[other] > high[variable]:
                self._set(other, low[other], high[variable], changed, trail)
        for index in self.sums_of[variable]:
            self._narrow_sum(index, changed, trail)
        return changed

    def _narrow_sum(self, index: int, changed: list[int], trail: list[tuple[int, int, int]] | None) -> None:
        low, high = self.low, self.high
        total, parts = self.sums[index]
        least = most = 0
        for part in parts:
            least += low[part]
            most += high[part]
        if least > low[total] or most < high[total]:
            self._set(total, max(low[total], least), min(high[total], most), changed, trail)
        room_up, room_down = high[total] - least, most - low[total]
        for part in parts:
            part_low, part_high = low[part], high[part]
            if part_high - part_low > room_up or part_high - part_low > room_down:
                lowest, highest = max(part_low, part_high - room_down), min(part_high, part_low + room_up)
                self._set(part, lowest, highest, changed, trail)

    def _set(
        self, variable: int, low: int, high: int, changed: list[int], trail: list[tuple[int, int, int]] | None
    ) -> None:
        if low > high:
            raise Contradiction
        if trail is not None:
            trail.append((variable, self.low[variable], self.high[variable]))
        self.low[variable] = low
        self.high[variable] = high
        changed.append(variable)

    def undo(self, trail: list[tuple[int, int, int]]) -> None:
        for variable, low, high in reversed(trail):
            self.low[variable] = low
            self.high[variable] = high
