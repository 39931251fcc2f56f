"""Which of the customer's orders a clause names: by number, by their state, or by their goods."""

import re
from dataclasses import dataclass

from hitl.domain.facts import Facts
from hitl.domain.order import OrderStatus
from hitl.domain.policy import Reason
from hitl.domain.reading.catalogue import TELLING, TOKEN, Catalogue, catalogue, stem
from hitl.domain.reading.intent_words import ASKS
from hitl.domain.reading.items import Mention, mentions
from hitl.domain.reading.order_numbers import order_numbers
from hitl.domain.reading.reasons import Clause

Spans = list[dict[str, Mention]]
"""For each stretch of words that names goods, the orders that have them."""


def said(facts: Facts) -> tuple[str, ...]:
    """The customer's messages, oldest first, the subject before the first."""
    first, *rest = (message.text for message in facts.customer_messages) if facts.customer_messages else ("",)
    return (f"{facts.subject}.\n{first}" if facts.subject.strip() else first, *rest)


def wishes(clause: Clause) -> bool:
    """Whether the clause tells what is the matter, or asks for something."""
    if clause.supposed or clause.fine:
        return False
    return any(one.sure for one in clause.heard) or bool(ASKS.search(clause.text))


@dataclass(kw_only=True)
class Naming:
    """Tells the orders of one customer apart."""

    facts: Facts
    unclear: bool = False  # goods that several orders have alike are asked about

    def __post_init__(self) -> None:
        self.alive = tuple(one for one in self.facts.orders if one.status is not OrderStatus.CANCELLED)
        spoken = {one.number.casefold() for text in said(self.facts) for one in order_numbers(text)}
        self.numbers = {
            number: order.order_id
            for order in self.facts.orders
            if (number := order.order_id.lstrip("#").casefold()) in spoken
        }

    def by_number(self, clause: str) -> tuple[str, ...]:
        """The orders whose numbers stand there, in that order, but for "not 48291"."""
        found: dict[int, str] = {}
        for number, order_id in self.numbers.items():
            place = re.search(rf"(?<![\w-]){re.escape(number)}(?![\w-])", clause)
            if place and not _NOT_THIS.search(clause[: place.start()]):
                found[place.start()] = order_id
        return tuple(found[place] for place in sorted(found))

    def by_state(self, clause: str) -> tuple[str, ...]:
        """As in "all pending orders", "both orders"."""
        found = _ALL_ORDERS.search(clause)
        if not found or ONE_OF_THEM.search(clause):
            return ()
        states = _STATES.get(found["state"] or "", frozenset())
        among = [order for order in self.alive if not states or order.status in states]
        if self.numbers and not states:
            among = [order for order in self.alive if order.order_id in self.numbers.values()]
        return tuple(order.order_id for order in among) if found["all"] == "all" or len(among) == 2 else ()

    def spans(self, clause: Clause) -> Spans:
        """The longest stretches that name goods for sure, each with the orders that have such goods."""
        spans: Spans = []
        for order in self.alive:
            known = catalogue(order)
            for one in mentions(clause.text, known):
                if one.sure and _named(clause.text[one.start : one.end], one, known):
                    _put(spans, order.order_id, one)
        return spans

    def by_goods(
        self, clause: Clause, own: Spans, sentence: Spans, before: tuple[str, ...]
    ) -> tuple[str, ...]:
        """The orders that have the goods named; `sentence` and what came `before` tell of several the one."""
        if _DONE.search(clause.text):
            return ()
        found: dict[str, None] = {}
        for span in _what_was_ordered(clause, own):
            among = self._of_state(clause.text, tuple(span))
            chosen = self._chosen(clause, span, among, sentence, before)
            self.unclear = self.unclear or (not chosen and wishes(clause))
            found |= dict.fromkeys(chosen)
        return tuple(found)

    def _chosen(
        self,
        clause: Clause,
        span: dict[str, Mention],
        among: tuple[str, ...],
        sentence: Spans,
        before: tuple[str, ...],
    ) -> tuple[str, ...]:
        """Of the orders that have what is named: the ticket's, the one with most of the rest, or the last."""
        if len(among) == 1:
            return among
        if self.facts.ticket_order in among:
            return (str(self.facts.ticket_order),)
        if _FROM_SEVERAL.search(clause.text) and next(iter(span.values())).plural:
            return among
        together = {order: sum(order in other for other in sentence) for order in among}
        best = [order for order in among if together[order] == max(together.values())]
        if len(best) == 1:
            return (best[0],)
        told = tuple(order for order in best if order in before)
        return told if len(told) == 1 else ()

    def _of_state(self, clause: str, among: tuple[str, ...]) -> tuple[str, ...]:
        """Only what has not left yet can be cancelled, only what has come can go back."""
        states = (
            _STATES["pending"]
            if _CANCELS.search(clause)
            else _STATES["delivered"]
            if _GOES_BACK.search(clause)
            else frozenset()
        )
        fitting = tuple(one.order_id for one in self.alive if one.order_id in among and one.status in states)
        return fitting or among


def _named(words: str, one: Mention, known: Catalogue) -> bool:
    """Whether a word is one of the goods' own, letter for letter: of several orders any may be like it."""
    worth = (known.worth.get(stem(token[0]), {}) for token in TOKEN.finditer(words))
    return any(values.get(line, 0.0) >= TELLING for values in worth for line in one.lines)


def _what_was_ordered(clause: Clause, own: Spans) -> Spans:
    """The goods that a clause is about; of those that came instead of others, the others."""
    if not _NAME_TWO & {one.reason for one in clause.heard}:
        return [span for span in own if not next(iter(span.values())).kept]
    instead = clause.text.find("instead of")
    after = [span for span in own if 0 <= instead < next(iter(span.values())).start]
    return (after or own)[:1]


def _put(spans: Spans, order_id: str, one: Mention) -> None:
    """File a mention under the stretch that it shares words with; a longer one drives shorter ones out."""
    length = one.end - one.start
    for span in spans:
        other = next(iter(span.values()))
        if one.start < other.end and other.start < one.end:
            if length > other.end - other.start:
                span.clear()
            if length >= other.end - other.start:
                span[order_id] = one
            return
    spans.append({order_id: one})


_ALL_ORDERS = re.compile(
    r"\b(?P<all>all|both|every|each|two)(?: of)?(?: (?:my|the|these|those|other|two))*"
    r"(?: (?P<state>pending|open|outstanding|unshipped|undelivered|delivered))? orders?\b"
)
ONE_OF_THEM = re.compile(
    r"\b(?:one|which|either|neither|none|some|any) of (?:(?:my|the|these|those|both|two|all) )*orders\b"
)
_NOT_SENT = frozenset({OrderStatus.PLACED})
_CAME = frozenset({OrderStatus.DELIVERED})
_STATES = {
    "pending": _NOT_SENT,
    "open": _NOT_SENT,
    "outstanding": _NOT_SENT | {OrderStatus.SHIPPED},
    "unshipped": _NOT_SENT,
    "undelivered": _NOT_SENT | {OrderStatus.SHIPPED},
    "delivered": _CAME,
}
_CANCELS = re.compile(r"\b(?:cancel\w*|pending|not (?:yet )?(?:shipped|sent))\b")
_GOES_BACK = re.compile(
    r"\b(?:return(?:ed|ing)?|send(?:ing)? back|received|arrived|came|broken|damaged|exchang\w+)\b"
)
_FROM_SEVERAL = re.compile(r"\b(?:different|separate|several|both|two|various) orders\b|\ball\b")
_NOT_THIS = re.compile(
    r"\b(?:not|except(?: for)?|other than|apart from|besides|unlike|same as|instead of)"
    r"(?: (?:for|about|the|my|order|number|no\.?|#))* ?#?$"
)
_DONE = re.compile(r"\b(?:already|previously|last time|was refunded|were refunded|did refund)\b")
"""What was settled before is no matter of this message."""
_NAME_TWO = frozenset({Reason.WRONG_ITEM, Reason.NOT_AS_DESCRIBED})
"""Reasons that name what came beside what was ordered, which may stand in two orders."""
