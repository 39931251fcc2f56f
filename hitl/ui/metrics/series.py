"""The figures over time: by the grain asked for, else by day where there is enough in one, else by week."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from datetime import date

from hitl.domain.decision import GATE
from hitl.domain.gate.verdict import Route
from hitl.domain.record import Record
from hitl.ports.reads import CaseRow, DecisionRow
from hitl.steps.measure import Rate, auto_approval_rate, override_rate, overrides, refund_matter
from hitl.steps.measure_flow import judged
from hitl.steps.measure_slice import Grain

ENOUGH = 10
"""Decisions in a usual day from which days are shown; below that a day's share is mostly chance."""


class Point(Record):
    """One day or week, UTC."""

    start: date
    auto: Rate
    override: Rate
    overrides: dict[str, Rate]  # by what was changed


class Series(Record):
    """Points in order of time; those without a decision are left out."""

    grain: Grain
    points: tuple[Point, ...]

    @property
    def days(self) -> int:
        """How long a point is."""
        return {Grain.DAY: 1, Grain.WEEK: 7, Grain.MONTH: 30}[self.grain]

    @property
    def unit(self) -> str:
        """What a point is."""
        return self.grain.value


def series(decisions: Sequence[DecisionRow], asked: Grain | None = None) -> Series:
    """Decisions by when they were made; what was no refund matter is left out, as in `measure.figures`."""
    rows = [row for row in decisions if refund_matter(row)]
    days = {row.decided_at.date() for row in rows}
    grain = asked or (Grain.WEEK if days and len(rows) < ENOUGH * len(days) else Grain.DAY)
    grouped: defaultdict[date, list[DecisionRow]] = defaultdict(list)
    for row in rows:
        grouped[grain.start(row.decided_at.date())].append(row)
    return Series(grain=grain, points=tuple(_point(start, grouped[start]) for start in sorted(grouped)))


def sent_to_people(cases: Iterable[CaseRow], grain: Grain) -> list[tuple[date, Rate]]:
    """Cases that the gate sent to a person, of those that it judged, by when they came.

    By receipt, not by decision: among the newest decisions those of people are still to come.
    """
    sent: Counter[date] = Counter()
    whole: Counter[date] = Counter()
    for case in cases:
        if judged(case):
            start = grain.start(case.received_at.date())
            whole[start] += 1
            sent[start] += case.route is not Route.AUTO
    return [(start, Rate.of(sent[start], whole[start])) for start in sorted(whole)]


def _point(start: date, rows: Sequence[DecisionRow]) -> Point:
    by_people = [row for row in rows if row.by != GATE]
    return Point(
        start=start,
        auto=auto_approval_rate(rows),
        override=override_rate(by_people),
        overrides=overrides(by_people),
    )
