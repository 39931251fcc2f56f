"""Step 8, measure: which cases and decisions are looked at: a span of time, and one value a dimension.

Everything that shows figures reads its rows with `read_log` and cuts them with `cut`, so that a page, a
command and a file never count different cases.
"""

from bisect import bisect_left
from collections.abc import Callable, Mapping
from datetime import date, datetime, timedelta
from enum import StrEnum

from hitl.domain.case import Status
from hitl.domain.mode import Mode
from hitl.domain.money import Money
from hitl.domain.record import Record
from hitl.ports.reads import CaseRow, DecisionRow, Reads

NONE = "none"
"""The value of what has none: a case without a draft has no amount band."""


class Dimension(StrEnum):
    """By what figures are sliced."""

    CHANNEL = "channel"
    CATEGORY = "category"  # of the order's goods
    REASON = "reason"  # that the draft claims first
    BAND = "band"  # of the drafted amount, in minor units
    CURRENCY = "currency"
    TIER = "tier"
    REVIEWER = "reviewer"  # or `gate`
    DRAFTER = "drafter"
    MODEL = "model"
    PROMPT = "prompt"
    RULESET = "ruleset"
    MODE = "mode"


class Grain(StrEnum):
    """How long a point on the time axis is."""

    DAY = "day"
    WEEK = "week"  # from Monday
    MONTH = "month"

    def start(self, day: date) -> date:
        """The first day of the point that holds `day`."""
        if self is Grain.WEEK:
            return day - timedelta(days=day.weekday())
        return day.replace(day=1) if self is Grain.MONTH else day

    def last(self, start: date) -> date:
        """The last day of the point that begins on `start`."""
        longest = {Grain.DAY: 1, Grain.WEEK: 7, Grain.MONTH: 31}[self]
        days = (start + timedelta(days=longest - back) for back in range(1, 5))
        return next(day for day in days if self.start(day) == start)


class Log(Record):
    """Cases by when they came, decisions by when they were made, of one span of time."""

    cases: tuple[CaseRow, ...]
    decisions: tuple[DecisionRow, ...]


Where = Mapping[Dimension, str]
"""One value a dimension; a dimension that is not there is not looked at."""

EDGES = (2_500, 10_000, 50_000)
"""Where the amount bands end, in minor units of whatever currency: 25.00, 100.00 and 500.00 dollars."""


def band(amount: Money | None) -> str:
    """The amount band: `none`, `to 2500`, `to 10000`, `to 50000`, `above 50000`; an edge belongs below."""
    if amount is None:
        return NONE
    return _BANDS[bisect_left(EDGES, amount.minor)]


_BANDS = (*(f"to {edge}" for edge in EDGES), f"above {EDGES[-1]}")


_VALUE: Mapping[Dimension, Callable[[CaseRow | DecisionRow], str | None]] = {
    Dimension.CHANNEL: lambda row: row.channel,
    Dimension.CATEGORY: lambda row: row.category,
    Dimension.REASON: lambda row: row.matter,
    Dimension.BAND: lambda row: band(row.draft_amount),
    Dimension.CURRENCY: lambda row: row.draft_amount.currency if row.draft_amount else None,
    Dimension.TIER: lambda row: row.tier,
    Dimension.MODE: lambda row: row.mode,
    Dimension.REVIEWER: lambda row: row.by,
    Dimension.DRAFTER: lambda row: row.drafter,
    Dimension.MODEL: lambda row: row.model,
    Dimension.PROMPT: lambda row: row.prompt,
    Dimension.RULESET: lambda row: row.ruleset,
}


def value(row: CaseRow | DecisionRow, dimension: Dimension) -> str:
    """The row's value; `none` where it has none, as a case has no reviewer before it is decided."""
    return _VALUE[dimension](row) or NONE


_VALUES = tuple(_VALUE[dimension] for dimension in Dimension)


def values_of(row: CaseRow | DecisionRow) -> tuple[str, ...]:
    """The row's values in the order of the dimensions."""
    return tuple([of(row) or NONE for of in _VALUES])


def read_log(reads: Reads, since: datetime | None, until: datetime | None, *, demo: bool) -> Log:
    """The rows of a span, from `since` on and before `until`.

    Simulated cases are the demo's, whose figures say so (`demo`); they never stand beside a company's own.
    """
    return Log(
        cases=tuple(row for row in reads.cases(since, until) if demo or not row.simulated),
        decisions=tuple(row for row in reads.decisions(since, until) if demo or not row.simulated),
    )


def between(log: Log, since: datetime | None, until: datetime | None) -> Log:
    """A shorter span of the same log."""
    return Log(
        cases=tuple(row for row in log.cases if _within(row.received_at, since, until)),
        decisions=tuple(row for row in log.decisions if _within(row.decided_at, since, until)),
    )


def _within(at: datetime, since: datetime | None, until: datetime | None) -> bool:
    return (since is None or at >= since) and (until is None or at < until)


def cut(log: Log, where: Where) -> Log:
    """The rows that have all of the values.

    Withdrawn cases are left out, and so is shadow mode unless it is asked for. Reviewer, drafter, model,
    prompt and ruleset of a case are those of its decision, whenever that was made.
    """
    shadow = where.get(Dimension.MODE) == Mode.SHADOW
    cases = (row for row in log.cases if row.status is not Status.WITHDRAWN and has(row, where))
    decisions = (row for row in log.decisions if has(row, where))
    return Log(
        cases=tuple(row for row in cases if shadow or not _shadow(row)),
        decisions=tuple(row for row in decisions if shadow or not _shadow(row)),
    )


def has(row: CaseRow | DecisionRow, where: Where) -> bool:
    """Whether the row has all of the values."""
    return all(value(row, dimension) == wanted for dimension, wanted in where.items())


def _shadow(row: CaseRow | DecisionRow) -> bool:
    return row.mode is Mode.SHADOW
