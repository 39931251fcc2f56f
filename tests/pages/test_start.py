"""The start page: the story in five steps, ticked off by what the log shows."""

from datetime import timedelta
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from hitl.bootstrap import Countersign
from hitl.domain.case import Case, Ticket
from hitl.domain.decision import Approve, Submission
from hitl.durable.drain import drain
from hitl.settings import ROOT
from hitl.steps.intake import receive
from hitl.steps.review import submit
from hitl.ui.desk.state import Desk, Done
from hitl.ui.walk import visit
from hitl.ui.walk.seen import ALONE, DECIDED, FIGURES, HELD, LEDGER, Seen, seen
from hitl.ui.walk.story import walk
from hitl.ui.walk.visit import Visit
from tests.adapters.llm.drafting import a_drafter, answers
from tests.adapters.llm.stand_in import standing_in
from tests.pages.conftest import MANAGER, Show, words

ENTRY = str(ROOT / "hitl" / "entrypoints" / "ui.py")
SMALL = "The picture frame of order 48419 arrived damaged, its glass is cracked. Please refund it."
LARGE = "The chef's knife of order 48419 arrived damaged, its tip is broken off. Please refund it."


@pytest.fixture(autouse=True)
def _no_visit_before() -> None:
    visit.forget_all()


def _ask(demo: Countersign, text: str, ticket: str, order: str = "48419", customer: str = "C-2019") -> Case:
    asked = Ticket(
        ticket_id=ticket, body=text, received_at=demo.clock.now(), customer_id=customer, order_id=order
    )
    case = receive(asked, store=demo.store, clock=demo.clock, simulated=True)
    drain(demo)
    return case


def _seen(demo: Countersign, known: Visit) -> Seen:
    with demo.store.reads() as reads:
        return seen(known, reads)


def _decide(demo: Countersign, case: Case) -> None:
    submission = Submission(case_id=case.case_id, draft_version=1, answer=Approve(), by=MANAGER)
    submit(submission, store=demo.store, ruleset=demo.ruleset, clock=demo.clock, undo=timedelta(0))


def test_the_demo_opens_on_its_story(demo: Countersign) -> None:
    page = AppTest.from_file(ENTRY, default_timeout=30).run()
    assert not page.exception
    told = words(page)
    for title in ("A small refund goes alone", "A larger one waits", "You decide it", "0 of 5 seen"):
        assert title in told
    links = {link.proto.page: link.proto.query_string for link in page.get("page_link")}
    assert links == {"request": "sample=large", "desk": "", "case": links["case"], "metrics": ""}


def test_beside_data_of_its_own_the_first_page_is_the_desk(empty: Countersign) -> None:
    page = AppTest.from_file(ENTRY, default_timeout=30).run()
    assert not page.exception
    assert "Nothing waits here" in words(page)
    assert "The story in five steps" not in words(page)


def test_nothing_is_ticked_before_it_happened(demo: Countersign) -> None:
    known = Visit(since=demo.clock.now())
    found = _seen(demo, known)
    assert found.lines == {}
    assert found.waiting == ""
    assert found.ledger.startswith("CS-")  # there is always a ledger to open


def test_a_small_refund_that_went_alone_is_ticked_with_what_was_paid(demo: Countersign) -> None:
    case = _ask(demo, SMALL, "WEB-1")
    found = _seen(demo, Visit(since=demo.clock.now(), tickets=["WEB-1"]))
    assert found.lines[ALONE].startswith(f"{case.case_id}: $9.80 paid in ")
    assert found.lines[ALONE].endswith("without a person")
    assert HELD not in found.lines


def test_a_held_request_is_ticked_with_its_reason_and_leads_to_the_desk(demo: Countersign) -> None:
    case = _ask(demo, LARGE, "WEB-2")
    found = _seen(demo, Visit(since=demo.clock.now(), tickets=["WEB-2"]))
    assert found.lines[HELD].startswith(f"{case.case_id}: held for a person. ")
    assert found.waiting == case.case_id
    assert walk(found).steps[DECIDED].query == {"case": case.case_id}


def test_where_a_model_drafts_the_first_request_is_ticked_and_says_why_it_waits(
    demo: Countersign, tmp_path: Path
) -> None:
    known = Visit(since=demo.clock.now(), tickets=["WEB-5", "WEB-6"])
    asks = {
        "action": "request_more_info",
        "order_id": None,
        "claims": [],
        "amount": None,
        "missing": ["item"],
    }
    with standing_in(lambda exchange: answers(exchange, **asks)) as stand_in:
        demo.agent.drafter = a_drafter(stand_in.url, tmp_path)
        first = _ask(demo, SMALL, "WEB-5")
        assert _seen(demo, known).lines == _seen(demo, known).lines
        (line,) = _seen(demo, known).lines.values()
        assert line.startswith(f"{first.case_id}: held for a person. Drafted by a model")
        second = _ask(demo, LARGE, "WEB-6")
    assert _seen(demo, known).lines[HELD].startswith(f"{second.case_id}: held for a person.")


def test_somebody_elses_decision_is_not_the_visitors(demo: Countersign) -> None:
    _decide(demo, _ask(demo, LARGE, "WEB-3"))
    assert DECIDED not in _seen(demo, Visit(since=demo.clock.now())).lines


def test_a_decision_is_ticked_and_leads_to_its_ledger(demo: Countersign) -> None:
    case = _ask(demo, LARGE, "WEB-4")
    known = Visit(since=demo.clock.now(), tickets=["WEB-4"])
    assert DECIDED not in _seen(demo, known).lines
    _decide(demo, case)
    found = _seen(demo, known)
    assert "approved by Mona Manager" in found.lines[DECIDED]
    assert found.ledger == case.case_id
    assert walk(found).steps[LEDGER].query == {"case": case.case_id}


def test_what_was_only_looked_at_counts_once_its_page_was_open(demo: Countersign) -> None:
    drain(demo)  # what the demo company left for whoever watches
    began = demo.clock.now()
    case = _ask(demo, SMALL, "WEB-5")
    known = Visit(since=began, read=case.case_id, figures=True)
    found = _seen(demo, known)
    assert f"{case.case_id}: " in found.lines[LEDGER]
    assert found.lines[FIGURES] == "The figures hold 1 decision made since you came"


def test_a_ledger_that_does_not_exist_is_no_tick(demo: Countersign) -> None:
    assert _seen(demo, Visit(since=demo.clock.now(), read="CS-999999")).lines == {}


def test_figures_in_which_nothing_moved_yet_are_no_tick(demo: Countersign) -> None:
    assert _seen(demo, Visit(since=demo.clock.now() + timedelta(minutes=1), figures=True)).lines == {}


def test_the_next_step_is_the_first_that_is_open_in_any_order() -> None:
    found = Seen({HELD: "b", FIGURES: "e"}, "", "", working=False)
    assert walk(found).next == ALONE
    assert walk(found).done == 2
    everything = Seen(dict.fromkeys(range(5), "x"), "", "", working=False)
    assert walk(everything).next is None


def test_the_strip_leads_onward_on_every_page_of_the_walk(demo: Countersign) -> None:
    page = AppTest.from_file(ENTRY, default_timeout=30).run()
    for place in ("desk", "metrics", "case", "request"):
        page.switch_page(str(ROOT / "pages" / f"{place}.py")).run()
        assert not page.exception
        assert "of 5 seen" in words(page), place
        onward = [*page.get("page_link"), *(one for one in page.button if one.key == "onward")]
        assert onward, place


def test_there_is_no_strip_for_whoever_does_not_walk(demo: Countersign, show: Show) -> None:
    assert "of 5 seen" not in words(show("metrics"))


def test_a_decision_at_this_desk_is_noted(demo: Countersign) -> None:
    page = AppTest.from_file(ENTRY, default_timeout=30).run()
    case = _ask(demo, LARGE, "WEB-6")
    _decide(demo, case)
    page.session_state["desk"] = Desk(done=Done(case.case_id, "Refunded", demo.clock.now(), undoable=False))
    page.run()
    assert "1 of 5 seen" in words(page)
    assert "approved by Mona Manager" in words(page)
