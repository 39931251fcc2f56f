"""Everything that a rule may look at, gathered once."""

import re
from dataclasses import dataclass, field
from functools import cached_property

from pydantic import JsonValue

from hitl.domain.assessment import Assessment, Result
from hitl.domain.case import Author
from hitl.domain.draft import Action, Confidence, Draft
from hitl.domain.facts import Facts
from hitl.domain.gate.ruleset import Ruleset
from hitl.domain.gate.verdict import Code, GateReason
from hitl.domain.mode import ModeState
from hitl.domain.model_run import ModelRun
from hitl.domain.order import Order
from hitl.domain.reading.keywords import find_keywords
from hitl.domain.reading.phrases import words_of
from hitl.domain.reading.record import Found, Intent, Reading
from hitl.domain.reply import ReplyProblem, check_reply

OUTSIDE_THE_CONVERSATION = -2
"""The place of words that stand in the draft, beside -1 for the subject and 0 on for messages."""


_JOINING = re.compile(r"[_.+-]+")
"""What stands for blanks in the name of a file."""


@dataclass(frozen=True, kw_only=True)
class Matter:
    """One case before the gate, whether or not there is a draft."""

    failure: str
    confidence: Confidence | None
    reading: Reading
    assessment: Assessment | None
    facts: Facts
    ruleset: Ruleset
    mode: ModeState
    draft: Draft | None = field(default=None)
    run: ModelRun | None = None  # what models were asked for the draft

    @cached_property
    def order(self) -> Order | None:
        """The customer's own order that the draft is about."""
        return self.facts.order(self.draft.order_id) if self.draft and self.draft.order_id else None

    @cached_property
    def keywords(self) -> tuple[Found, ...]:
        """Exception words of the customer and their files, of our side of the conversation, of the draft."""
        groups = self.ruleset.keywords
        ours = [
            found
            for place, message in enumerate(self.facts.conversation)
            if message.author is Author.AGENT
            for found in find_keywords(message.text, place, groups)
        ]
        drafted = [
            found
            for text in (_texts_of(self.draft) if self.draft else ())
            for found in find_keywords(text, OUTSIDE_THE_CONVERSATION, groups)
        ]
        named = [
            found
            for name in self.facts.attachments
            for found in find_keywords(_JOINING.sub(" ", name), OUTSIDE_THE_CONVERSATION, groups)
            if found.sure
        ]
        return (*self.reading.keywords, *named, *ours, *drafted)

    @cached_property
    def reservations(self) -> tuple[Found, ...]:
        """The words against paying without a person; what goods are called says nothing."""
        said = self.reading.reservations
        if not said or self.order is None:
            return said
        titles = [words_of(line.title).known for line in self.order.lines]
        return tuple(one for one in said if not any(words_of(one.text).known <= title for title in titles))

    @cached_property
    def problems(self) -> tuple[ReplyProblem, ...]:
        """What is wrong with the draft's reply."""
        if self.draft is None:
            return ()
        return check_reply(
            self.draft.reply,
            action=self.draft.action,
            amount=self.draft.amount,
            order=self.order,
            customer=self.facts.customer,
        )

    @cached_property
    def results(self) -> frozenset[Result]:
        """What the policy says about the draft's claims; empty without claims."""
        return self.assessment.results if self.assessment else frozenset()

    @property
    def asks_for_money(self) -> bool:
        """Whether the customer's words may ask for money back, as far as they can be read."""
        return self.reading.intent in {Intent.REFUND, Intent.UNCLEAR}

    @property
    def money_at_stake(self) -> bool:
        """Whether the draft pays a refund or refuses one."""
        return self.draft is not None and self.draft.action in {Action.APPROVE_REFUND, Action.DENY_REFUND}


def held(code: Code, says: str, **evidence: JsonValue) -> GateReason:
    """A reason in plain words, with the numbers it rests on."""
    return GateReason(code=code, says=says, evidence=evidence)


def _texts_of(draft: Draft) -> tuple[str, ...]:
    """The reply, and what the draft says beside it; points keep its sentences apart."""
    sentences = (sentence.text for sentence in draft.rationale)
    return draft.reply, ".\n".join((*sentences, draft.review_note, *draft.doubts))
