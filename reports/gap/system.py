"""Whole numbers that are bounded, add up, or lie below one another: what a reader knows about hidden counts."""

from collections import deque
from collections.abc import Iterable, Sequence

UNBOUNDED = 10**9
Trail = list[tuple[int, int, int]]
"""(variable, low, high) as they were before."""
Mark = tuple[int, int, int]


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
        self.terms: list[list[tuple[int, int]]] = []
        self.implied: set[int] = set()
        self.first_low: list[int] = []
        self.first_high: list[int] = []
        self.above: list[list[int]] = []
        self.below: list[list[int]] = []
        self.orders: list[tuple[int, int]] = []

    def variable(self, low: int, high: int) -> int:
        self.low.append(low)
        self.high.append(high)
        self.sums_of.append([])
        self.terms.append([])
        self.first_low.append(low)
        self.first_high.append(high)
        self.above.append([])
        self.below.append([])
        return len(self.low) - 1

    def add_sum(self, total: int, parts: Sequence[int], *, implied: bool = False) -> None:
        """An implied sum follows from other constraints: it helps to narrow bounds and needs no checking."""
        index = len(self.sums)
        for variable in (total, *parts):
            self.sums_of[variable].append(index)
            if not implied:
                self.terms[variable].append((index, 1 if variable == total else -1))
        if implied:
            self.implied.add(index)
        self.sums.append((total, tuple(parts)))

    def add_order(self, smaller: int, larger: int) -> int:
        """Returns what the larger has over the smaller, a variable of its own."""
        self.orders.append((smaller, larger))
        self.above[smaller].append(larger)
        self.below[larger].append(smaller)
        rest = self.variable(0, UNBOUNDED)
        self.add_sum(larger, [smaller, rest], implied=True)
        return rest

    def is_counted(self, variable: int) -> bool:
        """Whether it stands in a sum or an order of its own, not in implied ones only."""
        return bool(self.terms[variable] or self.above[variable] or self.below[variable])

    def mark(self) -> Mark:
        """To `forget` everything that is added from here on."""
        return len(self.low), len(self.sums), len(self.orders)

    def forget(self, mark: Mark) -> None:
        """Bounds that were narrowed since then stay as they are: `undo` those first."""
        variables, sums, orders = mark
        for smaller, larger in reversed(self.orders[orders:]):
            self.above[smaller].pop()
            self.below[larger].pop()
        for total, parts in self.sums[sums:]:
            for variable in (total, *parts):
                while self.sums_of[variable] and self.sums_of[variable][-1] >= sums:
                    self.sums_of[variable].pop()
                while self.terms[variable] and self.terms[variable][-1][0] >= sums:
                    self.terms[variable].pop()
        self.implied.difference_update(range(sums, len(self.sums)))
        del self.sums[sums:], self.orders[orders:]
        for bounds in (self.low, self.high, self.first_low, self.first_high):
            del bounds[variables:]
        for place in (self.sums_of, self.above, self.below):
            del place[variables:]
        del self.terms[variables:]

    def loosen(self, variables: Iterable[int]) -> None:
        """Nothing is known of these any more; all other bounds are as they were before they were narrowed."""
        for variable in variables:
            self.first_low[variable], self.first_high[variable] = 0, UNBOUNDED
        self.low[:], self.high[:] = self.first_low, self.first_high

    def narrow(self, variables: Iterable[int] | None = None, trail: Trail | None = None) -> None:
        """Tighten all bounds that follow from the bounds of `variables`. Raises Contradiction.

        Every change is written to `trail`, as `undo` wants it.
        """
        sums_of = self.sums_of
        changed = list(range(len(self.low)) if variables is None else variables)
        waiting: deque[int] = deque()
        queued = bytearray(len(self.sums))
        while True:
            for variable in changed:
                for index in sums_of[variable]:
                    if not queued[index]:
                        queued[index] = 1
                        waiting.append(index)
            if not waiting:
                return
            index = waiting.popleft()
            queued[index] = 0
            changed = self._narrow_sum(index, trail)

    def _narrow_sum(self, index: int, trail: Trail | None) -> list[int]:
        low, high = self.low, self.high
        total, parts = self.sums[index]
        if len(parts) == 2:
            return self._narrow_pair(total, *parts, trail)
        changed: list[int] = []
        least = most = 0
        for part in parts:
            least += low[part]
            most += high[part]
        if least > low[total] or most < high[total]:
            self._set(total, max(low[total], least), min(high[total], most), trail)
            changed.append(total)
        room_up, room_down = high[total] - least, most - low[total]
        room = min(room_up, room_down)
        for part in parts:
            part_low, part_high = low[part], high[part]
            if part_high - part_low > room:
                self._set(part, max(part_low, part_high - room_down), min(part_high, part_low + room_up), trail)
                changed.append(part)
        return changed

    def _narrow_pair(self, total: int, first: int, second: int, trail: Trail | None) -> list[int]:
        """The same for two parts, which most sums have."""
        low, high = self.low, self.high
        total_low, total_high = low[total], high[total]
        first_low, first_high, second_low, second_high = low[first], high[first], low[second], high[second]
        changed: list[int] = []
        if first_low + second_low > total_low or first_high + second_high < total_high:
            total_low = max(total_low, first_low + second_low)
            total_high = min(total_high, first_high + second_high)
            self._set(total, total_low, total_high, trail)
            changed.append(total)
        if total_low - second_high > first_low or total_high - second_low < first_high:
            first_low = max(first_low, total_low - second_high)
            first_high = min(first_high, total_high - second_low)
            self._set(first, first_low, first_high, trail)
            changed.append(first)
        if total_low - first_high > second_low or total_high - first_low < second_high:
            second_low = max(second_low, total_low - first_high)
            second_high = min(second_high, total_high - first_low)
            self._set(second, second_low, second_high, trail)
            changed.append(second)
        return changed

    def _set(self, variable: int, low: int, high: int, trail: Trail | None) -> None:
        if low > high:
            raise Contradiction
        if trail is not None:
            trail.append((variable, self.low[variable], self.high[variable]))
        self.low[variable] = low
        self.high[variable] = high

    def undo(self, trail: Trail) -> None:
        for variable, low, high in reversed(trail):
            self.low[variable] = low
            self.high[variable] = high
