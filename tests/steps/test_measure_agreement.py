"""Where people agree with the draft, on decisions small enough to count by hand."""

import pytest

from hitl.domain.decision import DecisionOutcome
from hitl.domain.gate.verdict import Code
from hitl.steps.measure_agreement import by_reason, calibration, calibration_error
from tests.steps.test_measure import decision

CHANGED = {"outcome": DecisionOutcome.EDITED}


def test_agreement_is_counted_for_each_reason_of_a_decision():
    rows = [
        decision(1, reasons=(Code.AMOUNT_LIMIT,)),
        decision(2, reasons=(Code.AMOUNT_LIMIT, Code.DENIAL), **CHANGED),
        decision(3),
    ]
    found = [(one.code, one.cases, one.agreed.part, one.agreed.whole) for one in by_reason(rows)]
    assert found == [(Code.AMOUNT_LIMIT, 2, 1, 2), (Code.DENIAL, 1, 0, 1)]


def test_confidence_is_held_to_its_word_in_bands_of_a_tenth():
    rows = [
        decision(1, confidence=0.61),
        decision(2, confidence=0.69, **CHANGED),
        decision(3, confidence=1.0),
        decision(4, confidence=None),
        decision(5, confidence=0.7),
    ]
    found = [
        (round(one.low, 1), round(one.said, 2), one.agreed.part, one.agreed.whole)
        for one in calibration(rows)
    ]
    assert found == [(0.6, 0.65, 1, 2), (0.7, 0.7, 1, 1), (0.9, 1.0, 1, 1)]


@pytest.mark.parametrize(
    ("confidences", "changed", "expected", "why"),
    [
        ((), (), None, "nothing to hold to its word"),
        ((1.0, 1.0), (), 0.0, "said certain, and was right"),
        ((0.8, 0.8), (1, 2), 0.8, "said four in five, and was never right"),
        ((0.5, 0.9), (1,), 0.3, "0.5 off and 0.1 off, a case each"),
    ],
)
def test_the_calibration_error_is_the_mean_distance_by_cases(confidences, changed, expected, why):
    numbered = list(enumerate(confidences, 1))
    rows = [
        decision(number, confidence=confidence, **(CHANGED if number in changed else {}))
        for number, confidence in numbered
    ]
    found = calibration_error(calibration(rows))
    assert found == (None if expected is None else pytest.approx(expected)), why
