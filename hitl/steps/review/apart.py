"""Answers of which nothing follows: each meets the checks of a decision, and then is only what was said."""

from hitl.domain.blind import Said
from hitl.domain.decision import Answer, Approve, Ask, Edit, Escalate
from hitl.domain.draft import Action
from hitl.errors import Refused
from hitl.steps.review import answers
from hitl.steps.review.final import Final, check_confirmed, check_rights, order_for
from hitl.steps.review.standing import Review


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
