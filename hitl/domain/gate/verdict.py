"""What the gate says about a draft: where it goes, and every reason for it."""

from enum import StrEnum
from typing import Literal

from pydantic import Field, JsonValue

from hitl.domain.mode import Mode
from hitl.domain.record import Moment, Record
from hitl.domain.roles import Level


class Route(StrEnum):
    """Where a draft goes."""

    AUTO = "auto"  # leaves without a person
    REVIEW = "review"  # a person approves, edits, rejects or escalates the draft
    TAKEOVER = "takeover"  # a person answers with all context; the draft is only a hint


class Code(StrEnum):
    """Why a draft does not leave by itself. Stable: logs, charts and other people's scripts name them."""

    AMOUNT_LIMIT = "amount_limit"
    HIGH_VALUE = "high_value"
    POLICY_MATCH_NOT_STRONG = "policy_match_not_strong"
    POLICY_TERMS_NOT_MET = "policy_terms_not_met"
    POLICY_NOT_CHECKABLE = "policy_not_checkable"
    EXCEPTION_KEYWORD = "exception_keyword"
    HUMAN_REQUESTED = "human_requested"
    CUSTOMER_SENTIMENT = "customer_sentiment"
    MODEL_ASKED_FOR_REVIEW = "model_asked_for_review"
    LOW_CONFIDENCE = "low_confidence"
    VERY_LOW_CONFIDENCE = "very_low_confidence"
    LANGUAGE = "language"
    HEDGED_LANGUAGE = "hedged_language"
    PERSONAL_DATA_IN_REPLY = "personal_data_in_reply"
    REPLY_INCONSISTENT = "reply_inconsistent"
    REPEAT_REFUNDS = "repeat_refunds"
    VELOCITY = "velocity"
    DUPLICATE_REQUEST = "duplicate_request"
    INJECTION_SUSPECTED = "injection_suspected"
    OPEN_DISPUTE = "open_dispute"
    IDENTITY_UNVERIFIED = "identity_unverified"
    PAYMENT_METHOD = "payment_method"
    ORDER_NOT_FOUND = "order_not_found"
    ORDER_NOT_OWNED = "order_not_owned"
    AMOUNT_EXCEEDS_REFUNDABLE = "amount_exceeds_refundable"
    CURRENCY_MISMATCH = "currency_mismatch"
    CUSTOMER_TIER = "customer_tier"
    JURISDICTION = "jurisdiction"
    DENIAL = "denial"
    NOT_A_REFUND_REQUEST = "not_a_refund_request"
    DRAFT_FAILED = "draft_failed"
    MODE_SHADOW = "mode_shadow"
    MODE_COPILOT = "mode_copilot"
    NOT_IN_CANARY = "not_in_canary"
    SAMPLED_FOR_QUALITY = "sampled_for_quality"


class GateReason(Record):
    """One reason, in plain words and with the numbers it rests on."""

    code: Code
    says: str  # "$48.00 is over the $25.00 that may be paid without a person"
    evidence: dict[str, JsonValue] = Field(default_factory=dict)


Confirmation = Literal["inform", "confirm", "phrase"]
"""How much a person must do to decide: nothing more, confirm, or type a phrase."""


class Verdict(Record):
    """The gate's answer. `auto` exactly when there is no reason against it."""

    route: Route
    reasons: tuple[GateReason, ...]
    queue: str  # refunds, or the queue of the gravest keyword group
    level: Level
    confirmation: Confirmation
    priority: int  # 0 first, 9 last
    due_at: Moment
    ruleset: str  # the version of the rules
    mode: Mode

    @property
    def codes(self) -> frozenset[Code]:
        """The codes of all reasons."""
        return frozenset(reason.code for reason in self.reasons)
