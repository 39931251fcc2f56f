"""Krippendorff's alpha: how far people who read the same cases agree beyond what chance would give.

alpha = 1 - observed disagreement / expected disagreement. 1 is full agreement, 0 is what giving out the same
answers by lot would bring, below 0 is worse than that. Source of the formulas: K. Krippendorff, *Content
Analysis*, 4th ed., Sage 2019, chapter 12, and "Computing Krippendorff's Alpha-Reliability", University of
Pennsylvania 2011, whose worked examples are in the tests.

The interval at 95 % is the percentile bootstrap over units (B. Efron, *Annals of Statistics* 7, 1979):
whole units are drawn with replacement, from a fixed seed, so that the same log gives the same interval.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from enum import StrEnum
from random import Random
from typing import NamedTuple

from hitl.domain.intervals import SEED
from hitl.domain.record import Record

RESAMPLES = 1_000
"""The bounds then move by some hundredths from seed to seed, far less than the interval is wide."""

DEFINED = 0.95
"""So many of the resamples must hold two different answers: those left out would be the worst of all."""


class Undefined(StrEnum):
    """Why there is no alpha."""

    NO_PAIRS = "no case was read by two people yet"
    ALL_ALIKE = "everybody gave one and the same answer, so agreement cannot be told from chance"


class Alpha(Record):
    """How far people agree. Either `value` is set or `undefined`."""

    value: float | None
    low: float | None = None  # 95 % interval; None where too few resamples hold two different answers
    high: float | None = None
    units: int  # that two people or more have read
    undefined: Undefined | None = None


def nominal(units: Iterable[Sequence[str]]) -> Alpha:
    """For answers that are alike or not, such as actions. A unit lists what its readers answered."""
    return _estimate([_nominal_unit(Counter(unit)) for unit in units if len(unit) > 1])


def interval(units: Iterable[Sequence[int]]) -> Alpha:
    """For amounts, in minor units of one currency: twice the difference weighs four times as much."""
    return _estimate([_interval_unit(unit) for unit in units if len(unit) > 1])


class _Unit(NamedTuple):
    """What one unit adds to the sums; hashable, so that units that are alike are counted."""

    readers: int
    apart: float  # sum of squared differences over ordered pairs of its readers, ÷ (readers - 1)
    answers: tuple[tuple[str, int], ...] = ()  # of categories: how often each was given
    sums: tuple[int, int] = (0, 0)  # of amounts: their sum and that of their squares


def _nominal_unit(given: Counter[str]) -> _Unit:
    readers = given.total()
    return _Unit(readers, _unlike(given) / (readers - 1), tuple(sorted(given.items())))


def _interval_unit(amounts: Sequence[int]) -> _Unit:
    readers, total, squares = len(amounts), sum(amounts), sum(amount**2 for amount in amounts)
    apart = 2 * (readers * squares - total**2)
    return _Unit(readers, apart / (readers - 1), sums=(total, squares))


def _estimate(units: Sequence[_Unit]) -> Alpha:
    if not units:
        return Alpha(value=None, units=0, undefined=Undefined.NO_PAIRS)
    counted = Counter(units)
    kinds, times = tuple(counted), tuple(counted.values())
    value = _alpha(kinds, dict(enumerate(times)))
    if value is None:
        return Alpha(value=None, units=len(units), undefined=Undefined.ALL_ALIKE)
    low, high = _bounds(kinds, times) or (None, None)
    return Alpha(value=value, low=low, high=high, units=len(units))


def _bounds(kinds: Sequence[_Unit], times: Sequence[int]) -> tuple[float, float] | None:
    chance, units = Random(SEED), sum(times)  # noqa: S311 - resampling, no secret
    drawn = (
        _alpha(kinds, Counter(chance.choices(range(len(kinds)), times, k=units))) for _ in range(RESAMPLES)
    )
    found = sorted(value for value in drawn if value is not None)
    if len(found) < DEFINED * RESAMPLES:
        return None
    return found[round(0.025 * len(found))], found[round(0.975 * len(found)) - 1]


def _alpha(kinds: Sequence[_Unit], times: Mapping[int, int]) -> float | None:
    """1 - D_o / D_e, where kind `i` was met `times[i]` times; None where nothing differs, so both are 0."""
    whole, observed, total, squares = 0, 0.0, 0, 0
    given: Counter[str] = Counter()
    for place, count in times.items():
        readers, apart, answers, sums = kinds[place]
        whole += readers * count
        observed += apart * count
        total += sums[0] * count
        squares += sums[1] * count
        for answer, often in answers:
            given[answer] += often * count
    expected = _unlike(given) if given else 2 * (whole * squares - total**2)
    return 1 - observed * (whole - 1) / expected if expected else None


def _unlike(given: Counter[str]) -> int:
    """Ordered pairs of answers that are not alike: their squared difference is 1, that of others 0."""
    return given.total() ** 2 - sum(count**2 for count in given.values())
