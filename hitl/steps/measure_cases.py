"""Step 8, measure: the cases behind a figure, a bar or a point, as the figure counts them."""

from collections.abc import Callable, Iterable, Mapping
from datetime import date, datetime

from pydantic import Field

from hitl.domain.decision import GATE
from hitl.domain.draft import Action
from hitl.domain.gate.verdict import Route
from hitl.domain.mode import Mode
from hitl.domain.record import Record
from hitl.domain.refund import RefundStatus
from hitl.domain.sketch import bucket, middle
from hitl.ports.reads import CaseRow, DecisionRow
from hitl.steps.measure import changed, overridden, refund_matter
from hitl.steps.measure_agreement import place_of
from hitl.steps.measure_all import reviews
from hitl.steps.measure_flow import Moved, Path, judged, moves, path
from hitl.steps.measure_slice import Dimension, Grain, Log, has
from hitl.steps.measure_value import kept_back


class Opened(Record):
    """What is opened: a figure by its name in docs/metrics.md, and the part of it that was pressed."""

    figure: str
    of: str = ""  # a code, a kind of change, a path, a currency
    start: date | None = None  # only the point that begins then; of a drift its first day
    last: date | None = None  # of a drift its last day
    where: dict[Dimension, str] = Field(default_factory=dict)  # of a drift the slice that moved
    low: float | None = None  # only from here on: seconds, or the lower end of a band
    high: float | None = None


_OF_CASES: Mapping[str, Callable[[CaseRow], bool]] = {
    "review_rate": lambda row: row.route is not Route.AUTO,
    "takeover_rate": lambda row: row.route is Route.TAKEOVER,
    "escalation_rate": lambda row: row.route is not Route.AUTO and row.escalated,
    "loop_back_rate": lambda row: row.draft_version > 1,
}
_OF_DECISIONS: Mapping[str, Callable[[DecisionRow], bool]] = {
    "auto_approval_rate": lambda row: row.by == GATE,
    "auto_refund_rate": lambda row: row.by == GATE and row.action is Action.APPROVE_REFUND,
    "execution_failure_rate": lambda row: row.refund_status is RefundStatus.FAILED,
    "handled": lambda row: row.mode is not Mode.SHADOW,
}
_OF_REVIEWS: Mapping[str, Callable[[DecisionRow], bool]] = {
    "override_rate": overridden,
    "sla_met": lambda row: row.due_at is not None and row.decided_at > row.due_at,  # those that were late
    "review_latency_p50": lambda row: row.queued_at is not None,
    "waiting_p50": lambda row: row.queued_at is not None and row.opened_at is not None,
    "handling_p50": lambda row: row.opened_at is not None,
    "avoided": lambda row: row.mode is not Mode.SHADOW and kept_back(row) is not None,
}


def behind(log: Log, what: Opened, grain: Grain) -> tuple[str, ...]:
    """The cases, newest first; of waits the longest first. None for a figure that is not known."""
    if what.figure in _OF_CASES:
        return _cases(log.cases, what, grain)
    if what.figure == "drift":
        return _of_drift(log.cases, what)
    if what.figure == "agreed_by_confidence":
        return _of_band(log, what)
    rows = [row for row in _decisions(log, what) if _in_point(row.decided_at.date(), what, grain)]
    if what.figure in _LENGTHS:
        return _longest((_LENGTHS[what.figure](row), row.case_id) for row in rows)
    return tuple(row.case_id for row in reversed(rows))


def _cases(cases: Iterable[CaseRow], what: Opened, grain: Grain) -> tuple[str, ...]:
    counts = _OF_CASES[what.figure]
    found = [
        row.case_id
        for row in cases
        if judged(row) and counts(row) and _in_point(row.received_at.date(), what, grain)
    ]
    return tuple(reversed(found))


def _of_drift(cases: Iterable[CaseRow], what: Opened) -> tuple[str, ...]:
    found = (
        row.case_id
        for row in cases
        if judged(row)
        and (what.start is None or what.start <= row.received_at.date())
        and (what.last is None or row.received_at.date() <= what.last)
        and has(row, what.where)
    )
    return tuple(found)[::-1]


def _decisions(log: Log, what: Opened) -> list[DecisionRow]:
    if what.figure in _OF_DECISIONS:
        return [row for row in log.decisions if refund_matter(row) and _OF_DECISIONS[what.figure](row)]
    if what.figure == "satisfied" or what.figure in Moved.model_fields:
        return [row for row in log.decisions if refund_matter(row) and _adds(row, what)]
    by_people = reviews(log)
    if what.figure == "overrides":
        return [row for row in by_people if overridden(row) and changed(row) == what.of]
    if what.figure == "agreed_by_reason":
        return [row for row in by_people if what.of in row.reasons]
    counts = _OF_REVIEWS.get(what.figure)
    found = [row for row in by_people if counts and counts(row)]
    if what.low is None or what.high is None:
        return found
    lasted = _LENGTHS[what.figure]
    return [row for row in found if what.low <= middle(bucket(lasted(row))) <= what.high]


def _adds(row: DecisionRow, what: Opened) -> bool:
    """Whether the decision adds to the answers on that path, or to that sum (in one currency, if named)."""
    if what.figure == "satisfied":
        return row.score is not None and path(row) is Path(what.of)
    return any(name == what.figure and what.of in {"", amount.currency} for name, amount in moves(row))


def _of_band(log: Log, what: Opened) -> tuple[str, ...]:
    """Decided cases whose confidence lies in the band that begins at `low`, those changed first."""
    wanted = place_of(what.low or 0.0)
    rows = [row for row in reviews(log) if row.confidence is not None and place_of(row.confidence) == wanted]
    return tuple(row.case_id for row in sorted(rows, key=lambda row: not overridden(row)))


def _in_point(day: date, what: Opened, grain: Grain) -> bool:
    return what.start is None or grain.start(day) == what.start


def _seconds(since: datetime | None, until: datetime | None) -> float:
    return max(0.0, (until - since).total_seconds()) if since and until else 0.0


_LENGTHS: Mapping[str, Callable[[DecisionRow], float]] = {
    "review_latency_p50": lambda row: _seconds(row.queued_at, row.decided_at),
    "waiting_p50": lambda row: _seconds(row.queued_at, row.opened_at),
    "handling_p50": lambda row: _seconds(row.opened_at, row.decided_at),
}


def _longest(found: Iterable[tuple[float, str]]) -> tuple[str, ...]:
    return tuple(case_id for _, case_id in sorted(found, reverse=True))
