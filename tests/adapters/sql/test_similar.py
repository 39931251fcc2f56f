"""Decided cases like the one on the screen: of the same matter, nearest first, and never too many read."""

from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import update

from hitl.adapters.sql import similar
from hitl.adapters.sql.store import SqlStore
from hitl.adapters.sql.tables import cases
from hitl.domain.case import Case, Status
from hitl.domain.decision import GATE, DecisionOutcome, DecisionReason
from hitl.domain.draft import Claim
from hitl.domain.likeness import Likeness
from hitl.domain.policy import Reason
from hitl.errors import NotFound
from hitl.ports.reads import SimilarCase
from tests.adapters.sql.records import (
    LEASE,
    NOW,
    SECOND,
    decision,
    draft,
    drafted,
    line,
    order,
    stocked,
    ticket,
    usd,
)

DAMAGED = (Claim(line_id="1", quantity=2, reason=Reason.DAMAGED),)
LATE = (Claim(line_id="1", quantity=2, reason=Reason.LATE),)


@pytest.fixture
def shop(store: SqlStore) -> SqlStore:
    """The order of the tests with a lamp for the home, and one with a toy."""
    stocked(store)
    with store.unit() as unit:
        unit.catalog.save_order(order("60000", lines=(line("1", category="toys"),)))
        unit.commit()
    return store


def waiting(store: SqlStore, ticket_id: str, *, simulated: bool = False, **changes: Any) -> Case:
    """A case at the desk with such a draft."""
    proposal = draft(**changes)
    with store.unit() as unit:
        case = unit.cases.open(ticket(ticket_id), linked_case=None, simulated=simulated)
        unit.cases.claim_draft(case.case_id, "w1", NOW, LEASE)
        one = drafted(case.case_id, draft=proposal)
        assert unit.cases.save_draft(one, "w1", Status.IN_REVIEW, proposal.order_id)
        unit.commit()
    return case


def past(
    store: SqlStore,
    ticket_id: str,
    *,
    after: int = 0,
    to: Status = Status.CLOSED,
    made: dict[str, Any] | None = None,
    simulated: bool = False,
    **changes: Any,
) -> Case:
    """A case decided `after` so many seconds."""
    case = waiting(store, ticket_id, simulated=simulated, **changes)
    proposal = draft(**changes)
    at = NOW + after * SECOND
    drafts = {"draft_amount": proposal.amount, "amount": proposal.amount}
    known = {**drafts, "order_id": proposal.order_id, "decided_at": at}
    with store.unit() as unit:
        assert unit.cases.move(case.case_id, to, expect=[Status.IN_REVIEW], at=at)
        unit.decisions.add(decision(case.case_id, **known | (made or {})))
        unit.commit()
    return case


def found(store: SqlStore, case: Case, limit: int = 5) -> tuple[SimilarCase, ...]:
    with store.reads() as reads:
        return reads.similar(case.case_id, limit)


def ids(store: SqlStore, case: Case, limit: int = 5) -> list[str]:
    return [one.case_id for one in found(store, case, limit)]


def test_it_shows_what_was_drafted_and_what_was_decided_by_whom(shop: SqlStore) -> None:
    edited = {
        "outcome": DecisionOutcome.EDITED,
        "amount": usd(2100),
        "reason_code": DecisionReason.AMOUNT_WRONG,
        "first_by": "senior@example.com",
    }
    before = past(shop, "T1", after=9, made=edited)

    (one,) = found(shop, waiting(shop, "T2"))

    assert one == SimilarCase(
        case_id=before.case_id,
        status=Status.CLOSED,
        draft_action="approve_refund",
        draft_amount=usd(4200),
        action="approve_refund",
        amount=usd(2100),
        replaces=False,
        refund=None,
        watched=False,
        by="grace@example.com",
        first_by="senior@example.com",
        outcome=DecisionOutcome.EDITED,
        reason_code=DecisionReason.AMOUNT_WRONG,
        decided_at=NOW + 9 * SECOND,
        alike=tuple(Likeness),
    )


def test_the_nearest_come_first_and_among_equals_the_newest(shop: SqlStore) -> None:
    far = past(shop, "T1", after=90, citations=("RP-9",), order_id="60000", amount=usd(90000))
    goods = past(shop, "T2", after=80, citations=("RP-9",), amount=usd(90000))
    clause = past(shop, "T3", after=1, order_id="60000", amount=usd(90000))
    old, new = past(shop, "T4", after=2), past(shop, "T5", after=3)

    this = waiting(shop, "T6")

    wanted = [one.case_id for one in (new, old, clause, goods, far)]
    assert ids(shop, this) == wanted
    assert ids(shop, this, limit=2) == wanted[:2]


def test_only_decided_cases_of_the_same_matter_and_never_the_case_itself(shop: SqlStore) -> None:
    past(shop, "T1", claims=LATE)
    waiting(shop, "T2")
    gate = past(shop, "T3", made={"by": GATE})

    assert ids(shop, waiting(shop, "T4")) == [gate.case_id]
    assert ids(shop, gate) == []


@pytest.mark.parametrize(
    "status", [Status.DECIDED, Status.EXECUTING, Status.AWAITING_RETURN, Status.NEEDS_ATTENTION]
)
def test_what_is_decided_counts_before_it_is_closed(shop: SqlStore, status: Status) -> None:
    before = past(shop, "T1", to=status)

    assert [(one.case_id, one.status) for one in found(shop, waiting(shop, "T2"))] == [
        (before.case_id, status)
    ]


def test_the_simulated_and_the_real_are_never_mixed(shop: SqlStore) -> None:
    real, simulated = past(shop, "T1"), past(shop, "T2", simulated=True)

    assert ids(shop, waiting(shop, "T3")) == [real.case_id]
    assert ids(shop, waiting(shop, "T4", simulated=True)) == [simulated.case_id]


def test_without_a_matter_nothing_is_similar(shop: SqlStore) -> None:
    past(shop, "T1", claims=())

    assert ids(shop, waiting(shop, "T2", claims=())) == []


def test_a_case_that_is_not_there_is_said_so(shop: SqlStore) -> None:
    with shop.reads() as reads, pytest.raises(NotFound):
        reads.similar("CS-9999")


def test_at_most_so_many_of_the_newest_are_compared(shop: SqlStore, monkeypatch: pytest.MonkeyPatch) -> None:
    """The oldest is the nearest, and yet it is not among those that are looked at."""
    past(shop, "T0", after=0)
    for number in range(1, similar.CANDIDATES + 1):
        past(shop, f"T{number}", after=number, citations=("RP-9",))

    best = found(shop, waiting(shop, "T9000"))[0]

    assert Likeness.CLAUSE not in best.alike
    assert best.decided_at == NOW + similar.CANDIDATES * SECOND


def test_what_was_closed_without_a_decision_is_no_example(shop: SqlStore) -> None:
    case = waiting(shop, "T1")
    with shop.engine.begin() as connection:
        connection.execute(
            update(cases)
            .where(cases.c.case_id == case.case_id)
            .values(status="closed", closed_at=NOW + timedelta(days=1))
        )

    assert ids(shop, waiting(shop, "T2")) == []
