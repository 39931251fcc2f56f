"""The figures over time as the charts draw them: by the grain asked for, else by what there is."""

from collections.abc import Sequence

from hitl.domain.record import Record
from hitl.steps.measure_days import Days
from hitl.steps.measure_points import Point, grain_of, points
from hitl.steps.measure_slice import Grain


class Series(Record):
    """Points in order of time."""

    grain: Grain
    every: tuple[Point, ...]

    @property
    def points(self) -> Sequence[Point]:
        """Those with a decision."""
        return [point for point in self.every if point.decisions]

    @property
    def days(self) -> int:
        """How long a point is."""
        return {Grain.DAY: 1, Grain.WEEK: 7, Grain.MONTH: 30}[self.grain]

    @property
    def unit(self) -> str:
        """What a point is."""
        return self.grain.value


def series(days: Days, asked: Grain | None = None) -> Series:
    """Of the counts of days."""
    grain = asked or grain_of(days)
    return Series(grain=grain, every=points(days, grain))
