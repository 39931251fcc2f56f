"""Step 8, measure: whether a share over time moves by more than chance moves it.

A p-chart (W. A. Shewhart, *Economic Control of Quality of Manufactured Product*, 1931): around the usual
share, three standard deviations of a share of that many cases. A point outside is no chance: about 1 in 370
falls there by itself. Usual is the median of the points, weighted by their cases, so that an event does not
widen the band it should stand out of; with few points it is the mean of the span. Where the share was changed
on purpose, the chart goes on in stages, each with a usual level of its own.
"""

from collections.abc import Collection, Iterator, Sequence
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
    usual: float  # of the stage that the point belongs to
    low: float
    high: float
    stage: int | None = 0  # counted from 0; None: a change fell into the point, so it belongs to neither side
    judged: bool = True  # not where its stage has too few points to have a usual level

    @property
    def outside(self) -> bool:
        """Whether it is outside of its limits."""
        return self.judged and self.rate.value is not None and not self.low <= self.rate.value <= self.high


class Control(Record):
    """A share over time."""

    usual: float | None  # of the newest stage; None where there is nothing to count
    points: tuple[Watched, ...]

    @property
    def enough(self) -> bool:
        """Whether any stage has points enough to speak of control."""
        return any(point.judged for point in self.points)

    @property
    def since(self) -> date | None:
        """The first point of the newest stage, or the last point where a change fell into it.

        None where there is one stage alone.
        """
        if not self.points:
            return None
        first, last = self.points[0], self.points[-1]
        newest = [last] if last.stage is None else [one for one in self.points if one.stage == last.stage]
        return None if newest[0] is first else newest[0].start

    @property
    def stretches(self) -> tuple[tuple[Watched, ...], ...]:
        """Points in a row that are outside, in order of time."""
        runs = groupby(self.points, key=lambda point: point.outside)
        return tuple(tuple(run) for outside, run in runs if outside)


Points = Sequence[tuple[date, Rate]]


def control(points: Points, changed: Collection[date] = (), apart: Collection[date] = ()) -> Control:
    """The limits of each point; points without anything to count are left out.

    `changed` are the starts of the points into which a change fell that sets the share by itself, as another
    mode does: what is usual begins anew after it, as the limits of a process do that was altered on purpose.
    A change in the first point has nothing before it. `apart` are the starts of points of which is known that
    something happened in them: they are judged, and say nothing of what is usual.
    """
    counted = [(start, rate) for start, rate in points if rate.whole]
    found: list[Watched] = []
    for number, (mixed, stage) in enumerate(_stages(counted, changed)):
        found.extend(_watched(stage, None if mixed else number, apart))
    return Control(usual=found[-1].usual if found else None, points=tuple(found))


def _stages(points: Points, changed: Collection[date]) -> Iterator[tuple[bool, Points]]:
    """Points that belong together, and alone those into which a change fell."""
    later = {start for start, _ in points[1:]} & {*changed}
    for mixed, run in groupby(points, key=lambda point: point[0] in later):
        if mixed:
            yield from ((True, [point]) for point in run)
        else:
            yield False, list(run)


def _watched(stage: Points, number: int | None, apart: Collection[date]) -> Iterator[Watched]:
    quiet = [rate for start, rate in stage if start not in apart] or [rate for _, rate in stage]
    usual = usual_level([(rate.part, rate.whole) for rate in quiet])
    for start, rate in stage:
        reach = SIGMA * sqrt(usual * (1 - usual) / rate.whole)
        yield Watched(
            start=start,
            rate=rate,
            usual=usual,
            low=max(0.0, usual - reach),
            high=min(1.0, usual + reach),
            stage=number,
            judged=len(stage) >= POINTS,
        )


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
