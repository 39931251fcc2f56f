"""What in the words as a whole makes a reading of them less sure."""

import re

from hitl.adapters.rules_drafter.doubts import GRAVE, SOME, Doubt
from hitl.adapters.rules_drafter.request import Request
from hitl.domain.facts import Facts
from hitl.domain.order import Order
from hitl.domain.policy import Reason
from hitl.domain.reading.intent import ASKS, also_asks, wants_back
from hitl.domain.reading.items import catalogue, foreign_products
from hitl.domain.reading.order_numbers import order_numbers
from hitl.domain.reading.record import Intent
from hitl.domain.reading.text import normal
from hitl.ports.drafter import Brief

LONG = 1500
"""Letters from which a message says more than the rules can be trusted to sort."""

_UNSURE = re.compile(
    r"\b(?:i think|i guess|i suppose|maybe|perhaps|not (?:really |entirely |quite |100% |completely )?sure|possibly"
    r"|i might have|might be (?:me|my|broken|faulty|damaged)|could be (?:me|my)|not certain|can't tell|can't remember"
    r"|don't remember|if i'm honest|hard to say|i dunno|i don't know (?:if|whether|what|why)|probably my|my own fault"
    r"|(?:i|we|son|daughter|dog|cat|he|she|kids?) (?:\w+ )?(?:dropped|knocked|sat on|stepped on|spilled|broke it)|my fault)\b"
)
_FOR_OTHERS = re.compile(
    r"\b(?:on behalf of|my (?:friend|neighbou?r|colleague|boss|client|customer)'s (?:order|account)"
    r"|for my (?:friend|client|boss)'s|not my (?:order|account))\b"
)
_SHIPPING = re.compile(r"\b(?:shipping|delivery|postage) (?:costs?|fees?|charges?|too|as well)\b")
_WHY_CANCEL = re.compile(
    r"\b(?:refund|money|mistake|accident|no longer|don't (?:need|want)|changed|instead|before (?:it|you)|not (?:\w+ ){0,3}"
    r"(?:sent|shipped|dispatched|left|gone)|n't (?:\w+ ){0,2}(?:sent|shipped|dispatched|left|gone)|wrong|found|bought|late|cancelled)\b"
)


def further_doubts(brief: Brief, order: Order, request: Request) -> tuple[Doubt, ...]:
    """The doubts about a request that its claims alone do not show."""
    said = normal(brief.facts.said)
    reasons = frozenset(claim.reason for claim in request.claims)
    found = (
        *_about_the_tone(brief),
        *_about_the_words(brief, said),
        *_about_the_goods(said, order, reasons),
        *_about_the_wish(brief.facts, said, reasons),
        *_about_numbers(brief.facts),
    )
    return tuple(found)


def _about_the_tone(brief: Brief) -> tuple[Doubt, ...]:
    doubts = []
    if brief.reading.intent is Intent.UNCLEAR:
        doubts.append(Doubt(GRAVE, "It is not plain that money is asked for."))
    if any(sign.kind == "sarcasm" for sign in brief.reading.sentiment_signs):
        doubts.append(Doubt(SOME, "Some of it may be meant ironically."))
    return tuple(doubts)


def _about_the_words(brief: Brief, said: str) -> tuple[Doubt, ...]:
    doubts = []
    if len(brief.facts.said) > LONG:
        doubts.append(Doubt(SOME, "The message is long; something in it may have been overlooked."))
    if _UNSURE.search(said):
        doubts.append(Doubt(SOME, "The customer is not sure of what happened."))
    if _FOR_OTHERS.search(said):
        doubts.append(Doubt(GRAVE, "It may be about somebody else's purchase."))
    last = brief.facts.customer_messages[-1].text if brief.facts.customer_messages else ""
    if also_asks(last):
        doubts.append(Doubt(SOME, "A question is asked beside the request."))
    if _SHIPPING.search(said):
        doubts.append(Doubt(SOME, "The cost of delivery is spoken of, which no line of the order holds."))
    return tuple(doubts)


def _about_the_goods(said: str, order: Order, reasons: frozenset[Reason]) -> tuple[Doubt, ...]:
    """Goods are named that the order does not have; where the wrong thing came, that is to be expected."""
    foreign = foreign_products(said, catalogue(order))
    if not foreign or reasons & {Reason.WRONG_ITEM, Reason.NOT_AS_DESCRIBED}:
        return ()
    return (Doubt(SOME, f"Something is named that the order does not have: {', '.join(foreign[:3])}."),)


def _about_the_wish(facts: Facts, said: str, reasons: frozenset[Reason]) -> tuple[Doubt, ...]:
    """A story without a wish: goods that came broken speak for themselves, most others do not."""
    if Reason.CANCELLED in reasons and not _WHY_CANCEL.search(said):
        return (Doubt(SOME, "The order is to be cancelled, and no word says why."),)
    if any(ASKS.search(normal(message.text)) or wants_back(message.text) for message in facts.conversation):
        return ()
    if reasons & {Reason.CHANGED_MIND, Reason.PRICE, Reason.OTHER, Reason.LATE}:
        return (Doubt(GRAVE, "Nothing is asked for in so many words."),)
    if Reason.NEVER_ARRIVED in reasons:
        return (Doubt(SOME, "Whether money or only news is wanted is not said."),)
    return ()


_LEAST_DIGITS = 6  # shorter figures are sizes, years and models more often than orders


def _about_numbers(facts: Facts) -> tuple[Doubt, ...]:
    """A long number that may be another order's."""
    own = {order.order_id.lstrip("#").casefold() for order in facts.orders}
    for message in facts.customer_messages:
        for candidate in order_numbers(message.text):
            digits = sum(letter.isdigit() for letter in candidate.number)
            if digits >= _LEAST_DIGITS and candidate.number.casefold() not in own:
                return (Doubt(SOME, f"The number {candidate.number} is none of the customer's orders."),)
    return ()
