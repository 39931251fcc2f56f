"""A question to the customer: it parks the case and is no final decision."""

from hitl.domain.case import Case, Status
from hitl.domain.delivery import DeliveryKind
from hitl.domain.event import Event, EventKind
from hitl.domain.record import Moment
from hitl.errors import Refused
from hitl.ports.store import Unit
from hitl.steps.words import tell


def ask(unit: Unit, case: Case, question: str, *, by: str, at: Moment, expect: Status) -> None:
    """Send a question and park the case; the customer's answer drafts it anew. Not a final decision."""
    if not unit.cases.move(case.case_id, Status.AWAITING_CUSTOMER, expect={expect}, at=at):
        raise Refused(f"{case.case_id} changed meanwhile; look at it again.")
    unit.decisions.note_action(case.case_id, "ask", by, at, question)
    unit.log(
        Event(
            kind=EventKind.CASE_QUESTION,
            at=at,
            actor=by,
            case_id=case.case_id,
            private={"question": question},
        )
    )
    tell(unit, case.case_id, [(DeliveryKind.QUESTION, question)], at=at)
