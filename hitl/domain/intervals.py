"""How sure shares, percentiles and their differences are, at 95 %.

- A share: the Wilson score interval (E. B. Wilson, *Journal of the American Statistical Association* 22,
  1927), which stays within 0 and 1 and is honest for few cases.
- A percentile: the values at the ranks between which it lies (order statistics; binomial, by its normal
  approximation).
- A difference of two shares: R. G. Newcombe's hybrid of two Wilson intervals (*Statistics in Medicine* 17,
  1998, 873-890, method 10).
- A difference of two medians: the percentile bootstrap (B. Efron, *Annals of Statistics* 7, 1979) from a
  fixed seed, so that the same log gives the same interval on every page and machine.
"""

from collections.abc import Sequence
from math import sqrt
from random import Random
from statistics import median

Z95 = 1.959963984540054
"""Standard normal quantile of a two-sided interval at 95 %."""

RESAMPLES = 2_000
"""The bounds then move by less than a tenth of the interval from seed to seed."""

SEED = 1979


def wilson(part: int, whole: int) -> tuple[float, float]:
    """The bounds of the share `part` of `whole`, which must not be 0."""
    share, shrink = part / whole, 1 + Z95**2 / whole
    centre = (share + Z95**2 / (2 * whole)) / shrink
    reach = Z95 / shrink * sqrt(share * (1 - share) / whole + Z95**2 / (4 * whole**2))
    # At the ends rounding could put a bound a hair outside of 0 and 1, or beyond the share itself.
    return max(0.0, min(share, centre - reach)), min(1.0, max(share, centre + reach))


def newcombe(before: tuple[int, int], after: tuple[int, int]) -> tuple[float, float]:
    """The bounds of the share after less the share before, each as (part, whole) with a whole above 0."""
    first, second = before[0] / before[1], after[0] / after[1]
    first_low, first_high = wilson(*before)
    second_low, second_high = wilson(*after)
    change = second - first
    down = sqrt((second - second_low) ** 2 + (first_high - first) ** 2)
    up = sqrt((second_high - second) ** 2 + (first - first_low) ** 2)
    return change - down, change + up


def percentile_bounds(ordered: Sequence[float], percent: int = 50) -> tuple[float, float]:
    """The bounds of a percentile by ranks (order statistics, normal approximation); ascending, not empty."""
    count, share = len(ordered), percent / 100
    reach = Z95 * sqrt(count * share * (1 - share))
    low, high = int(count * share - reach), int(count * share + reach)
    return ordered[max(0, low)], ordered[min(count - 1, high)]


def median_difference(before: Sequence[float], after: Sequence[float]) -> tuple[float, float]:
    """The bounds of the median after less the median before; neither may be empty, both are ascending."""
    chance = Random(SEED)  # noqa: S311 - resampling, no secret
    found = sorted(_resampled(after, chance) - _resampled(before, chance) for _ in range(RESAMPLES))
    return found[round(0.025 * RESAMPLES)], found[round(0.975 * RESAMPLES) - 1]


def _resampled(ordered: Sequence[float], chance: Random) -> float:
    """The median of as many values drawn with replacement, without drawing each.

    The rank of the middle of n draws is that of the middle of n uniform numbers, which is distributed
    Beta(m, n - m + 1); of an even number the next above is the least of those that are left.
    """
    count = len(ordered)
    middle = (count + 1) // 2
    low = chance.betavariate(middle, count - middle + 1)
    if count % 2:
        return ordered[min(int(low * count), count - 1)]
    high = low + (1 - low) * (1 - chance.random() ** (1 / (count - middle)))
    return median((ordered[min(int(low * count), count - 1)], ordered[min(int(high * count), count - 1)]))
