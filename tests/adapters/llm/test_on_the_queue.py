"""What a model may send that a database refuses: the case ends with a person, and the next one is drafted."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from hitl.adapters.clock import FixedClock
from hitl.adapters.deadline import InTime
from hitl.adapters.post import LocalPost
from hitl.bootstrap import _GRACE
from hitl.domain.case import Status
from hitl.domain.drafted import Drafted
from hitl.domain.gate.verdict import Code, Route
from hitl.durable.drain import drain
from hitl.ports.store import Store
from tests.adapters.llm.drafting import a_drafter, an_answer
from tests.adapters.llm.stand_in import Exchange, standing_in
from tests.company import found, ticket
from tests.databases import NOW
from tests.durable.test_drain import Product

SECONDS = 10.0
MUG = {"order_id": "10482", "amount": "12.00", "citations": ["RP-1"]}
WHY = [{"text": "Delivered 4 days ago, the limit is 30.", "supports": True, "evidence": ["RP-1"]}]
REPLY = "Hello [customer], we are sorry that your mug arrived broken. We refund $12.00 for order 10482."


def good(exchange: Exchange, **changes: object) -> None:
    """The right answer for this company's mug."""
    known: dict[str, object] = {**MUG, "rationale": WHY, "reply": REPLY}
    exchange.say(json.dumps(an_answer(**{**known, **changes})))


def changed(**changes: object) -> Callable[[Exchange], None]:
    return lambda exchange: good(exchange, **changes)


def draft_both(store: Store, folder: Path, script: Callable[[Exchange], None]) -> tuple[Drafted, Drafted]:
    """Two cases, one after the other: the script answers the first, the right answer the second."""
    clock = FixedClock(NOW)
    with standing_in(script) as stand_in:
        drafter = InTime(a_drafter(stand_in.url, folder, seconds=SECONDS), SECONDS + _GRACE)
        company = found(store, clock, drafter=drafter)
        product = Product(store, company.agent, company.payments, clock, LocalPost())
        newest = []
        for number in (1, 2):
            case = company.receive(ticket(ticket_id=f"T{number}"))
            report = drain(product)
            assert (report.drafted, report.sent_to_review) == (1, 1)
            assert company.case(case.case_id).status is Status.IN_REVIEW
            with store.reads() as reads:
                newest.append(reads.case_file(case.case_id).drafted)
            stand_in.script = good
    assert not company.payments.calls["refund"]
    return newest[0], newest[1]


@pytest.mark.parametrize(
    ("script", "words", "reason"),
    [
        (lambda exchange: exchange.say("\ud800 {"), "half a character", "half a character"),
        (lambda exchange: exchange.say("\x00"), "no complete JSON", "a character that databases refuse"),
        (lambda exchange: exchange.call("\ud800"), "half a character", "the same as a tool's name"),
        (lambda exchange: exchange.call("\x00"), "kept looking", "a tool that has no name"),
        (changed(reply="Hello\x00, we refund $12.00."), "a person cannot see", "the same in a reply"),
        (changed(doubts=["\udfff"]), "no complete JSON", "half a character in a field"),
    ],
)
def test_what_no_database_takes_brings_a_person_and_the_next_case_is_drafted(
    store: Store, tmp_path: Path, script: Callable[[Exchange], None], words: str, reason: str
) -> None:
    failed, drafted = draft_both(store, tmp_path, script)

    assert failed.verdict.route is Route.TAKEOVER, reason
    assert Code.DRAFT_FAILED in failed.verdict.codes, reason
    assert words in failed.failure, (reason, failed.failure)
    assert failed.run is not None, "what was asked is on record"
    assert failed.run.spent.calls >= 1, "what was asked is on record"
    assert drafted.draft is not None, (reason, drafted.failure)
    assert drafted.draft.amount is not None
