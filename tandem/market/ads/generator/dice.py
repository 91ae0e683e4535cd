"""Chance that can be repeated: every choice of the generator goes through here."""

import bisect
import functools
import itertools
import random
from collections.abc import Sequence
from typing import Generic, TypeVar

T = TypeVar("T")


class Dice:
    """A seeded source of choices. `random.Random`'s own methods are too slow for millions of texts."""

    def __init__(self, seed: int) -> None:
        self.roll = random.Random(seed).random  # noqa: S311  demo data must be repeatable, not secret

    def below(self, end: int) -> int:
        """A whole number from 0, smaller than `end`."""
        return int(self.roll() * end)

    def one(self, choices: Sequence[T]) -> T:
        return choices[int(self.roll() * len(choices))]

    def some(self, count: int, size: int) -> tuple[int, ...]:
        """`count` different positions in a list of `size` (all, when there are fewer), in order. For short lists."""
        return self.one(_subsets(min(count, size), size))

    def happens(self, probability: float) -> bool:
        return self.roll() < probability


class Weighted(Generic[T]):
    """Values of which `pick` takes one as often as its weight says."""

    def __init__(self, values: Sequence[T], weights: Sequence[float]) -> None:
        self.values = values
        self.cumulated = list(itertools.accumulate(weights))
        self.total = self.cumulated[-1]

    def pick(self, dice: Dice) -> T:
        return self.values[bisect.bisect_right(self.cumulated, dice.roll() * self.total)]


@functools.cache
def _subsets(count: int, size: int) -> tuple[tuple[int, ...], ...]:
    return tuple(itertools.combinations(range(size), count))
