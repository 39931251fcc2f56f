"""Writing a proposal down: with its citations, its reasons for and against, and its doubts."""

from collections.abc import Iterable

from hitl.adapters.rules_drafter.doubts import Doubt, understanding
from hitl.adapters.rules_drafter.matter import Matter, title
from hitl.domain.assessment import Assessment, Holds
from hitl.domain.draft import Action, Draft, Missing, PlannedStep, Sentence
from hitl.domain.money import Money
from hitl.domain.policy import Reason

NAME = "rules 1.0"
"""What stands on every draft: that fixed rules made it, and which."""

IN_WORDS = {
    Reason.DAMAGED: "arrived damaged",
    Reason.DEFECTIVE: "does not work as it should",
    Reason.WRONG_ITEM: "is not what was ordered",
    Reason.NOT_AS_DESCRIBED: "is not as described",
    Reason.LATE: "arrived late",
    Reason.NEVER_ARRIVED: "did not arrive",
    Reason.CHANGED_MIND: "is no longer wanted",
    Reason.CHARGED_TWICE: "was charged twice",
    Reason.CANCELLED: "was cancelled",
    Reason.PRICE: "is available for less",
    Reason.OTHER: "is not to the customer's satisfaction",
}


def proposal(
    matter: Matter,
    assessment: Assessment,
    *,
    action: Action,
    reply: str,
    steps: tuple[PlannedStep, ...],
    amount: Money | None = None,
    missing: tuple[Missing, ...] = (),
    review_note: str = "",
    further: tuple[Sentence, ...] = (),
    doubts: tuple[Doubt, ...] | None = None,
) -> Draft:
    """The draft of an outcome; what is left out follows from the matter and its assessment."""
    doubts = matter.doubts if doubts is None else doubts
    return Draft(
        action=action,
        reply=reply,
        order_id=matter.order.order_id,
        claims=matter.claims,
        amount=amount,
        citations=_citations(matter, assessment),
        rationale=(*_rationale(matter, assessment), *further, *_against(doubts)),
        policy_match=assessment.match,
        needs_human_review=bool(review_note),
        review_note=review_note,
        customer_sentiment=matter.brief.reading.sentiment,
        steps=steps,
        missing=missing,
        understanding=understanding(doubts),
        doubts=tuple(doubt.says for doubt in doubts),
        drafter=NAME,
    )


def _citations(matter: Matter, assessment: Assessment) -> tuple[str, ...]:
    """The clauses that decide; where none does, the nearest in words."""
    return assessment.deciding or tuple(passage.clause_id for passage in matter.brief.passages[:2])


def _rationale(matter: Matter, assessment: Assessment) -> Iterable[Sentence]:
    for claim in assessment.claims:
        line = matter.order.line(claim.claim.line_id)
        named = line.title if line else claim.claim.line_id
        count = f"{claim.claim.quantity} × " if claim.claim.quantity > 1 else ""
        yield Sentence(
            text=f"The customer writes that {count}{named} {IN_WORDS[claim.claim.reason]}.",
            evidence=(f"order {matter.order.order_id}", f"line {claim.claim.line_id}", "message 1"),
        )
        for check in claim.clauses:
            decides = check.clause_id in claim.deciding
            if not decides and check.holds is Holds.NO and claim.deciding:
                continue  # a clause that neither decides nor holds speaks neither for nor against
            says = "; ".join(one.says for one in check.checks) or "no further terms"
            yield Sentence(
                text=f"{title(matter, check.clause_id)}: {says}.",
                supports=decides,
                evidence=(check.clause_id,),
            )


def _against(doubts: tuple[Doubt, ...]) -> Iterable[Sentence]:
    return (Sentence(text=doubt.says, supports=False, evidence=("message 1",)) for doubt in doubts)
