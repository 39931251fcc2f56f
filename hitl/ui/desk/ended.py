"""How an earlier case ended, in a word or two."""

from hitl.domain.case import Status
from hitl.domain.draft import Action
from hitl.domain.refund import RefundStatus
from hitl.ports.history import OtherCase
from hitl.ports.reads import SimilarCase

_REFUND = {
    RefundStatus.SUCCEEDED: "paid",
    RefundStatus.FAILED: "not paid: the refund failed",
    RefundStatus.CANCELLED: "not paid",
}
_DECIDED = {
    Action.APPROVE_REFUND: "refund agreed",
    Action.DENY_REFUND: "refused",
    Action.REQUEST_MORE_INFO: "asked back",
    Action.ANSWER_ONLY: "answered",
}


def ended(case: OtherCase | SimilarCase, action: Action) -> str:
    """What came of the decision `action`; where nothing left the house, that."""
    if case.watched:
        return f"{'refund' if action is Action.APPROVE_REFUND else _DECIDED[action]}, only watched"
    if case.replaces:
        return "sent again"
    if case.refund is not None:
        return _REFUND.get(case.refund, _DECIDED[action])
    closed = case.status is Status.CLOSED
    return "nothing paid" if closed and action is Action.APPROVE_REFUND else _DECIDED[action]
