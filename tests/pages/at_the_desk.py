"""What the tests of the desk do and look at: presses, fields, cases that wait."""

from datetime import timedelta

from streamlit.testing.v1 import AppTest

from hitl.bootstrap import Countersign
from hitl.domain.case import Ticket
from hitl.domain.draft import Action
from hitl.domain.order import Line
from hitl.domain.roles import Level
from hitl.durable.drain import drain
from hitl.ports.reads import CaseFile, QueueFilter, QueueRow
from hitl.steps.intake import receive
from tests.company import order


def waiting(product: Countersign, **wanted: object) -> list[QueueRow]:
    drain(product)
    with product.store.reads() as reads:
        rows = reads.queue(QueueFilter(), None, 100)
    return [row for row in rows if all(getattr(row, name) == value for name, value in wanted.items())]


def a_refund(product: Countersign) -> str:
    return waiting(product, action=Action.APPROVE_REFUND, level=Level.REVIEWER)[0].case_id


def stored(product: Countersign, case_id: str) -> CaseFile:
    with product.store.reads() as reads:
        return reads.case_file(case_id)


def has_read(page: AppTest) -> AppTest:
    """As if the case had been on screen for a while."""
    desk = page.session_state["desk"]
    desk.opened = {case_id: at - timedelta(seconds=5) for case_id, at in desk.opened.items()}
    return page


def press(page: AppTest, label: str) -> AppTest:
    button = next(one for one in page.button if one.label.replace("\\", "").startswith(label))
    return button.click().run()


def field(page: AppTest, kind: str, label: str) -> object:
    fields = getattr(page, kind)
    return next(one for one in fields if one.label.replace("\\", "").startswith(label))


def confirm(page: AppTest) -> AppTest:
    """Press yes where the stakes ask for a second look."""
    asked = [one for one in page.button if one.label.replace("\\", "").startswith("Yes,")]
    return asked[0].click().run() if asked else page


def ask_for(product: Countersign, goods: Line, name: str) -> str:
    """A case about an order of those goods, which arrived damaged, at the desk."""
    with product.store.unit() as unit:
        customer = unit.catalog.customer_by_email("ada.lindqvist@example.com")
        assert customer is not None
        bought = order("99001", customer.customer_id, lines=(goods,), delivered_at=product.clock.now())
        unit.catalog.save_order(bought)
        unit.commit()
    asked = Ticket(
        ticket_id="T-dear",
        body=f"The {name} of order 99001 arrived damaged. Please refund it.",
        received_at=product.clock.now(),
        customer_id=customer.customer_id,
        order_id="99001",
        attachments=("photo.jpg",),
    )
    case = receive(asked, store=product.store, clock=product.clock)
    drain(product)
    return case.case_id
