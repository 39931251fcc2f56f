"""What people corrected in similar cases, as a model is told of it.

Every word of it is a code of ours, a number, or a name that this very case has as well: a clause of its
policy, a category of its goods. So nothing of another customer is in it, whatever stood in the other case.
"""

from typing import Any

from hitl.domain.correction import Correction
from hitl.domain.draft import Action
from hitl.ports.drafter import Brief


def told(brief: Brief) -> list[dict[str, Any]]:
    """The corrections of a brief, nearest first."""
    own = {line.category for order in brief.facts.orders for line in order.lines if line.category}
    return [_told(one, brief, own) for one in brief.corrections]


def _told(one: Correction, brief: Brief, own: set[str]) -> dict[str, Any]:
    known = one.clause is not None and brief.facts.policy.clause(one.clause) is not None
    return {
        "reason": one.matter.value,
        "clause": one.clause if known else None,
        "goods": sorted(one.goods & own),
        "drafted": _did(one.drafted, one.drafted_percent),
        "a person made it": "send the goods again"
        if one.replaced
        else _did(one.decided, one.decided_percent),
        "because": one.reason_code.value if one.reason_code else None,
    }


def _did(action: Action, percent: int | None) -> str:
    return action.value if percent is None else f"{action.value}, {percent} % of what was paid"
