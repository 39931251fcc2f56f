"""Rows in memory to be looked at as a database is, with kept sums or without."""

from collections.abc import Collection, Iterator
from datetime import datetime

import numpy as np

from hitl.ports.reads import CaseRow, DecisionRow
from hitl.ports.rollups import Cell, DayCounts, PartColumns, Place, Rolled, RollupState, Touched
from hitl.steps.measure_counts import VERSION
from hitl.steps.measure_days import Days
from hitl.steps.measure_look import Lookout
from hitl.steps.measure_share import parts
from hitl.steps.measure_slice import Log, Where, between
from hitl.steps.roll_up import Change, summed
from hitl.steps.roll_up_parts import columns_of, names_of


class Rows:
    """The part of `Reads` that figures come from; `kept`: with sums that are up to date."""

    def __init__(self, log: Log, *, kept: bool = False) -> None:
        self._log = log
        self._cells: dict[Place, Cell] = {}
        if kept:
            self._cells = summed(Change(part, 1) for _, part in parts(log.cases, log.decisions))
        self._parts = [part for _, part in parts(log.cases, log.decisions)] if kept else []
        self._state = RollupState(version=VERSION, seq=0, built=kept)
        self.rollups = self

    def cases(self, since: datetime | None, until: datetime | None) -> Iterator[CaseRow]:
        return iter(between(self._log, since, until).cases)

    def decisions(self, since: datetime | None, until: datetime | None) -> Iterator[DecisionRow]:
        return iter(between(self._log, since, until).decisions)

    def state(self) -> RollupState:
        return self._state

    def touched(self, after: int) -> Touched:
        return Touched((), after)

    def shares(self, _: Collection[str]) -> dict[str, str]:
        return {}

    def rows(self, _: Collection[str]) -> tuple[list[CaseRow], list[DecisionRow]]:
        return [], []

    def anything(self, since: datetime, until: datetime) -> bool:
        found = between(self._log, since, until)
        return bool(found.cases or found.decisions)

    def names(self) -> dict[str, int]:
        return {name: number for number, name in enumerate(dict.fromkeys(names_of(self._parts)))}

    def parts(self, *_: int | None) -> Iterator[PartColumns]:
        yield columns_of(self._parts, [1] * len(self._parts), self.names())

    def rolled(self, slices: Collection[str], first: int | None, last: int | None) -> Rolled:
        names: dict[str, int] = {}
        found = Rolled([], [], {})
        for place, cell in self._cells.items():
            if place.slice in slices and (first or 0) <= place.day <= (last or place.day):
                numbers = [names.setdefault(key, len(names)) for key in cell.counts]
                counts = np.array(list(cell.counts.values()), dtype=np.int64)
                found.days.append(DayCounts(place.day, np.array(numbers, dtype=np.int64), counts))
                for number, count in cell.spread.items():
                    found.spread[number] = found.spread.get(number, 0) + count
        return found._replace(names=list(names))


def lookout(log: Log, *, kept: bool = False) -> Lookout:
    """Where the rows are looked at."""
    return Lookout(Rows(log, kept=kept), demo=True)  # type: ignore[arg-type] - no more of Reads is needed


def days_of(log: Log, where: Where | None = None) -> Days:
    """The counts of the rows by day."""
    return lookout(log).look(where or {}, None, None).days
