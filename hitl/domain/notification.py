"""What the company's own systems are told: that something needs somebody.

A notification leaves the house, so it names a case by its number and says nothing about the customer.
"""

import json
from enum import StrEnum

from hitl.domain.record import Moment, Record


class Concern(StrEnum):
    """What it is about. Stable: receivers go by it."""

    CASE_OVERDUE = "case.overdue"  # nobody decided it by its due time
    CHAT_UNATTENDED = "chat.unattended"  # somebody waits in a chat and nobody is at the desk
    DRIFT = "drift.found"  # a watched figure is out of control; the case is an example
    PING = "ping"  # nothing; `doctor` asks whether the receiver answers


class Notification(Record):
    """One message to the receiver."""

    concern: Concern
    at: Moment
    case_id: str
    reason: str  # one plain sentence
    due_at: Moment | None = None  # by when the case should be decided now
    link: str = ""  # where to look; empty: the case at the desk

    @property
    def body(self) -> str:
        """JSON as Standard Webhooks recommends it: type, timestamp, data."""
        data = {
            "case": self.case_id,
            "reason": self.reason,
            "due_at": self.due_at.isoformat() if self.due_at else None,
            "link": self.link or f"/desk?case={self.case_id}",
        }
        message = {"type": self.concern, "timestamp": self.at.isoformat(), "data": data}
        return json.dumps(message, separators=(",", ":"))
