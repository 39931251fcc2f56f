"""Departures as they are read from the log of decisions."""

from datetime import timedelta

from hitl.adapters.clock import FixedClock
from hitl.domain.decision import Approve, DecisionReason, Edit
from hitl.domain.departure import Paid
from hitl.domain.mode import Mode
from hitl.domain.money import Money
from hitl.ports.store import Store
from hitl.steps.intake import receive
from tests.company import found, order, ticket

HALF = Edit(
    amount=Money(minor=600, currency="USD"), reply="Hello, half.", reason_code=DecisionReason.AMOUNT_WRONG
)


def test_departures_are_read_beside_the_drafts_on_the_same_clause(store: Store, clock: FixedClock) -> None:
    company = found(store, clock)
    company.set_mode(Mode.COPILOT)
    company.add(order("10483"), order("10484"))
    changed, _ = company.draft()
    company.answer(changed, HALF, confirmed="yes")
    kept, _ = company.draft(ticket(ticket_id="T2", order_id="10483"))
    company.answer(kept, Approve(), confirmed="yes")
    made_up = receive(ticket(ticket_id="T3", order_id="10484"), store=store, clock=clock, simulated=True)
    company.agent.draft(made_up.case_id, "worker-1")
    company.answer(company.case(made_up.case_id), HALF, confirmed="yes")
    with store.reads() as reads:
        real = reads.departures(clock.now(), demo=False)
        every = reads.departures(clock.now(), demo=True)
        later = reads.departures(clock.now() + timedelta(days=1), demo=True)
    assert real.drafts == {"RP-1": 2}
    assert [(one.case_id, one.clause, one.reason, one.paid) for one in real.found] == [
        (changed.case_id, "RP-1", DecisionReason.AMOUNT_WRONG, Paid.LESS)
    ]
    assert (every.drafts, len(every.found)) == ({"RP-1": 3}, 2)
    assert (later.drafts, later.found) == ({}, ())
