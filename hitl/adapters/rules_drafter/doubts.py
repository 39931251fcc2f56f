"""What the drafter was unsure of, and how far each doubt lowers its understanding."""

from typing import NamedTuple

from hitl.domain.policy import Reason

SLIGHT = 0.03  # noticed, and no reason to keep a small clear case from going alone
SOME = 0.25  # enough that a person looks
GRAVE = 0.55  # the draft is little more than a guess


class Doubt(NamedTuple):
    """One thing that may have been misread."""

    cost: float  # share of the understanding that it takes
    says: str  # in plain words, for the reviewer
    of_count: bool = False  # it is about how many pieces are meant
    of_reason: tuple[tuple[Reason, float], ...] = ()  # it is about the reason: every likely one, its share


_CONFIDENT, _LIKELY = 0.72, 0.6
"""Of guesses from 0.72 on nine in ten are right on sentences that they were not fitted to."""


def cost_of_guess(certainty: float) -> float:
    """What it costs to go by a guess that is right with this probability."""
    return SLIGHT if certainty >= _CONFIDENT else SOME if certainty >= _LIKELY else GRAVE


def understanding(doubts: tuple[Doubt, ...]) -> float:
    """1 without any doubt; each takes its share of what the others left."""
    left = 0.98  # rules read words, not minds
    for doubt in doubts:
        left *= 1 - doubt.cost
    return round(left, 3)
