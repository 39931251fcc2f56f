"""Wrong drafts on purpose: what counts as caught, and from when on the figure speaks."""

from math import comb

import pytest

from hitl.domain.quality import Answered, Outcome
from hitl.steps.measure_quality import CAUGHT, SPEAKS, caught
from hitl.steps.measure_reading import Signal
from tests.steps.test_measure import NOON


def answered(outcome: Outcome, *, planted: bool = True, as_drafted: bool = False) -> Answered:
    return Answered(by="", label="x", at=NOON, planted=planted, outcome=outcome, as_drafted=as_drafted)


MISSED = answered(Outcome.WRONG, as_drafted=True)
FOUND = answered(Outcome.RIGHT)


@pytest.mark.parametrize(
    ("answers", "found", "right", "reason"),
    [
        ([], (0, 0), (0, 0), "nothing was given"),
        ([MISSED, FOUND], (1, 2), (1, 2), "one was approved unread"),
        ([answered(Outcome.WRONG)], (1, 1), (0, 1), "changed, if not to what is right"),
        ([answered(Outcome.HANDED_ON)], (1, 1), (0, 0), "handed on, so not approved"),
        ([answered(Outcome.LAID_ASIDE)], (0, 0), (0, 0), "not answered"),
        ([answered(Outcome.RIGHT, planted=False, as_drafted=True)], (0, 0), (1, 1), "nothing to catch"),
        ([answered(Outcome.WRONG, planted=False)], (0, 0), (0, 1), "a right draft was changed"),
    ],
)
def test_what_counts_by_hand(
    answers: list[Answered], found: tuple[int, int], right: tuple[int, int], reason: str
) -> None:
    figure = caught(answers)

    assert (figure.caught.part, figure.caught.whole) == found, reason
    assert (figure.right.part, figure.right.whole) == right, reason


@pytest.mark.parametrize(
    ("missed", "given", "signal", "reason"),
    [
        (9, 9, Signal.TOO_FEW, "not even where all were missed"),
        (5, 10, Signal.LOOK, "the interval ends at 76%"),
        (4, 10, Signal.USUAL, "it reaches 83%"),
        (7, 16, Signal.LOOK, "of all that are delivered"),
        (6, 16, Signal.USUAL, "the same"),
        (0, 16, Signal.USUAL, "all caught"),
    ],
)
def test_it_speaks_from_ten_wrong_drafts_on(missed: int, given: int, signal: Signal, reason: str) -> None:
    assert caught([MISSED] * missed + [FOUND] * (given - missed)).misses is signal, reason


def test_who_reads_is_hardly_ever_called_to_look_and_who_does_not_nearly_always() -> None:
    def called(share: float, given: int) -> float:
        """The chance that somebody who catches that share is."""
        return sum(
            comb(given, found) * share**found * (1 - share) ** (given - found)
            for found in range(given + 1)
            if caught([FOUND] * found + [MISSED] * (given - found)).misses is Signal.LOOK
        )

    assert called(0.9, SPEAKS) == pytest.approx(0.0016, abs=0.0001)
    assert called(CAUGHT, SPEAKS) < 0.035
    assert called(CAUGHT, 16) < 0.035
    assert called(0.5, SPEAKS) == pytest.approx(0.62, abs=0.01)
    assert called(0.3, SPEAKS) > 0.95
