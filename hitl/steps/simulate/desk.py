"""Answers given at the demo's desk, by the one way in for everybody's."""

from datetime import datetime, timedelta
from typing import NamedTuple

from hitl.domain.case import Case
from hitl.domain.decision import Answer, Escalate, Feedback, Submission
from hitl.domain.draft import Draft
from hitl.domain.gate.verdict import Code
from hitl.domain.order import Order
from hitl.domain.roles import Role, User
from hitl.errors import NotAllowed
from hitl.ports.store import Unit
from hitl.steps.review import submit
from hitl.steps.simulate.reviewers import PEOPLE
from hitl.steps.simulate.shop import Shop


class Screen(NamedTuple):
    """What somebody sees who opens a case."""

    draft: Draft | None
    order: Order | None  # the customer's own, at stake
    slip: bool  # the gate says that something is wrong with the reply's words


_SLIPS = frozenset({Code.HEDGED_LANGUAGE, Code.PERSONAL_DATA_IN_REPLY, Code.REPLY_INCONSISTENT})


def on_screen(unit: Unit, case: Case) -> Screen:
    """The case as it is now."""
    drafted = unit.cases.drafted(case.case_id)
    if drafted is None:
        return Screen(None, None, slip=False)
    draft = drafted.draft
    slip = not _SLIPS.isdisjoint(reason.code for reason in drafted.verdict.reasons)
    for order_id in (draft.order_id if draft else None, case.order_id):
        order = unit.catalog.order(order_id) if order_id else None
        if order is not None and order.customer_id == case.customer_id:
            return Screen(draft, order, slip)
    return Screen(draft, None, slip)


def give(
    shop: Shop,
    case: Case,
    answer: Answer,
    *,
    by: User,
    opened_at: datetime,
    feedback: Feedback | None = None,
) -> bool:
    """Submit an answer and have the work done that follows; False where it was above them and handed on."""
    submission = Submission(
        case_id=case.case_id,
        draft_version=case.draft_version,
        answer=answer,
        by=by.email,
        opened_at=opened_at,
        feedback=feedback,
    )
    allowed = True
    try:
        _submit(shop, submission)
    except NotAllowed as too_much:
        allowed = False
        _submit(shop, submission.model_copy(update={"answer": Escalate(note=str(too_much))}))
    shop.work()
    return allowed


def _submit(shop: Shop, submission: Submission) -> None:
    submit(submission, store=shop.store, ruleset=shop.ruleset, clock=shop.clock, undo=timedelta(0))


def person(email: str) -> User:
    """The demo's person of that address."""
    return next(user for user in PEOPLE if user.email == email)


def next_above(user: User) -> User | None:
    """The first of the demo's people of a higher role."""
    return next((one for one in PEOPLE if one.role.rank > user.role.rank), None)


def of_role(role: Role) -> User:
    """The first of the demo's people of that role."""
    return next(user for user in PEOPLE if user.role is role)
