"""Step 8, measure: whether a share over time moves by more than chance moves it.

A p-chart (W. A. Shewhart, *Economic Control of Quality of Manufactured Product*, 1931): around the usual
share, three standard deviations of a share of that many cases. A point outside is no chance: about 1 in 370
falls there by itself. Usual is the median of the points, weighted by their cases, so that an event does not
widen the band it should stand out of; with few points it is the mean of the span.
"""

from collections.abc import Sequence
from datetime import date
from itertools import accumulate, groupby
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

    usual: float | None  # None where there is nothing to count
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
    if not counted:
        return Control(usual=None, points=())
    usual = usual_level([(rate.part, rate.whole) for _, rate in counted])
    return Control(usual=usual, points=tuple(_watched(start, rate, usual) for start, rate in counted))


def usual_level(shares: Sequence[tuple[int, int]]) -> float:
    """The usual one of shares, each so many of so many, which is never 0."""
    every = sum(whole for _, whole in shares)
    mean = sum(part for part, _ in shares) / every
    if len(shares) < POINTS:
        return mean
    ordered = sorted((part / whole, whole) for part, whole in shares)
    up_to = accumulate(whole for _, whole in ordered)
    median = next(share for (share, _), sofar in zip(ordered, up_to, strict=True) if 2 * sofar >= every)
    return median if 0 < median < 1 else mean  # at an end the band would have no width


def _watched(start: date, rate: Rate, usual: float) -> Watched:
    reach = SIGMA * sqrt(usual * (1 - usual) / rate.whole)
    return Watched(start=start, rate=rate, low=max(0.0, usual - reach), high=min(1.0, usual + reach))
