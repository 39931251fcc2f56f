"""Words that give two reasons are read by a person where the policy makes a difference between them."""

import pytest

from hitl.domain.draft import Claim
from hitl.domain.gate.verdict import Code, Route
from hitl.domain.order import OrderStatus
from hitl.domain.policy import Clause, Outcome, PolicyVersion, Reason, Terms
from tests.gate_cases import POLICY, a_draft, a_reading, judged, some_facts


def clause(clause_id: str, reason: Reason, **terms: object) -> Clause:
    known = {"reasons": frozenset({reason}), "outcome": Outcome.REFUND, **terms}
    return Clause(
        clause_id=clause_id, title="t", text="t", topic="returns", terms=Terms.model_validate(known)
    )


def under(*clauses: Clause):
    return some_facts(policy=PolicyVersion(version=1, clauses=(*POLICY.clauses, *clauses)))


@pytest.mark.parametrize(
    ("other", "clauses", "alone", "why"),
    [
        (Reason.CHANGED_MIND, (), True, "no clause is about the other reason"),
        (Reason.DEFECTIVE, (clause("D", Reason.DEFECTIVE),), True, "it is paid the same"),
        (Reason.CHANGED_MIND, (clause("C", Reason.CHANGED_MIND, outcome="deny"),), False, "it is denied"),
        (Reason.CHANGED_MIND, (clause("C", Reason.CHANGED_MIND, within_days=1),), False, "it came too late"),
        (Reason.CHANGED_MIND, (clause("C", Reason.CHANGED_MIND, goods_back="first"),), False, "goods first"),
        (Reason.PRICE, (clause("P", Reason.PRICE, pays_percent=10),), False, "a part is paid"),
        (
            Reason.DEFECTIVE,
            (clause("D", Reason.DEFECTIVE, evidence=("photo",)),),
            False,
            "a photo is asked for",
        ),
    ],
)
def test_a_second_reason_holds_where_it_would_be_paid_otherwise(
    other: Reason, clauses: tuple[Clause, ...], alone: bool, why: str
) -> None:
    verdict = judged(facts=under(*clauses), reading=a_reading(reasons=(Reason.DAMAGED, other)))

    assert (verdict.route is Route.AUTO) is alone, why
    assert (Code.POLICY_MATCH_NOT_STRONG in verdict.codes) is not alone, why


def test_a_cancellation_may_say_its_motive() -> None:
    cancelled = Claim(line_id="1", quantity=1, reason=Reason.CANCELLED)
    facts = under(clause("C", Reason.CHANGED_MIND, outcome="deny"))
    reading = a_reading(reasons=(Reason.CANCELLED, Reason.CHANGED_MIND))

    verdict = judged(facts=facts, reading=reading, draft=a_draft(claims=(cancelled,)))

    assert Code.POLICY_MATCH_NOT_STRONG not in verdict.codes


def test_what_was_cancelled_is_due_whatever_else_is_told() -> None:
    cancelled = Claim(line_id="1", quantity=1, reason=Reason.CANCELLED)
    facts = under(clause("D", Reason.DAMAGED, outcome="deny"), clause("C", Reason.CANCELLED))
    reading = a_reading(reasons=(Reason.CANCELLED, Reason.DAMAGED))

    def held(status: OrderStatus) -> bool:
        orders = (facts.orders[0].model_copy(update={"status": status}),)
        told = facts.model_copy(update={"orders": orders})
        verdict = judged(facts=told, reading=reading, draft=a_draft(claims=(cancelled,)))
        return any(reason.evidence.get("reason") == Reason.DAMAGED for reason in verdict.reasons)

    assert not held(OrderStatus.CANCELLED)
    assert held(OrderStatus.PLACED)
