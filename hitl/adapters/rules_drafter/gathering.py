"""Reading the messages clause by clause: each gives a reason, asks, speaks well of goods, or only names them.

What a clause does not name itself ("they arrived broken") it takes from what was named before.
"""

from dataclasses import dataclass, field

from hitl.adapters.rules_drafter.doubts import SOME, Doubt
from hitl.adapters.rules_drafter.gathering_words import (
    A_NUMBER,
    ALL_OF,
    AN_ANSWER,
    ARRIVAL,
    CALLS_OFF,
    CAME_SHORT,
    EITHER,
    EXCEPT,
    OF_PAYING,
    OF_THESE,
    SINGULAR,
    SOME_OF,
    THE_REST,
    THE_SAME,
    THE_WHOLE,
    THOSE,
    USED,
    WAITS,
)
from hitl.adapters.rules_drafter.keeping import not_kept_after_all
from hitl.adapters.rules_drafter.names import leads_on, only_names, what_was_ordered
from hitl.adapters.rules_drafter.pieces import pieces_of
from hitl.domain.order import Order, OrderStatus
from hitl.domain.policy import Reason
from hitl.domain.reading.as_new import AS_NEW, goes_back_as_new
from hitl.domain.reading.catalogue import Catalogue
from hitl.domain.reading.classifier import Weights
from hitl.domain.reading.intent_words import ASKS
from hitl.domain.reading.items import Mention, by_price, mentions
from hitl.domain.reading.quantities import bare_count, everything, number, of_what_was_named, the_order
from hitl.domain.reading.reasons import FAULTS, Clause, hear
from hitl.domain.reading.text import words

WHOLE_ORDER = frozenset(
    {Reason.NEVER_ARRIVED, Reason.LATE, Reason.CANCELLED, Reason.CHARGED_TWICE, Reason.PRICE}
)
"""Reasons that are about an order as a whole where no goods are named."""
WHATEVER_THEIR_STATE = frozenset({Reason.LATE, Reason.CHARGED_TWICE, Reason.PRICE})
"""Reasons that hold of goods that are fine and that the customer keeps."""
OF_THE_KIND = frozenset({Reason.WRONG_ITEM, Reason.NOT_AS_DESCRIBED})
"""Reasons that hold of every piece alike, where all of them are spoken of."""

HARDLY: dict[OrderStatus | None, frozenset[Reason]] = {
    OrderStatus.DELIVERED: frozenset({Reason.NEVER_ARRIVED, Reason.CANCELLED}),
    OrderStatus.SHIPPED: FAULTS | {Reason.CHANGED_MIND},
    OrderStatus.PLACED: FAULTS,
}
"""Reasons that the order's own state speaks against, where words only resemble them."""


@dataclass(kw_only=True)
class Target:
    """The pieces that a clause means, by line; None where that cannot be told from the clause."""

    pieces: dict[str, int] | None = None
    ambiguous: tuple[str, ...] = ()  # one of these lines, and which cannot be told


@dataclass(kw_only=True)
class Group:
    """One reason with what it is said of."""

    reason: Reason
    others: tuple[Reason, ...]  # further reasons in the same clause
    weight: float  # 1 where the words say it outright, else the classifier's probability
    target: Target
    shares: tuple[tuple[Reason, float], ...] = ()  # of a guess: the classifier's word on every reason


@dataclass(kw_only=True)
class Gathering:
    """What was gathered so far from the customer's messages about one order."""

    known: Catalogue
    weights: Weights | None
    groups: list[Group] = field(default_factory=list)
    asked: dict[str, int] = field(default_factory=dict)  # pieces for which money is asked in so many words
    asked_all: bool = False
    asked_count: int | str | None = None  # "return two", without a name
    ambiguous: tuple[str, ...] = ()
    kept: set[str] = field(default_factory=set)  # lines that are fine, or that the customer keeps
    kept_pieces: dict[str, int] = field(default_factory=dict)
    doubts: list[Doubt] = field(default_factory=list)
    sends_back: bool = False  # goods would come back
    only: bool = False  # "just the mugs"
    antecedent: tuple[Mention, ...] = ()
    messages: int = 0
    as_new: bool = False  # the goods are said to be unused, unopened or the like
    uncounted_part: bool = False  # "some of the mugs"
    cancels_all: bool = False  # "if a part is not possible, cancel the whole order"
    waits: bool = False  # how long it takes is spoken of
    used: bool = False  # the goods are said to have been used, worn, opened
    goes_back_as_new: bool = False  # they are, and go back or are back
    whole_asked: bool = False  # "a refund for the pack"
    came_short: bool = False  # "only three in the pack"
    all_of: bool = False  # "both", "all three"
    on_arrival: bool = False  # the parcel's arrival or opening is spoken of

    @property
    def order(self) -> Order:
        """The order in question."""
        return self.known.order

    def doubt(
        self,
        cost: float,
        says: str,
        *,
        of_count: bool = False,
        of_reason: tuple[tuple[Reason, float], ...] = (),
    ) -> None:
        """Note a doubt, once."""
        if all(one.says != says for one in self.doubts):
            self.doubts.append(Doubt(cost, says, of_count, of_reason))

    def read(self, text: str) -> None:
        """Take one message in, in normal form."""
        self.on_arrival = self.on_arrival or bool(ARRIVAL.search(text))
        self.whole_asked = self.whole_asked or bool(THE_WHOLE.search(text))
        self.came_short = self.came_short or bool(CAME_SHORT.search(text))
        self.all_of = self.all_of or bool(ALL_OF.search(text))
        self.as_new = self.as_new or bool(AS_NEW.search(text))
        self.goes_back_as_new = self.goes_back_as_new or goes_back_as_new(text)
        self.sends_back = self.sends_back or self.goes_back_as_new
        self.waits = self.waits or bool(WAITS.search(text))
        self.used = self.used or bool(USED.search(text))
        rows = not_kept_after_all(
            [(clause, mentions(clause.text, self.known)) for clause in hear(text, self.weights)]
        )
        waiting: tuple[Mention, ...] = ()  # "the lamp, the mug and the vase are broken"
        last, sentence = "neutral", -1
        for index, (clause, named) in enumerate(rows):
            if clause.sentence != sentence:
                sentence, waiting = clause.sentence, ()
                last = "neutral" if last == "named" else last
            if only_names(clause, named) and leads_on(rows, index):
                waiting += tuple(one._replace(start=0, end=0) for one in named)
                continue
            if clause.fine and not clause.heard and EXCEPT.search(clause.text):
                last = self._all_fine_but(named)
            else:
                last = self._take(clause, (*waiting, *named), last)
            waiting = ()
        self.messages += 1

    def _take(self, clause: Clause, named: tuple[Mention, ...], last: str) -> str:
        """File one clause under what it does; returns that, for names that follow alone."""
        wrong = any(one.reason is Reason.WRONG_ITEM for one in clause.heard)
        meant = named if wrong else tuple(one for one in named if not one.kept)
        spoken_of = {line for one in meant for line in one.lines}
        for one in named:
            if one.kept and not wrong and not spoken_of & set(one.lines):
                self._keep(one)
        if clause.supposed:
            return "neutral"
        self.only = self.only or (bool(meant) and bool({"only", "just"} & set(words(clause.text))))
        if clause.heard:
            self._give_reason(clause, meant)
            return "reason"
        if clause.fine and meant:
            for one in meant:
                self._keep(one)
            return "fine"
        if ASKS.search(clause.text) or (last == "ask" and only_names(clause, meant)):
            self._ask(clause, meant)
            return "ask"
        if only_names(clause, meant):
            self._follow(meant, last)
            return last
        self._mention(clause, meant)
        return "named" if meant else "neutral"

    def _all_fine_but(self, named: tuple[Mention, ...]) -> str:
        """As in "All is fine except the lamp": what is excepted is what the next words are about."""
        excepted = tuple(one._replace(kept=False) for one in named if one.kept)
        for one in named:
            if not one.kept:
                self._keep(one)
        self.antecedent = excepted or self.antecedent
        return "named" if excepted else "fine"

    def _mention(self, clause: Clause, meant: tuple[Mention, ...]) -> None:
        """A clause that only tells: what it names may be meant by what follows."""
        if meant:
            self.antecedent = meant
            if self.messages and any(group.target.pieces is None for group in self.groups):
                self.asked |= self._target(meant).pieces or {}  # "I mean the runner", after our question
        elif everything(clause.text) and not OF_PAYING.search(clause.text):
            self.asked_all = self.asked_all or self._means_all(clause.text)
        elif self.messages and (count := bare_count(clause.text)):
            self.asked_count = count[0]
        elif self.messages and len(words(clause.text)) <= AN_ANSWER:
            self._answer(clause.text)

    def _answer(self, text: str) -> None:
        """As in "Both", "the first", "two": an answer to which of the goods, or how many, are meant."""
        if found := A_NUMBER.fullmatch(text):
            self.asked_count = number(found[1])
        if {"both", "all", "everything"} & set(words(text)):
            self.asked_all = True
        for place, word in enumerate(("first", "second", "third", "fourth")):
            if word in words(text) and place < len(self.order.lines):
                line = self.order.lines[place]
                self.asked[line.line_id] = line.quantity

    def _means_all(self, text: str) -> bool:
        """As in "All of them" means what was named before, where anything was and there is more."""
        named = bool(self.groups or self.antecedent)
        return not named or len(self.order.lines) == 1 or not of_what_was_named(text)

    def _follow(self, meant: tuple[Mention, ...], last: str) -> None:
        """Names alone: they join what was said before them, or answer our question."""
        if last == "named" and not self.messages:
            self.antecedent += meant
            return
        if last == "fine":
            for one in meant:
                self._keep(one)
        elif last == "reason" and self.groups and self.groups[-1].target.pieces is not None:
            self._add(self.groups[-1].target, meant)
        else:
            target = self._target(meant)
            self.asked |= target.pieces or {}
            self.ambiguous = target.ambiguous or self.ambiguous

    def _keep(self, one: Mention) -> None:
        for line_id in one.lines:
            line = self.order.line(line_id)
            if line is not None and one.pieces is not None and one.pieces < line.quantity:
                self.kept_pieces[line_id] = one.pieces
            else:
                self.kept.add(line_id)

    def _give_reason(self, clause: Clause, meant: tuple[Mention, ...]) -> None:
        first, *rest = clause.heard
        if meant and first.reason is Reason.WRONG_ITEM:
            meant = what_was_ordered(clause, meant)
        others = tuple(one.reason for one in rest)
        if first.reason is Reason.DAMAGED and EITHER.search(clause.text) and not self.on_arrival:
            others = (*others, Reason.DEFECTIVE)
        if not meant and self.groups and OF_THESE.search(clause.text) and self._of_counted():
            self.groups[-1].others += (first.reason, *others)  # "two are dented, and one of these leaks"
            return
        self.uncounted_part = self.uncounted_part or bool(SOME_OF.search(clause.text))
        target = self._target_of(clause, meant, first.reason)
        weight = 1.0 if first.sure else first.weight
        self.groups.append(
            Group(reason=first.reason, others=others, weight=weight, target=target, shares=first.shares)
        )
        self.sends_back = self.sends_back or first.reason is Reason.CHANGED_MIND
        if meant:
            self.antecedent = meant

    def _of_counted(self) -> bool:
        """Whether the last reason was given of some pieces of a line, and not of all."""
        pieces = (self.groups[-1].target.pieces or {}).items()
        return any((line := self.order.line(one)) and 1 < count < line.quantity for one, count in pieces)

    def _target_of(self, clause: Clause, meant: tuple[Mention, ...], reason: Reason) -> Target:
        if reason not in WHOLE_ORDER and not (reason in OF_THE_KIND and self.all_of):
            meant = tuple(one._replace(uncountable=False) for one in meant)  # one piece may be bad
        if meant:
            return self._target(meant, clause.text)
        if everything(clause.text):
            self.cancels_all = self.cancels_all or reason is Reason.CANCELLED
            return self._everything()
        if self.kept and THE_REST.search(clause.text):
            return self._everything()
        if reason in WHOLE_ORDER and (the_order(clause.text) or not self.antecedent):
            return self._whole_order(reason)
        return self._by_what_came_before(clause) if self.antecedent else self._by_count(clause)

    def _everything(self) -> Target:
        return Target(
            pieces={line.line_id: line.quantity for line in self.order.lines if line.line_id not in self.kept}
        )

    def _whole_order(self, reason: Reason) -> Target:
        """Late goods may be fine and kept all the same: "The plants are okay"."""
        if reason not in WHATEVER_THEIR_STATE:
            return self._everything()
        return Target(pieces={line.line_id: line.quantity for line in self.order.lines})

    def _by_what_came_before(self, clause: Clause) -> Target:
        """As in "They arrived broken", "two were cracked": of what was named last."""
        meant = self.antecedent
        count = bare_count(clause.text)
        lines = tuple(dict.fromkeys(line for one in meant for line in one.lines))
        if count is not None:
            if len(lines) == 1:
                return Target(pieces={lines[0]: pieces_of(self, lines[0], count[0])})
            return Target(ambiguous=lines)
        if len(lines) > 1 and SINGULAR & set(words(clause.text)):
            return Target(ambiguous=lines)
        return self._target(meant)

    def _by_count(self, clause: Clause) -> Target:
        """No goods named so far: "two arrived broken" of an order of one line, or nothing to be told yet."""
        count = bare_count(clause.text)
        if count is None or len(self.order.lines) != 1:
            return Target()
        line = self.order.lines[0]
        return Target(pieces={line.line_id: pieces_of(self, line.line_id, count[0])})

    def _target(self, meant: tuple[Mention, ...], text: str = "") -> Target:
        target = Target(pieces={})
        self._add(target, meant, text)
        return target

    def _add(self, target: Target, meant: tuple[Mention, ...], text: str = "") -> None:
        for one in meant:
            lines = self._told_apart(one, text)
            a_part = one.part and one.pieces is not None and one.pieces < len(lines)
            if len(lines) > 1 and (a_part or not (one.plural or one.pieces == len(lines))):
                target.ambiguous = lines
                continue
            if not one.sure and len(self.order.lines) > 1:
                self.doubt(SOME, "The goods are named only loosely.")
            for line in lines:
                count = "half" if one.half else one.pieces if len(lines) == 1 else None
                count = None if THE_SAME.search(text) else count
                target.pieces = (target.pieces or {}) | {line: pieces_of(self, line, count, one)}

    def _told_apart(self, one: Mention, text: str) -> tuple[str, ...]:
        """As in "The more expensive speaker" of two speakers, or "those bulbs" of the bulbs named before."""
        before = {line for named in self.antecedent for line in named.lines}
        if len(one.lines) > 1 and before < set(one.lines) and THOSE.search(text[: one.start]):
            return tuple(line for line in one.lines if line in before) or one.lines
        if len(one.lines) > 1 and text:
            lines = tuple(line for line in self.order.lines if line.line_id in one.lines)
            told = by_price(text, lines)
            if told is not None:
                return (told,)
        return one.lines

    def _ask(self, clause: Clause, meant: tuple[Mention, ...]) -> None:
        back = ("return", "send", "exchange", "swap", "give it back", "bring", "goes back", "go back")
        self.sends_back = self.sends_back or any(word in clause.text for word in back)
        if not self.all_of and not CALLS_OFF.search(clause.text):
            meant = tuple(one._replace(uncountable=False) for one in meant)
        if meant:
            target = self._target(meant, clause.text)
            self.asked |= target.pieces or {}
            self.ambiguous = target.ambiguous or self.ambiguous
            self.antecedent = meant
        elif everything(clause.text) or "everything else" in clause.text:
            self.asked_all = self.asked_all or self._means_all(clause.text)
        elif count := bare_count(clause.text):
            self.asked_count = count[0]
        elif self.antecedent and not (self.groups or self.asked) and SINGULAR & set(words(clause.text)):
            self.asked |= self._target(self.antecedent).pieces or {}  # "... If not, I want to return it"
