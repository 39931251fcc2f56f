"""Durations in buckets whose widths grow with them, so that a percentile is off by at most half a percent.

The mapping is that of DDSketch (C. Masson, J. E. Rim, H. K. Lee: "DDSketch: A Fast and Fully-Mergeable
Quantile Sketch with Relative-Error Guarantees", *PVLDB* 12(12), 2019, 2195-2205): with the accuracy a and
g = (1 + a) / (1 - a), bucket i holds what lies above g^(i-1) and up to g^i, and stands for 2 g^i / (g + 1),
from which nothing in it is farther than the share a. Two sketches are added, and taken from one another,
bucket by bucket, without any loss.
"""

from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from itertools import accumulate, chain, repeat
from math import ceil, log
from typing import overload

ACCURACY = 0.005

_GROWTH = (1 + ACCURACY) / (1 - ACCURACY)
_LOG_GROWTH = log(_GROWTH)

_SHORTEST = 1e-6
"""Seconds: times are kept in whole microseconds, so what is shorter is nothing."""

_FIRST = ceil(log(_SHORTEST) / _LOG_GROWTH)

BUCKETS = 4096
"""From nothing (bucket 0) and a microsecond (1) to some thousands of years, which are the last bucket."""


def bucket(seconds: float) -> int:
    """The number of the bucket, from 0 and below `BUCKETS`."""
    if seconds < _SHORTEST:
        return 0
    return min(ceil(log(seconds) / _LOG_GROWTH) - _FIRST + 1, BUCKETS - 1)


def middle(number: int) -> float:
    """The seconds that a bucket stands for."""
    return 0.0 if number == 0 else 2 * _GROWTH ** (number - 1 + _FIRST) / (_GROWTH + 1)


class Durations(Sequence[float]):
    """Seconds in ascending order, each as often as it was counted, without a place in memory for each."""

    def __init__(self, counted: Mapping[float, int]) -> None:
        """How often each occurs; what occurs less than once is left out."""
        ordered = sorted((seconds, count) for seconds, count in counted.items() if count > 0)
        self.counted = tuple(ordered)
        self._upto = tuple(accumulate(count for _, count in ordered))

    def __len__(self) -> int:
        return self._upto[-1] if self._upto else 0

    @overload
    def __getitem__(self, place: int) -> float: ...

    @overload
    def __getitem__(self, place: slice) -> tuple[float, ...]: ...

    def __getitem__(self, place: int | slice) -> float | tuple[float, ...]:
        if isinstance(place, slice):
            return tuple(self[one] for one in range(*place.indices(len(self))))
        found = place + len(self) if place < 0 else place
        if not 0 <= found < len(self):
            raise IndexError(place)
        return self.counted[bisect_right(self._upto, found)][0]

    def __iter__(self) -> Iterator[float]:
        return chain.from_iterable(repeat(seconds, count) for seconds, count in self.counted)

    def __eq__(self, other: object) -> bool:
        """Equal to any sequence of the same values."""
        return isinstance(other, Sequence) and len(self) == len(other) and all(map(float.__eq__, self, other))

    def __hash__(self) -> int:
        return hash(self.counted)
