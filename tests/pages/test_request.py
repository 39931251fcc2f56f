"""The request page: a message becomes a case, the page says how it stands, a follow-up continues it."""

import pytest
from streamlit.testing.v1 import AppTest

from hitl.adapters.sql.workers import SqlWorkers
from hitl.bootstrap import Countersign
from hitl.domain.case import Status, Ticket
from hitl.domain.decision import Approve, Submission
from hitl.durable.drain import drain
from hitl.errors import StoreUnavailable
from hitl.ports.reads import CaseFile
from hitl.steps.intake import receive
from hitl.steps.review import submit
from hitl.ui.asking import send
from hitl.ui.asking.state import new_ticket
from hitl.ui.desk.request import also
from tests.pages.conftest import MANAGER, Show, words

BROKEN = (
    "It arrived broken, please refund it. Also, <img src=http://example.org/x.png> ![x](http://y.example/z)"
)


def _write(page: AppTest, text: str) -> AppTest:
    return page.chat_input[0].set_value(text).run()


def _case(product: Countersign, page: AppTest) -> CaseFile:
    with product.store.reads() as reads:
        return reads.case_file(reads.case_id_of(page.query_params["request"]))


def test_a_message_becomes_a_case_and_waits_for_the_agent(demo: Countersign, show: Show) -> None:
    page = _write(show("request"), BROKEN)
    file = _case(demo, page)
    assert file.case.status is Status.RECEIVED
    assert file.simulated
    assert file.customer is not None
    assert file.case.order_id is not None
    told = words(page)
    assert "The agent is reading your message" in told
    assert "&lt;img src=http://example.org/x.png&gt;" in told, "hostile text is shown as text"
    assert "<img" not in told
    assert "No worker is running" in told


def test_every_order_of_a_message_stands_on_the_page(demo: Countersign, show: Show) -> None:
    asked = Ticket(
        ticket_id=new_ticket(),
        body="Orders 40112 and 40324 both came broken, please refund them.",
        received_at=demo.clock.now(),
        customer_id="C-2001",
    )
    receive(asked, store=demo.store, clock=demo.clock)
    drain(demo)

    page = show("request", request=asked.ticket_id)

    told = words(page)
    file = _case(demo, page)
    assert [one.order_id for one in file.also] == ["40324"]
    assert "Your order 40324" in told
    assert told.count("A person is looking at it") == 2
    assert f'order 40324: <a href="desk?case={file.also[0].case_id}"' in also(file)


def test_with_a_worker_the_page_does_not_call_for_one(demo: Countersign, show: Show) -> None:
    SqlWorkers(demo.store.engine).join()
    assert "No worker is running" not in words(_write(show("request"), BROKEN))


def test_what_the_agent_did_and_how_it_ended_stand_on_the_page(demo: Countersign, show: Show) -> None:
    page = _write(show("request"), "I will sue you: the goods are broken and I want my money back.")
    drain(demo)
    told = words(page.run())
    for step in ("Looked up the order", "Read the request", "Found the policy clauses", "Checked the rules"):
        assert step in told
    assert "A person is looking at it" in told
    assert "Answer by <b>" in told


def test_a_reviewers_decision_reaches_the_customer(demo: Countersign, show: Show) -> None:
    page = _write(show("request"), "I will sue you: the goods are broken and I want my money back.")
    drain(demo)
    file = _case(demo, page)
    decided = Submission(case_id=file.case.case_id, draft_version=1, answer=Approve(), by=MANAGER)
    submit(decided, store=demo.store, ruleset=demo.ruleset, clock=demo.clock)
    assert "The answer is on its way" in words(page.run())
    drain(demo)
    file = _case(demo, page)
    assert file.decision is not None
    told = words(page.run())
    assert "Decided by a person" in told
    assert file.decision.reply.splitlines()[0] in told


def test_a_second_message_continues_the_same_case(demo: Countersign, show: Show) -> None:
    page = _write(show("request"), "My order is broken, I will sue you.")
    first = page.query_params["request"]
    page = _write(page, "And please answer soon.")
    assert page.query_params["request"] == first
    assert len(_case(demo, page).conversation) == 2


def test_a_message_after_the_end_opens_a_case_that_follows_the_first(demo: Countersign, show: Show) -> None:
    page = _write(show("request"), "What is your policy on damaged goods? Please do not refund anything.")
    drain(demo)
    file = _case(demo, page)
    if file.decision is None:
        answer = Submission(case_id=file.case.case_id, draft_version=1, answer=Approve(), by=MANAGER)
        submit(answer, store=demo.store, ruleset=demo.ruleset, clock=demo.clock)
        drain(demo)
    page = _write(page, "Thank you. One more question: what about late deliveries?")
    second = _case(demo, page)
    assert second.case.linked_case == file.case.case_id
    assert "What is your policy on damaged goods?" in words(page)


def test_an_order_of_somebody_unknown_can_be_asked_about_too(demo: Countersign, show: Show) -> None:
    page = show("request")
    page.selectbox[0].select("").run()
    page = _write(page, "Where is my order 99999?")
    assert _case(demo, page).customer is None


def test_a_message_that_could_not_be_kept_stays_to_be_sent_again(
    demo: Countersign, show: Show, monkeypatch: pytest.MonkeyPatch
) -> None:
    def locked(*_: object, **__: object) -> None:
        raise StoreUnavailable("The database is locked; try again in a moment.")

    page = show("request")
    monkeypatch.setattr(send, "receive", locked)
    page = _write(page, "Words that must not be lost.")
    assert "The database is locked" in page.error[0].value
    assert page.text_area[0].value == "Words that must not be lost."


def test_a_stranger_cannot_read_a_request_by_guessing_its_ticket(demo: Countersign, show: Show) -> None:
    with demo.store.reads() as reads:
        known = next(iter(reads.cases(None, None)))
    page = show("request", request=known.ticket_id)
    assert "What went wrong with your order?" in words(page)
