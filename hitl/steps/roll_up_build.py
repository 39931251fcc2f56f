"""Building the kept sums: one portion of cases after another, in order of receipt, as columns."""

import gc
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from itertools import chain
from typing import NamedTuple

from hitl.ports.rollups import CellColumns, PartColumns, Place, Rollups, RollupState
from hitl.steps.measure_share import Part, parts, written
from hitl.steps.roll_up_cells import Columns, together
from hitl.steps.roll_up_parts import columns_of


class Portion(NamedTuple):
    """What so many cases add, worked out and not yet kept."""

    cases: int
    shares: Mapping[str, str]  # of those that add anything
    names: Mapping[str, int]  # new ones
    known: Sequence[Place]  # cells that are there already
    cells: Sequence[CellColumns]  # as they will be
    parts: PartColumns | None  # the same by columns; None where nothing is added
    state: RollupState

    def keep(self, kept: Rollups) -> None:
        """Write it down; the sums must be in the state that they were in when it was worked out."""
        kept.put(self.shares, self.names, self.known, self.cells)
        if self.parts is not None:
            kept.keep_parts(self.parts)
        kept.keep_state(self.state)


@contextmanager
def uncollected() -> Iterator[None]:
    """Without looking for garbage that refers to itself, of which rows have none.

    A portion is some million small objects that live until its end: to go through them again and again
    costs a fifth of the time.
    """
    wanted = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if wanted:
            gc.enable()


def next_portion(kept: Rollups, state: RollupState, size: int) -> Portion:
    """The next cases after those that are in.

    One that has a share already was moved to a later time of receipt after it was put in: an event tells
    of that, so it is left to be caught up.
    """
    cases, decisions = kept.next_rows(state.after, size)
    there = kept.shares([row.case_id for row in cases])
    added: dict[str, list[Part]] = {}
    for case_id, part in parts(cases, decisions):
        if case_id not in there:
            added.setdefault(case_id, []).append(part)
    names = kept.names()
    new: dict[str, int] = {}
    cells: list[CellColumns] = []
    by_columns = None
    if rows := list(chain.from_iterable(added.values())):
        columns = Columns(rows)
        unknown = [name for name in columns.names if name not in names]
        new = {name: number for number, name in enumerate(unknown, len(names))}
        cells = list(columns.cells({**names, **new}))
        by_columns = columns_of(rows, [1] * len(rows), {**names, **new})
    known = kept.columns([cell.place for cell in cells])
    last = (cases[-1].received_at, cases[-1].case_id) if cases else state.after
    return Portion(
        cases=len(cases),
        shares={case_id: written(found) for case_id, found in added.items()},
        names=new,
        known=tuple(known),
        cells=[together(cell, known[cell.place]) if cell.place in known else cell for cell in cells],
        parts=by_columns,
        state=state.model_copy(update={"after": last, "built": len(cases) < size}),
    )
