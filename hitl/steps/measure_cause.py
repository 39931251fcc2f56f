"""Step 8, measure: which slice of the cases moved in some weeks, and on which days.

- The slice is the one whose share of the cases differs most from its share in all usual weeks, by the pooled
  test of two proportions; a second dimension is named as well where both together stand out clearly more.
- The days are those in a row in which so many cases of that slice are least likely to be chance: the scan
  statistic (M. Kulldorff, *Communications in Statistics: Theory and Methods* 26, 1997), by days.
"""

from collections.abc import Callable, Collection, Iterator, Mapping
from datetime import date, timedelta
from functools import cached_property
from itertools import accumulate
from math import log, sqrt

from hitl.domain.record import Record
from hitl.steps.measure import Rate
from hitl.steps.measure_days import Days
from hitl.steps.measure_share import WATCHED, value_of
from hitl.steps.measure_slice import Dimension, Grain

OF_MONEY = frozenset({Dimension.BAND, Dimension.CURRENCY})
"""Never the second dimension: that such goods cost that much says nothing more."""

SURE = 4.0
"""Standard deviations from which a slice is named: by chance one in 30,000, and some thirty are tried."""

MUCH_MORE = 1.1
"""Times as far from chance a second dimension must put it to be named."""

LONGEST = 60
"""Days; what lasts longer is the new usual."""

_MARK = "x "

Narrower = Callable[[Dimension, str], Days]
"""The counts of the cases that have the value as well."""


class Cause(Record):
    """The slice that moved."""

    where: dict[Dimension, str]
    inside: Rate  # of the cases of those weeks, how many are of the slice
    outside: Rate  # the same of the usual weeks
    first: date  # from this day
    last: date  # to this one
    cases: int  # of the slice, on those days
    expected: float  # as the other days have it


class Mix:
    """How many judged cases of which value came on which day."""

    def __init__(self, days: Days) -> None:
        """Of counts as `measure_counts` and `measure_share` write them."""
        own = days.only(_MARK)
        self._days = Days(own.dates, [name.removeprefix(_MARK) for name in own.names], own.table)

    @cached_property
    def cases(self) -> dict[date, int]:
        """How many came on each day; every case has one value of each dimension."""
        return self._days.only(f"{WATCHED[0]}=").sizes

    def values(self, days: Collection[date]) -> dict[str, int]:
        """How many came with which value on those days."""
        return self._days.among(days)

    def of(self, name: str) -> dict[date, int]:
        """How many came on each day with that value."""
        return self._days.column(name)

    def weekly(self) -> Iterator[tuple[str, list[tuple[date, int, int]]]]:
        """Of every value, by week: its first day, the cases with the value, and all cases."""
        weeks = self._days.by(Grain.WEEK)
        wholes = weeks.only(f"{WATCHED[0]}=").table.sum(axis=1).tolist()
        for name, parts in zip(weeks.names, weeks.table.T.tolist(), strict=True):
            yield name, list(zip(weeks.dates, parts, wholes, strict=True))


def cause(
    mix: Mix, inside: Collection[date], usual: Collection[date], narrower: Narrower | None
) -> Cause | None:
    """The slice that stands out on the days inside; None where none surely does.

    `narrower` opens the view of a second dimension; None: none is looked for.
    """
    cases = mix.cases
    wholes = (sum(cases.get(day, 0) for day in inside), sum(cases.get(day, 0) for day in usual))
    far, name = _furthest(mix.values(inside), mix.values(usual), wholes, set(WATCHED))
    if far < SURE:
        return None
    where, of = dict([value_of(name)]), mix.of(name)
    if narrower is not None:
        within, others = Mix(narrower(*value_of(name))), set(WATCHED) - {*where, *OF_MONEY}
        further, second = _furthest(within.values(inside), within.values(usual), wholes, others)
        if further > MUCH_MORE * far:
            where, of = where | dict([value_of(second)]), within.of(second)
    first, last, count, expected = _days(inside, cases, of)
    return Cause(
        where=where,
        inside=Rate.of(sum(of.get(day, 0) for day in inside), wholes[0]),
        outside=Rate.of(sum(of.get(day, 0) for day in usual), wholes[1]),
        first=first,
        last=last,
        cases=count,
        expected=expected,
    )


def _furthest(
    now: Mapping[str, int],
    before: Mapping[str, int],
    wholes: tuple[int, int],
    dimensions: Collection[Dimension],
) -> tuple[float, str]:
    """The value that stands out most, and by how many standard deviations; 0.0 and "" of none."""
    found = [
        (_deviation((now[name], wholes[0]), (before.get(name, 0), wholes[1])), name)
        for name in sorted(now)
        if value_of(name)[0] in dimensions
    ]
    return max(found, key=lambda one: one[0], default=(0.0, ""))


def _deviation(inside: tuple[int, int], usual: tuple[int, int]) -> float:
    """By how many standard deviations the share (part, whole) is higher inside than usually."""
    if not inside[1] or not usual[1]:
        return 0.0
    pooled = (inside[0] + usual[0]) / (inside[1] + usual[1])
    spread = sqrt(pooled * (1 - pooled) * (1 / inside[1] + 1 / usual[1]))
    return (inside[0] / inside[1] - usual[0] / usual[1]) / spread if spread else 0.0


def _days(
    inside: Collection[date], cases: Mapping[date, int], of: Mapping[date, int]
) -> tuple[date, date, int, float]:
    """First and last day, the slice's cases on them, and how many the other days would lead to expect."""
    start = min(cases)
    reach = (max(cases) - start).days + 1
    until = list(accumulate((of.get(start + timedelta(days=n), 0) for n in range(reach)), initial=0))
    weeks = [(day - start).days for day in inside if day in cases]
    best = (0.0, min(weeks), max(weeks))
    for first in range(max(0, min(weeks) - LONGEST), max(weeks) + 1):
        for last in range(max(first, min(weeks)), min(reach, first + LONGEST)):
            found = _unlikely(until[last + 1] - until[first], until[-1], (last + 1 - first) / reach)
            best = max(best, (found, first, last))
    _, first, last = best
    count, length = until[last + 1] - until[first], last + 1 - first
    expected = (until[-1] - count) * length / max(1, reach - length)
    return start + timedelta(days=first), start + timedelta(days=last), count, expected


def _unlikely(cases: int, whole: int, share_of_time: float) -> float:
    """Kulldorff's logarithm of the likelihood ratio; 0 where there are no more than expected."""
    expected = whole * share_of_time
    if cases <= expected or expected <= 0:
        return 0.0
    rest = whole - cases
    return cases * log(cases / expected) + (rest * log(rest / (whole - expected)) if rest else 0.0)
