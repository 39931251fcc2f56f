"""Step 8, measure: which slice of the cases moved in some weeks, and on which days.

- The slice is the one whose share of the cases differs most from its share in all usual weeks, by the pooled
  test of two proportions; a second dimension is named as well where both together stand out clearly more.
- The days are those in a row in which so many cases of that slice are least likely to be chance: the scan
  statistic (M. Kulldorff, *Communications in Statistics: Theory and Methods* 26, 1997), by days.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta
from itertools import accumulate
from math import log, sqrt

from hitl.domain.record import Record
from hitl.ports.reads import CaseRow
from hitl.steps.measure import Rate
from hitl.steps.measure_slice import Dimension, value

SLICED = (
    Dimension.REASON,
    Dimension.CATEGORY,
    Dimension.CHANNEL,
    Dimension.TIER,
    Dimension.BAND,
    Dimension.CURRENCY,
)
"""The dimensions by which causes are looked for."""

OF_MONEY = frozenset({Dimension.BAND, Dimension.CURRENCY})
"""Never the second dimension: that such goods cost that much says nothing more."""

SURE = 4.0
"""Standard deviations from which a slice is named: by chance one in 30,000, and some thirty are tried."""

MUCH_MORE = 1.1
"""Times as far from chance a second dimension must put it to be named."""

LONGEST = 60
"""Days; what lasts longer is the new usual."""

Where = Mapping[Dimension, str]


class Cause(Record):
    """The slice that moved."""

    where: dict[Dimension, str]
    inside: Rate  # of the cases of those weeks, how many are of the slice
    outside: Rate  # the same of the usual weeks
    first: date  # from this day
    last: date  # to this one
    cases: int  # of the slice, on those days
    expected: float  # as the other days have it


def cause(inside: Sequence[CaseRow], usual: Sequence[CaseRow], every: Sequence[CaseRow]) -> Cause | None:
    """The slice that stands out inside; None where none surely does."""
    far, where = _furthest(inside, usual, {})
    if far < SURE:
        return None
    further, both = _furthest(inside, usual, where)
    if further > MUCH_MORE * far:
        where = both
    first, last, cases, expected = _days(inside, every, where)
    return Cause(
        where=dict(where),
        inside=_share(inside, where),
        outside=_share(usual, where),
        first=first,
        last=last,
        cases=cases,
        expected=expected,
    )


def fits(row: CaseRow, where: Where) -> bool:
    """Whether the case is of the slice."""
    return all(value(row, dimension) == wanted for dimension, wanted in where.items())


def _share(rows: Sequence[CaseRow], where: Where) -> Rate:
    return Rate.of(sum(fits(row, where) for row in rows), len(rows))


def _furthest(inside: Sequence[CaseRow], usual: Sequence[CaseRow], given: Where) -> tuple[float, Where]:
    """The slice that stands out most of those one dimension narrower, and by how many standard deviations."""
    here, there = ([row for row in rows if fits(row, given)] for rows in (inside, usual))
    best: tuple[float, Where] = (0.0, given)
    for dimension in SLICED:
        if dimension not in given and not (given and dimension in OF_MONEY):
            now, before = (Counter(value(row, dimension) for row in rows) for rows in (here, there))
            for name in sorted(now):
                far = _deviation((now[name], len(inside)), (before[name], len(usual)))
                best = max(best, (far, {**given, dimension: name}), key=lambda one: one[0])
    return best


def _deviation(inside: tuple[int, int], usual: tuple[int, int]) -> float:
    """By how many standard deviations the share (part, whole) is higher inside than usually."""
    if not inside[1] or not usual[1]:
        return 0.0
    pooled = (inside[0] + usual[0]) / (inside[1] + usual[1])
    spread = sqrt(pooled * (1 - pooled) * (1 / inside[1] + 1 / usual[1]))
    return (inside[0] / inside[1] - usual[0] / usual[1]) / spread if spread else 0.0


def _days(inside: Iterable[CaseRow], every: Sequence[CaseRow], where: Where) -> tuple[date, date, int, float]:
    """First and last day, the slice's cases on them, and how many the other days would lead to expect."""
    days = [row.received_at.date() for row in every]
    start = min(days)
    counts = Counter((row.received_at.date() - start).days for row in every if fits(row, where))
    until = list(accumulate((counts[n] for n in range((max(days) - start).days + 1)), initial=0))
    weeks = [(row.received_at.date() - start).days for row in inside]
    best, reach = (0.0, min(weeks), max(weeks)), len(until) - 1
    for first in range(max(0, min(weeks) - LONGEST), max(weeks) + 1):
        for last in range(max(first, min(weeks)), min(reach, first + LONGEST)):
            found = _unlikely(until[last + 1] - until[first], until[-1], (last + 1 - first) / reach)
            best = max(best, (found, first, last))
    _, first, last = best
    cases, length = until[last + 1] - until[first], last + 1 - first
    expected = (until[-1] - cases) * length / max(1, reach - length)
    return start + timedelta(days=first), start + timedelta(days=last), cases, expected


def _unlikely(cases: int, whole: int, share_of_time: float) -> float:
    """Kulldorff's logarithm of the likelihood ratio; 0 where there are no more than expected."""
    expected = whole * share_of_time
    if cases <= expected or expected <= 0:
        return 0.0
    rest = whole - cases
    return cases * log(cases / expected) + (rest * log(rest / (whole - expected)) if rest else 0.0)
