"""Drafts that pay nothing: answers, questions to the customer, and matters for somebody else."""

import re

from hitl.adapters.rules_drafter import replies
from hitl.adapters.rules_drafter.doubts import GRAVE, SOME, Doubt, understanding
from hitl.adapters.rules_drafter.proposal import NAME
from hitl.domain.draft import Action, Draft, Missing, PlannedStep, Sentence, StepKind
from hitl.domain.order import Order
from hitl.domain.policy import Clause
from hitl.domain.reading.intent import asks_of_refund_under_way, thanks
from hitl.domain.reading.language import UNTOLD
from hitl.domain.reading.record import Intent
from hitl.domain.reading.text import normal
from hitl.ports.drafter import Brief


def other_language(brief: Brief) -> Draft:
    """Nothing is guessed of a language that the rules do not read."""
    body = "Thank you for your message. A colleague who reads your language will answer it."
    return _draft(
        brief,
        action=Action.ANSWER_ONLY,
        reply=replies.letter(brief.facts, brief.reading.sentiment, body),
        says=f"The message is in another language than English ({brief.reading.language}).",
        review_note="The message is in a language that the rules do not read.",
        doubts=(Doubt(GRAVE, "The message is not in English."), Doubt(GRAVE, "Nothing of it was read.")),
    )


def hand_on(brief: Brief) -> Draft:
    """No refund matter: a colleague answers."""
    body = (
        "Thank you for your message. It is not about a refund, so I have passed it on to the col"
        "leagues who look after this."
    )
    return _draft(
        brief,
        action=Action.ANSWER_ONLY,
        reply=replies.letter(brief.facts, brief.reading.sentiment, body),
        says="The message is not about a refund.",
        refund_matter=False,
    )


def answer(brief: Brief) -> Draft:
    """A question, thanks, or a request taken back: nothing is paid."""
    said = brief.facts.customer_messages[-1].text if brief.facts.customer_messages else brief.facts.said
    if brief.reading.intent is Intent.DECLINED:
        return _taken_back(brief, grateful=thanks(said))
    if asks_of_refund_under_way(brief.facts.said):
        return _under_way(brief)
    return _from_policy(brief)


def _taken_back(brief: Brief, *, grateful: bool) -> Draft:
    body = (
        "Thank you for letting us know; we are glad to hear it. If you need anything else, just write to us."
        if grateful
        else "Thank you for letting us know. We are not refunding anything and leave everything as "
        "it is. If you need anything else, just write to us."
    )
    return _draft(
        brief,
        action=Action.ANSWER_ONLY,
        reply=replies.letter(brief.facts, brief.reading.sentiment, body),
        says="The customer asks for nothing, or takes a request back.",
        doubts=_about_another_wish(brief),
    )


_ANOTHER_WISH = re.compile(
    r"\b(?:replac(?:e|ed|ement)|exchange|swap|repair|mend|sew|glue|spare (?:part|one)|new one"
    r"|(?:send|post|mail|pop|ship|get|have|want|like|need) (?:me |us |out |just )*"
    r"(?:another|a new|the missing))\b"
)


def _about_another_wish(brief: Brief) -> tuple[Doubt, ...]:
    """Whoever wants no money because they want something else is not answered by "nothing is refunded"."""
    last = brief.facts.customer_messages[-1].text if brief.facts.customer_messages else ""
    if not _ANOTHER_WISH.search(normal(last)):
        return ()
    return (Doubt(SOME, "Something else than money may be wanted."),)


def _under_way(brief: Brief) -> Draft:
    """What our own records say of refunds on the customer's orders; no sum, since none is decided here."""
    paid = [order for order in brief.facts.orders if order.refunded]
    if len(paid) == 1:
        body = (
            f"A refund on your order {paid[0].order_id} has been paid the way you paid. Your bank m"
            f"ay take a few days to show it. "
            "If it has not come by then, please write to us again."
        )
        evidence: tuple[str, ...] = (f"order {paid[0].order_id}",)
    elif paid:
        body = (
            "More than one refund on your orders has been paid. Please tell us which order you a"
            "re asking about."
        )
        evidence = tuple(f"order {order.order_id}" for order in paid)
    else:
        body = (
            "There is no refund on your orders in our records yet. If you are waiting for one, p"
            "lease tell us which order it is about and what was the matter with it."
        )
        evidence = ()
    return _draft(
        brief,
        action=Action.ANSWER_ONLY,
        reply=replies.letter(brief.facts, brief.reading.sentiment, body),
        says="The customer asks about a refund under way.",
        evidence=evidence,
        order=paid[0] if len(paid) == 1 else None,
    )


def _from_policy(brief: Brief) -> Draft:
    """The policy's own words on what is asked, from the clause that was found nearest."""
    clauses = [
        clause for passage in brief.passages if (clause := brief.facts.policy.clause(passage.clause_id))
    ]
    told = [f"{clause.title}: {_first_sentences(clause)}" for clause in clauses[:2] if clause.text.strip()]
    doubts = () if told else (Doubt(SOME, "No clause of the policy was found on it."),)
    body = (
        ["Thank you for your question. This is what our policy says on it:", *told]
        if told
        else ["Thank you for your question. A colleague will look it up for you."]
    )
    return _draft(
        brief,
        action=Action.ANSWER_ONLY,
        reply=replies.letter(brief.facts, brief.reading.sentiment, *body),
        says="The customer asks a question and wants nothing refunded.",
        citations=tuple(clause.clause_id for clause in clauses[:2]),
        doubts=doubts,
        review_note="" if told else "No clause of the policy answers the question.",
    )


_SENTENCE = re.compile(r"(?<=[.!?])\s+")


def _first_sentences(clause: Clause) -> str:
    return " ".join(_SENTENCE.split(" ".join(clause.text.split()))[:3])


def ask(
    brief: Brief,
    missing: tuple[Missing, ...],
    *,
    order: Order | None,
    foreign: tuple[str, ...] = (),
    doubts: tuple[Doubt, ...] = (),
) -> Draft:
    """Asks the customer for exactly what is missing."""
    wanted = tuple(dict.fromkeys(missing))
    if foreign:
        start = "Thank you for your message. I cannot find the order number that you gave among your orders."
    elif order is not None:
        start = f"Thank you for your message about your order {order.order_id}."
    else:
        start = "Thank you for your message."
    if brief.reading.intent is Intent.UNCLEAR and not brief.reading.reasons:
        doubts = (*doubts, Doubt(0.05, "What the customer wants is not plain."))
    names = ", ".join(one.value for one in wanted)
    return _draft(
        brief,
        action=Action.REQUEST_MORE_INFO,
        reply=replies.letter(brief.facts, brief.reading.sentiment, start, replies.asking(wanted)),
        says=f"The request cannot be decided without: {names}.",
        missing=wanted,
        order=order,
        doubts=(*doubts, *_unread(brief)),
    )


def _unread(brief: Brief) -> tuple[Doubt, ...]:
    return (
        (Doubt(0.05, "The words are too few to tell the language."),)
        if brief.reading.language == UNTOLD
        else ()
    )


def _draft(
    brief: Brief,
    *,
    action: Action,
    reply: str,
    says: str,
    citations: tuple[str, ...] = (),
    evidence: tuple[str, ...] = (),
    order: Order | None = None,
    missing: tuple[Missing, ...] = (),
    refund_matter: bool = True,
    review_note: str = "",
    doubts: tuple[Doubt, ...] = (),
) -> Draft:
    count = len(brief.facts.conversation)
    what = "Ask the customer" if action is Action.REQUEST_MORE_INFO else "Answer the customer"
    return Draft(
        action=action,
        reply=reply,
        order_id=order.order_id if order else None,
        citations=citations,
        rationale=(
            Sentence(text=says, evidence=(f"message {count}", *evidence, *citations)),
            *(Sentence(text=doubt.says, supports=False, evidence=(f"message {count}",)) for doubt in doubts),
        ),
        policy_match="weak",
        needs_human_review=bool(review_note),
        review_note=review_note,
        customer_sentiment=brief.reading.sentiment,
        steps=(PlannedStep(kind=StepKind.REPLY, says=what),),
        missing=missing,
        refund_matter=refund_matter,
        understanding=understanding(doubts),
        doubts=tuple(doubt.says for doubt in doubts),
        drafter=NAME,
    )
