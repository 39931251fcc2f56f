"""The first of two signatures: what one person would decide, until a second agrees."""

from hitl.domain.decision import DecisionReason, Feedback
from hitl.domain.draft import Action, Claim, StepKind
from hitl.domain.money import Money
from hitl.domain.record import Moment, Record


class Signature(Record):
    """A decision that waits for a second person; nothing of it has any effect before."""

    case_id: str
    draft_version: int
    by: str  # e-mail
    at: Moment
    opened_at: Moment | None = None
    action: Action
    amount: Money | None
    claims: tuple[Claim, ...] = ()
    reply: str  # personal data
    note: str = ""  # of the ticket, personal data
    reason_code: DecisionReason | None = None
    without: frozenset[StepKind] = frozenset()
    replaces: bool = False
    bound: str  # what it was bound to when it was given
    says: str = ""  # why, for the second person; personal data
    feedback: Feedback | None = None
