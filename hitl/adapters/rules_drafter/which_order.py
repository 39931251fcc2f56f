"""Which of the customer's orders a request is about; none of somebody else's, ever."""

import re
from datetime import UTC, datetime
from typing import NamedTuple

from hitl.adapters.rules_drafter.apportioning import Share, apportion
from hitl.adapters.rules_drafter.doubts import GRAVE, SLIGHT, SOME, Doubt
from hitl.adapters.rules_drafter.naming import ONE_OF_THEM
from hitl.domain.facts import MOST_APART, Facts, Standing
from hitl.domain.order import Order, OrderStatus
from hitl.domain.policy import Reason
from hitl.domain.reading.catalogue import catalogue, foreign_products
from hitl.domain.reading.intent_words import ASKS
from hitl.domain.reading.items import mentions
from hitl.domain.reading.order_numbers import order_numbers
from hitl.domain.reading.reasons import hear
from hitl.domain.reading.text import normal


class Which(NamedTuple):
    """The order, or why there is none."""

    order: Order | None
    doubts: tuple[Doubt, ...] = ()
    foreign: tuple[str, ...] = ()  # numbers that are somebody else's or nobody's
    choices: tuple[Order, ...] = ()  # several that it could be
    share: Share | None = None  # what of the words is about it, where the message is about several
    also: tuple[Order, ...] = ()  # the others of these


def which_order(facts: Facts, reasons: tuple[Reason, ...]) -> Which:
    """The order named by ticket or text, the only one, or the only one that holds what is named."""
    if facts.own_order is not None:
        return _own_case(facts, facts.own_order)
    foreign = _foreign(facts)
    named = _named(facts)
    if foreign:
        corrected = _corrected(facts, named)
        return Which(corrected) if corrected else Which(None, foreign=foreign)
    if len(named) > 1:
        return _of_several_named(facts, named, reasons)
    if named:
        several = _MORE_THAN_ONE.search(normal(facts.said))
        return (several and _each_apart(facts, apportion(facts))) or Which(named[0])
    if len(facts.orders) == 1:
        return _the_only_one(facts)
    return _by_content(facts, facts.orders, reasons)


def _own_case(facts: Facts, own: str) -> Which:
    """The order of this case, whatever else its message asks for: the others have cases of their own."""
    order = facts.order(own)
    if order is None:
        return Which(None)
    shares = apportion(facts)
    share = next((one for one in shares if one.order.order_id == own), None)
    also = tuple(one.order for one in shares if one.order.order_id != own)
    if share is None:
        says = "What of the message is about this order was not told apart."
        return Which(order, (Doubt(GRAVE, says),), also=also)
    return Which(order, (_one_of_several(also),), share=share, also=also)


def _each_apart(facts: Facts, shares: tuple[Share, ...]) -> Which | None:
    """The first of several orders that are asked about; None where it is one, or they are not told apart."""
    if not 1 < len(shares) <= MOST_APART:
        return None
    first = next((one for one in shares if one.order.order_id == facts.ticket_order), shares[0])
    also = tuple(one.order for one in shares if one is not first)
    return Which(first.order, (_one_of_several(also),), share=first, also=also)


def _one_of_several(also: tuple[Order, ...]) -> Doubt:
    others = ", ".join(order.order_id for order in also)
    return Doubt(SOME, f"The message asks about {others} too; this draft is about one order alone.")


def _foreign(facts: Facts) -> tuple[str, ...]:
    return tuple(number for number, standing in facts.mentioned.items() if standing is not Standing.OWN)


def _named(facts: Facts) -> tuple[Order, ...]:
    """The customer's orders that the ticket or the words name; the words' own before the ticket's."""
    own = [number for number, standing in facts.mentioned.items() if standing is Standing.OWN]
    said = {
        candidate.number.casefold()
        for message in facts.customer_messages
        for candidate in order_numbers(message.text)
    }
    spoken = [number for number in own if number.lstrip("#").casefold() in said]
    numbers = spoken or own or ([facts.ticket_order] if facts.ticket_order else [])
    found = (facts.order(number) for number in dict.fromkeys(numbers))
    return tuple(order for order in found if order is not None)


def _corrected(facts: Facts, named: tuple[Order, ...]) -> Order | None:
    """The right number, given after a wrong one that stands in an earlier message only."""
    messages = facts.customer_messages
    if len(messages) < 2 or len(named) != 1:
        return None
    last = {candidate.number.casefold() for candidate in order_numbers(messages[-1].text)}
    wrong = {number.casefold() for number in _foreign(facts)}
    own = named[0].order_id.lstrip("#").casefold()
    return named[0] if own in last and not wrong & last else None


def _of_several_named(facts: Facts, named: tuple[Order, ...], reasons: tuple[Reason, ...]) -> Which:
    last = facts.customer_messages[-1].text if facts.customer_messages else ""
    latest = {candidate.number.casefold() for candidate in order_numbers(last)}
    in_last = [order for order in named if order.order_id.lstrip("#").casefold() in latest]
    if len(in_last) == 1 and len(facts.customer_messages) > 1 and not _ADDS.search(normal(last)):
        cost = SLIGHT if _CORRECTS.search(normal(last)) else SOME
        return Which(in_last[0], (Doubt(cost, "Another order is named earlier in the conversation."),))
    if _EITHER_ORDER.search(normal(facts.said)):
        return Which(None, choices=named)
    shares = apportion(facts)
    if len(shares) == 1:
        return _first_of(named, shares[0].order)
    if apart := _each_apart(facts, shares):
        return apart
    asked_for = tuple(order for order in named if _asked_for(facts, order))
    if len(asked_for) == 1:
        return _first_of(named, asked_for[0])
    found = _by_content(facts, asked_for or named, reasons)
    return _first_of(named, found.order or (asked_for or named)[0])


_ADDS = re.compile(r"\b(?:too|also|as well|same (?:thing|here|with)|in addition|both|another|besides|plus)\b")
_CORRECTS = re.compile(
    r"\b(?:actually|mean|meant|sorry|correct\w*|wrong|mistake\w*|rather|instead|not|typo|should be|it's|it is"
    r"|it was|this is)\b"
)
"""What comes with a number that takes the place of one given before."""
_EITHER_ORDER = re.compile(
    r"\b(?=[a-z-]*\d)[a-z0-9-]{3,} or (?:order |number |no\.? ?)?#?(?=[a-z-]*\d)[a-z0-9-]{3,}\b"
)
"""As in "70531 or 70532, whichever had the towel": the customer does not know which."""


def _asked_for(facts: Facts, order: Order) -> bool:
    """Whether an order's number stands where something is wrong or money is asked for."""
    number = order.order_id.lstrip("#").casefold()
    return any(
        number in clause.text
        and (any(one.sure for one in clause.heard) or (ASKS.search(clause.text) and not clause.fine))
        for message in facts.customer_messages
        for clause in hear(message.text, None)
    )


def _first_of(several: tuple[Order, ...], chosen: Order) -> Which:
    """One order of several that are meant: a draft decides on one, and a person sees to the others."""
    others = ", ".join(order.order_id for order in several if order is not chosen)
    says = f"More than one order is meant; this draft does not cover {others}."
    return Which(chosen, (Doubt(GRAVE, says),))


def _the_only_one(facts: Facts) -> Which:
    order = facts.orders[0]
    return Which(order)


def _by_content(facts: Facts, orders: tuple[Order, ...], reasons: tuple[Reason, ...]) -> Which:
    """The one order that the words fit; else the latest, if asked for; else the one whose state fits."""
    said = normal(facts.said)
    fits = {order.order_id: _fit(said, order) for order in orders}
    if _MORE_THAN_ONE.search(said) or sum(fit > 0 for fit in fits.values()) > 1:
        told = _by_what_is_said(facts, orders)
        if told is not None:
            return told
    if reasons and reasons[0] is Reason.CANCELLED:
        orders = tuple(order for order in orders if order.status is OrderStatus.PLACED) or orders
        fits = {order.order_id: fits[order.order_id] for order in orders}
    best = max(fits.values(), default=0.0)
    likely = [order for order in orders if best > 0 and fits[order.order_id] == best]
    spoken_of = tuple(order for order in orders if fits[order.order_id] > 0) or orders
    if _SEVERAL.search(said) and len(spoken_of) > 1 and not ONE_OF_THEM.search(said):
        return _first_of(spoken_of, spoken_of[0])
    if len(likely) == 1:
        return Which(likely[0], (Doubt(SLIGHT, "The order was told by the goods that the customer names."),))
    among = tuple(likely or orders)
    latest = _latest(said, among)
    if latest is not None:
        return Which(latest, (Doubt(SLIGHT, "Taken for the latest order, as the customer says."),))
    by_state = _by_state(among, reasons)
    if len(by_state) == 1 and not foreign_products(said, catalogue(by_state[0])):
        return Which(by_state[0], (Doubt(SOME, "The order was told by its state alone."),))
    return Which(None, choices=tuple(orders))


def _by_what_is_said(facts: Facts, orders: tuple[Order, ...]) -> Which | None:
    """The one order of several spoken of that something is wished of, or each of those; None if neither."""
    shares = apportion(facts)
    if len(shares) == 1 and shares[0].order in orders:
        return Which(shares[0].order, (Doubt(SOME, "The order was told by what is said of its goods."),))
    return _each_apart(facts, shares)


_SEVERAL = re.compile(
    r"\b(?:both|two|three|all|several|separate|different) (?:of )?(?:(?:my|the|these|those|separate"
    r"|different|recent|pending|open) ){0,2}"
    r"orders\b"
)
_MORE_THAN_ONE = re.compile(rf"{_SEVERAL.pattern}|\b(?:each|every|another|other|second) order\b")


def _fit(said: str, order: Order) -> float:
    """How much of the order's goods the words name; 0 where they name none for sure."""
    known = catalogue(order)
    named: dict[str, float] = {}
    for mention in mentions(said, known):
        if mention.sure and not mention.kept:
            for line in mention.lines:
                named[line] = max(named.get(line, 0.0), 1.0 + 0.01 * (mention.end - mention.start))
    return round(sum(named.values()), 2)


_LATEST = re.compile(
    r"\b(?:(?:last|latest|most recent|newest) (?:order|purchase)"
    r"|order (?:i )?(?:just )?placed (?:today|yesterday|this morning))\b"
)


def _latest(said: str, orders: tuple[Order, ...]) -> Order | None:
    dated = [order for order in orders if order.placed_at is not None]
    if not _LATEST.search(said) or len(dated) != len(orders):
        return None
    return max(dated, key=lambda order: order.placed_at or _LONG_AGO)


_LONG_AGO = datetime.min.replace(tzinfo=UTC)
_ON_THE_WAY = frozenset({OrderStatus.PLACED, OrderStatus.SHIPPED})


def _by_state(orders: tuple[Order, ...], reasons: tuple[Reason, ...]) -> tuple[Order, ...]:
    first = reasons[0] if reasons else None
    if first is Reason.CANCELLED:
        return tuple(order for order in orders if order.status is OrderStatus.PLACED)
    if first is Reason.NEVER_ARRIVED:
        return tuple(order for order in orders if order.status in _ON_THE_WAY)
    if first is None:
        return ()
    return tuple(
        order for order in orders if order.delivered_at is not None or order.status is OrderStatus.DELIVERED
    )
