"""What the drafter was unsure of, and how far each doubt lowers its understanding."""

from typing import NamedTuple

SLIGHT = 0.03  # noticed, and no reason to keep a small clear case from going alone
SOME = 0.25  # enough that a person looks
GRAVE = 0.55  # the draft is little more than a guess


class Doubt(NamedTuple):
    """One thing that may have been misread."""

    cost: float  # share of the understanding that it takes
    says: str  # in plain words, for the reviewer
    of_count: bool = False  # it is about how many pieces are meant


def understanding(doubts: tuple[Doubt, ...]) -> float:
    """1 without any doubt; each takes its share of what the others left."""
    left = 0.98  # rules read words, not minds
    for doubt in doubts:
        left *= 1 - doubt.cost
    return round(left, 3)
