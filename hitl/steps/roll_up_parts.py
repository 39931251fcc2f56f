"""The kept sums by columns: what cases have added or taken back, a row for each part, whatever its slice.

Cells are kept for every two dimensions; for more together there would be hundreds of kinds. These columns
hold all values of a part, so any combination is one pass over numbers. As everything that is counted can be
added and taken away, no batch is ever looked for and changed: a change is another batch, in which the part as
it was counts less than nothing. Small batches are put together, and what was taken back goes.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import chain

import numpy as np
from numpy.typing import NDArray

from hitl.domain.mode import Mode
from hitl.ports.rollups import DayCounts, PartColumns, Rolled, Rollups
from hitl.steps.measure_share import MODE_PLACE, PLACES, Part, named
from hitl.steps.measure_slice import Dimension, Where
from hitl.steps.roll_up_cells import added_up

Numbers = NDArray[np.int64]

FULL = 4_096
"""Parts from which a batch stays as it is."""

MANY = 32
"""Small batches that are put together: some ten minutes of a busy day."""

_PLACES = 65_536  # of buckets of durations


def names_of(parts: Iterable[Part]) -> Iterator[str]:
    """Everything that the parts need a number for."""
    for part in parts:
        yield from part.names
        yield from part.ones
        yield from (name for name, _ in part.sums)


def columns_of(parts: Sequence[Part], times: Sequence[int], numbers: Mapping[str, int]) -> PartColumns:
    """Parts, each so many times, as columns; `numbers` has that of every name."""
    counted = [(*((name, 1) for name in part.ones), *part.sums) for part in parts]
    flat = list(chain.from_iterable(counted))
    return PartColumns(
        days=_integers(part.day for part in parts),
        simulated=_integers(int(part.simulated) for part in parts),
        times=_integers(times),
        values=_integers(numbers[name] for part in parts for name in part.names).reshape(len(parts), -1),
        entries=_integers(map(len, counted)),
        numbers=_integers(numbers[name] for name, _ in flat),
        amounts=_integers(amount for _, amount in flat),
        lengths=_integers(len(part.spread) for part in parts),
        buckets=_integers(chain.from_iterable(part.spread for part in parts)),
    )


def keep_changes(kept: Rollups, changes: Iterable[tuple[Part, int]]) -> None:
    """Add what was put in and taken out as a batch, and put small batches together where there are many."""
    net = Counter[Part]()
    for part, sign in changes:
        net[part] += sign
    some = {part: times for part, times in net.items() if times}
    if not some:
        return
    kept.keep_parts(columns_of(tuple(some), tuple(some.values()), kept.numbered(names_of(some))))
    small = kept.small_parts(FULL)
    if len(small) >= MANY:
        kept.drop_parts(small)
        kept.keep_parts(_together(list(small.values())))


def rolled_of(
    batches: Iterable[PartColumns],
    numbers: Mapping[str, int],
    where: Where,
    span: tuple[int | None, int | None],
    *,
    demo: bool,
) -> Rolled:
    """What the parts of a slice come to by day, from one day to another, both included.

    As `measure_slice.cut` has it: simulated ones only where `demo`, shadow mode only where it is asked for.
    """
    names = tuple(numbers)
    wanted = [
        (PLACES[dimension], numbers.get(named(PLACES[dimension], of))) for dimension, of in where.items()
    ]
    if any(number is None for _, number in wanted):
        return Rolled(names, [], {})
    shadow = None if where.get(Dimension.MODE) == Mode.SHADOW else numbers.get(named(MODE_PLACE, Mode.SHADOW))
    spread = np.zeros(_PLACES, np.int64)
    sums = []
    for batch in batches:
        rows = _within(batch.days, span)
        for place, number in wanted:
            rows &= batch.values[:, place] == number
        if shadow is not None:
            rows &= batch.values[:, MODE_PLACE] != shadow
        if not demo:
            rows &= batch.simulated == 0
        if rows.any():
            sums.append(_counted(batch, rows, len(names)))
            times = np.repeat(batch.times.astype(np.int64), batch.lengths)
            chosen = np.repeat(rows, batch.lengths)
            np.add.at(spread, batch.buckets[chosen], times[chosen])
    return Rolled(names, list(_by_day(sums, len(names))), _some(spread))


def _integers(values: Iterable[int]) -> Numbers:
    return np.fromiter(values, np.int64)


def _within(days: Numbers, span: tuple[int | None, int | None]) -> NDArray[np.bool_]:
    first, last = span
    rows = np.ones(len(days), dtype=bool)
    if first is not None:
        rows &= days >= first
    if last is not None:
        rows &= days <= last
    return rows


def _counted(batch: PartColumns, rows: NDArray[np.bool_], width: int) -> tuple[Numbers, Numbers]:
    """Places (day times `width` plus number), ascending, and the sum at each."""
    chosen = np.repeat(rows, batch.entries)
    days = np.repeat(batch.days.astype(np.int64), batch.entries)[chosen]
    times = np.repeat(batch.times.astype(np.int64), batch.entries)[chosen]
    base = int(days.min()) * width
    place = days * width + batch.numbers[chosen] - base
    where, sums = added_up(place, times * batch.amounts[chosen], int(place.max()) + 1)
    return where + base, sums


def _by_day(found: Sequence[tuple[Numbers, Numbers]], width: int) -> Iterator[DayCounts]:
    if not found:
        return
    place, amount = (np.concatenate(both) for both in zip(*found, strict=True))
    first = int(place.min())
    where, sums = added_up(place - first, amount, int(place.max()) - first + 1)
    where, sums = where[sums != 0] + first, sums[sums != 0]  # what was taken back leaves nothing
    day, number = np.divmod(where, width)
    days, starts = np.unique(day, return_index=True)
    each = zip(days.tolist(), np.split(number, starts[1:]), np.split(sums, starts[1:]), strict=False)
    yield from (DayCounts(*one) for one in each)


def _some(spread: Numbers) -> dict[int, int]:
    return {int(number): int(spread[number]) for number in np.flatnonzero(spread)}


_Row = tuple[int, int, tuple[int, ...], tuple[int, ...], tuple[int, ...], tuple[int, ...]]


def _together(batches: Iterable[PartColumns]) -> PartColumns:
    """Batches as one, every part once, those that came to nothing left out."""
    net = Counter[_Row]()
    for batch in batches:
        for row, times in _rows(batch):
            net[row] += times
    some = {row: times for row, times in net.items() if times}
    days, simulated, values, numbers, amounts, buckets = zip(*some, strict=True) if some else ((),) * 6
    return PartColumns(
        days=_integers(days),
        simulated=_integers(simulated),
        times=_integers(some.values()),
        values=_integers(chain.from_iterable(values)).reshape(len(some), -1 if some else len(PLACES)),
        entries=_integers(map(len, numbers)),
        numbers=_integers(chain.from_iterable(numbers)),
        amounts=_integers(chain.from_iterable(amounts)),
        lengths=_integers(map(len, buckets)),
        buckets=_integers(chain.from_iterable(buckets)),
    )


def _rows(batch: PartColumns) -> Iterator[tuple[_Row, int]]:
    entries, lengths = (np.cumsum(one).tolist() for one in (batch.entries, batch.lengths))
    starts = zip([0, *entries], entries, [0, *lengths], lengths, strict=False)
    plain = zip(batch.days.tolist(), batch.simulated.tolist(), batch.values.tolist(), strict=True)
    for (day, simulated, values), times, (at, end, low, high) in zip(
        plain, batch.times.tolist(), starts, strict=True
    ):
        numbers, amounts = (tuple(one[at:end].tolist()) for one in (batch.numbers, batch.amounts))
        yield (
            (day, simulated, tuple(values), numbers, amounts, tuple(batch.buckets[low:high].tolist())),
            times,
        )
