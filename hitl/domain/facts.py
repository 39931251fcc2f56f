"""What code, not a model, knows about a case when it is drafted and when it is decided."""

from enum import StrEnum
from functools import cached_property
from typing import Annotated

from pydantic import Field

from hitl.domain.case import Author, Channel, Message
from hitl.domain.order import Customer, NotNegative, Order
from hitl.domain.policy import PolicyVersion
from hitl.domain.record import Moment, Record

MOST_APART = 8
"""Orders of one message that get a case each; whoever asks about more is answered by a person."""


class Standing(StrEnum):
    """Whose order a number is that the customer or the ticket names."""

    OWN = "own"
    OTHERS = "others"
    UNKNOWN = "unknown"


class Facts(Record):
    """Loaded in one transaction. Refunds that we reserved or paid are counted into the orders' lines."""

    case_id: str
    now: Moment
    channel: Channel
    waiting: bool = False
    subject: str = ""
    conversation: Annotated[tuple[Message, ...], Field(min_length=1)]  # oldest first
    customer: Customer | None
    sender_verified: bool = True  # False: the mail's sender is not the customer on record
    orders: tuple[Order, ...] = ()  # the customer's, newest first
    ticket_order: str | None = None  # the number that the ticket names
    mentioned: dict[str, Standing] = Field(default_factory=dict)  # order numbers, ticket's and text's
    prior_refunds: Annotated[int, Field(ge=0)] = 0  # in 365 days, imported ones included
    auto_paid_on_order: dict[str, NotNegative] = Field(default_factory=dict)  # minor units by order id
    auto_paid_30_days: dict[str, NotNegative] = Field(default_factory=dict)  # minor units by currency
    duplicates: tuple[str, ...] = ()  # other cases that ask for the same
    apart: dict[str, str] = Field(default_factory=dict)
    """Of a message about several orders: the case of each order, this one's included; else empty."""
    policy: PolicyVersion

    def order(self, order_id: str | None) -> Order | None:
        """The customer's own order of that id, or None."""
        for order in self.orders:
            if order.order_id == order_id:
                return order
        return None

    @property
    def own_order(self) -> str | None:
        """The one order that this case is about where the message's orders have cases of their own."""
        return next((order for order, case_id in self.apart.items() if case_id == self.case_id), None)

    @cached_property
    def customer_messages(self) -> tuple[Message, ...]:
        """What the customer wrote, oldest first."""
        return tuple([message for message in self.conversation if message.author is Author.CUSTOMER])

    @cached_property
    def first_message_at(self) -> Moment:
        """When the customer first wrote; day counts of the policy end here."""
        return min([message.at for message in self.customer_messages or self.conversation])

    @cached_property
    def said(self) -> str:
        """All of the customer's words, subject first, one message a paragraph."""
        return "\n\n".join(filter(None, [self.subject, *(m.text for m in self.customer_messages)]))

    @cached_property
    def attachments(self) -> tuple[str, ...]:
        """The names of every file that the customer sent."""
        return tuple([name for message in self.customer_messages for name in message.attachments])
