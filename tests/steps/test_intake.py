"""Intake: a ticket becomes a case once, joins an open one, or opens a linked one."""

import pytest

from hitl.domain.case import MAX_MESSAGE, Status
from hitl.domain.decision import Approve
from hitl.steps.intake import readable
from tests.company import Company, customer, order, ticket


def test_a_ticket_becomes_a_case_with_its_message_and_event(company: Company) -> None:
    case = company.receive(ticket("My mug is broken"))

    assert case.status is Status.RECEIVED
    with company.store.unit() as unit:
        assert [message.text for message in unit.cases.conversation(case.case_id)] == ["My mug is broken"]
    assert company.events(case.case_id) == ["case.received"]


def test_the_same_ticket_twice_is_one_case(company: Company) -> None:
    assert company.receive(ticket()).case_id == company.receive(ticket()).case_id


def test_a_known_mail_address_finds_its_customer_whatever_its_case(company: Company) -> None:
    case = company.receive(ticket(customer_id=None, email="C1@Example.com"))

    assert case.customer_id == "C1"


def test_an_unknown_sender_is_a_case_without_a_customer(company: Company) -> None:
    case = company.receive(ticket(customer_id=None, email="stranger@example.com"))

    assert case.customer_id is None


def test_an_answer_to_a_case_under_review_drafts_it_anew(company: Company) -> None:
    case, _ = company.draft(ticket("It does not fit my kitchen.", order_id="10482"))

    joined = company.receive(ticket("It is broken, too.", "T2", in_reply_to="T1"))

    assert joined.case_id == case.case_id
    assert joined.status is Status.RECEIVED
    redrafted = company.agent.draft(case.case_id, "worker-1")
    assert redrafted is not None
    assert redrafted.version == 2


def test_who_writes_after_the_decision_opens_a_case_linked_to_the_old_one(company: Company) -> None:
    company.add(order("20000", lines=(order().lines[0].model_copy(update={"unit_price": 9900}),)))
    case, _ = company.draft(ticket(order_id="20000"))
    company.answer(case, Approve())

    later = company.receive(ticket("And now?", "T2", in_reply_to="T1"))

    assert later.case_id != case.case_id
    assert later.linked_case == case.case_id


def test_a_message_of_a_megabyte_is_cut_and_says_so(company: Company) -> None:
    case = company.receive(ticket("x" * 1_000_000))

    with company.store.unit() as unit:
        text = unit.cases.conversation(case.case_id)[0].text
    assert len(text) < MAX_MESSAGE + 100
    assert "980000 more characters were cut" in text


@pytest.mark.parametrize(
    ("raw", "kept", "reason"),
    [
        ("a\x00b\x07c", "abc", "control characters break databases and terminals"),
        ("line\r\nnext\rlast", "line\nnext\nlast", "line breaks have one form"),
        ("tab\tstays", "tab\tstays", "tabs are text"),
        ("lone \ud800 surrogate", "lone  surrogate", "a lone surrogate cannot be stored as UTF-8"),
        ("Zoë 日本 🙂", "Zoë 日本 🙂", "letters of every script stay"),
    ],
)
def test_text_is_made_readable(raw: str, kept: str, reason: str) -> None:
    assert readable(raw) == kept, reason


def test_an_empty_message_is_a_case_all_the_same(company: Company) -> None:
    case, drafted = company.draft(ticket(""))

    assert drafted.draft is None or drafted.draft.action != "approve_refund"
    assert case.status in {Status.IN_REVIEW, Status.AWAITING_CUSTOMER}


def test_a_case_of_another_customer_is_not_linked(company: Company) -> None:
    company.add(order("30000", "C2"), owner=customer("C2"))

    case = company.receive(ticket(ticket_id="T9", customer_id="C2", order_id="30000"))

    assert case.linked_case is None


def test_a_decided_case_whose_payment_failed_keeps_its_decision(company: Company) -> None:
    case, _ = company.draft()
    with company.store.unit() as unit:
        unit.cases.move(
            case.case_id,
            Status.NEEDS_ATTENTION,
            expect={Status.DECIDED},
            attention="The refund was not paid.",
            at=company.clock.now(),
        )
        unit.commit()

    later = company.receive(ticket("Where is my money?", "T2", in_reply_to="T1"))

    assert later.linked_case == case.case_id
    assert company.case(case.case_id).status is Status.NEEDS_ATTENTION
