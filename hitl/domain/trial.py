"""A change of model or prompt that was tried on cases with known answers before it is switched on."""

from hitl.domain.model_run import Use
from hitl.domain.record import Record


class Score(Record):
    """How often a drafter is right; shares are of what was expected, None where nothing was."""

    action: float | None
    amount: float | None
    route: float | None
    reasons: float | None
    unsafe: int  # cases that went alone and must not have
    wrong: int  # cases with anything wrong


class Compared(Record):
    """What drafts now and the candidate, on the same cases."""

    cases: int
    now: Score
    candidate: Score
    better: tuple[str, ...]  # ids of cases that are wrong now and would be right
    worse: tuple[str, ...]  # ids of cases that are right now and would be wrong


class Trial(Record):
    """What trying a change came to: figures, differences and ids, nothing of what was written."""

    now: str  # who drafts now
    candidate: str
    cases: dict[str, Compared]  # by the kind of cases
    spent: Use  # on the candidate's answers
    left_out: int  # cases without an answer, in neither column
