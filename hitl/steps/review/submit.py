"""The one way in for a person's answer."""

from datetime import timedelta

from hitl.domain.case import Case
from hitl.domain.decision import (
    Agree,
    Approve,
    Ask,
    Disagree,
    Edit,
    Escalate,
    Reject,
    Submission,
)
from hitl.domain.gate.ruleset import Ruleset
from hitl.ports.clock import Clock
from hitl.ports.store import Store
from hitl.steps.review import answers, second
from hitl.steps.review.standing import checked

UNDO = timedelta(seconds=10)
"""How long a decision at the desk can be taken back before anything is executed."""


def submit(
    submission: Submission, *, store: Store, ruleset: Ruleset, clock: Clock, undo: timedelta = timedelta(0)
) -> Case:
    """Take a person's answer to a case, or refuse it and change nothing.

    Raises NotFound, NotAllowed, AlreadyDecided, StaleDraft, TooSoon, Unconfirmed or Refused, each with a
    sentence on what is the matter.
    """
    with store.unit() as unit:
        review = checked(unit, submission, ruleset=ruleset, at=clock.now(), undo=undo)
        match submission.answer:
            case Approve():
                answers.approve(unit, review, submission.answer)
            case Edit():
                answers.edit(unit, review, submission.answer)
            case Reject():
                answers.reject(unit, review, submission.answer)
            case Escalate():
                answers.escalate(unit, review, submission.answer)
            case Ask():
                answers.ask(unit, review, submission.answer)
            case Agree():
                second.agree(unit, review)
            case Disagree():
                second.disagree(unit, review, submission.answer)
        if not isinstance(submission.answer, Reject):  # who rejects goes on to write an answer of their own
            unit.desk.release(submission.case_id, review.user.email)
        case = unit.cases.get(submission.case_id)
        unit.commit()
    return case
