"""What people answer, and the one final decision of a case."""

from enum import StrEnum
from hashlib import sha256
from typing import Annotated, Literal

from pydantic import Field, JsonValue
from pydantic.main import IncEx

from hitl.domain.draft import Action, Claim, StepKind
from hitl.domain.drafted import Drafted
from hitl.domain.money import Money
from hitl.domain.order import Order
from hitl.domain.record import Moment, Record
from hitl.domain.roles import Level

GATE = "gate"
"""The name under which the gate decides."""


class DecisionReason(StrEnum):
    """Why a person departed from the draft."""

    AMOUNT_WRONG = "amount_wrong"
    WRONG_ITEMS = "wrong_items"
    POLICY_MISREAD = "policy_misread"
    FACTS_WRONG = "facts_wrong"
    GOODWILL = "goodwill"
    FRAUD_SUSPECTED = "fraud_suspected"
    TONE = "tone"
    REPLY_WRONG = "reply_wrong"
    NEEDS_SENIOR = "needs_senior"
    MISSING_INFORMATION = "missing_information"
    OTHER = "other"


class Feedback(Record):
    """What the reviewer thought of the draft."""

    score: Annotated[int, Field(ge=1, le=5)] | None = None
    kind: str = ""
    comment: str = ""


class Approve(Record):
    """The draft as it stands; steps named in `without` are dropped, and then a reason is due."""

    kind: Literal["approve"] = "approve"
    without: frozenset[StepKind] = frozenset()
    reason_code: DecisionReason | None = None


class Edit(Record):
    """The person's own action, amount or reply in place of the draft's; None keeps the draft's."""

    kind: Literal["edit"] = "edit"
    action: Action | None = None
    amount: Money | None = None
    claims: tuple[Claim, ...] | None = None
    reply: str | None = None
    note: str | None = None  # the ticket note's words; None: the usual ones
    replaces: bool = False  # the goods are sent again, instead of money
    reason_code: DecisionReason
    without: frozenset[StepKind] = frozenset()


class Reject(Record):
    """Nothing of the draft goes out; the case waits for the person's own answer."""

    kind: Literal["reject"] = "reject"
    reason_code: DecisionReason
    note: str = ""


class Escalate(Record):
    """To a higher level, with a word on why."""

    kind: Literal["escalate"] = "escalate"
    level: Level | None = None  # None: one level up
    note: str = ""
    reason_code: DecisionReason = DecisionReason.NEEDS_SENIOR


class Ask(Record):
    """A question to the customer; the answer drafts the case anew."""

    kind: Literal["ask"] = "ask"
    question: str  # empty: the draft's own reply, where it asks
    reason_code: DecisionReason = DecisionReason.MISSING_INFORMATION


class Agree(Record):
    """The second signature: what the first person would decide is decided."""

    kind: Literal["agree"] = "agree"


class Disagree(Record):
    """The first signature is set aside, and the case is at the desk again."""

    kind: Literal["disagree"] = "disagree"
    note: str
    reason_code: DecisionReason = DecisionReason.OTHER


Answer = Annotated[Approve | Edit | Reject | Escalate | Ask | Agree | Disagree, Field(discriminator="kind")]


class Submission(Record):
    """An answer with what was on the screen when it was given."""

    case_id: str
    draft_version: int
    answer: Answer
    by: str  # e-mail of the person
    opened_at: Moment | None = None  # when the case was put on the screen
    seen: str | None = None  # `fingerprint` of what was on the screen; None from the command line
    feedback: Feedback | None = None
    confirmed: str = ""  # "yes", or the phrase as typed, where the stakes ask for it (domain/stakes)
    says: str = ""  # a word to the second person, where one must agree
    together: str = ""  # the id of the one confirmation that decides it with others


class DecisionOutcome(StrEnum):
    """How the decision relates to the draft."""

    APPROVED = "approved"  # the draft, unchanged
    EDITED = "edited"
    REJECTED = "rejected"  # thrown away, answered by the person alone


class Decision(Record):
    """The final decision of a case: by a person, or by the gate under a named ruleset."""

    decision_id: str  # D-1042
    case_id: str
    draft_version: int
    by: str  # e-mail, or `gate`
    outcome: DecisionOutcome
    action: Action
    amount: Money | None
    order_id: str | None
    claims: tuple[Claim, ...] = ()
    reply: str
    draft_action: Action
    draft_amount: Money | None
    reason_code: DecisionReason | None = None
    changes: dict[str, JsonValue] = Field(default_factory=dict)  # field -> [draft's, decision's]
    without: frozenset[StepKind] = frozenset()
    note: str = ""  # the ticket note in the person's own words; empty: the usual ones
    replaces: bool = False  # the claimed goods are sent again, and no money is paid
    first_by: str | None = None  # who signed first, where two had to agree
    bound: str = ""  # `binding` of what was on the screen; checked once more before money moves
    queued_at: Moment | None = None  # when it came to the desk; None for the gate
    opened_at: Moment | None = None
    decided_at: Moment
    policy: int  # version
    ruleset: str
    feedback: Feedback | None = None


def decision_id_of(case_id: str) -> str:
    """The id of a case's one final decision: D-1042 for CS-1042."""
    return case_id.replace("CS-", "D-")


_OF_LINES: dict[str, IncEx | bool] = {"__all__": {"returned_at", "refunded", "metadata"}}
_MOVES_ON: dict[str, IncEx | bool] = {"status": True, "metadata": True, "lines": _OF_LINES}
"""What may change between decision and payment: goods come back, and refunds are counted apart."""


def binding(order: Order | None, *, action: Action, amount: Money | None, reply: str) -> str:
    """A digest of what a decision is about to do, and to what; the executor compares it before it pays."""
    basis = order.model_dump_json(exclude=_MOVES_ON) if order else ""
    parts = [basis, action.value, f"{amount.minor} {amount.currency}" if amount else "", reply]
    return sha256("\n".join(parts).encode()).hexdigest()[:16]


def order_state(order: Order | None) -> str:
    """A short digest of all that a decision may rest on in an order; empty without an order."""
    return sha256(order.model_dump_json().encode()).hexdigest()[:16] if order else ""


def fingerprint(drafted: Drafted, order: Order | None) -> str:
    """A short digest of what a reviewer sees: the order as it is now, and the draft."""
    draft = drafted.draft
    shown = [order_state(order), str(drafted.version), draft.model_dump_json() if draft else ""]
    return sha256("\n".join(shown).encode()).hexdigest()[:16]
