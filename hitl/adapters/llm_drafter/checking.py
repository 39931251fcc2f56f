"""From a model's answer to a draft: every name in it must exist, every amount be possible. Nothing is mended.

An answer that names what is not there is no answer: whatever else it says may be as invented.
"""

import re

from hitl.adapters.llm_drafter.answer import Answer
from hitl.adapters.llm_drafter.failures import AskFailed
from hitl.adapters.llm_drafter.masking import Masks
from hitl.domain.assessment import Assessment
from hitl.domain.draft import Action, Claim, Draft, PlannedStep, Sentence, StepKind
from hitl.domain.facts import Facts
from hitl.domain.money import Money
from hitl.domain.order import Order
from hitl.domain.reading.language import UNTOLD, language, name_of
from hitl.domain.terms import assess
from hitl.errors import InvalidInput

HISTORY = "customer history"
_READ = frozenset({"en", UNTOLD})
_PLACE = re.compile(r"(order|line|message) #?(\S{1,200})")


def draft_of(answer: Answer, facts: Facts, masks: Masks, *, drafter: str, model: str, prompt: str) -> Draft:
    """The draft. Raises AskFailed with one sentence on what is wrong with the answer."""
    order = _order(answer, facts)
    claims = _claims(answer, order)
    _check_citations(answer, facts)
    _check_evidence(answer, facts, order)
    _check_language(answer)
    amount = _amount(answer, order, claims)
    assessment = assessed(claims, facts, order)
    return Draft(
        action=answer.action,
        reply=masks.show(answer.reply),
        order_id=order.order_id if order else None,
        claims=claims,
        amount=amount,
        citations=tuple(dict.fromkeys(answer.citations)),
        rationale=tuple(
            Sentence(text=masks.show(one.text), supports=one.supports, evidence=one.evidence)
            for one in answer.rationale
        ),
        policy_match=assessment.match if assessment else "weak",
        needs_human_review=answer.needs_human_review,
        review_note=answer.review_note,
        customer_sentiment=answer.customer_sentiment,
        steps=_steps(amount, order),
        missing=tuple(dict.fromkeys(answer.missing)),
        refund_matter=answer.refund_matter,
        understanding=answer.sure,
        doubts=answer.doubts,
        drafter=drafter,
        model=model,
        prompt=prompt,
    )


def assessed(claims: tuple[Claim, ...], facts: Facts, order: Order | None) -> Assessment | None:
    """The policy's own word on the claims; None where nothing of an order is claimed."""
    if order is None or not claims:
        return None
    return assess(
        claims,
        order,
        facts.policy.clauses,
        first_message_at=facts.first_message_at,
        said=facts.said,
        attachments=facts.attachments,
        prior_refunds=facts.prior_refunds,
    )


def _order(answer: Answer, facts: Facts) -> Order | None:
    if answer.order_id is None:
        return None
    order = facts.order(answer.order_id)
    if order is None:
        raise AskFailed("The model named an order that is not one of this customer's.")
    return order


def _claims(answer: Answer, order: Order | None) -> tuple[Claim, ...]:
    claimed: dict[str, int] = {}
    for claim in answer.claims:
        line = order.line(claim.line_id) if order else None
        if line is None:
            raise AskFailed("The model named a line that the order does not have.")
        claimed[claim.line_id] = claimed.get(claim.line_id, 0) + claim.quantity
        if claimed[claim.line_id] > line.quantity:
            raise AskFailed(f"The model claimed more pieces of line {line.line_id} than were ordered.")
    return tuple(
        Claim(line_id=claim.line_id, quantity=claim.quantity, reason=claim.reason) for claim in answer.claims
    )


def _amount(answer: Answer, order: Order | None, claims: tuple[Claim, ...]) -> Money | None:
    pays = answer.action is Action.APPROVE_REFUND
    if not pays:
        if answer.amount is not None:
            raise AskFailed("The model named an amount although it proposes no refund.")
        return None
    if order is None or not claims:
        raise AskFailed("The model proposed a refund without saying of which order and which goods.")
    if answer.amount is None:
        raise AskFailed("The model proposed a refund without an amount.")
    try:
        amount = Money.parse(answer.amount, order.currency)
    except InvalidInput:
        raise AskFailed(f"The model's amount is no figure in {order.currency}.") from None
    _check_amount(amount, order, claims)
    return amount


def _check_amount(amount: Money, order: Order, claims: tuple[Claim, ...]) -> None:
    quantities: dict[str, int] = {}
    for claim in claims:
        quantities[claim.line_id] = quantities.get(claim.line_id, 0) + claim.quantity
    on_lines = sum(order.refundable_on(line, quantity=count) for line, count in quantities.items())
    most = order.money(min(order.refundable, on_lines))
    if amount.minor <= 0:
        raise AskFailed("The model proposed a refund of nothing.")
    if amount > most:
        raise AskFailed(f"The model proposed {amount}, and only {most} can be refunded.")


def _check_citations(answer: Answer, facts: Facts) -> None:
    if any(facts.policy.clause(cited) is None for cited in answer.citations):
        raise AskFailed("The model cited a clause that the policy does not have.")


def _check_evidence(answer: Answer, facts: Facts, order: Order | None) -> None:
    for sentence in answer.rationale:
        if not all(_exists(evidence, facts, order) for evidence in sentence.evidence):
            raise AskFailed("The model gave as a reason something that is not in the case.")


def _exists(evidence: str, facts: Facts, order: Order | None) -> bool:
    if evidence == HISTORY or facts.policy.clause(evidence) is not None:
        return True
    place = _PLACE.fullmatch(evidence)
    if place is None:
        return False
    kind, name = place.groups()
    if kind == "order":
        return facts.order(name) is not None
    if kind == "line":
        return order is not None and order.line(name) is not None
    return name.isascii() and name.isdigit() and 1 <= int(name) <= len(facts.conversation)


def _check_language(answer: Answer) -> None:
    written = " ".join([answer.reply, *(sentence.text for sentence in answer.rationale)])
    for text in (answer.reply, written):
        found = language(text)
        if found not in _READ:
            raise AskFailed(f"The model answered in another language ({name_of(found)}).")


def _steps(amount: Money | None, order: Order | None) -> tuple[PlannedStep, ...]:
    """The plan follows from the proposal; a model has no say in what is done besides."""
    reply = PlannedStep(kind=StepKind.REPLY, says="Send the reply")
    if amount is None or order is None:
        return (reply,)
    return PlannedStep(kind=StepKind.REFUND, says=f"Refund {amount} on order {order.order_id}"), reply
