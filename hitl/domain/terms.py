"""What the policy says about a draft's claims: each claim against the terms of every clause.

A clause *covers* a claim by its reasons and by the category of the goods; it *holds* when every other term
is met. Both are three-valued: a date, status or category that is not recorded makes the term unknown. An
unknown never pays and never denies: the claim is decided only where every way in which the unknown could
come out leads to the same result, else it is `unknown` and a person looks.

What a claim comes to, by the first row that fits:

| the clauses that cover the claim                                              | result        |
|-------------------------------------------------------------------------------|---------------|
| one says refund and holds, another says deny and holds                        | contradiction |
| one says review and holds, or refund without paying (replacement only, 0 %)   | review        |
| several say refund and hold, and differ in percent or in goods back           | contradiction |
| one or more say refund and hold                                               | refund        |
| one says deny and holds                                                       | deny          |
| a refund clause lacks nothing but the evidence that it asks for               | evidence      |
| a refund clause lacks nothing but days (`after_days`), or days and evidence   | not_yet       |
| one or more cover it and none holds                                           | deny          |
| none                                                                          | uncovered     |

`final_sale = false` never holds for final-sale goods. `final_sale = true` on a clause that refunds says that
final-sale goods are included; on one that denies or reviews, that it is about final-sale goods only.

The match is strong where a refund clause confirms every claim, medium where the policy decides clearly but
otherwise (deny, not_yet, evidence), weak where a person must (everything else, and no claim at all).

The reason `charged_twice` has no meaning here; the gate hands it to a person.
"""

from collections.abc import Callable, Iterator, Sequence
from datetime import date, datetime
from itertools import product
from math import prod
from typing import NamedTuple

from hitl.domain.assessment import (
    Assessment,
    ClaimAssessment,
    ClauseCheck,
    Holds,
    Result,
    TermCheck,
)
from hitl.domain.draft import Claim
from hitl.domain.order import Line, Order
from hitl.domain.policy import Clause, GoodsBack, Match, Outcome, Reason, Remedy, Terms
from hitl.domain.term_checks import Circumstances, check_terms, covers

_MOST_WAYS = 64  # beyond six unknown clauses on one claim nobody could say what would change the result
_COVERING = frozenset({"categories", "except_categories"})
_MAY_COME = frozenset({"after_days", "evidence"})
_CLEAR = frozenset({Result.REFUND, Result.DENY, Result.NOT_YET, Result.EVIDENCE})


def assess(
    claims: tuple[Claim, ...],
    order: Order,
    clauses: tuple[Clause, ...],
    *,
    first_message_at: datetime,
    said: str,
    attachments: tuple[str, ...],
    prior_refunds: int,
) -> Assessment:
    """What all clauses together say about all claims together.

    Amounts are minor units of the order's currency: per claim what its clauses allow now, never more than
    is left of its line and of the payment, also where several claims share a line. A claim on a line that
    the order does not have is unknown. A refund whose line has been paid back already comes to nothing.
    """
    case = Circumstances(order, first_message_at, said, attachments, prior_refunds)
    assessed = []
    alike: dict[_Kind, list[_Examined]] = {}
    for claim in claims:
        one = _assess_claim(claim, case, clauses, order, alike)
        assessed.append(one)
        if one.amount and len(claims) > 1:
            order = order.paid_back({claim.line_id: one.amount})
    return Assessment(
        claims=tuple(assessed),
        match=_match(assessed),
        amount=sum([one.amount for one in assessed]),
        goods_back=GoodsBack.FIRST
        if any(one.goods_back is GoodsBack.FIRST for one in assessed)
        else GoodsBack.NO,
    )


class _State(NamedTuple):
    """How a clause can stand to a claim."""

    covers: bool
    holds: bool = False
    lacks: str = ""  # "evidence" or "after_days" where nothing else is missing


_ABSENT = _State(covers=False)
_FAILS = _State(covers=True)
_HOLDS = _State(covers=True, holds=True)
_EVIDENCE = _State(covers=True, lacks="evidence")
_NOT_YET = _State(covers=True, lacks="after_days")


class _Examined(NamedTuple):
    """A clause that covers a claim or may, with its checks and the ways in which it may come out."""

    clause: Clause
    terms: Terms
    check: ClauseCheck
    ways: tuple[_State, ...]  # the first is the one without the benefit of the doubt


class _Outcome(NamedTuple):
    """What a claim comes to when every clause's state is settled."""

    result: Result
    percent: int = 0
    goods_back: GoodsBack = GoodsBack.NO


_Kind = tuple[Reason, str | None, bool, bool]
"""What the clauses can tell two claims on one order apart by."""


def _assess_claim(
    claim: Claim,
    case: Circumstances,
    clauses: tuple[Clause, ...],
    order: Order,
    alike: dict[_Kind, list[_Examined]],
) -> ClaimAssessment:
    """The clauses' word on one claim; `alike` remembers it for claims of the same kind on other lines."""
    line = order.line(claim.line_id)
    if line is None:
        return ClaimAssessment(claim=claim, result=Result.UNKNOWN, clauses=())
    kind = (claim.reason, line.category, line.final_sale, line.returned_at is None)
    if kind not in alike:
        alike[kind] = list(_examined(claim, line, case, clauses))
    examined = alike[kind]
    outcome = _outcome(examined)
    deciding = _deciding(outcome.result, examined)
    pays = outcome.result is Result.REFUND
    return ClaimAssessment(
        claim=claim,
        result=outcome.result,
        clauses=tuple(one.check for one in examined),
        deciding=tuple(one.clause.clause_id for one in deciding),
        amount=order.refundable_on(claim.line_id, quantity=claim.quantity, percent=outcome.percent)
        if pays
        else 0,
        percent=outcome.percent,
        goods_back=outcome.goods_back,
        replacement=any(
            Remedy.REPLACEMENT in one.terms.remedies for one in deciding if _refunds(one) and _holds(one)
        ),
        not_before=_not_before(deciding) if outcome.result is Result.NOT_YET else None,
        evidence=_evidence(deciding) if outcome.result is Result.EVIDENCE else (),
    )


def _examined(
    claim: Claim, line: Line, case: Circumstances, clauses: tuple[Clause, ...]
) -> Iterator[_Examined]:
    """The clauses that cover the claim, or may, each checked."""
    for clause in clauses:
        terms = clause.terms
        if terms is None or claim.reason not in terms.reasons:
            continue
        covering = covers(terms, line)
        if covering is Holds.NO:
            continue
        checks = check_terms(terms, line, case)
        if covering is Holds.UNKNOWN:
            key = "categories" if terms.categories is not None else "except_categories"
            checks.insert(0, TermCheck(term=key, holds=Holds.UNKNOWN, says="the goods have no category"))
        check = ClauseCheck(
            clause_id=clause.clause_id, outcome=terms.outcome, holds=_all_hold(checks), checks=tuple(checks)
        )
        yield _Examined(clause, terms, check, _ways(covering, checks))


def _all_hold(checks: list[TermCheck]) -> Holds:
    """Three-valued "and": one that does not hold outweighs any unknown."""
    found = [check.holds for check in checks]
    return Holds.NO if Holds.NO in found else Holds.UNKNOWN if Holds.UNKNOWN in found else Holds.YES


def _ways(covering: Holds, checks: list[TermCheck]) -> tuple[_State, ...]:
    """Every state that the clause may turn out to be in, the least favourable first."""
    missed = {check.term for check in checks if check.holds is Holds.NO}
    open_terms = any(check.holds is Holds.UNKNOWN and check.term not in _COVERING for check in checks)
    best = _HOLDS
    if missed:
        best = _EVIDENCE if missed == {"evidence"} else _NOT_YET if missed <= _MAY_COME else _FAILS
    ways = (_FAILS, best) if open_terms and best is not _FAILS else (best,)
    return (_ABSENT, *ways) if covering is Holds.UNKNOWN else ways


def _outcome(examined: list[_Examined]) -> _Outcome:
    """The result that every way in which the unknowns may come out agrees on, else `unknown`."""
    settled = [one.ways[0] for one in examined if len(one.ways) == 1]
    if len(settled) == len(examined):
        return _settled(examined, settled)
    if prod(len(one.ways) for one in examined) > _MOST_WAYS:
        return _Outcome(Result.UNKNOWN)
    outcomes = {_settled(examined, states) for states in product(*(one.ways for one in examined))}
    return outcomes.pop() if len(outcomes) == 1 else _Outcome(Result.UNKNOWN)


def _settled(examined: list[_Examined], states: Sequence[_State]) -> _Outcome:
    """The table above, row by row."""
    refunds: list[Terms] = []
    others: set[Outcome] = set()
    waiting: set[str] = set()
    for one, state in zip(examined, states, strict=True):
        outcome = one.terms.outcome
        if outcome is not Outcome.REFUND and state.holds:
            others.add(outcome)
        elif state.holds:
            refunds.append(one.terms)
        elif state.lacks and outcome is Outcome.REFUND:
            waiting.add(state.lacks)
    if refunds and Outcome.DENY in others:
        return _Outcome(Result.CONTRADICTION)
    if Outcome.REVIEW in others:
        return _Outcome(Result.REVIEW)
    if refunds:
        return _paid(refunds)
    if Outcome.DENY in others:
        return _Outcome(Result.DENY)
    if waiting:
        return _Outcome(Result.EVIDENCE if "evidence" in waiting else Result.NOT_YET)
    covered = any(state.covers and _certain(one) for one, state in zip(examined, states, strict=True))
    return _Outcome(Result.DENY if covered else Result.UNCOVERED)


def _certain(one: _Examined) -> bool:
    """Whether its not holding makes a denial: what might deny or ask for a person does not, while unknown."""
    return one.terms.outcome is Outcome.REFUND or one.check.holds is Holds.NO


def _paid(refunds: list[Terms]) -> _Outcome:
    """What clauses that all refund and hold come to."""
    if not all(map(_pays, refunds)):
        return _Outcome(Result.REVIEW)
    ways = {(terms.pays_percent, terms.goods_back) for terms in refunds}
    if len(ways) > 1:
        return _Outcome(Result.CONTRADICTION)
    return _Outcome(Result.REFUND, *ways.pop())


def _pays(terms: Terms) -> bool:
    return Remedy.REFUND in terms.remedies and terms.pays_percent > 0


def _deciding(result: Result, examined: list[_Examined]) -> list[_Examined]:
    """The clauses that the result rests on, in the order of the policy."""
    found = [one for one in examined if _DECIDES[result](one)]
    return found if found or result is not Result.DENY else _failing(examined)


def _failing(examined: list[_Examined]) -> list[_Examined]:
    """What a denial rests on where no clause denies: what does not hold, refund clauses before others.

    Those for another stage of the order (`statuses`) are left out where others remain: who used the goods
    is told so, not that the order has been shipped.
    """
    missed = [one for one in examined if one.check.holds is Holds.NO]
    failing = [one for one in missed if _refunds(one)] or missed
    for_this_stage = [one for one in failing if not _misses(one, "statuses")]
    return for_this_stage or failing


def _misses(one: _Examined, term: str) -> bool:
    return any(check.term == term and check.holds is Holds.NO for check in one.check.checks)


def _holds(one: _Examined) -> bool:
    return one.check.holds is Holds.YES


def _refunds(one: _Examined) -> bool:
    return one.terms.outcome is Outcome.REFUND


_DECIDES: dict[Result, Callable[[_Examined], bool]] = {
    Result.REFUND: lambda one: _holds(one) and _refunds(one),
    Result.CONTRADICTION: lambda one: _holds(one) and one.terms.outcome is not Outcome.REVIEW,
    Result.REVIEW: lambda one: _holds(one) and (one.terms.outcome is Outcome.REVIEW or not _pays(one.terms)),
    Result.DENY: lambda one: _holds(one) and one.terms.outcome is Outcome.DENY,
    Result.EVIDENCE: lambda one: _refunds(one) and one.ways[-1] is _EVIDENCE,
    Result.NOT_YET: lambda one: _refunds(one) and one.ways[-1] is _NOT_YET,
    Result.UNKNOWN: lambda one: len(one.ways) > 1,
    Result.UNCOVERED: lambda one: False,  # noqa: ARG005 - nothing decides what nothing covers
}


def _not_before(waiting: list[_Examined]) -> date | None:
    """The first day on which one of the clauses would hold."""
    dates = [check.not_before for one in waiting for check in one.check.checks]
    return min((one for one in dates if one), default=None)


def _evidence(lacking: list[_Examined]) -> tuple[str, ...]:
    """What the clauses ask for, each thing once."""
    return tuple(dict.fromkeys(wanted for one in lacking for wanted in one.terms.evidence))


def _match(assessed: list[ClaimAssessment]) -> Match:
    results = {one.result for one in assessed}
    if results == {Result.REFUND}:
        return "strong"
    return "medium" if results and results <= _CLEAR else "weak"
