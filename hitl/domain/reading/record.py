"""What the customer's words say, as far as fixed rules can tell; no model is asked."""

from enum import StrEnum

from hitl.domain.money import Currency, Minor
from hitl.domain.policy import Reason
from hitl.domain.record import Record


class Sentiment(StrEnum):
    """The customer's tone; anything but calm is answered by a person."""

    CALM = "calm"
    FRUSTRATED = "frustrated"
    ANGRY = "angry"


class Intent(StrEnum):
    """What the customer wants, as far as refunds go."""

    REFUND = "refund"  # wants money back (or to return, cancel or replace something)
    QUESTION = "question"  # asks about rules, a refund under way, or what would happen
    DECLINED = "declined"  # says not to refund anything, or takes a request back
    OTHER_MATTER = "other_matter"  # nothing to do with refunds
    UNCLEAR = "unclear"


class Found(Record):
    """Words that mean something to a rule, with their place in the conversation."""

    kind: str  # the keyword group, the injection pattern, the condition contradicted, ...
    text: str  # the words themselves, as written
    message: int  # index into the conversation; -1: the subject line
    start: int  # offsets into that message's text
    end: int
    sure: bool = True  # False: only looks like it ("a lawyer by trade")


class MentionedAmount(Record):
    """A sum of money that the customer wrote; the currency is None where only a number stands."""

    minor: Minor
    currency: Currency | None
    found: Found


class Reading(Record):
    """Everything that the gate and the rules drafter take from the customer's words."""

    language: str  # ISO 639-1, or "und" where there are too few words to tell
    intent: Intent
    reasons: tuple[Reason, ...] = ()  # that the words support, likeliest first
    sentiment: Sentiment = Sentiment.CALM
    sentiment_signs: tuple[Found, ...] = ()
    keywords: tuple[Found, ...] = ()  # of the exception groups; kind is the group's name
    human_requested: Found | None = None
    injection: tuple[Found, ...] = ()
    reservations: tuple[Found, ...] = ()  # against paying without a person; kind is a reservations.Kind
    ordinary: float | None = None  # the chance that the words are a plain request; None where nothing tells
    amounts: tuple[MentionedAmount, ...] = ()
    order_numbers: tuple[str, ...] = ()  # as written, without '#'
