"""Which waiting cases one confirmation may decide together: plain ones that this person may decide alone."""

from collections.abc import Callable, Iterable

from hitl.domain.assessment import Result
from hitl.domain.case import Status
from hitl.domain.decision import fingerprint, order_state
from hitl.domain.draft import Draft
from hitl.domain.drafted import Drafted
from hitl.domain.gate.ruleset import Ruleset
from hitl.domain.gate.verdict import Code, Route
from hitl.domain.record import Moment
from hitl.domain.roles import User
from hitl.domain.stakes import confirmation_for, may_alone, needs_second
from hitl.domain.together import Alike, LeftOut, Together
from hitl.errors import NotFound
from hitl.ports.reads import CaseFile, QueueRow, Reads

MOST = 50
"""As many as can be read through in a list before it is confirmed."""

_TO_BE_READ = {
    Code.EXCEPTION_KEYWORD: "It holds words that a person must read.",
    Code.INJECTION_SUSPECTED: "Its text gives orders to the agent; read it.",
}


def alike(
    case_id: str, *, reads: Reads, user: User, ruleset: Ruleset, now: Moment, limit: int = MOST
) -> Alike:
    """The case and others that wait with the same matter, clause, drafted action and currency.

    Raises NotFound.
    """
    others = reads.waiting_alike(case_id, limit)
    return _listed(
        (case_id, *others[: limit - 1]),
        reads,
        user,
        ruleset,
        now,
        more=len(others) > limit - 1,
    )


def of_view(
    rows: Iterable[QueueRow], *, reads: Reads, user: User, ruleset: Ruleset, now: Moment, limit: int = MOST
) -> Alike:
    """Those of a view's rows that may be decided together, whatever their matters."""
    ids = [row.case_id for row in rows]
    return _listed(ids[:limit], reads, user, ruleset, now, more=len(ids) > limit)


def _listed(
    ids: Iterable[str], reads: Reads, user: User, ruleset: Ruleset, now: Moment, *, more: bool
) -> Alike:
    listed: list[Together] = []
    left_out: list[LeftOut] = []
    for case_id in dict.fromkeys(ids):
        try:
            found = _entry(reads.case_file(case_id), user, ruleset, now)
        except NotFound as gone:
            found = str(gone)
        if isinstance(found, Together):
            listed.append(found)
        else:
            left_out.append(LeftOut(case_id=case_id, why=found))
    return Alike(cases=tuple(listed), left_out=tuple(left_out), more=more)


def _entry(file: CaseFile, user: User, ruleset: Ruleset, now: Moment) -> Together | str:
    """The case as the list shows it, or why it is not in the list."""
    drafted = file.drafted
    if drafted is None or drafted.draft is None:
        return "It has no draft to approve."
    draft = drafted.draft
    reasons: tuple[Callable[[], str], ...] = (
        lambda: _not_waiting(file, user, now),
        lambda: _needs_reading(drafted, draft),
        lambda: _needs_more_than_one_key(file, drafted, draft, user, ruleset),
        lambda: _not_as_drafted(file, drafted, draft),
    )
    why = next((says for reason in reasons if (says := reason())), "")
    if why:
        return why
    return Together(
        case_id=file.case.case_id,
        customer_name=file.customer.name if file.customer else "",
        action=draft.action,
        amount=draft.amount,
        version=drafted.version,
        seen=fingerprint(drafted, file.order),
        confirmation=confirmation_for(draft.amount, drafted.verdict, ruleset),
    )


def _not_waiting(file: CaseFile, user: User, now: Moment) -> str:
    case, hold = file.case, file.at_desk.hold
    if case.status is not Status.IN_REVIEW:
        return f"It is {case.status.replace('_', ' ')} now."
    if case.draft_rejected:
        return "Its draft was rejected; it waits for an answer of a person's own."
    if hold is not None and hold.live(now) and hold.held_by != user.email:
        return f"{hold.held_by} has it open."
    return ""


def _needs_reading(drafted: Drafted, draft: Draft) -> str:
    verdict = drafted.verdict
    for code, says in _TO_BE_READ.items():
        if code in verdict.codes:
            return says
    if verdict.route is Route.TAKEOVER:
        return "A person answers it in their own words; the draft is only a hint."
    contradicted = drafted.assessment is not None and Result.CONTRADICTION in drafted.assessment.results
    if contradicted or any(not sentence.supports for sentence in draft.rationale):
        return "Something speaks against its draft."
    return ""


def _needs_more_than_one_key(
    file: CaseFile, drafted: Drafted, draft: Draft, user: User, ruleset: Ruleset
) -> str:
    level = file.case.level or drafted.verdict.level
    if needs_second(draft.amount, ruleset):
        return "It takes two signatures."
    if not may_alone(user, level, draft.amount, ruleset):
        return f"It is more than a {user.role} may decide alone."
    if confirmation_for(draft.amount, drafted.verdict, ruleset) == "phrase":
        return "It is confirmed by typing a phrase."
    return ""


def _not_as_drafted(file: CaseFile, drafted: Drafted, draft: Draft) -> str:
    order = file.order
    if order is None or order.customer_id != file.case.customer_id:
        return "It names no order of this customer."
    if drafted.order_state and drafted.order_state != order_state(order):
        return f"Order {order.order_id} changed since it was drafted."
    if draft.amount is not None and draft.amount.minor > order.refundable:
        return f"{draft.amount} is more than is still refundable on order {order.order_id}."
    return ""
