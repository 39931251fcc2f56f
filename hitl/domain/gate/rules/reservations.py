"""What the customer says that the policy's terms do not know of, and that forbids paying without a person."""

import re

from hitl.domain.gate.matter import Matter, held
from hitl.domain.gate.verdict import Code, GateReason
from hitl.domain.money import Money
from hitl.domain.policy import Reason
from hitl.domain.reading.reservations import Kind

_WRONG_GOODS = frozenset({Reason.WRONG_ITEM, Reason.NOT_AS_DESCRIBED})
"""Where something else came, "I did not order this" is the complaint itself."""
_STATE = frozenset({Reason.DAMAGED, Reason.DEFECTIVE})
_OF_THE_STATE = frozenset({Kind.NO_FAULT, Kind.OWN_DOING})
"""Whose fault it is matters where the state is the reason: "wrong size, my own mistake" may go back."""
_AGAINST = {
    Kind.REMEDY: "Something else than money may be wanted",
    Kind.LATER: "It is open whether the money is wanted now",
    Kind.BOTH: "More than one piece is spoken of, one is paid for",
    Kind.PART: "Only a part may be meant",
    Kind.NO_FAULT: "It may be no fault",
    Kind.GONE: "The goods may be sold or given away",
    Kind.OWN_DOING: "It may have happened in the customer's own hands",
    Kind.EXTRA: "More may be wanted than the goods cost",
    Kind.NOT_MEANT: "What is written may not be meant",
    Kind.INTENTION: "The customer has something in mind that a person should read",
}


def settled_already(matter: Matter, amount: Money) -> GateReason | None:
    """The customer says that the money, or goods in its place, came already."""
    found = _words(matter, Kind.SETTLED)
    if not found or not amount:
        return None
    return held(Code.DUPLICATE_REQUEST, f"It may be settled already: “{found}”", words=found)


def somebody_elses(matter: Matter, amount: Money) -> GateReason | None:
    """The order, the card or the goods may be somebody else's."""
    found = _words(matter, Kind.WHOSE)
    if not found and matter.reservations and not _claims(matter, _WRONG_GOODS):
        found = _words(matter, Kind.NOT_ORDERED)
    if not found or not amount:
        return None
    return held(Code.IDENTITY_UNVERIFIED, f"It may be somebody else's purchase: “{found}”", words=found)


def words_against(matter: Matter, amount: Money) -> GateReason | None:
    """A wish or a fact under which the terms may not mean what they say."""
    for kind, says in _AGAINST.items() if matter.reservations else ():
        found = _words(matter, kind) if _counts(matter, kind) else ""
        if found and amount:
            return held(Code.POLICY_MATCH_NOT_STRONG, f"{says}: “{found}”", words=found, kind=kind.value)
    return None


def _counts(matter: Matter, kind: Kind) -> bool:
    """Whether words of this kind say anything against what the draft claims."""
    if kind is Kind.BOTH:
        bought = sum(line.quantity for line in matter.order.lines) if matter.order else 0
        paid = sum(claim.quantity for claim in matter.draft.claims) if matter.draft else 0
        # Of one piece the parts are counted: "both lenses".
        return paid == 1 and (bought != 1 or bool(_BOTH_ASKED.search(matter.facts.said)))
    return kind not in _OF_THE_STATE or _claims(matter, _STATE)


_BOTH_ASKED = re.compile(
    r"\b(?:refund|money|pay|return|cancel|reimburse)\w*(?: back)?(?: me)?(?: for| on| of)? (?:them |all )?"
    r"(?:both|all (?:the )?(?:two|three|four|five|six))\b",
    re.IGNORECASE,
)


def _words(matter: Matter, kind: Kind) -> str:
    for one in matter.reservations:
        if one.kind == kind:
            return one.text[:100]
    return ""


def _claims(matter: Matter, reasons: frozenset[Reason]) -> bool:
    claims = matter.draft.claims if matter.draft else ()
    return any(claim.reason in reasons for claim in claims)
