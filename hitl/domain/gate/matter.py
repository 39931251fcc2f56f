"""Everything that a rule may look at, gathered once."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

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
from hitl.domain.reading.keywords import find_keywords, keywords_stand_in
from hitl.domain.reading.phrases import words_of
from hitl.domain.reading.record import Found, Intent, Reading
from hitl.domain.reply import ReplyProblem, check_reply

OUTSIDE_THE_CONVERSATION = -2
"""The place of words that stand in the draft, beside -1 for the subject and 0 on for messages."""


_JOINING = re.compile(r"[_.+-]+")
"""What stands for blanks in the name of a file."""


@dataclass(kw_only=True, slots=True)  # not frozen: that takes three times as long to make
class Matter:
    """One case before the gate, whether or not there is a draft."""

    draft: Draft | None
    failure: str
    confidence: Confidence | None
    reading: Reading
    assessment: Assessment | None
    facts: Facts
    ruleset: Ruleset
    mode: ModeState
    run: ModelRun | None  # what models were asked for the draft
    order: Order | None  # the customer's own that the draft is about
    keywords: tuple[Found, ...]  # of the customer and their files, of our side, of the draft
    reservations: tuple[Found, ...]  # the words against paying without a person
    problems: tuple[ReplyProblem, ...]  # what is wrong with the draft's reply
    results: frozenset[Result]  # what the policy says about the draft's claims; empty without claims
    money_at_stake: bool  # whether the draft pays a refund or refuses one

    @property
    def asks_for_money(self) -> bool:
        """Whether the customer's words may ask for money back, as far as they can be read."""
        return self.reading.intent in {Intent.REFUND, Intent.UNCLEAR}


def matter_of(
    *,
    draft: Draft | None,
    failure: str,
    confidence: Confidence | None,
    reading: Reading,
    assessment: Assessment | None,
    facts: Facts,
    ruleset: Ruleset,
    mode: ModeState,
    run: ModelRun | None = None,
) -> Matter:
    """Everything that the rules ask for, found once."""
    order = facts.order(draft.order_id) if draft and draft.order_id else None
    return Matter(
        draft=draft,
        failure=failure,
        confidence=confidence,
        reading=reading,
        assessment=assessment,
        facts=facts,
        ruleset=ruleset,
        mode=mode,
        run=run,
        order=order,
        keywords=(*reading.keywords, *_keywords(draft, facts, ruleset)),
        reservations=_reservations(reading, order),
        problems=_problems(draft, order, facts) if draft else (),
        results=assessment.results if assessment else frozenset(),
        money_at_stake=draft is not None and draft.action in _ABOUT_MONEY,
    )


_ABOUT_MONEY = frozenset({Action.APPROVE_REFUND, Action.DENY_REFUND})


def _keywords(draft: Draft | None, facts: Facts, ruleset: Ruleset) -> Iterator[Found]:
    """Exception words outside of what the customer wrote: names of files, our side's words, the draft's."""
    groups = ruleset.keywords
    for name in facts.attachments:
        found = find_keywords(_JOINING.sub(" ", name), OUTSIDE_THE_CONVERSATION, groups)
        yield from (one for one in found if one.sure)
    for place, message in enumerate(facts.conversation):
        if message.author is Author.AGENT:
            yield from find_keywords(message.text, place, groups)
    for text in _texts_of(draft) if draft else ():
        if keywords_stand_in(text, groups):
            yield from find_keywords(text, OUTSIDE_THE_CONVERSATION, groups)


def _reservations(reading: Reading, order: Order | None) -> tuple[Found, ...]:
    """What goods are called says nothing against paying."""
    said = reading.reservations
    if not said or order is None:
        return said
    titles = [words_of(line.title).known for line in order.lines]
    return tuple(one for one in said if not any(words_of(one.text).known <= title for title in titles))


def _problems(draft: Draft, order: Order | None, facts: Facts) -> tuple[ReplyProblem, ...]:
    return check_reply(
        draft.reply, action=draft.action, amount=draft.amount, order=order, customer=facts.customer
    )


def held(code: Code, says: str, **evidence: JsonValue) -> GateReason:
    """A reason in plain words, with the numbers it rests on."""
    return GateReason(code=code, says=says, evidence=evidence)


def _texts_of(draft: Draft) -> Iterator[str]:
    """The reply, and what the draft says beside it; points keep its sentences apart."""
    yield draft.reply
    yield rationale_of(draft)
    if draft.review_note or draft.doubts:
        yield ".\n".join((draft.review_note, *draft.doubts))


def rationale_of(draft: Draft) -> str:
    """The reasons that a draft gives, as one text."""
    return ".\n".join(sentence.text for sentence in draft.rationale)
