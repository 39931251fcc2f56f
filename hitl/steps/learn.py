"""What people corrected in cases like this one, for whoever drafts it."""

from hitl.domain.correction import Alike, Correction, nearest
from hitl.domain.drafted import Passage
from hitl.domain.facts import Facts, Standing
from hitl.domain.order import Order
from hitl.domain.reading.record import Reading
from hitl.ports.store import Store

MOST = 8
"""Corrections that a drafter is given: more than a person would read before deciding."""


def corrections_for(
    facts: Facts, reading: Reading, passages: tuple[Passage, ...], store: Store
) -> tuple[Correction, ...]:
    """The nearest corrections of the same company, nearest first; none where the words support no reason."""
    if not reading.reasons:
        return ()
    alike = Alike(
        matters=frozenset(reading.reasons),
        clauses=frozenset(passage.clause_id for passage in passages),
        goods=goods_of(facts),
    )
    with store.reads() as reads:
        found = reads.corrections(facts.case_id, reading.reasons)
    return nearest(found, alike, MOST)


def goods_of(facts: Facts) -> frozenset[str]:
    """Categories of the goods that the case may be about: of the orders named, else of the only one."""
    return frozenset(line.category for order in _about(facts) for line in order.lines if line.category)


def _about(facts: Facts) -> tuple[Order, ...]:
    named = {number for number, standing in facts.mentioned.items() if standing is Standing.OWN}
    found = tuple(order for order in facts.orders if order.order_id in named | {facts.ticket_order})
    return found or (facts.orders if len(facts.orders) == 1 else ())
