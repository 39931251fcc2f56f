"""The log that benchmarks are measured on is such as the product's own steps write."""

from collections import defaultdict
from datetime import timedelta
from types import SimpleNamespace

from sqlalchemy import select

from hitl.adapters.post import FakePost
from hitl.adapters.sql.tables import cases, decisions, drafts, refunds
from hitl.domain.decision import Approve, Edit
from hitl.domain.money import Money
from hitl.durable.drain import drain
from hitl.steps.measure_look import Lookout
from hitl.steps.measure_slice import cut, read_log
from hitl.steps.roll_up import rebuild
from tests.company import RULESET, START, order, ticket
from tests.load.many import Plan, indexed_afterwards, write
from tests.properties.test_rollups import same

TABLES = {"cases": cases, "drafts": drafts, "decisions": decisions, "refunds": refunds}

MADE_UP = "from a long log"
"""How its cases are told from the others: by their key."""

BY_CHANCE = {
    "cases": {"order_id", "tier", "category", "matter", "clause", "fallback_for"},
    "decisions": {"opened_at", "reason_code"},
}
"""What a case may have or not, on either side."""

FIVE = Edit(
    amount=Money(minor=500, currency="USD"), reply="Dear Ada, we refund $5.00.", reason_code="goodwill"
)


def live(company) -> None:
    """One case goes alone, one is approved, one edited, one waits."""
    company.add(*(order(number) for number in "234"))
    company.draft(ticket(ticket_id="A"))
    held = [
        company.draft(ticket(f"My lawyer will hear of the broken mug of order {n}.", n, order_id=n))[0]
        for n in "234"
    ]
    company.answer(held[0], Approve(), opened_at=START - timedelta(seconds=40))
    company.answer(held[1], FIVE, opened_at=START - timedelta(seconds=40))
    drain(SimpleNamespace(**vars(company), post=FakePost(), ruleset=RULESET, tracing=None))


def filled(store) -> dict[bool, dict[tuple[str, ...], set[frozenset[str]]]]:
    """Which columns are filled, by table and what became of the case; made up (True) and lived."""
    found: dict[bool, dict[tuple[str, ...], set[frozenset[str]]]] = {
        made: defaultdict(set) for made in (True, False)
    }
    kinds = select(
        cases.c.case_id,
        cases.c.number,
        cases.c.status,
        cases.c.route,
        cases.c.draft_action,
        decisions.c.outcome,
        decisions.c.action,
        refunds.c.status,
    )
    kinds = kinds.outerjoin(decisions, decisions.c.case_id == cases.c.case_id)
    kinds = kinds.outerjoin(refunds, refunds.c.case_id == cases.c.case_id)
    with store.unit() as unit:
        known = {row[0]: row[1:] for row in unit.connection.execute(kinds)}
        for name, table in TABLES.items():
            for row in unit.connection.execute(select(table)).mappings():
                number, *kind = known[row["case_id"]]
                some = {column for column, value in row.items() if value is not None}
                key = (name, *map(str, kind))
                found[number >= 100_000][key].add(frozenset(some - BY_CHANCE.get(name, set())))
    return found


def test_a_long_log_fills_what_the_product_fills_and_its_figures_are_those_of_its_rows(company):
    live(company)
    with indexed_afterwards(company.store):
        write(company.store, Plan(count=300, days=3, start=START, first=100_000))
    found = filled(company.store)
    assert len(found[False]) >= 10, found[False].keys()
    for kind, columns in found[False].items():
        (own,) = columns
        assert found[True][kind], kind
        for made in found[True][kind]:
            assert made ^ own == set(), kind
    rebuild(company.store)
    with company.store.reads() as reads:
        lookout, log = Lookout(reads, demo=False), read_log(reads, None, None, demo=False)
        same(lookout.look({}, None, None), cut(log, {}), "everything")
