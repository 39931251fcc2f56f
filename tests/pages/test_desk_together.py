"""Similar cases, and several alike ones under one confirmation."""

from datetime import timedelta

from streamlit.testing.v1 import AppTest

from hitl.bootstrap import Countersign
from hitl.domain.case import Status, Ticket
from hitl.durable.drain import drain
from hitl.ports.reads import QueueFilter
from hitl.steps.intake import receive
from tests.company import customer, line, order
from tests.pages.conftest import REVIEWER, Show, words

BOUGHT = ("Ada", "Ben", "Cleo")


def _mugs(product: Countersign) -> list[str]:
    """Three waiting cases of three customers about the same broken goods."""
    with product.store.unit() as unit:
        for number, name in enumerate(BOUGHT, start=1):
            unit.catalog.save_customer(customer(f"CM{number}", name=f"{name} Brown"))
            mugs = line(unit_price=4800, title="Mug set", category="kitchen")
            bought = order(f"8800{number}", f"CM{number}", lines=(mugs,), delivered_at=product.clock.now())
            unit.catalog.save_order(bought)
        unit.commit()
    asked = [
        Ticket(
            ticket_id=f"T-mugs-{number}",
            body=f"The mug set of order 8800{number} arrived broken. Please refund it.",
            received_at=product.clock.now(),
            customer_id=f"CM{number}",
            order_id=f"8800{number}",
            attachments=("mugs.jpg",),
        )
        for number in range(1, len(BOUGHT) + 1)
    ]
    cases = [receive(ticket, store=product.store, clock=product.clock).case_id for ticket in asked]
    drain(product)
    return cases


def _status(product: Countersign, case_id: str) -> Status:
    with product.store.reads() as reads:
        return reads.case_status(case_id)


def _press(page: AppTest, label: str) -> AppTest:
    return next(one for one in page.button if one.label.replace("\\", "").startswith(label)).click().run()


def test_one_key_shows_how_similar_cases_ended(demo: Countersign, show: Show) -> None:
    drain(demo)
    with demo.store.reads() as reads:
        waiting = reads.queue(QueueFilter(), None, 100)
        known = next(row.case_id for row in waiting if reads.similar(row.case_id))
    page = show("desk", by=REVIEWER, case=known)
    assert "Similar cases</h" not in words(page)
    page = _press(page, "Similar cases")
    assert 'class="f similar"' in words(page)
    assert "Similar cases</h" not in words(_press(page, "Hide similar cases"))


def test_alike_cases_are_listed_with_their_sum_and_decided_together(demo: Countersign, show: Show) -> None:
    cases = _mugs(demo)
    page = _press(show("desk", by=REVIEWER, case=cases[0]), "Decide alike ones")
    listed = words(page)
    assert all(case_id in listed for case_id in cases)
    approve = next(one for one in page.button if one.label.startswith("Approve") and "in all" in one.label)
    assert str(len(cases)) in approve.label or "cases" in approve.label
    desk = page.session_state["desk"]
    desk.listed_at -= timedelta(seconds=5)
    page = approve.click().run()
    assert {_status(demo, case_id) for case_id in cases} <= {Status.DECIDED, Status.EXECUTING, Status.CLOSED}
    page = _press(page, "Undo")
    assert {_status(demo, case_id) for case_id in cases} == {Status.IN_REVIEW}


def test_a_list_that_was_not_looked_at_is_not_decided(demo: Countersign, show: Show) -> None:
    cases = _mugs(demo)
    page = _press(show("desk", by=REVIEWER, case=cases[0]), "Decide alike ones")
    page.session_state["desk"].listed_at += timedelta(seconds=5)
    approve = next(one for one in page.button if one.label.startswith("Approve") and "in all" in one.label)
    page = approve.click().run()
    assert "only just been shown" in words(page)
    assert {_status(demo, case_id) for case_id in cases} == {Status.IN_REVIEW}
