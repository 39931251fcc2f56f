"""Step 8, measure: how many of the wrong drafts that were put before somebody on purpose they caught.

A signal and no verdict, silent while there are few; docs/metrics.md says what it rests on.
"""

from collections.abc import Sequence

from hitl.domain.quality import Answered, Outcome
from hitl.domain.record import Record
from hitl.steps.measure import Rate
from hitl.steps.measure_reading import Signal

NEWEST = 60
"""Quality cases of a person that are looked at: more than are delivered."""

SPEAKS = 10
"""Wrong drafts from which it speaks: who catches nine in ten is then called to look in one of 600."""

CAUGHT = 0.8
"""A reader catches four in five at least; look closer where the interval lies below it."""


class Caught(Record):
    """How one person answered quality cases lately."""

    caught: Rate  # of the wrong drafts, those that were not approved with their action and amount
    right: Rate  # right answers ÷ answers, of wrong and right drafts; what was handed on is left out
    misses: Signal


def caught(answers: Sequence[Answered]) -> Caught:
    """Of one person's quality cases; what was laid aside was not answered."""
    seen = [one for one in answers if one.outcome is not Outcome.LAID_ASIDE]
    wrong = [one for one in seen if one.planted]
    decided = [one for one in seen if one.outcome is not Outcome.HANDED_ON]
    share = Rate.of(sum(not one.as_drafted for one in wrong), len(wrong))
    return Caught(
        caught=share,
        right=Rate.of(sum(one.outcome is Outcome.RIGHT for one in decided), len(decided)),
        misses=_signal(share),
    )


def _signal(share: Rate) -> Signal:
    if share.whole < SPEAKS or share.high is None:
        return Signal.TOO_FEW
    return Signal.LOOK if share.high < CAUGHT else Signal.USUAL
