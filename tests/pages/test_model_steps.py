"""What models were asked and said, on the page of a case and at the desk."""

import re
from pathlib import Path

import pytest

from hitl.bootstrap import Countersign
from hitl.domain.case import Case, Channel, Ticket
from hitl.domain.order import Customer
from hitl.steps.intake import receive
from hitl.ui import model_steps
from tests.adapters.llm.drafting import a_drafter, answers
from tests.adapters.llm.stand_in import Exchange, standing_in
from tests.company import customer, order
from tests.pages.conftest import SENIOR, Show, words

EMAIL = "ada.private@example.com"


def _script(exchange: Exchange) -> None:
    """The small model is unsure and looks something up; the large one is refused a tool and then sure."""
    if exchange.body["model"] == "small":
        if exchange.number == 0:
            exchange.call("customer_history")
        else:
            answers(exchange, order_id="77001", sure=0.3, claims=[], amount=None, action="answer_only",
                    citations=[], rationale=[_SAID], reply="<b>Hello</b> [customer], thank you.")  # fmt: skip
    elif exchange.number == 2:
        exchange.call("pay_now")
    else:
        answers(exchange, order_id="77001", claims=[], amount=None, action="answer_only", citations=[],
                rationale=[_SAID], reply="Hello [customer], thank you for writing to us today.")  # fmt: skip


_SAID = {"text": "The customer wrote.", "supports": True, "evidence": ["message 1"]}


@pytest.fixture
def drafted(demo: Countersign, tmp_path: Path) -> Case:
    """A case of the demo company that two models drafted."""
    ada: Customer = customer("C-ADA", email=EMAIL)
    with demo.store.unit() as unit:
        unit.catalog.save_customer(ada)
        unit.catalog.save_order(order("77001", "C-ADA"))
        unit.commit()
    body = f"Is my order 77001 fine? Write to {EMAIL}, or call +1 415 555 2671."
    ticket = Ticket(ticket_id="T-MODEL", body=body, received_at=demo.clock.now(), channel=Channel.WEB_FORM,
                    customer_id="C-ADA", order_id="77001")  # fmt: skip
    with standing_in(_script) as stand_in:
        demo.agent.drafter = a_drafter(stand_in.url, tmp_path, senior="large")
        case = receive(ticket, store=demo.store, clock=demo.clock)
        demo.agent.draft(case.case_id, "worker-1")
    return case


def test_every_question_look_up_and_answer_can_be_read_on_the_cases_page(
    demo: Countersign, drafted: Case, show: Show
) -> None:
    page = show("case", by=SENIOR, case=drafted.case_id)
    assert not page.exception
    told = words(page)
    for text in (
        "model 1.0, large",
        "How it was drafted",
        "small, then large: 4 calls, 4,400 tokens",
        "Asked small.",
        "Looked up: customer_history.",
        "Refused before it ran: pay_now.",
        "small: answer only, confidence",
        "large: answer only, confidence",
        "The words that were sent",
        "flag:tool_refused",
        "human_review_required",
    ):
        assert text in told, text
    assert "<b>Hello</b>" not in told, "what a model writes is shown as text"


def test_what_models_saw_is_masked_and_sealed(demo: Countersign, drafted: Case) -> None:
    with demo.store.reads() as reads:
        (draft,) = reads.drafts(drafted.case_id)
    html = model_steps.html(draft)
    assert "[e-mail]" in html
    assert EMAIL not in html
    assert "415 555" not in html
    files = [path.read_bytes() for path in demo.settings.var.glob("countersign.sqlite*")]
    assert not any(b"thank you for writing to us today" in content for content in files)


def test_the_desk_says_what_each_model_said(demo: Countersign, drafted: Case, show: Show) -> None:
    told = words(show("desk", by=SENIOR, case=drafted.case_id))
    assert "What each model said" in told
    assert "drafted by large" in told
    assert f"case?case={drafted.case_id}" in told
    assert "small: answer only, confidence" in told


def test_nothing_of_it_is_left_once_the_customer_is_erased(
    demo: Countersign, drafted: Case, show: Show
) -> None:
    with demo.store.unit() as unit:
        unit.catalog.erase("C-ADA", demo.clock.now())
        unit.commit()
    page = show("case", by=SENIOR, case=drafted.case_id)
    assert not page.exception
    assert "How it was drafted" not in words(page)


def test_a_draft_of_fixed_rules_shows_its_steps_and_no_model(demo: Countersign, show: Show) -> None:
    with demo.store.reads() as reads:
        decided = next(row for row in reads.decisions(None, None) if row.by != "gate" and row.amount)
    told = words(show("case", by=SENIOR, case=decided.case_id))
    assert "How it was drafted" in told
    assert "Read the request" in told
    assert "What the models were asked" not in told


def test_the_desk_shows_the_parts_of_the_confidence_and_that_a_models_is_uncalibrated(
    demo: Countersign, drafted: Case, show: Show
) -> None:
    told = words(show("desk", by=SENIOR, case=drafted.case_id))
    for part in ("Confidence", "clauses", "tone", "look-ups", "Uncalibrated"):
        assert part in told, part


def test_the_desk_says_what_a_score_of_the_fixed_rules_is_worth(demo: Countersign, show: Show) -> None:
    body = "My mug arrived broken, please refund it."
    ticket = Ticket(ticket_id="T-R", body=body, received_at=demo.clock.now(), channel=Channel.WEB_FORM)
    case = receive(ticket, store=demo.store, clock=demo.clock)
    demo.agent.draft(case.case_id, "worker-1")
    told = words(show("desk", by=SENIOR, case=case.case_id))
    assert re.search(r"were right: calibration \d+, from \d{3,} labelled cases\.", told)
    assert "look-ups found" not in told
