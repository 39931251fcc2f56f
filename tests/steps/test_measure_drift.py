"""A drift is found, dated and explained; a quiet year hardly ever cries wolf."""

from datetime import timedelta
from random import Random

import pytest

from hitl.steps.measure_drift import CHANCE, CHANCE_OF_MIX, drifts, unlikely
from hitl.steps.measure_slice import Dimension
from tests.load.quiet import UNSURE, a_day, false_alarms, log_of
from tests.looks import days_of
from tests.steps.test_measure import NOON


@pytest.mark.parametrize(("cases", "seed"), [(6, 1), (20, 2), (60, 3)])
def test_a_quiet_year_gives_at_most_two_false_alarms(cases: int, seed: int) -> None:
    assert false_alarms(cases, seed) <= 2


def test_a_bad_batch_is_found_dated_and_explained() -> None:
    chance = Random(4)
    rows = [one for day in range(120) for one in a_day(chance, day, 12)]
    for day in range(60, 70):
        for row, made in a_day(chance, day, 9, sent=0.9):
            bad = row.model_copy(update={"case_id": f"B{row.case_id}", "matter": "defective"})
            rows.append((bad, made))
    log = log_of(rows)
    (found,) = drifts(days_of(log), UNSURE, lambda dimension, one: days_of(log, {dimension: one}))
    assert [one.figure for one in found.left] == ["review_rate"]
    assert found.cause is not None
    assert found.cause.where == {Dimension.REASON: "defective"}
    assert abs(found.cause.first - (NOON + timedelta(days=60)).date()) <= timedelta(days=1)
    assert abs(found.cause.last - (NOON + timedelta(days=69)).date()) <= timedelta(days=1)
    assert found.cause.cases > 90 > 3 * found.cause.expected


def test_the_chance_of_a_share_is_that_of_the_binomial_distribution() -> None:
    assert unlikely(2, 3, 0.5) == pytest.approx(0.5)  # 2 or 3 of 3
    assert unlikely(0, 3, 0.5) == pytest.approx(0.125)
    assert unlikely(9, 10, 0.1) == pytest.approx(10 * 0.1**9 * 0.9 + 0.1**10)
    assert unlikely(500, 1000, 0.5) == pytest.approx(0.512613, abs=1e-6)
    assert unlikely(3, 3, 0.0) == 1.0  # no usual share to be far from
    assert unlikely(0, 100_000, 0.5) == 0.0  # too small for a float, and found at once


def test_a_chance_is_known_no_better_than_the_verdict_needs():
    for usual in (0.01, 0.3, 0.5, 0.97):
        for part in range(0, 401, 7):
            exact = unlikely(part, 400, usual)
            for chance in (CHANCE, CHANCE_OF_MIX):
                assert (unlikely(part, 400, usual, upto=chance) < chance) == (exact < chance)


def test_too_few_weeks_tell_nothing() -> None:
    chance = Random(5)
    rows = [one for day in range(30) for one in a_day(chance, day, 12, sent=1.0 if day > 25 else 0.1)]
    assert drifts(days_of(log_of(rows)), UNSURE) == ()
    assert drifts(days_of(log_of([])), UNSURE) == ()


def test_another_mode_is_no_drift_and_a_drift_after_it_is_found() -> None:
    chance = Random(6)
    everything = [one for day in range(70) for one in a_day(chance, day, 12, sent=1.0)]
    some = [one for day in range(70, 150) for one in a_day(chance, day, 12)]
    changed = (NOON + timedelta(days=70)).date()
    quiet = days_of(log_of([*everything, *some]))
    assert drifts(quiet, UNSURE)
    assert drifts(quiet, UNSURE, changes=[changed]) == ()
    more = [one for day in range(150, 157) for one in a_day(chance, day, 12, sent=0.8)]
    found = drifts(days_of(log_of([*everything, *some, *more])), UNSURE, changes=[changed])
    assert [[left.figure for left in one.left] for one in found] == [["review_rate"]]
    assert found[0].left[0].usual == pytest.approx(0.4, abs=0.05)


def test_a_draft_is_unsure_below_the_band_and_not_at_its_edge() -> None:
    """Of 0.59, 0.60 and none, in a week from Monday in which nobody else came."""
    chance = Random(7)
    usual = [one for day in range(69) for one in a_day(chance, day, 12)]
    rows = [
        (row.model_copy(update={"confidence": sure}), made)
        for day in range(69, 76)
        for sure, (row, made) in zip((0.59, 0.60, None) * 4, a_day(chance, day, 12), strict=True)
    ]
    (found,) = drifts(days_of(log_of([*usual, *rows])), UNSURE)
    assert {one.figure: one.rate.value for one in found.left}["unsure_rate"] == 0.5
