"""Step 8, measure: whether a share over time moves by more than chance moves it.

A p-chart (W. A. Shewhart, *Economic Control of Quality of Manufactured Product*, 1931): around the mean
share of the whole span, three standard deviations of a share of that many cases. A point outside is no
chance: about 1 in 370 falls there by itself.
"""

from collections.abc import Sequence
from datetime import date
from itertools import groupby
from math import sqrt

from hitl.domain.record import Record
from hitl.steps.measure import Rate

SIGMA = 3

POINTS = 8
"""Fewer points have no usual level from which one could leave."""


class Watched(Record):
    """One day or week with its limits, all as shares of one."""

    start: date
    rate: Rate
    low: float
    high: float

    @property
    def outside(self) -> bool:
        """Whether it is outside of its limits."""
        return self.rate.value is not None and not self.low <= self.rate.value <= self.high


class Control(Record):
    """A share over time."""

    mean: float | None  # None where there is nothing to count
    points: tuple[Watched, ...]

    @property
    def enough(self) -> bool:
        """Whether there are points enough to speak of control."""
        return len(self.points) >= POINTS

    @property
    def stretches(self) -> tuple[tuple[Watched, ...], ...]:
        """Points in a row that are outside, in order of time."""
        runs = groupby(self.points, key=lambda point: point.outside)
        return tuple(tuple(run) for outside, run in runs if outside)


def control(points: Sequence[tuple[date, Rate]]) -> Control:
    """The limits of each point; points without anything to count are left out."""
    counted = [(start, rate) for start, rate in points if rate.whole]
    whole = sum(rate.whole for _, rate in counted)
    if not whole:
        return Control(mean=None, points=())
    mean = sum(rate.part for _, rate in counted) / whole
    return Control(mean=mean, points=tuple(_watched(start, rate, mean) for start, rate in counted))


def _watched(start: date, rate: Rate, mean: float) -> Watched:
    reach = SIGMA * sqrt(mean * (1 - mean) / rate.whole)
    return Watched(start=start, rate=rate, low=max(0.0, mean - reach), high=min(1.0, mean + reach))
