"""Answers of which nothing follows: each meets the checks of a decision, and then is only what was said."""

from typing import NamedTuple

from hitl.domain.blind import Said
from hitl.domain.case import Case
from hitl.domain.decision import Answer, Approve, Ask, Edit, Escalate, Submission, fingerprint
from hitl.domain.draft import Action
from hitl.domain.drafted import Drafted
from hitl.domain.gate.ruleset import Ruleset
from hitl.domain.order import Order
from hitl.domain.record import Moment
from hitl.domain.roles import User
from hitl.errors import Refused
from hitl.ports.store import Unit
from hitl.steps.review import answers
from hitl.steps.review.final import Final, check_confirmed, check_rights, order_for
from hitl.steps.review.standing import Review, refuse_unread


class Shown(NamedTuple):
    """What the person was given to decide, as if nothing were decided."""

    case: Case
    drafted: Drafted
    order: Order | None


def apart(
    unit: Unit, submission: Submission, shown: Shown, *, user: User, ruleset: Ruleset, at: Moment
) -> Review:
    """The submission beside what was shown. Raises TooSoon, or Refused where that was something else."""
    case, drafted, order = shown
    if submission.draft_version != drafted.version:
        raise gone(case.case_id)
    refuse_unread(submission, at)
    if submission.seen not in {None, fingerprint(drafted, order)}:
        raise gone(case.case_id)
    return Review(
        case=case,
        drafted=drafted,
        order=order,
        user=user,
        submission=submission,
        mode=unit.controls.mode().mode,
        ruleset=ruleset,
        at=at,
        not_before=at,
    )


def gone(case_id: str) -> Refused:
    """It is not what it was, or not this person's to answer any more."""
    return Refused(f"{case_id} changed meanwhile; look at it again.")


def rejected_already(case_id: str) -> Refused:
    """The draft was thrown away before."""
    return Refused(f"The draft of {case_id} is rejected already; write an answer.")


def would(review: Review, answer: Answer) -> tuple[Said, str]:
    """What the person would do, and write. Raises NotAllowed, Unconfirmed or Refused, as a decision does."""
    match answer:
        case Approve():
            return _final(review, answers.as_drafted(review, answer))
        case Edit():
            return _final(review, answers.as_edited(review, answer))
        case Ask():
            return _said(review, Action.REQUEST_MORE_INFO), answers.asked(review, answer)
        case Escalate():
            return _said(review, None), answer.note
        case _:
            raise Refused(f"Nobody has signed {review.case.case_id} yet.")


def _final(review: Review, final: Final) -> tuple[Said, str]:
    check_rights(review, final.amount)
    check_confirmed(review, final)
    order_for(review, final)
    return _said(review, final.action).model_copy(update={"amount": final.amount}), final.reply


def _said(review: Review, action: Action | None) -> Said:
    return Said(by=review.user.email, action=action, at=review.at)
