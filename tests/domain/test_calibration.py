"""Calibration: the curve, its measure, and that confidence means what it says afterwards."""

from datetime import UTC, datetime
from random import Random

import pytest
from sklearn.isotonic import IsotonicRegression

from hitl.domain.calibration import ENOUGH, GOOD, Calibration, Known, fit, isotonic, reliability

AT = datetime(2026, 11, 10, tzinfo=UTC)
SAME = {"version": 1, "maker": "m", "scorer": "s", "source": "decisions", "by": "a@b.c", "at": AT}

TRUTHS = {
    "sure of itself": lambda score: 0.2 + 0.55 * score**3,
    "too modest": lambda score: min(1.0, 0.55 + 0.45 * score),
    "a step": lambda score: 0.95 if score > 0.8 else 0.4,
    "no information": lambda _score: 0.7,
    "right as it is": lambda score: score,
}
"""How often a draft of a score is truly right."""


def decisions(truth, count: int, seed: int) -> list[Known]:
    """Simulated decisions, with scores as a scorer gives them: many high ones, in thousandths."""
    chance = Random(seed)
    scores = [round(chance.betavariate(4, 1.2), 3) for _ in range(count)]
    return [Known(score, chance.random() < truth(score)) for score in scores]


@pytest.mark.parametrize("name", TRUTHS)
def test_on_held_out_decisions_confidence_means_what_it_says(name: str) -> None:
    curve = fit(decisions(TRUTHS[name], 3_000, seed=5), **SAME)
    assert curve is not None
    fresh = decisions(TRUTHS[name], 20_000, seed=6)
    before = reliability(fresh).error
    after = reliability([Known(curve.of(score), right) for score, right in fresh]).error
    print(f"{name}: expected calibration error {before:.3f} before, {after:.3f} after")
    assert after <= 0.05
    assert curve.good
    truths = [abs(curve.of(score) - TRUTHS[name](score)) for score, _ in fresh]
    assert sum(truths) / len(truths) <= 0.05, "also against the truth itself"


@pytest.mark.parametrize("seed", range(20))
def test_the_curve_is_scikit_learns(seed: int) -> None:
    known = decisions(TRUTHS["sure of itself"], 20 + seed * 20, seed)
    theirs = IsotonicRegression(out_of_bounds="clip")
    theirs.fit([one.score for one in known], [float(one.right) for one in known])
    ours = Calibration(**SAME, knots=isotonic(known))
    scores = [place / 200 for place in range(201)]
    for score, expected in zip(scores, theirs.predict(scores), strict=True):
        assert ours.of(score) == pytest.approx(expected, abs=1e-9)


def test_the_curve_never_falls() -> None:
    curve = Calibration(**SAME, knots=isotonic(decisions(TRUTHS["a step"], 500, seed=1)))
    shares = [curve.of(place / 1000) for place in range(1001)]
    assert shares == sorted(shares)


@pytest.mark.parametrize(
    ("known", "error", "why"),
    [
        ([Known(0.95, True)] * 19 + [Known(0.95, False)], 0.0, "95 % said, 95 % right"),
        ([Known(0.9, False)] * 4, 0.9, "sure and always wrong"),
        ([Known(0.5, True)] * 2 + [Known(0.05, False)] * 2, 0.275, "the mean of 0.5 and 0.05, by drafts"),
        ([Known(1.0, True)], 0.0, "the last band holds its end"),
    ],
)
def test_the_error_is_the_mean_distance_between_said_and_right(
    known: list[Known], error: float, why: str
) -> None:
    assert reliability(known).error == pytest.approx(error), why


def test_too_few_decisions_make_no_calibration() -> None:
    assert fit(decisions(TRUTHS["a step"], ENOUGH - 1, seed=2), **SAME) is None
    assert fit(decisions(TRUTHS["a step"], ENOUGH, seed=2), **SAME) is not None


def test_what_was_learned_from_is_not_what_it_is_measured_on() -> None:
    older = [Known(0.9, True)] * 400
    newest = [Known(0.9, False)] * 200
    curve = fit([*older, *newest], **SAME)
    assert curve is not None
    assert curve.of(0.9) == 1.0
    assert curve.after is not None
    assert curve.after.error == 1.0
    assert not curve.good
    assert GOOD < 1
