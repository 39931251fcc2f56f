"""Which words of a message are about which of the customer's orders, where it may ask about several.

Each clause goes to the orders that it names: by number, by their state ("all pending orders") or by their
goods. One that names none goes with what was said before it. An order is asked about where a clause of its
own gives a reason or asks for something.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import NamedTuple

from hitl.adapters.rules_drafter.gathering import only_names
from hitl.domain.case import Author
from hitl.domain.facts import Facts
from hitl.domain.order import Order, OrderStatus
from hitl.domain.policy import Reason
from hitl.domain.reading.amounts import amounts
from hitl.domain.reading.catalogue import catalogue
from hitl.domain.reading.intent_words import ASKS
from hitl.domain.reading.items import Mention, mentions
from hitl.domain.reading.order_numbers import order_numbers
from hitl.domain.reading.reasons import Clause, hear
from hitl.ports.drafter import Brief


class Share(NamedTuple):
    """One order and what of each of the customer's messages, oldest first, is about it."""

    order: Order
    texts: tuple[str, ...]


def said(facts: Facts) -> tuple[str, ...]:
    """The customer's messages, oldest first, the subject before the first."""
    first, *rest = (message.text for message in facts.customer_messages) if facts.customer_messages else ("",)
    return (f"{facts.subject}.\n{first}" if facts.subject.strip() else first, *rest)


def apportion(facts: Facts) -> tuple[Share, ...]:
    """The orders asked about, in the order in which they are named; none where they cannot be told apart."""
    if len(facts.orders) < 2:
        return ()
    sorter = _Sorter(facts=facts)
    texts = said(facts)
    for number, text in enumerate(texts):
        sorter.read(number, text)
    sorter.settle()
    if sorter.unclear:
        return ()
    return tuple(
        Share(order, tuple(sorter.about(order.order_id, number) for number in range(len(texts))))
        for order in sorter.meant
    )


@dataclass
class _Piece:
    """One clause with the orders that it is about, and whether these are its own or taken over."""

    clause: Clause
    message: int
    named: tuple[Mention, ...]
    orders: tuple[str, ...] = ()
    own: bool = False

    @property
    def wishes(self) -> bool:
        return _wishes(self.clause)


_Spans = list[dict[str, Mention]]
"""For each stretch of words that names goods, the orders that have them."""


@dataclass(kw_only=True)
class _Sorter:
    facts: Facts
    pieces: list[_Piece] = field(default_factory=list)
    unclear: bool = False  # goods that several orders have alike are asked about

    def __post_init__(self) -> None:
        self.alive = tuple(one for one in self.facts.orders if one.status is not OrderStatus.CANCELLED)
        spoken = {one.number.casefold() for text in said(self.facts) for one in order_numbers(text)}
        self.numbers = {
            number: order.order_id
            for order in self.facts.orders
            if (number := order.order_id.lstrip("#").casefold()) in spoken
        }

    def read(self, message: int, text: str) -> None:
        """Take one message in, sentence by sentence."""
        sentence: list[Clause] = []
        for clause in hear(text, None):
            if sentence and clause.sentence != sentence[-1].sentence:
                self._sentence(message, sentence)
                sentence = []
            sentence.append(clause)
        if sentence:
            self._sentence(message, sentence)

    @property
    def meant(self) -> tuple[Order, ...]:
        """The orders of which something is wished or told, in the order in which they are first named."""
        found: dict[str, None] = {}
        for piece in self.pieces:
            if piece.wishes or (piece.own and self._listed(piece)):
                found |= dict.fromkeys(piece.orders)
        orders = (self.facts.order(order_id) for order_id in found)
        return tuple(order for order in orders if order is not None)

    def about(self, order_id: str, message: int) -> str:
        """What of one message is about an order, and what is about none in particular."""
        by_sentence: dict[int, list[_Piece]] = {}
        for piece in self.pieces:
            if piece.message == message:
                by_sentence.setdefault(piece.clause.sentence, []).append(piece)
        told = (_of_sentence(pieces, order_id) for pieces in by_sentence.values())
        return " ".join(filter(None, told))

    def _listed(self, piece: _Piece) -> bool:
        """Whether goods are only named, in a sentence that says what for: "I want the mug, the vase"."""
        return only_names(piece.clause, piece.named) and any(
            other.wishes for other in self.pieces if _place(other) == _place(piece)
        )

    def _sentence(self, message: int, clauses: list[Clause]) -> None:
        spans = [self._spans(clause) for clause in clauses]
        every = [span for spans_of_one in spans for span in spans_of_one]
        before = self._before(message)
        for clause, own in zip(clauses, spans, strict=True):
            piece = _Piece(clause, message, tuple(next(iter(span.values())) for span in own))
            named = self._by_number(clause.text) or self._by_state(clause.text)
            named = named or self._by_goods(clause, own, every, before)
            piece.own = bool(named)
            piece.orders = before = named or self._taken_over(piece, before)
            self.pieces.append(piece)

    def _before(self, message: int) -> tuple[str, ...]:
        """What the sentence before was about: all orders that it names, else those that it takes over."""
        if not self.pieces or self.pieces[-1].message != message:
            return ()
        last = self.pieces[-1]
        of_last = [one for one in self.pieces if _place(one) == _place(last)]
        named = dict.fromkeys(order for one in of_last if one.own for order in one.orders)
        return tuple(named) or last.orders

    def settle(self) -> None:
        """Tell what "the older order" is: of several the only one that nothing else is said of."""
        told: dict[tuple[str, ...], tuple[str, ...]] = {}
        for piece in self.pieces:
            if piece.own:
                told = {}
            elif len(piece.orders) > 1 and _ONE_OF.search(piece.clause.text):
                left = tuple(one for one in piece.orders if not self._spoken_of_alone(one))
                told = {piece.orders: left} if len(left) == 1 else told
            piece.orders = told.get(piece.orders, piece.orders)

    def _spoken_of_alone(self, order_id: str) -> bool:
        return any(piece.own and piece.orders == (order_id,) for piece in self.pieces)

    def _taken_over(self, piece: _Piece, before: tuple[str, ...]) -> tuple[str, ...]:
        """A bare "please refund" is of everything that something was said of; all else of what came last."""
        if not piece.wishes or piece.clause.heard:
            return before
        wished = (one for one in self.pieces if one.message == piece.message and one.wishes)
        return tuple(dict.fromkeys(order for one in wished for order in one.orders)) or before

    def _by_number(self, clause: str) -> tuple[str, ...]:
        found: dict[int, str] = {}
        for number, order_id in self.numbers.items():
            place = re.search(rf"(?<![\w-]){re.escape(number)}(?![\w-])", clause)
            if place and not _NOT_THIS.search(clause[: place.start()]):
                found[place.start()] = order_id
        return tuple(found[place] for place in sorted(found))

    def _by_state(self, clause: str) -> tuple[str, ...]:
        """As in "all pending orders", "both orders"."""
        found = _ALL_ORDERS.search(clause)
        if not found:
            return ()
        states = _STATES.get(found["state"] or "", frozenset())
        among = [order for order in self.alive if not states or order.status in states]
        if self.numbers and not states:
            among = [order for order in self.alive if order.order_id in self.numbers.values()]
        return tuple(order.order_id for order in among) if found["all"] == "all" or len(among) == 2 else ()

    def _spans(self, clause: Clause) -> _Spans:
        """The longest stretches that name goods for sure, each with the orders that have such goods."""
        spans: _Spans = []
        for order in self.alive:
            for one in mentions(clause.text, catalogue(order)):
                if one.sure:
                    _put(spans, order.order_id, one)
        return spans

    def _by_goods(
        self, clause: Clause, own: _Spans, sentence: _Spans, before: tuple[str, ...]
    ) -> tuple[str, ...]:
        if _DONE.search(clause.text):
            return ()
        found: dict[str, None] = {}
        for span in own:
            if next(iter(span.values())).kept:
                continue
            among = self._of_state(clause.text, tuple(span))
            chosen = self._chosen(clause, span, among, sentence, before)
            self.unclear = self.unclear or (not chosen and _wishes(clause))
            found |= dict.fromkeys(chosen)
        if _NAME_TWO & {one.reason for one in clause.heard}:
            return tuple(found)[:1]
        return tuple(found)

    def _chosen(
        self,
        clause: Clause,
        span: dict[str, Mention],
        among: tuple[str, ...],
        sentence: _Spans,
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


def _place(piece: _Piece) -> tuple[int, int]:
    """Message and sentence."""
    return piece.message, piece.clause.sentence


def _wishes(clause: Clause) -> bool:
    """Whether the clause tells what is the matter, or asks for something."""
    if clause.supposed or clause.fine:
        return False
    return any(one.sure for one in clause.heard) or bool(ASKS.search(clause.text))


def _put(spans: _Spans, order_id: str, one: Mention) -> None:
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


def _of_sentence(pieces: list[_Piece], order_id: str) -> str:
    """The order's own clauses; the whole sentence where the wish that they belong to stands in another."""
    if not any(piece.orders for piece in pieces):
        return _joined(pieces)
    own = [piece for piece in pieces if order_id in piece.orders]
    if not own:
        return ""
    told_elsewhere = any(piece.own for piece in own) and not any(piece.wishes for piece in own)
    alone = not (told_elsewhere and any(piece.wishes for piece in pieces))
    return _joined([one for one in pieces if not one.orders or one in own] if alone else pieces)


def _joined(pieces: Iterable[_Piece]) -> str:
    text = ", ".join(piece.clause.text.strip() for piece in pieces)
    return text if text.endswith((".", "!", "?", ";")) else f"{text}."


_ALL_ORDERS = re.compile(
    r"\b(?P<all>all|both|every|each|two)(?: of)?(?: (?:my|the|these|those|other|two))*"
    r"(?: (?P<state>pending|open|outstanding|unshipped|undelivered|delivered))? orders?\b"
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
    r"(?: (?:for|the|my|order|number|no\.?|#))* ?#?$"
)
_ONE_OF = re.compile(
    r"\bthe (?:older|newer|earlier|later|other|former|latter|larger|smaller|bigger|cheaper) (?:order|one)\b"
)
_DONE = re.compile(r"\b(?:already|previously|last time|was refunded|were refunded|did refund)\b")
"""What was settled before is no matter of this message."""
_NAME_TWO = frozenset({Reason.WRONG_ITEM, Reason.NOT_AS_DESCRIBED})
"""Reasons that name what came beside what was ordered, which may stand in two orders."""


def of_share(brief: Brief, share: Share) -> Brief:
    """The brief as if the customer had written only what is about that order."""
    texts = iter(share.texts)
    conversation = tuple(
        message.model_copy(update={"text": next(texts)}) if message.author is Author.CUSTOMER else message
        for message in brief.facts.conversation
    )
    sums = tuple(
        one
        for index, message in enumerate(conversation)
        if message.author is Author.CUSTOMER
        for one in amounts(message.text, index)
    )
    return brief.model_copy(
        update={
            "facts": brief.facts.model_copy(update={"conversation": conversation, "subject": ""}),
            "reading": brief.reading.model_copy(update={"amounts": sums}),
        }
    )
