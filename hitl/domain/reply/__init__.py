"""Whether a reply may leave as it stands: its money, its promises, its order, and what it gives away."""

from hitl.domain.reply.check import ReplyProblem, check_reply

__all__ = ["ReplyProblem", "check_reply"]
