"""A case: one request of a customer, from its first message to its end."""

from enum import StrEnum
from typing import Annotated

from pydantic import Field, StringConstraints

from hitl.domain.order import Id
from hitl.domain.record import Moment, Record
from hitl.domain.roles import Level

MAX_MESSAGE = 20_000
"""Characters of a message that are kept for reading; the rest is cut and the cut is said."""


class Status(StrEnum):
    """Where a case stands. The usual way: received, drafting, in_review, decided, executing, closed."""

    RECEIVED = "received"
    DRAFTING = "drafting"
    IN_REVIEW = "in_review"
    SNOOZED = "snoozed"
    AWAITING_CUSTOMER = "awaiting_customer"
    AWAITING_SECOND = "awaiting_second"
    AWAITING_RETURN = "awaiting_return"
    DECIDED = "decided"
    EXECUTING = "executing"
    CLOSED = "closed"
    NEEDS_ATTENTION = "needs_attention"
    WITHDRAWN = "withdrawn"


OPEN_FOR_REVIEW = frozenset({Status.IN_REVIEW, Status.SNOOZED, Status.NEEDS_ATTENTION})
"""The states in which a person may decide a case that has no final decision yet."""

ENDED = frozenset({Status.CLOSED, Status.WITHDRAWN})


class Channel(StrEnum):
    """How the request came."""

    CHAT = "chat"
    EMAIL = "email"
    WEB_FORM = "web_form"
    API = "api"


class Author(StrEnum):
    """Who wrote a message of the conversation."""

    CUSTOMER = "customer"
    AGENT = "agent"  # the company's side: the agent's or a colleague's reply
    SYSTEM = "system"  # an automatic notice: "your request is under review"


class Message(Record):
    """One turn of the conversation; the text is personal data."""

    author: Author
    text: Annotated[str, StringConstraints(max_length=MAX_MESSAGE + 200)]
    at: Moment
    attachments: tuple[str, ...] = ()  # file names


class Ticket(Record):
    """A request as a channel, a help desk or an import hands it over, before anything is looked up."""

    ticket_id: Id
    body: str
    received_at: Moment
    channel: Channel = Channel.API
    customer_id: str | None = None
    email: str | None = None
    order_id: str | None = None
    subject: str = ""
    in_reply_to: str | None = None
    waiting: bool = False  # a live chat: somebody sits there
    attachments: tuple[str, ...] = ()
    conversation: tuple[Message, ...] = ()  # earlier turns, oldest first
    metadata: dict[str, str] = Field(default_factory=dict)


class Case(Record):
    """What is known of a case without its texts."""

    case_id: Id  # CS-1042
    ticket_id: Id
    status: Status
    channel: Channel
    received_at: Moment
    customer_id: str | None = None
    order_id: str | None = None  # as the ticket named it; the draft names the one it found
    sender_email: str | None = None  # personal data
    subject: str = ""
    waiting: bool = False
    level: Level | None = None  # of reviewer it needs now; None before it is drafted
    queued_at: Moment | None = None  # when it came to the desk
    due_at: Moment | None = None  # when a person should have decided
    draft_version: int = 0  # 0: not drafted yet
    attempt: int = 0  # counts the jobs that were started to draft it
    linked_case: str | None = None  # the closed case that this one follows
    part_of: str | None = None  # the first case of its message, where that is about several orders
    draft_rejected: bool = False  # a person threw the draft away; only an answer of their own may go out
    attention: str = ""  # why it needs attention, in one sentence
    simulated: bool = False
    metadata: dict[str, str] = Field(default_factory=dict)
