"""What the drafter was unsure of, and how far each doubt lowers its understanding."""

from typing import NamedTuple

from hitl.domain.policy import Reason
from hitl.domain.reading.record import Reading, Sentiment

SLIGHT = 0.03  # noticed, and no reason to keep a small clear case from going alone
SOME = 0.25  # enough that a person looks
GRAVE = 0.55  # the draft is little more than a guess


class Doubt(NamedTuple):
    """One thing that may have been misread."""

    cost: float  # share of the understanding that it takes
    says: str  # in plain words, for the reviewer
    of_count: bool = False  # it is about how many pieces are meant
    of_reason: tuple[tuple[Reason, float], ...] = ()  # it is about the reason: every likely one, its share
    of_wording: bool = False  # it rests on single words, which often say less than they seem to


_CONFIDENT, _LIKELY = 0.72, 0.6
"""Of guesses from 0.72 on nine in ten are right on sentences that they were not fitted to."""


def cost_of_guess(certainty: float) -> float:
    """What it costs to go by a guess that is right with this probability."""
    return SLIGHT if certainty >= _CONFIDENT else SOME if certainty >= _LIKELY else GRAVE


_PLAIN, _UNLIKE = 0.5, 0.3
"""Of unseen messages 19 in 20 of the plain ones are above the second and two in five of the others; above the
first 17 in 20 and one in four."""


def seen_as_a_whole(doubts: tuple[Doubt, ...], ordinary: float | None) -> tuple[Doubt, ...]:
    """The doubts, of which those that single words suggest weigh little in a message that is plain otherwise.

    `ordinary` is the chance that the whole is a plain request; None where nobody knows.
    """
    if ordinary is None or ordinary < _PLAIN:
        return doubts
    return tuple(doubt._replace(cost=SLIGHT) if doubt.of_wording else doubt for doubt in doubts)


def about_the_whole(reading: Reading) -> tuple[Doubt, ...]:
    """A message that is unlike plain requests is in doubt, although no pattern may say why.

    Temper alone makes it unlike them; that is a reason of the gate, and none to doubt what is meant.
    """
    ordinary = reading.ordinary
    if ordinary is None or ordinary >= _UNLIKE or reading.sentiment is not Sentiment.CALM:
        return ()
    says = f"As a whole it is unlike plain requests that could be paid as they stand ({ordinary:.0%})."
    return (Doubt(SOME, says),)


def understanding(doubts: tuple[Doubt, ...]) -> float:
    """1 without any doubt; each takes its share of what the others left."""
    left = 0.98  # rules read words, not minds
    for doubt in doubts:
        left *= 1 - doubt.cost
    return round(left, 3)
