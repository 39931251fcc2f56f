"""Durations in buckets: how far a bucket may be from what is in it, and that sequences stay sequences."""

from bisect import bisect_left

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hitl.domain.sketch import ACCURACY, BUCKETS, Durations, bucket, middle
from hitl.steps.measure import percentile


@given(st.integers(1, 10**14).map(lambda micros: micros / 1e6))
def test_a_bucket_is_at_most_half_a_percent_from_what_is_in_it(seconds):
    assert abs(middle(bucket(seconds)) - seconds) <= (ACCURACY + 1e-9) * seconds


@pytest.mark.parametrize(
    ("seconds", "number", "why"),
    [
        (0.0, 0, "nothing"),
        (4e-7, 0, "less than the clock can tell"),
        (1e-6, 1, "the shortest that it can"),
        (1e30, BUCKETS - 1, "longer than anything: the last bucket"),
    ],
)
def test_the_ends_have_buckets_too(seconds, number, why):
    assert bucket(seconds) == number, why


@given(st.lists(st.integers(0, 10**11).map(lambda micros: micros / 1e6), min_size=1, max_size=60))
def test_any_percentile_of_buckets_is_within_the_accuracy(values):
    counted: dict[float, int] = {}
    for one in values:
        place = middle(bucket(one))
        counted[place] = counted.get(place, 0) + 1
    ordered, found = sorted(values), Durations(counted)
    for percent in (0, 50, 90, 95, 100):
        assert percentile(found, percent) == pytest.approx(percentile(ordered, percent), rel=ACCURACY + 1e-9)


@given(st.dictionaries(st.integers(0, 50).map(float), st.integers(0, 4)))
def test_durations_are_the_sequence_that_they_stand_for(counted):
    found, plain = Durations(counted), sorted(one for one, many in counted.items() for _ in range(many))
    assert list(found) == plain == [found[place] for place in range(len(found))]
    assert found == tuple(plain)
    assert found[-3:] == tuple(plain[-3:])
    assert [bisect_left(found, one) for one in plain] == [bisect_left(plain, one) for one in plain]
    with pytest.raises(IndexError):
        found[len(plain)]
