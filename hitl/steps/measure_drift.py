"""Step 8, measure: whether what comes in drifts, since when, and which slice of it moved.

Three shares are watched by week, around the usual level of their p-charts (`measure_control`): cases sent to
a person, drafts that people changed, drafts that the scorer was unsure of; and, of every slice, its share of
the cases. The limits are exact: a week is out of control where the binomial distribution gives so many, or so
few, of so many cases a chance below one in thousands. Three standard deviations would do for large weeks, but
small shares of few cases are lopsided and would cry wolf several times in a quiet year, as days would: there
are 365. Weeks in a row that are out of control are one drift.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date, timedelta
from functools import cache
from math import exp, lgamma, log, log1p

from hitl.domain.record import Record
from hitl.steps.measure import Rate
from hitl.steps.measure_cause import Cause, Mix, Narrower, cause
from hitl.steps.measure_control import POINTS, Control, control, usual_level
from hitl.steps.measure_days import Days
from hitl.steps.measure_slice import Grain
from hitl.steps.measure_sums import Sums, overridden, sent

CHANCE = 0.0005
"""Of a week on either side of its limits: three charts of 52 weeks cry wolf once in six years."""

CHANCE_OF_MIX = 0.000_01
"""The same where some thirty charts are watched at once: once in thirty years."""

RARE = 20
"""Slices of fewer cases are not watched for the mix."""


class Left(Record):
    """A watched share that left its limits."""

    figure: str  # review_rate, override_rate or unsure_rate
    rate: Rate  # in the weeks of the drift
    usual: float


class Drift(Record):
    """Weeks in a row in which something was out of control."""

    start: date
    end: date  # its last day; of the last week that of its last case
    left: tuple[Left, ...]  # empty: only the mix moved
    cause: Cause | None  # None: no slice stands out

    @property
    def days(self) -> tuple[date, ...]:
        """Each of its days: those of the slice that moved, else of the weeks."""
        first, last = (self.cause.first, self.cause.last) if self.cause else (self.start, self.end)
        return tuple(first + timedelta(days=number) for number in range((last - first).days + 1))


def drifts(
    days: Days, unsure_below: float, narrower: Narrower | None = None, changes: Iterable[date] = ()
) -> tuple[Drift, ...]:
    """What drifted, in order of time; nothing while there are too few weeks to know what is usual.

    `changes` are the days on which it was set anew how much goes to people (`measure_turns.settings_of`):
    how much does, and how much of it they change, is then held against the weeks of the same stage only.
    """
    weeks = days.sums(Grain.WEEK)
    changed = {Grain.WEEK.start(day) for day in changes}
    watched = {
        "review_rate": control([(week, sent(sums.cases)) for week, sums in weeks.items()], changed),
        "override_rate": control([(week, overridden(sums.people)) for week, sums in weeks.items()], changed),
        "unsure_rate": control([(week, _unsure(sums, unsure_below)) for week, sums in weeks.items()]),
    }
    mix, narrower = Mix(days), narrower and cache(narrower)  # the same slice often moves again
    unusual = {week for found in watched.values() for week in _left_weeks(found)} | _mixed(mix)
    return tuple(_drift(stretch, watched, mix, unusual, narrower) for stretch in _stretches(sorted(unusual)))


def _unsure(sums: Sums, below: float) -> Rate:
    """Of the drafts that were scored those below; confidence is counted in hundredths."""
    found = {int(place): count for (place,), count in sums.by["u"].items()}
    return Rate.of(sum(n for place, n in found.items() if place < round(below * 100)), sum(found.values()))


def _left_weeks(found: Control) -> set[date]:
    return {
        one.start
        for one in found.points
        if one.judged and unlikely(one.rate.part, one.rate.whole, one.usual, upto=CHANCE) < CHANCE
    }


def _outside(weeks: Sequence[tuple[date, int, int]], chance: float) -> set[date]:
    """The weeks whose share, so many of so many, has less than that chance."""
    counted = [one for one in weeks if one[2]]
    if len(counted) < POINTS:
        return set()
    usual = usual_level([(part, whole) for _, part, whole in counted])
    return {week for week, part, whole in counted if unlikely(part, whole, usual, upto=chance) < chance}


def unlikely(part: int, whole: int, usual: float, *, upto: float = 1.0) -> float:
    """The chance of a share as far from the usual one: the binomial tail on its side, the value included.

    What is not below `upto` need not be known exactly, so that the work does not grow with the cases.
    """
    if not 0 < usual < 1:
        return 1.0
    if part < whole * usual:
        part, usual = whole - part, 1 - usual
    first = lgamma(whole + 1) - lgamma(part + 1) - lgamma(whole - part + 1)
    term = exp(first + part * log(usual) + (whole - part) * log1p(-usual))
    tail, odds = 0.0, usual / (1 - usual)
    for many in range(part, whole + 1):
        tail += term
        term *= (whole - many) / (many + 1) * odds
        if tail >= upto or term <= tail * 1e-9:
            break
    return tail


def _mixed(mix: Mix) -> set[date]:
    """Weeks in which the share of any slice of the cases is out of control."""
    found: set[date] = set()
    for _, weeks in mix.weekly():
        if sum(part for _, part, _ in weeks) >= RARE:
            found |= _outside(weeks, CHANCE_OF_MIX)
    return found


def _stretches(weeks: Sequence[date]) -> list[list[date]]:
    """Weeks in a row; one quiet week between does not part them."""
    found: list[list[date]] = []
    for week in weeks:
        if found and week - found[-1][-1] <= timedelta(weeks=2):
            found[-1].append(week)
        else:
            found.append([week])
    return found


def _drift(
    stretch: Sequence[date],
    watched: Mapping[str, Control],
    mix: Mix,
    unusual: Collection[date],
    narrower: Narrower | None,
) -> Drift:
    days = mix.cases
    start, end = stretch[0], stretch[-1] + timedelta(days=6)
    end = max(start, min(end, max(days, default=end)))
    usual = [day for day in days if Grain.WEEK.start(day) not in unusual]
    inside = [day for day in days if start <= day <= end]
    left = (_left(name, found, start, end) for name, found in watched.items())
    return Drift(
        start=start,
        end=end,
        left=tuple(one for one in left if one is not None),
        cause=cause(mix, inside, usual, narrower) if inside else None,
    )


def _left(name: str, found: Control, start: date, end: date) -> Left | None:
    """What it was in those weeks, where it left its limits in any of them."""
    points = [point for point in found.points if start <= point.start <= end]
    gone = _left_weeks(found)
    first = next((point for point in points if point.start in gone), None)
    if first is None:
        return None
    same = [one.rate for one in points if one.stage == first.stage]
    rate = Rate.of(sum(one.part for one in same), sum(one.whole for one in same))
    return Left(figure=name, rate=rate, usual=first.usual)
