"""A hundred kilobytes of hostile text in every field that a customer, a file or a model can fill."""

from datetime import timedelta

import pytest
from streamlit.testing.v1 import AppTest

from hitl.bootstrap import Countersign
from hitl.domain.case import Status, Ticket
from hitl.domain.draft import Claim, Draft, PlannedStep, Sentence, StepKind
from hitl.domain.drafted import Drafted
from hitl.domain.gate.verdict import Code, GateReason
from hitl.domain.money import Money
from hitl.domain.order import Customer, Line, Order
from hitl.domain.policy import Reason
from hitl.steps.desk.notes import LONGEST, add_note
from hitl.steps.desk.saved import add_reply
from hitl.steps.intake import receive
from hitl.ui.desk.state import Side
from tests.gate_cases import a_confidence, a_draft, a_reading, an_assessment, judged
from tests.pages.at_the_desk import has_read, press
from tests.pages.conftest import MANAGER, SENIOR, Show, words

HIDES = "\u202e\u2066\u200b\ufeff"
PIECE = f'<img src="http://evil.example/a.png"> ![b](http://evil.example/b.png) :red[c] $x$ {HIDES} '
LONG = (PIECE * 2_000)[:100_000]


@pytest.fixture
def hostile(demo: Countersign) -> str:
    """A case at the desk of which every word is hostile, and another of the same customer."""
    now = demo.clock.now()
    customer = Customer(customer_id="C-EVIL", email="e@x.example", name=LONG, phone=LONG, address=LONG)
    lines = (
        Line(line_id="1", sku=LONG, title=LONG, category=LONG, unit_price=900, quantity=1),
        Line(line_id="2", sku=LONG, title=LONG, unit_price=900, quantity=3),
    )
    order = Order(order_id="66666", customer_id="C-EVIL", currency="USD", lines=lines, placed_at=now)
    with demo.store.unit() as unit:
        unit.catalog.save_customer(customer)
        unit.catalog.save_order(order)
        unit.commit()
    for number in (1, 2):
        ticket = Ticket(
            ticket_id=f"T-EVIL{number}",
            body=LONG,
            subject=LONG,
            received_at=now + timedelta(seconds=number),
            customer_id="C-EVIL",
            order_id="66666",
            attachments=(LONG, LONG[:99], LONG),
        )
        case = receive(ticket, store=demo.store, clock=demo.clock)
    _drafted(demo, case.case_id)
    add_note(case.case_id, LONG[:LONGEST], SENIOR, store=demo.store, clock=demo.clock)
    add_reply(PIECE[:80].strip(), LONG[:1000], SENIOR, store=demo.store, clock=demo.clock)
    return case.case_id


def _draft() -> Draft:
    changes = {
        "reply": LONG,
        "order_id": "66666",
        "claims": (Claim(line_id="1", quantity=1, reason=Reason.DAMAGED),),
        "citations": ("RP-2", LONG),
        "rationale": (Sentence(text=LONG, evidence=(LONG, "RP-2")), Sentence(text=LONG, supports=False)),
        "steps": (
            PlannedStep(kind=StepKind.REFUND, says=LONG),
            PlannedStep(kind=StepKind.REPLY, says=LONG),
        ),
        "review_note": LONG,
        "doubts": (LONG,),
        "model": PIECE,
        "drafter": PIECE,
    }
    return a_draft(Money(minor=900, currency="USD")).model_copy(update=changes)


def _drafted(demo: Countersign, case_id: str) -> None:
    now, draft = demo.clock.now(), _draft()
    reasons = (GateReason(code=Code.AMOUNT_LIMIT, says=LONG),)
    with demo.store.unit() as unit:
        assert unit.cases.claim_draft(case_id, "w1", now, timedelta(minutes=1))
        drafted = Drafted(
            case_id=case_id,
            version=1,
            verdict=judged(draft=draft).model_copy(update={"reasons": reasons}),
            policy=1,
            reading=a_reading(),
            draft=draft,
            assessment=an_assessment(900),
            confidence=a_confidence(),
            failure=LONG,
            flow="1",
            drafted_at=now,
        )
        assert unit.cases.save_draft(drafted, "w1", Status.IN_REVIEW, "66666")
        unit.commit()


def _harmless(page: AppTest) -> None:
    """Words are words: no tag, no Markdown that would load or draw, nothing that hides, no endless label."""
    assert not page.exception
    shown = words(page)
    assert "http://evil.example/a.png" in shown
    assert "<img" not in shown
    assert not set(HIDES) & set(shown)
    assert not page.markdown
    for one in (*page.button, *page.checkbox, *page.number_input, *page.text_input, *page.selectbox):
        assert "![b](" not in one.label
        assert not set(HIDES) & set(one.label)
        assert len(one.label) < 600


def test_on_the_desk_it_stays_text(demo: Countersign, show: Show, hostile: str) -> None:
    page = show("desk", by=MANAGER, case=hostile)
    assert page.session_state["desk"].case_id == hostile
    _harmless(page)
    for side in (Side.NOTES, Side.GIVE, Side.ME):
        page.session_state["desk"].side = side
        _harmless(page.run())


def test_in_the_forms_of_the_desk_it_stays_text(demo: Countersign, show: Show, hostile: str) -> None:
    page = press(has_read(show("desk", by=MANAGER, case=hostile)), "Edit")
    _harmless(page)
    page.text_area[0].input("Something else.")
    _harmless(press(page, "Continue"))


def test_on_the_cases_own_page_it_stays_text(demo: Countersign, show: Show, hostile: str) -> None:
    _harmless(show("case", by=MANAGER, case=hostile))
