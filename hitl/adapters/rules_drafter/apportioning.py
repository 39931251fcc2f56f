"""Which words of a message are about which of the customer's orders, where it may ask about several.

Each clause goes to the orders that it names: by number, by their state ("all pending orders") or by their
goods. One that names none goes with what was said before it. An order is asked about where a clause of its
own gives a reason or asks for something.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import NamedTuple

from hitl.adapters.rules_drafter.names import only_names
from hitl.adapters.rules_drafter.naming import Naming, said, wishes
from hitl.domain.case import Author
from hitl.domain.facts import Facts
from hitl.domain.order import Order
from hitl.domain.reading.amounts import amounts
from hitl.domain.reading.items import Mention
from hitl.domain.reading.reasons import Clause, hear
from hitl.ports.drafter import Brief


class Share(NamedTuple):
    """One order and what of each of the customer's messages, oldest first, is about it."""

    order: Order
    texts: tuple[str, ...]


def apportion(facts: Facts) -> tuple[Share, ...]:
    """The orders asked about, in the order in which they are named; none where they cannot be told apart."""
    if len(facts.orders) < 2:
        return ()
    sorter = _Sorter(facts=facts, naming=Naming(facts=facts))
    texts = said(facts)
    for number, text in enumerate(texts):
        sorter.read(number, text)
    sorter.settle()
    if sorter.naming.unclear:
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
        return wishes(self.clause)


@dataclass(kw_only=True)
class _Sorter:
    facts: Facts
    naming: Naming
    pieces: list[_Piece] = field(default_factory=list)

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
        spans = [self.naming.spans(clause) for clause in clauses]
        every = [span for spans_of_one in spans for span in spans_of_one]
        before = self._before(message)
        for clause, own in zip(clauses, spans, strict=True):
            piece = _Piece(clause, message, tuple(next(iter(span.values())) for span in own))
            named = self.naming.by_number(clause.text) or self.naming.by_state(clause.text)
            named = named or self.naming.by_goods(clause, own, every, before)
            piece.own = bool(named)
            piece.orders = before = named or self._taken_over(piece, before)
            self.pieces.append(piece)

    def _before(self, message: int) -> tuple[str, ...]:
        """What the sentence before was about: all orders that it names, else those that it takes over."""
        if not self.pieces:
            return ()
        last = self.pieces[-1]
        if last.message != message:  # an answer to ours: what the customer named before is meant
            return next((one.orders for one in reversed(self.pieces) if one.orders), ())
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


def _place(piece: _Piece) -> tuple[int, int]:
    """Message and sentence."""
    return piece.message, piece.clause.sentence


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


def _of_one(piece: _Piece) -> str:
    """The clause without the word that counts orders, which a reader of one order takes for its goods."""
    return _BOTH.sub("these", piece.clause.text) if len(piece.orders) > 1 else piece.clause.text


_BOTH = re.compile(r"\b(?:both|the two|all two)(?: of (?:them|these|those))?\b")


def _joined(pieces: Iterable[_Piece]) -> str:
    text = ", ".join(_of_one(piece).strip() for piece in pieces)
    return text if text.endswith((".", "!", "?", ";")) else f"{text}."


_ONE_OF = re.compile(
    r"\bthe (?:older|newer|earlier|later|other|former|latter|larger|smaller|bigger|cheaper) (?:order|one)\b"
)


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
