"""Who decided what: final decisions, those beside the agent, and what customers made of them."""

from datetime import datetime
from typing import Protocol

from hitl.domain.decision import Decision
from hitl.domain.record import Moment, Record
from hitl.domain.signature import Signature
from hitl.ports.catalog import Saved


class Decisions(Protocol):
    """Final decisions, one a case."""

    def add(self, decision: Decision) -> None:
        """Store it. Raises AlreadyDecided where the case has one."""
        ...

    def of_case(self, case_id: str) -> Decision | None:
        """The case's decision."""
        ...

    def withdraw(self, decision_id: str) -> None:
        """Remove a decision of which nothing has left, with its cancelled refund and its deliveries.

        The caller has made sure of that in this transaction; the ledger keeps what was decided.
        """
        ...

    def bind(self, decision_id: str, bound: str) -> None:
        """Bind a decision anew, where a person has looked again at what it is about to do."""
        ...

    def sign(self, signature: Signature) -> None:
        """Keep the first of two signatures; it takes the place of an older draft's."""
        ...

    def signature(self, case_id: str) -> Signature | None:
        """The first signature of a case that waits for a second."""
        ...

    def unsign(self, case_id: str) -> None:
        """Remove it: a second person agreed, or somebody set it aside."""
        ...

    def note_action(self, case_id: str, kind: str, by: str, at: datetime, note: str) -> None:
        """A review action that is not final: escalation, question, rejection of the draft."""
        ...


class HumanOutcome(Record):
    """What a person decided on a ticket beside the agent, for the comparison in shadow mode."""

    ticket_id: str
    action: str
    decided_at: Moment
    amount_minor: int | None = None
    currency: str | None = None
    reviewer: str | None = None
    seconds_spent: int | None = None
    csat: int | None = None


class Outcomes(Protocol):
    """What people decided beside the agent."""

    def of_ticket(self, ticket_id: str) -> HumanOutcome | None:
        """What is known of that ticket so far."""
        ...

    def save(self, outcome: HumanOutcome) -> Saved:
        """Insert or update, one a ticket."""
        ...


class Ratings(Protocol):
    """How satisfied customers said they were."""

    def of_case(self, case_id: str) -> int | None:
        """What the customer said, 1 to 5; None where nothing was said."""
        ...

    def save(self, case_id: str, score: int, at: datetime) -> None:
        """Insert or update, one a case."""
        ...
