"""Chance that can be repeated: every choice of the generator goes through here."""

import bisect
import itertools
import random
from collections.abc import Sequence
from typing import Generic, TypeVar

T = TypeVar("T")


class Dice:
    """A seeded source of choices. `random.Random`'s own methods are too slow for millions of texts."""

    def __init__(self, seed: int) -> None:
        source = random.Random(seed)  # noqa: S311  demo data must be repeatable, not secret
        self.roll = source.random
        self.sample = source.sample

    def below(self, end: int) -> int:
        """A whole number from 0, smaller than `end`."""
        return int(self.roll() * end)

    def one(self, choices: Sequence[T]) -> T:
        return choices[int(self.roll() * len(choices))]

    def some(self, count: int, size: int) -> list[int]:
        """`count` different positions in a list of `size`, in order."""
        return sorted(self.sample(range(size), min(count, size)))

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
