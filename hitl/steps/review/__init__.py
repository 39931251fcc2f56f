"""Step 5, review: what a person answers to a draft, checked again on the server, in one transaction."""

from hitl.steps.review.question import ask
from hitl.steps.review.standing import READ_AT_LEAST
from hitl.steps.review.submit import UNDO, submit

__all__ = ["READ_AT_LEAST", "UNDO", "ask", "submit"]
