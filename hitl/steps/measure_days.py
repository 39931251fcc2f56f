"""Step 8, measure: counts by day as one table, a row for each day and a column for each thing counted.

Two years of days with a thousand things are a million numbers: whole columns and blocks of rows are added
up at once, and only what a figure is made of is ever taken out of the table.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from functools import cached_property
from itertools import groupby

import numpy as np
from numpy.typing import NDArray

from hitl.ports.rollups import DayCounts
from hitl.steps.measure_slice import Grain
from hitl.steps.measure_sums import Sums

Table = NDArray[np.int64]
Entry = tuple[int, str, int]
"""Ordinal of a day, what is counted, and how many more (or fewer) there are of it."""


class Days(Mapping[date, Mapping[str, int]]):
    """Counts by day, UTC, as `measure_counts` writes them; days in order of time.

    As a mapping it gives a day's counts by name, without those that are 0.
    """

    def __init__(self, dates: Sequence[date], names: Sequence[str], table: Table) -> None:
        """Take the table as it is: `dates` ascending, one a row; `names`, one a column."""
        self.dates = tuple(dates)
        self.names = tuple(names)
        self.table = table
        self._rows = {day: row for row, day in enumerate(self.dates)}
        self._sums: dict[Grain, dict[date, Sums]] = {}

    @classmethod
    def of(cls, names: Sequence[str], kept: Iterable[DayCounts] = (), more: Iterable[Entry] = ()) -> "Days":
        """Of counts whose numbers stand for places in `names`, and single entries, some perhaps new names."""
        found, extra = list(kept), list(more)
        used = _used(names, found)
        columns = {names[number]: place for place, number in enumerate(used.tolist())}
        for _, name, _ in extra:
            columns.setdefault(name, len(columns))
        ordinals = sorted({one.day for one in found} | {day for day, _, _ in extra})
        rows = {day: row for row, day in enumerate(ordinals)}
        place = np.zeros(len(names), dtype=np.int64)
        place[used] = np.arange(len(used))
        table = np.zeros((len(ordinals), len(columns)), dtype=np.int64)
        for one in found:  # no number twice in one of them
            table[rows[one.day], place[one.numbers]] += one.counts
        for day, name, count in extra:
            table[rows[day], columns[name]] += count
        return cls([date.fromordinal(day) for day in ordinals], tuple(columns), table)

    def __getitem__(self, day: date) -> Mapping[str, int]:
        return self._named(self.table[self._rows[day]])

    def __iter__(self) -> Iterator[date]:
        return iter(self.dates)

    def __len__(self) -> int:
        return len(self.dates)

    @cached_property
    def total(self) -> dict[str, int]:
        """All days together."""
        return self._named(self.table.sum(axis=0))

    def only(self, *heads: str) -> "Days":
        """The columns whose names begin with one of these."""
        places = [place for place, name in enumerate(self.names) if name.startswith(heads)]
        return Days(self.dates, [self.names[place] for place in places], self.table[:, places])

    def since(self, first: date) -> "Days":
        """The days from that one on."""
        start = sum(day < first for day in self.dates)
        return Days(self.dates[start:], self.names, self.table[start:])

    def among(self, days: Iterable[date]) -> dict[str, int]:
        """Some days together; those that are not there count as nothing."""
        rows = [self._rows[day] for day in days if day in self._rows]
        return self._named(self.table[rows].sum(axis=0))

    def column(self, name: str) -> dict[date, int]:
        """One thing by day, without the days on which there is none."""
        counts = self.table[:, self.names.index(name)].tolist()
        return {day: count for day, count in zip(self.dates, counts, strict=True) if count}

    @cached_property
    def sizes(self) -> dict[date, int]:
        """All columns of a day together, without the days on which there is nothing."""
        counts = self.table.sum(axis=1).tolist()
        return {day: count for day, count in zip(self.dates, counts, strict=True) if count}

    def by(self, grain: Grain) -> "Days":
        """The same by the first day of each week or month."""
        starts, firsts = [], []
        for start, rows in groupby(enumerate(self.dates), key=lambda one: grain.start(one[1])):
            starts.append(start)
            firsts.append(next(rows)[0])
        if not starts:
            return self
        return Days(starts, self.names, np.add.reduceat(self.table, firsts, axis=0))

    def sums(self, grain: Grain) -> Mapping[date, Sums]:
        """What the figures over time are made of, by day, week or month: cases, decisions and confidence.

        Taken apart once: the charts and the search for drifts look at the same weeks.
        """
        if grain not in self._sums:
            watched = self.only("c ", "d ", "u ").by(grain)
            self._sums[grain] = {start: Sums(counts) for start, counts in watched.items()}
        return self._sums[grain]

    def _named(self, counts: Table) -> dict[str, int]:
        places = np.flatnonzero(counts)
        names = self.names
        return {
            names[place]: count for place, count in zip(places.tolist(), counts[places].tolist(), strict=True)
        }


def _used(names: Sequence[str], found: Sequence[DayCounts]) -> NDArray[np.int64]:
    """The numbers that occur, ascending."""
    seen = np.zeros(len(names), dtype=bool)
    for one in found:
        seen[one.numbers] = True
    return np.flatnonzero(seen)
