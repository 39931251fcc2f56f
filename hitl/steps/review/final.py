"""The final decision: rights and amounts checked, the change kept, what follows arranged."""

from collections.abc import Set as AbstractSet
from typing import NamedTuple

from pydantic import JsonValue

from hitl.domain.case import OPEN_FOR_REVIEW, Status
from hitl.domain.decision import Decision, DecisionOutcome, DecisionReason, binding, decision_id_of
from hitl.domain.draft import Action, Claim, Draft, StepKind
from hitl.domain.event import EventKind
from hitl.domain.money import Money
from hitl.domain.order import Order
from hitl.domain.policy import GoodsBack
from hitl.domain.stakes import confirmation_for, is_confirmed, limit_of, may_alone, phrase_for
from hitl.errors import NotAllowed, Refused, Unconfirmed
from hitl.ports.store import Unit
from hitl.steps.execute import arrange
from hitl.steps.record import goods_back, log_decision
from hitl.steps.review.standing import Review, insist, log


class Final(NamedTuple):
    """What a person decided, the draft's parts filled in where they were kept."""

    action: Action
    amount: Money | None
    claims: tuple[Claim, ...]
    reply: str
    reason_code: DecisionReason | None
    without: AbstractSet[StepKind]
    note: str = ""
    replaces: bool = False


def decide(
    unit: Unit,
    review: Review,
    final: Final,
    *,
    first_by: str | None = None,
    expect: AbstractSet[Status] = OPEN_FOR_REVIEW,
) -> None:
    """Make it the case's final decision and arrange what follows; the caller has checked the rights."""
    check_confirmed(review, final)
    order = order_for(review, final)
    decision = _decision(review, final, order, first_by)
    moved = unit.cases.move(
        review.case.case_id,
        Status.DECIDED if review.acts else Status.CLOSED,
        expect=expect,
        draft_version=review.drafted.version,
        at=review.at,
    )
    insist(review.case, moved=moved)
    unit.decisions.add(decision)
    log_decision(unit, decision, together=review.submission.together)
    if not review.acts:
        log(unit, review, EventKind.CASE_CLOSED, note="shadow: nothing is executed or sent")
        return
    back = goods_back(review.drafted, order) if final.amount else GoodsBack.NO
    arrange(
        unit,
        case=review.case,
        decision=decision,
        at=review.at,
        not_before=review.not_before,
        goods_back=back,
    )


def check_rights(review: Review, amount: Money | None) -> None:
    """Raises NotAllowed where the case or the amount is above what this person may decide alone."""
    user = review.user
    if not user.reaches(review.level):
        raise NotAllowed(f"{review.case.case_id} needs a {review.level}; escalate it.")
    if amount is not None and not may_alone(user, review.level, amount, review.ruleset):
        limit = limit_of(user, amount, review.ruleset)
        raise NotAllowed(f"{amount} is above what a {user.role} may approve ({limit}); escalate it.")


def check_confirmed(review: Review, final: Final) -> None:
    """Raises Unconfirmed where the stakes ask for more than was given; a typed command confirms itself."""
    if review.submission.seen is None:
        return
    needed = confirmation_for(final.amount, review.drafted.verdict, review.ruleset)
    phrase = phrase_for(final.action, final.amount)
    if not is_confirmed(review.submission.confirmed, needed, phrase):
        raise Unconfirmed(f"Type {phrase} to confirm." if needed == "phrase" else "Confirm this decision.")


def order_for(review: Review, final: Final) -> Order | None:
    """The order at stake. Raises Refused where the amount does not fit it."""
    order = review.order
    if final.amount is None:
        return order
    if order is None:
        raise Refused(f"{review.case.case_id} names no order of this customer, so nothing can be refunded.")
    if final.amount.currency != order.currency:
        raise Refused(f"Order {order.order_id} is in {order.currency}, not in {final.amount.currency}.")
    if final.amount.minor > order.refundable:
        raise Refused(
            f"{final.amount} is more than the {order.money(order.refundable)} still refundable "
            f"on order {order.order_id}."
        )
    return order


def _decision(review: Review, final: Final, order: Order | None, first_by: str | None) -> Decision:
    draft = review.drafted.draft
    changes = _changes(draft, final)
    if review.case.draft_rejected or draft is None:
        outcome = DecisionOutcome.REJECTED
    else:
        outcome = DecisionOutcome.EDITED if changes else DecisionOutcome.APPROVED
    return Decision(
        decision_id=decision_id_of(review.case.case_id),
        case_id=review.case.case_id,
        draft_version=review.drafted.version,
        by=review.user.email,
        outcome=outcome,
        action=final.action,
        amount=final.amount,
        order_id=order.order_id if order else None,
        claims=final.claims,
        reply=final.reply,
        draft_action=draft.action if draft else Action.ANSWER_ONLY,
        draft_amount=draft.amount if draft else None,
        reason_code=final.reason_code,
        changes=changes,
        without=frozenset(final.without),
        note=final.note,
        replaces=final.replaces,
        first_by=first_by,
        bound=binding(order, action=final.action, amount=final.amount, reply=final.reply),
        queued_at=review.case.queued_at,
        opened_at=review.submission.opened_at,
        decided_at=review.at,
        policy=review.drafted.policy,
        ruleset=review.drafted.verdict.ruleset,
        feedback=review.submission.feedback,
    )


def _changes(draft: Draft | None, final: Final) -> dict[str, JsonValue]:
    if draft is None:
        return {}
    before: dict[str, Action | Money | str | tuple[Claim, ...] | None] = {
        "action": draft.action,
        "amount": draft.amount,
        "claims": draft.claims,
        "reply": draft.reply,
    }
    after: dict[str, Action | Money | str | tuple[Claim, ...] | None] = {
        "action": final.action,
        "amount": final.amount,
        "claims": final.claims,
        "reply": final.reply,
    }
    changes: dict[str, JsonValue] = {
        name: [_plain(before[name]), _plain(after[name])] for name in before if before[name] != after[name]
    }
    if final.without:
        changes["without"] = [[], [str(kind) for kind in sorted(final.without)]]
    if final.note:
        changes["note"] = ["", final.note]
    if final.replaces != plans_replacement(draft):
        changes["replaces"] = [plans_replacement(draft), final.replaces]
    return changes


def plans_replacement(draft: Draft | None) -> bool:
    """Whether the draft would send the goods again."""
    return draft is not None and any(step.kind is StepKind.REPLACEMENT for step in draft.steps)


def _plain(value: Action | Money | str | tuple[Claim, ...] | None) -> JsonValue:
    if isinstance(value, Money):
        return {"minor": value.minor, "currency": value.currency}
    if isinstance(value, tuple):
        return [claim.model_dump(mode="json") for claim in value]
    return value
