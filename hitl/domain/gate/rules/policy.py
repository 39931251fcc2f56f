"""What the policy's own terms say about the draft, and whether the draft rests on them."""

from hitl.domain.assessment import Assessment, Holds, Result
from hitl.domain.draft import Action, Draft
from hitl.domain.gate.matter import Matter, held
from hitl.domain.gate.verdict import Code, GateReason
from hitl.domain.money import Money
from hitl.domain.policy import Reason
from hitl.domain.reading.record import Intent

_FOR_A_PERSON = frozenset({Result.REVIEW, Result.CONTRADICTION, Result.UNCOVERED, Result.UNKNOWN})
_SAYS = {
    Result.REVIEW: "a clause leaves it to a person",
    Result.CONTRADICTION: "clauses contradict each other",
    Result.UNCOVERED: "no clause covers it",
    Result.UNKNOWN: "a fact is missing that the terms ask for",
    Result.DENY: "the terms are not met",
    Result.NOT_YET: "it is too early",
    Result.EVIDENCE: "evidence is missing",
}


def policy_match_not_strong(matter: Matter, draft: Draft) -> GateReason | None:
    """The terms do not confirm a refund, or leave open what is due, whatever the draft does.

    A question that asks for what is missing may still go: its answer is assessed anew.
    """
    open_results = sorted(_FOR_A_PERSON & matter.results)
    if open_results and not (draft.action is Action.REQUEST_MORE_INFO and draft.missing):
        says = "; ".join(_SAYS[result] for result in open_results)
        return held(Code.POLICY_MATCH_NOT_STRONG, f"Policy: {says}", results=[*open_results])
    if draft.action is not Action.APPROVE_REFUND:
        return None
    found = matter.assessment.match if matter.assessment else "weak"
    if found == "strong" == draft.policy_match:
        return None
    return held(
        Code.POLICY_MATCH_NOT_STRONG,
        f"The match is {found} by the policy's terms, {draft.policy_match} by the draft",
        terms=found,
        draft=draft.policy_match,
    )


def policy_not_checkable(matter: Matter, draft: Draft) -> GateReason | None:
    """A decision that rests on nothing that code can check."""
    if _charged_twice(matter, draft):
        return held(Code.POLICY_NOT_CHECKABLE, "Whether somebody was charged twice is checked by a person")
    if not matter.money_at_stake:
        return None
    cited = [clause for name in draft.citations if (clause := matter.facts.policy.clause(name))]
    if not cited:
        return held(Code.POLICY_NOT_CHECKABLE, "The draft rests on no clause of the policy")
    if any(clause.terms is not None for clause in cited):
        return None
    names = [clause.clause_id for clause in cited]
    return held(
        Code.POLICY_NOT_CHECKABLE,
        f"{', '.join(names)} is text for people, without terms to check",
        clauses=[*names],
    )


def policy_terms_not_met(matter: Matter, draft: Draft) -> GateReason | None:
    """The draft does what the terms do not say, or rests on what does not decide."""
    if draft.action is Action.APPROVE_REFUND and draft.amount is not None:
        return _wrong_approval(matter, draft, draft.amount)
    if draft.action is Action.DENY_REFUND:
        return _terms_of_a_denial(matter, draft)
    if draft.action is Action.ANSWER_ONLY and Result.REFUND in matter.results and matter.asks_for_money:
        return held(Code.POLICY_TERMS_NOT_MET, "The terms pay a refund that the answer leaves out")
    return None


def _charged_twice(matter: Matter, draft: Draft) -> bool:
    claimed = {claim.reason for claim in draft.claims}
    return Reason.CHARGED_TWICE in claimed or Reason.CHARGED_TWICE in matter.reading.reasons


def _wrong_approval(matter: Matter, draft: Draft, amount: Money) -> GateReason | None:
    says = (
        _not_asked_for(matter, draft) or _not_allowed(matter.assessment, amount) or _not_cited(matter, draft)
    )
    return held(Code.POLICY_TERMS_NOT_MET, says, **_numbers(matter, amount)) if says else None


def _not_asked_for(matter: Matter, draft: Draft) -> str | None:
    if matter.reading.intent in {Intent.DECLINED, Intent.QUESTION, Intent.OTHER_MATTER}:
        return "The draft pays, and the customer's words do not ask for it"
    claimed = {claim.reason for claim in draft.claims}
    unsupported = sorted(claimed - set(matter.reading.reasons))
    if unsupported:
        return f"The customer's words do not say “{', '.join(unsupported).replace('_', ' ')}”"
    return None


def _not_allowed(assessment: Assessment | None, amount: Money) -> str | None:
    if assessment is None or not assessment.claims:
        return "The draft names nothing that the terms could be checked for"
    wrong = [claim for claim in assessment.claims if claim.result is not Result.REFUND]
    if wrong:
        return f"Line {wrong[0].claim.line_id}: {_why_not(assessment) or _SAYS[wrong[0].result]}"
    if amount.minor > assessment.amount:
        allowed = Money(minor=assessment.amount, currency=amount.currency)
        return f"{amount} is more than the {allowed} that the terms allow"
    return None


def _not_cited(matter: Matter, draft: Draft) -> str | None:
    invented = [name for name in draft.citations if matter.facts.policy.clause(name) is None]
    if invented:
        return f"The policy in force has no clause {', '.join(invented)}"
    deciding = matter.assessment.deciding if matter.assessment else ()
    beside = [name for name in draft.citations if name not in deciding]
    if draft.citations and beside:
        return f"{', '.join(beside)} does not decide this; {', '.join(deciding) or 'nothing'} does"
    return None


def _terms_of_a_denial(matter: Matter, draft: Draft) -> GateReason | None:
    assessment = matter.assessment
    invented = [name for name in draft.citations if matter.facts.policy.clause(name) is None]
    if invented:
        return held(Code.POLICY_TERMS_NOT_MET, f"The policy in force has no clause {', '.join(invented)}")
    if assessment is None:
        return None
    if Result.REFUND in assessment.results:
        return held(Code.POLICY_TERMS_NOT_MET, "The terms pay a refund that the draft denies")
    if Result.DENY in assessment.results:
        return held(
            Code.POLICY_TERMS_NOT_MET, f"Denied by the terms: {_why_not(assessment) or _SAYS[Result.DENY]}"
        )
    return None


def _why_not(assessment: Assessment) -> str:
    """The terms that do not hold, in the assessment's own words."""
    checks = [
        check.says
        for claim in assessment.claims
        for clause in claim.clauses
        for check in clause.checks
        if check.holds is Holds.NO
    ]
    return "; ".join(dict.fromkeys(checks))


def _numbers(matter: Matter, amount: Money) -> dict[str, int | None]:
    return {"amount": amount.minor, "allowed": matter.assessment.amount if matter.assessment else None}
