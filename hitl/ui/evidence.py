"""What speaks for and against a draft, worked out from what the agent stored beside it."""

from collections.abc import Iterator
from typing import NamedTuple

from hitl.domain.assessment import ClauseCheck, Holds
from hitl.domain.draft import Action, Draft
from hitl.domain.drafted import Drafted
from hitl.domain.gate.verdict import Code, Route
from hitl.domain.money import Money
from hitl.domain.order import Order
from hitl.domain.policy import Clause, PolicyVersion
from hitl.domain.reading.conditions import contradiction
from hitl.domain.reading.record import Found
from hitl.ui import markup
from hitl.ui.markup import Span, spans_of

WRONG_REPLY = frozenset({Code.REPLY_INCONSISTENT, Code.INJECTION_SUSPECTED, Code.PERSONAL_DATA_IN_REPLY})
"""Reasons of the gate that say the draft itself is wrong, whatever it proposes."""

WRONG_REFUND = frozenset(
    {
        Code.POLICY_TERMS_NOT_MET,
        Code.POLICY_NOT_CHECKABLE,
        Code.AMOUNT_EXCEEDS_REFUNDABLE,
        Code.ORDER_NOT_OWNED,
        Code.ORDER_NOT_FOUND,
        Code.CURRENCY_MISMATCH,
    }
)
"""Reasons that speak against paying; the same reasons speak for a refusal or a question."""


OUTSIDE_THE_ORDER = "Something is named that the order does not have"
"""How the rules drafter's sentence against a draft begins where its order lacks what the customer names."""


class Checked(NamedTuple):
    """A clause of the policy with what its terms say about each claim it covers."""

    clause: Clause
    checks: tuple[tuple[str, ClauseCheck], ...]  # which goods, and the result
    cited: bool

    @property
    def holds(self) -> Holds | None:
        """Whether it holds for everything it covers; None where nothing could be checked."""
        found = {check.holds for _, check in self.checks}
        for answer in (Holds.NO, Holds.UNKNOWN, Holds.YES):
            if answer in found:
                return answer
        return None


def allowed(drafted: Drafted, order: Order | None) -> Money | None:
    """What the policy's terms allow now, in the order's currency; None where they were not checked."""
    if drafted.assessment is None or order is None:
        return None
    return order.money(drafted.assessment.amount)


def contradicted(drafted: Drafted, order: Order | None) -> bool:
    """Whether the evidence speaks against sending the draft as it stands."""
    draft, limit = drafted.draft, allowed(drafted, order)
    if draft is None or drafted.verdict.route is Route.TAKEOVER or drafted.verdict.codes & WRONG_REPLY:
        return True
    if draft.action is Action.APPROVE_REFUND:
        too_much = limit is not None and draft.amount is not None and draft.amount.minor > limit.minor
        return too_much or bool(drafted.verdict.codes & WRONG_REFUND) or _outside_the_order(draft)
    return draft.action is Action.DENY_REFUND and limit is not None and limit.minor > 0


def _outside_the_order(draft: Draft) -> bool:
    """Whether the draft itself says that it may be about other goods than the order's."""
    return any(not one.supports and one.text.startswith(OUTSIDE_THE_ORDER) for one in draft.rationale)


def alternative(drafted: Drafted, order: Order | None) -> Money | None:
    """The amount that the policy suggests instead of the draft's refund, if it is another one."""
    draft, limit = drafted.draft, allowed(drafted, order)
    if draft is None or draft.amount is None or limit is None or limit.minor <= 0:
        return None
    return limit if limit.minor < draft.amount.minor else None


def clauses(drafted: Drafted, policy: PolicyVersion | None, order: Order | None) -> tuple[Checked, ...]:
    """The clauses that the draft cites, then others that cover the goods, each with its checks."""
    if policy is None:
        return ()
    cited = drafted.draft.citations if drafted.draft else ()
    claims = drafted.assessment.claims if drafted.assessment else ()
    covering = [check.clause_id for claim in claims for check in claim.clauses]
    found: dict[str, list[tuple[str, ClauseCheck]]] = {}
    for claim in claims:
        line = order.line(claim.claim.line_id) if order else None
        for check in claim.clauses:
            found.setdefault(check.clause_id, []).append((line.title if line else "", check))
    return tuple(
        Checked(clause, tuple(found.get(clause_id, ())), clause_id in cited)
        for clause_id in dict.fromkeys((*cited, *covering))
        if (clause := policy.clause(clause_id)) is not None
    )


def marks(drafted: Drafted, message: int, text: str, checked: tuple[Checked, ...]) -> Iterator[Span]:
    """The words of one message that a rule or a clause's condition rests on."""
    reading = drafted.reading
    grave: list[Found] = [*reading.keywords, *reading.injection]
    mild: list[Found] = [*reading.sentiment_signs]
    if reading.human_requested:
        mild.append(reading.human_requested)
    for kind, found in (("x", grave), ("", mild)):
        for word in found:
            if word.message == message and text[word.start : word.end] == word.text:
                yield Span(word.start, word.end, kind)
    conditions = {c for one in checked if one.clause.terms for c in one.clause.terms.condition}
    for condition in sorted(conditions):
        yield from spans_of(text, words=filter(None, [contradiction(condition, text)]), kind="x")


def terms_in(clause: Clause, checks: tuple[tuple[str, ClauseCheck], ...]) -> list[Span]:
    """Where the clause's own text names the terms that were checked; a term that fails is marked so."""
    terms = clause.terms
    if terms is None:
        return []
    failed = {check.term for _, one in checks for check in one.checks if check.holds is Holds.NO}
    named = [
        ("within_days", f"{terms.within_days} days"),
        ("after_days", f"{terms.after_days} days"),
        ("pays_percent", f"{terms.pays_percent}%"),
        *([("final_sale", "final sale")] if terms.final_sale is not None else []),
        *(("condition", word) for word in terms.condition),
        *(("evidence", word) for word in terms.evidence),
    ]
    text = markup.flowing(clause.text)
    return [
        span
        for term, words in named
        for span in spans_of(text, words=[words], kind="x" if term in failed else "")
    ]
