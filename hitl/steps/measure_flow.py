"""Step 8, measure: how cases flow, how the money moves, and what customers say of it.

Cases count by when they came, decisions by when they were made; definitions in docs/metrics.md.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from enum import StrEnum

from hitl.domain.decision import GATE, DecisionOutcome
from hitl.domain.draft import Action
from hitl.domain.gate.verdict import Code, Route
from hitl.domain.money import Money
from hitl.domain.record import Record
from hitl.ports.reads import CaseRow, DecisionRow
from hitl.steps.measure import ON_ITS_WAY, Rate


class Flow(Record):
    """Shares of cases and of decisions."""

    review_rate: Rate  # sent to a person, of those judged
    takeover_rate: Rate  # sent to a person without a usable draft, of those judged
    escalation_rate: Rate  # raised to a higher level, of those sent to a person
    loop_back_rate: Rate  # drafted more than once, of those judged
    sla_met: Rate  # decided by people in time, of people's decisions that had a time


def judged(row: CaseRow) -> bool:
    """Whether the gate judged the case, and it was about a refund."""
    return row.route is not None and Code.NOT_A_REFUND_REQUEST not in row.reasons


def flow(cases: Iterable[CaseRow], by_people: Iterable[DecisionRow]) -> Flow:
    """The shares over one span of time; `by_people` are people's decisions on refund matters."""
    known = [row for row in cases if judged(row)]
    sent = [row for row in known if row.route is not Route.AUTO]
    promised = [row.decided_at <= row.due_at for row in by_people if row.due_at is not None]
    return Flow(
        review_rate=Rate.of(len(sent), len(known)),
        takeover_rate=Rate.of(sum(row.route is Route.TAKEOVER for row in known), len(known)),
        escalation_rate=Rate.of(sum(row.escalated for row in sent), len(sent)),
        loop_back_rate=Rate.of(sum(row.draft_version > 1 for row in known), len(known)),
        sla_met=Rate.of(sum(promised), len(promised)),
    )


class Moved(Record):
    """Money in one currency."""

    refunded: Money  # with the customer or on its way there
    denied: Money  # drafts of a payment that a person turned into a denial
    edited_down: Money  # by how much people paid less than drafted; denials are not in it
    edited_up: Money
    auto_exposure: Money  # approved by the gate alone, whatever became of it


def moved(rows: Iterable[DecisionRow]) -> dict[str, Moved]:
    """Where the money went, by currency; amounts of two currencies are never compared."""
    sums: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for row in rows:
        for name, amount in moves(row):
            sums[amount.currency][name] += amount.minor
    return {
        currency: Moved(**{name: Money(minor=found[name], currency=currency) for name in Moved.model_fields})
        for currency, found in sorted(sums.items())
    }


def moves(row: DecisionRow) -> list[tuple[str, Money]]:
    """The sums of `Moved` to which a decision adds, and by how much."""
    found, paid, drafted = [], row.amount, row.draft_amount
    if paid is not None and row.refund_status in ON_ITS_WAY:
        found.append(("refunded", paid))
    if row.by == GATE:
        return [*found, ("auto_exposure", paid)] if paid is not None else found
    if drafted is None or row.draft_action is not Action.APPROVE_REFUND:
        return found
    if row.action is Action.DENY_REFUND:
        found.append(("denied", drafted))
    elif paid is not None and paid.currency == drafted.currency and paid != drafted:
        found.append(("edited_down", drafted - paid) if paid < drafted else ("edited_up", paid - drafted))
    return found


class Path(StrEnum):
    """How a case came to its end, as its customer met it."""

    AUTO = "auto"  # the gate alone
    APPROVED = "approved"  # a person, as drafted
    EDITED = "edited"  # a person, otherwise than drafted
    DENIED = "denied"  # no refund, whoever decided


class Satisfaction(Record):
    """What the customers of one path said, 1 to 5."""

    answers: int
    mean: float | None
    satisfied: Rate  # those who said 4 or 5


SATISFIED = 4
"""On a scale of five, the two highest answers count as satisfied: what is usually called CSAT."""


def path(row: DecisionRow) -> Path:
    """The first that applies of denied, auto, approved, edited."""
    if row.action is Action.DENY_REFUND:
        return Path.DENIED
    if row.by == GATE:
        return Path.AUTO
    return Path.APPROVED if row.outcome is DecisionOutcome.APPROVED else Path.EDITED


def satisfaction(rows: Iterable[DecisionRow]) -> dict[Path, Satisfaction]:
    """By path; who did not answer is left out."""
    scores: defaultdict[Path, list[int]] = defaultdict(list)
    for row in rows:
        if row.score is not None:
            scores[path(row)].append(row.score)
    return {one: _said(scores[one]) for one in Path}


def _said(scores: Sequence[int]) -> Satisfaction:
    satisfied = Rate.of(sum(score >= SATISFIED for score in scores), len(scores))
    mean = sum(scores) / len(scores) if scores else None
    return Satisfaction(answers=len(scores), mean=mean, satisfied=satisfied)
