"""Step 8, measure: the figures over time: by day, week or month, out of the counts of days."""

from datetime import date

from hitl.domain.record import Record
from hitl.steps.measure import Rate
from hitl.steps.measure_days import Days
from hitl.steps.measure_slice import Grain
from hitl.steps.measure_sums import Sums, auto, changes, overridden, sent

ENOUGH = 10
"""Decisions in a usual day from which days are shown; below that a day's share is mostly chance."""


class Point(Record):
    """One day, week or month, UTC; what came is counted by when it came, decisions by when they were made."""

    start: date
    received: int
    decisions: int  # on refund matters
    sent: Rate  # of the cases that came, those sent to a person
    auto: Rate
    override: Rate
    overrides: dict[str, Rate]  # by what was changed


MOST = 120
"""Points that can still be told apart on a chart as wide as a page."""


def grain_of(days: Days) -> Grain:
    """Days where a usual one has decisions enough, else weeks; the next longer where there are too many."""
    if len(days) > MOST:
        return Grain.WEEK if len(days) <= 7 * MOST else Grain.MONTH
    some = days.only("d ").sizes.values()
    return Grain.WEEK if some and sum(some) < ENOUGH * len(some) else Grain.DAY


def points(days: Days, grain: Grain) -> tuple[Point, ...]:
    """In order of time; where nothing came and nothing was decided there is none."""
    found = (_point(start, sums) for start, sums in days.sums(grain).items())
    return tuple(point for point in found if point.received or point.decisions)


def _point(start: date, sums: Sums) -> Point:
    return Point(
        start=start,
        received=sum(one.many for one in sums.cases),
        decisions=sum(one.many for one in sums.decisions),
        sent=sent(sums.cases),
        auto=auto(sums.decisions),
        override=overridden(sums.people),
        overrides=changes(sums.people),
    )
