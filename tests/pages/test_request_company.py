"""Beside the chat: the steps, what the company sees, and one click on satisfaction afterwards."""

import re

import pytest
from streamlit.testing.v1 import AppTest

from hitl.bootstrap import Countersign
from hitl.domain.case import Status
from hitl.domain.event import EventKind
from hitl.durable.drain import drain
from hitl.ui.asking import live
from tests.pages.conftest import Show, words
from tests.pages.test_request import _case


def _ask(demo: Countersign, show: Show, sample: str) -> AppTest:
    page = show("request", sample=sample)
    page = page.chat_input[0].set_value(str(page.chat_input[0].proto.value)).run()
    drain(demo)
    return page.run()


def _seen(demo: Countersign, show: Show, sample: str) -> str:
    page = _ask(demo, show, sample)
    return words(page.toggle[0].set_value(True).run())


def test_steps_to_come_stand_there_before_the_first(demo: Countersign, show: Show) -> None:
    told = words(show("request"))
    assert told.count('it mute todo"') == 5
    assert "Check the rules" in told


def test_while_it_works_every_step_has_its_room(demo: Countersign, show: Show) -> None:
    told = words(show("request").chat_input[0].set_value("My goods arrived broken.").run())
    assert told.count('<li class="it') >= 5


def test_afterwards_the_steps_are_one_line_that_opens(demo: Countersign, show: Show) -> None:
    told = words(_ask(demo, show, "small"))
    assert re.search(r"<summary>\d steps in [\d.]+ m?s", told)
    assert "No person was needed" in told


def test_a_paid_request_says_what_how_and_how_soon(demo: Countersign, show: Show) -> None:
    page = _ask(demo, show, "small")
    refund = _case(demo, page).refund
    assert refund is not None
    told = words(page)
    assert f"{refund.amount} refunded" in told
    assert re.search(r"Paid <b>[\d.]+ m?s</b> after your message", told)
    took = re.search(r'<span>Refund</span><span class="ms-took">([\d.]+ m?s)<', told)
    assert took is not None
    assert took[1] != "0 s"


def test_the_company_sees_draft_confidence_clauses_and_reasons(demo: Countersign, show: Show) -> None:
    told = _seen(demo, show, "large")
    for part in ("The draft", "Confidence", "clauses apply", "Held because", "Damaged or defective goods"):
        assert part in told
    assert "may go without a person." in told
    assert "A person decides on the draft." in told


def test_the_company_sees_the_ledger_of_this_case_with_what_each_entry_is_signed_with(
    demo: Countersign, show: Show
) -> None:
    page = _ask(demo, show, "small")
    told = words(page.toggle[0].set_value(True).run())
    with demo.store.reads() as reads:
        events = reads.timeline(_case(demo, page).case.case_id)
    assert events
    for event in events:
        assert f">{event.mac[:8]}</td>" in told
    assert f"{len(events)} entries" in told


def test_the_customers_side_alone_shows_none_of_it(demo: Countersign, show: Show) -> None:
    told = words(_ask(demo, show, "large"))
    assert "In the ledger" not in told
    assert "Held because" not in told


@pytest.mark.parametrize(
    ("sample", "says"),
    [
        ("injection", "The message tries to steer the agent: “"),
        ("language", "The message is in German, which the agent cannot read."),
    ],
)
def test_reasons_are_said_without_codes(demo: Countersign, show: Show, sample: str, says: str) -> None:
    assert says in _seen(demo, show, sample)


@pytest.mark.parametrize("sample", ["small", "large", "another", "injection", "unclear"])
def test_no_word_of_ours_stands_unexplained(demo: Countersign, show: Show, sample: str) -> None:
    told = re.sub(r"<style>.*?</style>", "", _seen(demo, show, sample), flags=re.DOTALL)
    told = re.sub(r'<span class="ms [^>]*>[^<]*</span>', "", told)  # the names of icons
    text = re.sub(r"<[^>]+>", " ", told)
    assert not re.search(r"\b(gate|route|takeover|verdict|ruleset)\b", text, re.IGNORECASE)
    assert not re.search(r"[a-z]_[a-z]", text)


def test_links_lead_to_the_desk_and_to_the_case(demo: Countersign, show: Show) -> None:
    page = _ask(demo, show, "large")
    case_id = _case(demo, page).case.case_id
    told = words(page)
    assert f'href="desk?case={case_id}"' in told
    assert f'href="case?case={case_id}"' in told
    assert "Decide it at the desk" in told


def test_nobody_is_asked_how_it_was_before_the_end(demo: Countersign, show: Show) -> None:
    assert not [one for one in _ask(demo, show, "large").get("button_group") if "satisfied" in one.label]


def test_one_click_says_how_satisfied_one_is(demo: Countersign, show: Show) -> None:
    page = _ask(demo, show, "small")
    case_id = _case(demo, page).case.case_id
    scale = next(one for one in page.get("button_group") if "satisfied" in one.label)
    page = scale.set_value(4).run()
    assert _case(demo, page).satisfaction == 4
    assert "Thank you, it is noted." in words(page)
    with demo.store.reads() as reads:
        assert [event.kind for event in reads.timeline(case_id)][-1] is EventKind.CASE_RATED


def test_the_page_looks_on_until_a_question_has_been_sent(demo: Countersign, show: Show) -> None:
    page = show("request", sample="unclear")
    page = page.chat_input[0].set_value(str(page.chat_input[0].proto.value)).run()
    ticket, case = page.query_params["request"], _case(demo, page).case
    demo.agent.draft(case.case_id, "worker-1")
    assert _case(demo, page).case.status is Status.AWAITING_CUSTOMER
    assert live.every(demo, ticket) == live.WHILE_WORKING
    drain(demo)
    assert live.every(demo, ticket) is None


def test_asked_for_more_the_customer_answers_in_the_same_chat(demo: Countersign, show: Show) -> None:
    page = _ask(demo, show, "unclear")
    file = _case(demo, page)
    assert file.case.status is Status.AWAITING_CUSTOMER
    assert "One question for you" in words(page)
    assert "Your orders, for the answer: <b>" in words(page)
    page = page.chat_input[0].set_value("It is order 48302, the set of four bowls.").run()
    drain(demo)
    after = _case(demo, page.run())
    assert after.case.case_id == file.case.case_id
    assert after.case.draft_version == 2
