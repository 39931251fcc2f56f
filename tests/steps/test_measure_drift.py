"""A drift is found, dated and explained; a quiet year hardly ever cries wolf."""

from collections.abc import Iterator
from datetime import timedelta
from random import Random

import pytest

from hitl.domain.case import Channel
from hitl.domain.decision import DecisionOutcome
from hitl.domain.gate.verdict import Route
from hitl.ports.reads import CaseRow, DecisionRow
from hitl.steps.measure_drift import CHANCE, CHANCE_OF_MIX, drifts, unlikely
from hitl.steps.measure_slice import Dimension, Log
from tests.looks import days_of
from tests.steps.test_measure import NOON, case, decision

UNSURE = 0.6
MATTERS = ("damaged", "defective", "wrong_item", "changed_mind", "never_arrived")
CHANNELS = tuple(Channel)


def _day(chance: Random, day: int, cases: int, *, sent: float = 0.4) -> Iterator[tuple[CaseRow, DecisionRow]]:
    at = NOON + timedelta(days=day)
    for number in range(cases):
        to_a_person = chance.random() < sent
        row = case(day * 1000 + number, at=at).model_copy(
            update={
                "route": Route.REVIEW if to_a_person else Route.AUTO,
                "confidence": chance.betavariate(8, 2),
                "matter": chance.choices(MATTERS, (40, 10, 20, 25, 5))[0],
                "category": chance.choice(("home", "kitchen", "clothing")),
                "channel": chance.choice(CHANNELS),
            }
        )
        changed = DecisionOutcome.EDITED if chance.random() < 0.08 else DecisionOutcome.APPROVED
        by = "rita@example.com" if to_a_person else "gate"
        yield row, decision(day * 1000 + number, by, decided_at=at, outcome=changed)


def _log(rows: list[tuple[CaseRow, DecisionRow]]) -> Log:
    return Log(cases=tuple(row for row, _ in rows), decisions=tuple(row for _, row in rows))


@pytest.mark.parametrize(("cases", "seed"), [(6, 1), (20, 2), (60, 3)])
def test_a_quiet_year_gives_at_most_two_false_alarms(cases: int, seed: int) -> None:
    chance = Random(seed)
    year = [one for day in range(365) for one in _day(chance, day, cases)]
    assert len(drifts(days_of(_log(year)), UNSURE)) <= 2


def test_a_bad_batch_is_found_dated_and_explained() -> None:
    chance = Random(4)
    rows = [one for day in range(120) for one in _day(chance, day, 12)]
    for day in range(60, 70):
        for row, made in _day(chance, day, 9, sent=0.9):
            bad = row.model_copy(update={"case_id": f"B{row.case_id}", "matter": "defective"})
            rows.append((bad, made))
    log = _log(rows)
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
    rows = [one for day in range(30) for one in _day(chance, day, 12, sent=1.0 if day > 25 else 0.1)]
    assert drifts(days_of(_log(rows)), UNSURE) == ()
    assert drifts(days_of(_log([])), UNSURE) == ()
