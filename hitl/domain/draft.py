"""A draft: what the agent proposes. It names a case's own lines; amounts are checked against the facts."""

from enum import StrEnum
from typing import Annotated, Self

from pydantic import Field, model_validator

from hitl.domain.money import Money
from hitl.domain.order import Id
from hitl.domain.policy import Match, Reason
from hitl.domain.reading.record import Sentiment
from hitl.domain.record import Record

Share = Annotated[float, Field(ge=0, le=1)]


class Action(StrEnum):
    """What may be done with a request."""

    APPROVE_REFUND = "approve_refund"
    DENY_REFUND = "deny_refund"
    REQUEST_MORE_INFO = "request_more_info"
    ANSWER_ONLY = "answer_only"


class Claim(Record):
    """So many pieces of one line, for one reason."""

    line_id: Id
    quantity: Annotated[int, Field(ge=1)]
    reason: Reason


class StepKind(StrEnum):
    """What the plan may contain."""

    REFUND = "refund"
    REPLY = "reply"
    TICKET_NOTE = "ticket_note"
    REPLACEMENT = "replacement"  # send the goods again, instead of money


class PlannedStep(Record):
    """One step of the plan; a person may drop it."""

    kind: StepKind
    says: str  # "Refund $12.50 to the card of order 10482"


class Missing(StrEnum):
    """What a request lacks; a question to the customer asks for exactly these."""

    ORDER = "order"  # which order
    ITEM = "item"  # which goods of the order
    QUANTITY = "quantity"
    REASON = "reason"
    EVIDENCE = "evidence"  # a photo, say
    IDENTITY = "identity"  # who is writing


class Sentence(Record):
    """One sentence of the rationale, tied to what it rests on."""

    text: str
    supports: bool = True  # False: speaks against the draft
    evidence: tuple[str, ...] = ()  # clause ids, "order 10482", "line 1", "message 2"


class Draft(Record):
    """A proposal for a case, whoever made it."""

    action: Action
    reply: str  # to the customer
    order_id: str | None = None
    also: tuple[str, ...] = ()  # further orders of the customer's that the message asks about
    claims: tuple[Claim, ...] = ()
    amount: Money | None = None  # set exactly for approve_refund
    citations: tuple[str, ...] = ()  # clause ids
    rationale: tuple[Sentence, ...] = ()
    policy_match: Match = "weak"
    needs_human_review: bool = False
    review_note: str = ""  # why the drafter asks for a person
    customer_sentiment: Sentiment = Sentiment.CALM
    steps: tuple[PlannedStep, ...] = ()
    missing: tuple[Missing, ...] = ()
    refund_matter: bool = True  # False: no refund matter at all; handed on
    understanding: Share  # how sure the drafter is that it read the request rightly
    doubts: tuple[str, ...] = ()  # what it was unsure of, in plain words
    drafter: str  # "rules 1.0": who drafted, shown on every draft
    model: str = ""  # the model's name, empty for the rules drafter
    prompt: str = ""  # the prompt's version, empty for the rules drafter

    @model_validator(mode="after")
    def _amount_belongs_to_a_refund(self) -> Self:
        if (self.amount is not None) != (self.action is Action.APPROVE_REFUND):
            raise ValueError("a draft has an amount exactly when it approves a refund")
        if self.amount is not None and self.amount.minor <= 0:
            raise ValueError("the amount of a refund must be above nothing")
        return self


class Confidence(Record):
    """How far the draft may be trusted, by a scorer that is not the drafter. All parts from 0 to 1."""

    value: Share  # the score, or what it is worth where that is less
    specificity: Share  # names order, item, amount, date
    relevance: Share  # the cited clauses cover and hold
    tone: Share  # the reply fits the customer's mood
    understanding: Share  # the request was read without doubt
    evidence: Share = 1.0  # the sentences of the rationale rest on something in the case
    agreement: Share | None = None  # a second, independent draft says the same; None where there is none
    lookups: Share | None = None  # what was looked up was found; None where no model was asked
    score: Share | None = None  # what the parts come to; None in drafts from before calibration
    calibrated: Share | None = None  # of drafts of that score so many were right; None: not measured
    calibration: str = ""  # which one: "1 (805 labelled cases)"; empty: uncalibrated
    scorer: str  # "rules 1.2"
