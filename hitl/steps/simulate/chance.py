"""The one source of chance of a simulation."""

from collections.abc import Sequence
from datetime import timedelta
from math import exp
from random import Random
from typing import TypeVar

T = TypeVar("T")


class Chance:
    """Draws from a seed; the same seed gives the same draws in the same order."""

    def __init__(self, seed: str) -> None:
        self._random = Random(seed)  # noqa: S311 - a simulation, no secret

    def happens(self, share: float) -> bool:
        """True in that share of the draws, 0 to 1."""
        return self._random.random() < share

    def whole(self, least: int, most: int) -> int:
        """A whole number from `least` to `most`, both included."""
        return self._random.randint(least, most)

    def one_of(self, choices: Sequence[T]) -> T:
        """Any of them."""
        return self._random.choice(choices)

    def weighted(self, choices: Sequence[T], weights: Sequence[float]) -> T:
        """One of them, in proportion to the weights."""
        return self._random.choices(choices, weights)[0]

    def about(self, centre: float, spread: float) -> float:
        """A normally distributed number."""
        return self._random.gauss(centre, spread)

    def lasting(self, median: timedelta, spread: float) -> timedelta:
        """A log-normally distributed time: half are shorter than the median, a few are much longer."""
        return median * exp(self._random.gauss(0, spread))

    def count(self, mean: float) -> int:
        """How often something happens in a span in which it happens `mean` times on average (Poisson)."""
        left, times = exp(-mean), 0
        so_far = self._random.random()
        while so_far > left:
            so_far *= self._random.random()
            times += 1
        return times
