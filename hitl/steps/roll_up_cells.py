"""The cells that a portion of cases adds to, all of them at once, as columns of numbers.

A row belongs to 79 slices and adds some ten counts to each. Counting that one by one takes a millisecond a
case, most of it to touch the same few cells again and again; here each kind of slice is one table, with a
row for each of its cells and a column for each thing counted, and filling it is one pass over the rows.
"""

from collections.abc import Iterator, Mapping, Sequence
from itertools import chain, combinations
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from hitl.domain.mode import Mode
from hitl.ports.rollups import CellColumns, Place
from hitl.steps.measure_share import MODE_PLACE, Part, catalogue, named, slice_name

Numbers = NDArray[np.int64]
_NONE = np.zeros(0, np.int64)

_FULL = 8
"""A table with more places than this for each number that goes into it is mostly empty: it is sorted."""


class _Entries(NamedTuple):
    """What rows add: which row, to what, and how much."""

    row: Numbers
    key: Numbers  # place among `keys`
    amount: Numbers
    keys: Numbers  # ascending

    def of(self, rows: NDArray[np.bool_]) -> "_Entries":
        """Those of some rows."""
        chosen = rows[self.row]
        return _Entries(self.row[chosen], self.key[chosen], self.amount[chosen], self.keys)


class _Table(NamedTuple):
    """Sums by cell: entries ordered by cell, then by key; `bounds` says where each cell begins and ends."""

    bounds: list[int]
    keys: Numbers
    sums: Numbers


class _Column(NamedTuple):
    """A value of every row."""

    names: list[str]
    codes: Numbers  # places in the names


class Columns:
    """Rows as columns."""

    def __init__(self, parts: Sequence[Part]) -> None:
        """Take what each row adds."""
        self._parts = parts
        places = np.fromiter((part.day * 2 + part.simulated for part in parts), np.int64, len(parts))
        bases, self._base = np.unique(places, return_inverse=True)
        self._bases = [(str(place & 1), place >> 1) for place in bases.tolist()]
        columns = zip(*(part.values for part in parts), strict=True)
        self._columns = [_column(values, place) for place, values in enumerate(columns)]
        mode = self._columns[MODE_PLACE]
        shadow = [place for place, name in enumerate(mode.names) if name == named(MODE_PLACE, Mode.SHADOW)]
        self._usual = ~np.isin(mode.codes, shadow)
        self._cases = np.fromiter((part.of_case for part in parts), bool, len(parts))
        self._ones = [part.ones for part in parts]
        self._sums = [[name for name, _ in part.sums] for part in parts]

    @property
    def names(self) -> dict[str, None]:
        """Everything that is counted."""
        found = dict.fromkeys(chain.from_iterable(self._ones))
        found |= dict.fromkeys(chain.from_iterable(self._sums))
        return found | dict.fromkeys(name for column in self._columns for name in column.names)

    def cells(self, numbers: Mapping[str, int]) -> Iterator[CellColumns]:
        """What the rows come to in every cell that they touch; `numbers` has that of every name.

        Slice by slice; shadow mode is in those alone that ask for a mode.
        """
        everybody = np.ones_like(self._usual)
        all_counts, all_spread = self._counts(numbers), _spread(self._parts)
        for rows, kinds in ((self._usual, _kinds(of_mode=False)), (everybody, _kinds(of_mode=True))):
            counts, spread = all_counts.of(rows), all_spread.of(rows)
            for kind in kinds:
                yield from self._of_kind(kind, rows, counts, spread)
        yield from self._catalogue(numbers)

    def _counts(self, numbers: Mapping[str, int]) -> _Entries:
        ones, sums = _entries(self._ones, numbers), _entries(self._sums, numbers)
        amounts = np.fromiter((amount for part in self._parts for _, amount in part.sums), np.int64)
        row, number = (np.concatenate(both) for both in zip(ones, sums, strict=True))
        return _keyed(row, number, np.concatenate((np.ones(len(ones[0]), np.int64), amounts)))

    def _catalogue(self, numbers: Mapping[str, int]) -> Iterator[CellColumns]:
        """How many cases have which value; of shadow mode that alone."""
        usual, every = np.flatnonzero(self._cases & self._usual), np.flatnonzero(self._cases)
        shown = [(column, usual) for column in self._columns[:MODE_PLACE]]
        shown.append((self._columns[MODE_PLACE], every))
        row = np.concatenate([rows for _, rows in shown])
        number = np.concatenate([_numbered(column, numbers)[rows] for column, rows in shown])
        entries = _keyed(row, number, np.ones(len(row), np.int64))
        cells, rank = _ranks(self._base, self._cases)
        places = [
            (catalogue(simulated=head == "1"), day) for head, day in map(self._bases.__getitem__, cells)
        ]
        nothing = _Table([0] * (len(cells) + 1), _NONE, _NONE)
        yield from _cut(places, entries.keys, _NONE, _table(entries, rank, len(cells)), nothing)

    def _of_kind(
        self, kind: tuple[int, ...], rows: NDArray[np.bool_], counts: _Entries, spread: _Entries
    ) -> Iterator[CellColumns]:
        code = self._base
        for dimension in kind:
            code = code * len(self._columns[dimension].names) + self._columns[dimension].codes
        cells, row = _ranks(code, rows)
        found = _table(counts, row, len(cells)), _table(spread, row, len(cells))
        yield from _cut([self._place(kind, cell) for cell in cells], counts.keys, spread.keys, *found)

    def _place(self, kind: tuple[int, ...], code: int) -> tuple[str, int]:
        names: list[str] = []
        for dimension in reversed(kind):
            column = self._columns[dimension].names
            code, value = divmod(code, len(column))
            names.insert(0, column[value])
        head, day = self._bases[code]
        return slice_name(head, names), day


def _kinds(*, of_mode: bool) -> Iterator[tuple[int, ...]]:
    """The places of the dimensions that are looked at together: none, one or two."""
    others = range(MODE_PLACE)
    if of_mode:
        yield from ((MODE_PLACE,), *((one, MODE_PLACE) for one in others))
    else:
        yield from ((), *((one,) for one in others), *combinations(others, 2))


def _column(values: Sequence[str], dimension: int) -> _Column:
    codes = {value: code for code, value in enumerate(dict.fromkeys(values))}
    found = np.fromiter(map(codes.__getitem__, values), np.int64, len(values))
    return _Column([named(dimension, value) for value in codes], found)


def _numbered(column: _Column, numbers: Mapping[str, int]) -> Numbers:
    return np.array([numbers[name] for name in column.names], np.int64)[column.codes]


def _spread(parts: Sequence[Part]) -> _Entries:
    spreads = [part.spread for part in parts]
    row = np.repeat(np.arange(len(parts)), [len(one) for one in spreads])
    return _keyed(
        row, np.fromiter(chain.from_iterable(spreads), np.int64, len(row)), np.ones(len(row), np.int64)
    )


def _entries(names: Sequence[Sequence[str]], numbers: Mapping[str, int]) -> tuple[Numbers, Numbers]:
    row = np.repeat(np.arange(len(names)), [len(one) for one in names])
    found = np.fromiter(map(numbers.__getitem__, chain.from_iterable(names)), np.int64, len(row))
    return row, found


def _keyed(row: Numbers, number: Numbers, amount: Numbers) -> _Entries:
    keys, key = np.unique(number, return_inverse=True)
    return _Entries(row, key, amount, keys)


def _ranks(code: Numbers, rows: NDArray[np.bool_]) -> tuple[list[int], Numbers]:
    """The codes that occur in the rows, ascending, and for every row the place of its own among them."""
    seen = np.zeros(int(code.max()) + 1, dtype=bool)
    seen[code[rows]] = True
    return np.flatnonzero(seen).tolist(), (np.cumsum(seen) - 1)[code]


def _table(entries: _Entries, rank: Numbers, cells: int) -> _Table:
    width = len(entries.keys)
    if not len(entries.row):
        return _Table([0] * (cells + 1), entries.row, entries.row)
    place = rank[entries.row] * width + entries.key
    where, sums = added_up(place, entries.amount, cells * width)
    some = sums != 0
    cell, key = np.divmod(where[some], width)
    return _Table(np.searchsorted(cell, np.arange(cells + 1)).tolist(), key, sums[some])


def added_up(place: Numbers, amount: Numbers, size: int) -> tuple[Numbers, Numbers]:
    """The places, each below `size`, in ascending order, and the sum of the amounts at each."""
    return (_filled if size <= _FULL * len(place) else _sorted)(place, amount, size)


def _filled(place: Numbers, amount: Numbers, size: int) -> tuple[Numbers, Numbers]:
    table = np.zeros(size, np.int64)
    np.add.at(table, place, amount)
    where = np.flatnonzero(table)
    return where, table[where]


def _sorted(place: Numbers, amount: Numbers, _size: int) -> tuple[Numbers, Numbers]:
    order = np.argsort(place)
    ordered = place[order]
    starts = np.flatnonzero(np.diff(ordered, prepend=-1))
    return ordered[starts], np.add.reduceat(amount[order], starts)


def _cut(
    places: Sequence[tuple[str, int]], names: Numbers, buckets: Numbers, counts: _Table, spread: _Table
) -> Iterator[CellColumns]:
    numbers, kinds = names[counts.keys], buckets[spread.keys]
    for cell, (name, day) in enumerate(places):
        here = slice(counts.bounds[cell], counts.bounds[cell + 1])
        there = slice(spread.bounds[cell], spread.bounds[cell + 1])
        yield CellColumns(
            Place(name, day), numbers[here], counts.sums[here], kinds[there], spread.sums[there]
        )


def together(one: CellColumns, other: CellColumns) -> CellColumns:
    """Two of the same place added up."""
    counts = _added((one.numbers, other.numbers), (one.counts, other.counts))
    return CellColumns(
        one.place, *counts, *_added((one.buckets, other.buckets), (one.lengths, other.lengths))
    )


def _added(numbers: tuple[Numbers, Numbers], counts: tuple[Numbers, Numbers]) -> tuple[Numbers, Numbers]:
    both = np.concatenate(numbers)
    return _sorted(both, np.concatenate(counts), 0) if len(both) else (both, both)
