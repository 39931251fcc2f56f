"""When a share over time is out of control, on counts small enough to check by hand."""

from datetime import date, timedelta

import pytest

from hitl.steps.measure import Rate
from hitl.steps.measure_control import POINTS, control

MONDAY = date(2026, 8, 24)


def weeks(*parts: int, of: int = 100):
    return [(MONDAY + timedelta(weeks=week), Rate.of(part, of)) for week, part in enumerate(parts)]


def test_nothing_to_count_has_no_usual_level_and_no_points():
    found = control(weeks(0, 0, of=0))
    assert (found.usual, found.points, found.stretches) == (None, (), ())


def test_limits_are_three_standard_deviations_of_so_many_cases():
    (point, _) = control(weeks(20, 20)).points
    assert point.low == pytest.approx(0.2 - 3 * 0.04)  # sqrt(0.2 * 0.8 / 100) = 0.04
    assert point.high == pytest.approx(0.2 + 3 * 0.04)


def test_few_cases_have_wide_limits_which_stay_shares():
    for point in control(weeks(1, 0, of=2)).points:
        assert (point.low, point.high) == (0.0, 1.0)
        assert not point.outside


@pytest.mark.parametrize(
    ("parts", "outside", "why"),
    [
        ((20, 22, 18, 21, 19, 20, 20, 20), [], "what chance does"),
        ((20, 22, 18, 45, 46, 20, 20, 20), [(3, 4)], "one stretch of two weeks"),
        ((20, 50, 20, 20, 50, 20, 20, 20), [(1, 1), (4, 4)], "two stretches, apart"),
        ((20, 20, 20, 20, 20, 20, 20, 60), [(7, 7)], "the last week, still out"),
        ((40, 40, 40, 2, 40, 40, 40, 40), [(3, 3)], "too low is out of control as well"),
    ],
)
def test_points_outside_are_told_in_stretches(parts, outside, why):
    found = control(weeks(*parts))
    starts = [start for start, _ in weeks(*parts)]
    told = [(starts.index(run[0].start), starts.index(run[-1].start)) for run in found.stretches]
    assert told == outside, why


def test_fewer_points_than_a_usual_level_needs_are_said_to_be_few():
    assert not control(weeks(*[20] * (POINTS - 1))).enough
    assert control(weeks(*[20] * POINTS)).enough


def test_an_event_does_not_widen_the_band_that_it_should_stand_out_of():
    found = control(weeks(20, 20, 20, 20, 20, 60, 60, 60, 20))
    assert found.usual == 0.2  # the mean would be a third
    assert [len(run) for run in found.stretches] == [3]


def test_a_level_at_an_end_keeps_a_band():
    found = control(weeks(100, 100, 100, 100, 100, 100, 100, 92))
    assert found.usual == pytest.approx(0.99)


BEFORE_AND_AFTER = (100,) * 8 + (80,) + (60,) * 8
"""A mode in which people approve everything, its last week, and one in which some cases go alone."""


def test_a_change_on_purpose_begins_a_stage_with_a_usual_level_of_its_own():
    shares, (changed, _) = weeks(*BEFORE_AND_AFTER), weeks(*BEFORE_AND_AFTER)[8]
    assert control(shares).stretches, "without the change told it would be out of control"
    found = control(shares, {changed})
    assert found.stretches == ()
    assert [point.stage for point in found.points] == [0] * 8 + [None] + [2] * 8
    assert (found.points[0].usual, found.usual, found.since) == (1.0, 0.6, weeks(*BEFORE_AND_AFTER)[9][0])


@pytest.mark.parametrize(
    ("parts", "changed", "judged", "why"),
    [
        ((100,) * 8 + (80,) + (60,) * 7, 8, 8, "the newer stage has a week too few"),
        ((60,) * 9, 0, 9, "before the first week there is nothing that it could differ from"),
        ((60,) * 8 + (80,), 8, 8, "the week of the change itself is held against neither side"),
    ],
)
def test_a_stage_is_judged_from_as_many_points_as_a_chart_is(parts, changed, judged, why):
    shares = weeks(*parts)
    found = control(shares, {shares[changed][0]})
    assert sum(point.judged for point in found.points) == judged, why


def test_within_a_stage_a_point_still_leaves_control():
    parts = (*BEFORE_AND_AFTER[:-1], 95)
    found = control(weeks(*parts), {weeks(*parts)[8][0]})
    assert [[point.rate.part for point in run] for run in found.stretches] == [[95]]


def test_what_is_known_to_be_a_drift_says_nothing_of_what_is_usual():
    parts = (20, 21, 19, 20, 60, 62, 61, 60, 58)
    drift = {start for start, rate in weeks(*parts) if rate.part > 50}
    assert control(weeks(*parts)).usual == 0.58
    found = control(weeks(*parts), apart=drift)
    assert found.usual == pytest.approx(0.2)
    assert [len(run) for run in found.stretches] == [5]
