"""What else a customer asked for: their other cases, as the one on the screen lists them."""

from datetime import datetime

from hitl.domain.case import Status
from hitl.domain.draft import Action
from hitl.domain.money import Money
from hitl.domain.policy import Reason
from hitl.domain.record import Moment, Record
from hitl.domain.refund import RefundStatus


class OtherCase(Record):
    """Another case of the same customer, and how it ended."""

    case_id: str
    received_at: Moment
    status: Status
    subject: str  # personal data
    matter: Reason | None  # that its newest draft claims first
    action: Action | None = None  # of the decision; None while there is none
    amount: Money | None = None  # of the decision, else of the draft
    replaces: bool = False  # the goods were sent again
    refund: RefundStatus | None = None
    watched: bool = False  # its draft was only compared with what people did: nothing left


class AlsoAsked(Record):
    """Another order that the same message asks about, and the case that it has."""

    case_id: str
    order_id: str
    status: Status
    action: Action | None = None  # of the decision, else of the draft
    amount: Money | None = None  # likewise


class History(Record):
    """The customer's other cases, newest first; nobody else's."""

    shown: tuple[OtherCase, ...] = ()
    more: int = 0  # further ones, counted up to a cap

    def before(self, at: datetime) -> "History":
        """As far as it was known then; how a case stands is told as of now."""
        return History(shown=tuple(one for one in self.shown if one.received_at < at), more=self.more)
