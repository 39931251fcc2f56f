"""Step 8, measure: whether what comes in drifts, since when, and which slice of it moved.

Three shares are watched by week, around the usual level of their p-charts (`measure_control`): cases sent to
a person, drafts that people changed, drafts that the scorer was unsure of; and, of every slice, its share of
the cases. The limits are exact: a week is out of control where the binomial distribution gives so many, or so
few, of so many cases a chance below one in thousands. Three standard deviations would do for large weeks, but
small shares of few cases are lopsided and would cry wolf several times in a quiet year, as days would: there
are 365. Weeks in a row that are out of control are one drift.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from math import exp, lgamma, log, log1p

from hitl.domain.gate.verdict import Route
from hitl.domain.record import Record
from hitl.ports.reads import CaseRow
from hitl.steps.measure import Rate, overridden
from hitl.steps.measure_all import reviews
from hitl.steps.measure_cause import SLICED, Cause, cause
from hitl.steps.measure_control import Control, control
from hitl.steps.measure_flow import judged
from hitl.steps.measure_slice import Grain, Log, value

CHANCE = 0.0005
"""Of a week on either side of its limits: three charts of 52 weeks cry wolf once in six years."""

CHANCE_OF_MIX = 0.000_01
"""The same where some thirty charts are watched at once: once in thirty years."""

RARE = 20
"""Slices of fewer cases are not watched for the mix."""

Counted = Iterable[tuple[date, bool]]
"""The day of each case or decision, and whether it counts."""


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


def drifts(log: Log, unsure_below: float) -> tuple[Drift, ...]:
    """What drifted, in order of time; nothing while there are too few weeks to know what is usual."""
    cases = [row for row in log.cases if judged(row)]
    counted: dict[str, Counted] = {
        "review_rate": [(row.received_at.date(), row.route is not Route.AUTO) for row in cases],
        "override_rate": [(row.decided_at.date(), overridden(row)) for row in reviews(log)],
        "unsure_rate": [
            (row.received_at.date(), row.confidence < unsure_below)
            for row in cases
            if row.confidence is not None
        ],
    }
    watched = {name: control(_by_week(found)) for name, found in counted.items()}
    weeks = {week for found in watched.values() for week in _outside(found, CHANCE)} | _mixed(cases)
    return tuple(_drift(stretch, watched, cases, weeks) for stretch in _stretches(sorted(weeks)))


def _by_week(counted: Counted) -> list[tuple[date, Rate]]:
    grouped: defaultdict[date, list[bool]] = defaultdict(list)
    for day, counts in counted:
        grouped[Grain.WEEK.start(day)].append(counts)
    return [(week, Rate.of(sum(grouped[week]), len(grouped[week]))) for week in sorted(grouped)]


def _outside(found: Control, chance: float) -> list[date]:
    if not found.enough or found.usual is None:
        return []
    return [
        one.start for one in found.points if unlikely(one.rate.part, one.rate.whole, found.usual) < chance
    ]


def unlikely(part: int, whole: int, usual: float) -> float:
    """The chance of a share as far from the usual one: the binomial tail on its side, the value included."""
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
        if term < tail * 1e-9:
            break
    return tail


def _mixed(cases: Sequence[CaseRow]) -> set[date]:
    """Weeks in which the share of any slice of the cases is out of control."""
    weeks = [Grain.WEEK.start(row.received_at.date()) for row in cases]
    wholes = Counter(weeks)
    found: set[date] = set()
    for dimension in SLICED:
        values = [value(row, dimension) for row in cases]
        parts = Counter(zip(weeks, values, strict=True))
        for one in (name for name, count in Counter(values).items() if count >= RARE):
            shares = [(week, Rate.of(parts[week, one], wholes[week])) for week in sorted(wholes)]
            found.update(_outside(control(shares), CHANCE_OF_MIX))
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
    stretch: Sequence[date], watched: dict[str, Control], cases: Sequence[CaseRow], unusual: set[date]
) -> Drift:
    start, end = stretch[0], min(stretch[-1] + timedelta(days=6), cases[-1].received_at.date())
    usual = [row for row in cases if Grain.WEEK.start(row.received_at.date()) not in unusual]
    inside = [row for row in cases if start <= row.received_at.date() <= end]
    left = (_left(name, found, start, end) for name, found in watched.items())
    return Drift(
        start=start,
        end=end,
        left=tuple(one for one in left if one is not None),
        cause=cause(inside, usual, cases),
    )


def _left(name: str, found: Control, start: date, end: date) -> Left | None:
    """What it was in those weeks, where it left its limits in any of them."""
    points = [point for point in found.points if start <= point.start <= end]
    if found.usual is None or not {point.start for point in points} & set(_outside(found, CHANCE)):
        return None
    rate = Rate.of(sum(one.rate.part for one in points), sum(one.rate.whole for one in points))
    return Left(figure=name, rate=rate, usual=found.usual)
