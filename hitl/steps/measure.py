"""Step 8, measure: the figures of the metrics page and of `metrics`, worked out from logged decisions.

Pure functions of the rows they are given; every definition stands in docs/metrics.md under the same
name. A figure whose denominator is empty is None: "no reviews yet" is not "no overrides".

Rates carry the Wilson score interval (`domain.intervals`); percentiles interpolate linearly between
the two nearest ranks, as most tools do by default.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from datetime import datetime

from hitl.domain.case import Status
from hitl.domain.decision import GATE, DecisionOutcome
from hitl.domain.draft import Action
from hitl.domain.gate.verdict import Code
from hitl.domain.intervals import wilson
from hitl.domain.money import Money
from hitl.domain.record import Record
from hitl.domain.refund import RefundStatus
from hitl.ports.reads import CaseRow, DecisionRow


class Rate(Record):
    """A share of something countable; `value`, `low` and `high` are None where there is nothing to count."""

    part: int
    whole: int
    value: float | None
    low: float | None  # of the Wilson interval at 95 %
    high: float | None

    @classmethod
    def of(cls, part: int, whole: int) -> "Rate":
        """`part` of `whole`, both counts."""
        if whole == 0:
            return cls(part=part, whole=0, value=None, low=None, high=None)
        low, high = wilson(part, whole)
        return cls(part=part, whole=whole, value=part / whole, low=low, high=high)


class Percentiles(Record):
    """Durations in seconds; None where nothing was measured."""

    count: int
    p50: float | None
    p90: float | None
    p95: float | None

    @classmethod
    def of(cls, seconds: Iterable[float]) -> "Percentiles":
        """Of durations in seconds in any order."""
        ordered = sorted(seconds)
        return cls(
            count=len(ordered),
            p50=percentile(ordered, 50),
            p90=percentile(ordered, 90),
            p95=percentile(ordered, 95),
        )


class Paid(Record):
    """Money refunded in one currency, in minor units; refunds that failed or were cancelled are not in it."""

    by_gate: Money
    by_people: Money


class Figures(Record):
    """Every figure over one span of time."""

    cases: int  # received
    statuses: dict[Status, int]
    held_for: dict[Code, int]  # cases by reason of the gate; a case may have several
    decisions: int  # final ones, on refund matters
    by_gate: int
    by_people: int
    not_refund_matters: int  # handed on; left out of every figure below
    auto_approval_rate: Rate
    auto_refund_rate: Rate
    override_rate: Rate
    overrides: dict[str, Rate]  # what was changed: action, amount, reply, rejected
    override_rate_by_action: dict[Action, Rate]  # by what the draft proposed
    review_latency: Percentiles  # queued to decided
    waiting: Percentiles  # queued to opened
    handling: Percentiles  # opened to decided
    execution_failure_rate: Rate
    paid: dict[str, Paid]  # by currency


def figures(cases: Iterable[CaseRow], decisions: Iterable[DecisionRow]) -> Figures:
    """The figures over the cases received and the decisions taken in one span of time."""
    statuses: Counter[Status] = Counter()
    held_for: Counter[Code] = Counter()
    for case in cases:
        statuses[case.status] += 1
        held_for.update(case.reasons)
    rows = [row for row in decisions if refund_matter(row)]
    by_people = [row for row in rows if row.by != GATE]
    return Figures(
        cases=statuses.total(),
        statuses=dict(sorted(statuses.items())),
        held_for=dict(held_for.most_common()),
        decisions=len(rows),
        by_gate=len(rows) - len(by_people),
        by_people=len(by_people),
        not_refund_matters=held_for[Code.NOT_A_REFUND_REQUEST],
        auto_approval_rate=auto_approval_rate(rows),
        auto_refund_rate=auto_approval_rate([row for row in rows if row.action is Action.APPROVE_REFUND]),
        override_rate=override_rate(by_people),
        overrides=overrides(by_people),
        override_rate_by_action=override_rate_by_action(by_people),
        review_latency=review_latency(by_people),
        waiting=Percentiles.of(lengths((row.queued_at, row.opened_at) for row in by_people)),
        handling=Percentiles.of(lengths((row.opened_at, row.decided_at) for row in by_people)),
        execution_failure_rate=execution_failure_rate(rows),
        paid=paid(rows),
    )


def auto_approval_rate(rows: Sequence[DecisionRow]) -> Rate:
    """Final decisions that the gate took alone, of all final decisions."""
    return Rate.of(sum(row.by == GATE for row in rows), len(rows))


def override_rate(by_people: Sequence[DecisionRow]) -> Rate:
    """Decisions of people that departed from the draft (edited or rejected), of all decisions of people."""
    return Rate.of(sum(overridden(row) for row in by_people), len(by_people))


def overrides(by_people: Sequence[DecisionRow]) -> dict[str, Rate]:
    """What was changed, each as a share of all decisions of people; the first that applies counts.

    rejected: the draft was thrown away; action: another action; amount: the same action, another
    amount; reply: only the words; steps: only a step of the plan was dropped.
    """
    found = Counter(changed(row) for row in by_people if overridden(row))
    return {kind: Rate.of(found[kind], len(by_people)) for kind in KINDS}


KINDS = ("rejected", "action", "amount", "reply", "steps")
"""What can be changed, in the order in which it is looked for."""


def changed(row: DecisionRow) -> str:
    """What a person changed first, in the order of `overrides`."""
    if row.outcome is DecisionOutcome.REJECTED:
        return "rejected"
    if row.action is not row.draft_action:
        return "action"
    if row.amount != row.draft_amount:
        return "amount"
    return "reply" if row.reply_changed else "steps"


def override_rate_by_action(by_people: Sequence[DecisionRow]) -> dict[Action, Rate]:
    """The override rate by what the draft proposed; an action that nobody reviewed is left out."""
    grouped: defaultdict[Action, list[DecisionRow]] = defaultdict(list)
    for row in by_people:
        grouped[row.draft_action].append(row)
    return {action: override_rate(grouped[action]) for action in Action if action in grouped}


def review_latency(by_people: Sequence[DecisionRow]) -> Percentiles:
    """From the moment a case came to the desk until a person decided it, in seconds."""
    return Percentiles.of(lengths((row.queued_at, row.decided_at) for row in by_people))


def execution_failure_rate(rows: Sequence[DecisionRow]) -> Rate:
    """Refunds that the processor refused, of those that it carried out or refused."""
    failed = sum(row.refund_status is RefundStatus.FAILED for row in rows)
    return Rate.of(failed, failed + sum(row.refund_status is RefundStatus.SUCCEEDED for row in rows))


def paid(rows: Sequence[DecisionRow]) -> dict[str, Paid]:
    """Money that is back with customers or on its way there, by currency and by who decided."""
    sums: defaultdict[str, Counter[bool]] = defaultdict(Counter)
    for row in rows:
        if row.amount is not None and row.refund_status in ON_ITS_WAY:
            sums[row.amount.currency][row.by == GATE] += row.amount.minor
    return {
        currency: Paid(
            by_gate=Money(minor=found[True], currency=currency),
            by_people=Money(minor=found[False], currency=currency),
        )
        for currency, found in sorted(sums.items())
    }


ON_ITS_WAY = frozenset(
    {RefundStatus.SUCCEEDED, RefundStatus.PENDING, RefundStatus.SENDING, RefundStatus.UNKNOWN}
)
"""Refunds that have left the house: the customer has them, or may have them already.

Looking up what became of one takes it through `sending` and back, and moves no figure.
"""


def percentile(ordered: Sequence[float], percent: int) -> float | None:
    """The percentile of values in ascending order, between the two nearest ranks; None of nothing."""
    if not ordered:
        return None
    place, rest = divmod(percent * (len(ordered) - 1), 100)
    upper = ordered[min(place + 1, len(ordered) - 1)]
    return ordered[place] + (upper - ordered[place]) * rest / 100


def refund_matter(row: DecisionRow) -> bool:
    """Whether the case was about a refund at all; what is not is left out of every figure."""
    return Code.NOT_A_REFUND_REQUEST not in row.reasons


def overridden(row: DecisionRow) -> bool:
    """Whether the decision departed from the draft."""
    return row.outcome is not DecisionOutcome.APPROVED


def lengths(spans: Iterable[tuple[datetime | None, datetime | None]]) -> list[float]:
    """Lengths of the spans whose both ends are known; a clock that went backwards counts as nothing."""
    return [max(0.0, (end - start).total_seconds()) for start, end in spans if start and end]
