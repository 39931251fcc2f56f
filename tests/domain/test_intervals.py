"""Intervals, against published tables and against the slow way."""

from random import Random
from statistics import median

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hitl.domain.intervals import RESAMPLES, median_difference, newcombe, percentile_bounds, wilson


@pytest.mark.parametrize(
    ("part", "whole", "low", "high", "source"),
    [
        (81, 263, 0.2553, 0.3662, "Newcombe 1998a, table I, method 3"),
        (15, 148, 0.0624, 0.1605, "the same"),
        (0, 20, 0.0000, 0.1611, "the same"),
        (1, 29, 0.0061, 0.1718, "the same"),
    ],
)
def test_the_interval_of_a_share_is_the_published_one(part, whole, low, high, source):
    assert wilson(part, whole) == (pytest.approx(low, abs=5e-5), pytest.approx(high, abs=5e-5)), source


@pytest.mark.parametrize(
    ("after", "before", "low", "high", "source"),
    [
        ((56, 70), (48, 80), 0.0524, 0.3339, "Newcombe 1998b, table II, method 10, (a)"),
        ((9, 10), (3, 10), 0.1705, 0.8090, "(b)"),
        ((5, 56), (0, 29), -0.0381, 0.1926, "(d)"),
        ((10, 10), (0, 10), 0.6075, 1.0000, "(h)"),
    ],
)
def test_the_interval_of_a_difference_is_the_published_one(after, before, low, high, source):
    assert newcombe(before, after) == (pytest.approx(low, abs=5e-5), pytest.approx(high, abs=5e-5)), source


@given(st.integers(1, 300), st.integers(1, 300), st.fractions(0, 1), st.fractions(0, 1))
def test_the_interval_of_a_difference_holds_it(first, second, share, other):
    before, after = (int(share * first), first), (int(other * second), second)
    low, high = newcombe(before, after)
    assert -1 <= low <= after[0] / second - before[0] / first <= high <= 1


def test_the_bootstrap_without_drawing_each_value_is_that_with_it():
    chance = Random(7)
    before = [chance.expovariate(1 / 600) for _ in range(80)]
    after = [chance.expovariate(1 / 900) for _ in range(61)]
    drawn = sorted(
        median(chance.choices(after, k=61)) - median(chance.choices(before, k=80)) for _ in range(RESAMPLES)
    )
    low, high = median_difference(sorted(before), sorted(after))
    width = drawn[-51] - drawn[50]
    assert low == pytest.approx(drawn[50], abs=0.1 * width)
    assert high == pytest.approx(drawn[-51], abs=0.1 * width)


def test_the_same_log_has_the_same_interval_every_time():
    assert median_difference([1, 3, 5], [8, 9]) == median_difference([1, 3, 5], [8, 9])


def test_the_interval_of_a_percentile_is_taken_from_the_ranks() -> None:
    waits = tuple(float(n) for n in range(100))
    assert percentile_bounds(waits) == (40.0, 59.0)  # 50 less and more 9.8
    assert percentile_bounds(waits, 95) == (90.0, 99.0)  # 95 less and more 4.3
    assert percentile_bounds((7.0,)) == (7.0, 7.0)
