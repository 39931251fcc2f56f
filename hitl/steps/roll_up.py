"""Keeping sums of the figures by day and slice, so that a million decisions are read like a thousand.

A cell of the kept sums is the sum of the shares of the cases that belong to it, always: a case that has
changed is taken out with the share that it was put in with, and put in anew. Which cases have changed the
ledger tells, from the last event that is in; so nothing is written where a case is decided, and whoever
reads adds the same difference for what came since (`measure_look`). Late rows, corrections and what is
undone are changes like others. Building goes through all cases once, a portion a transaction.
"""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from itertools import chain
from typing import NamedTuple

from hitl.domain.record import Record
from hitl.ports.rollups import Cell, Place, Rollups
from hitl.ports.store import Store
from hitl.steps.measure_counts import VERSION
from hitl.steps.measure_share import Part, parts, read, written
from hitl.steps.roll_up_build import next_portion, uncollected
from hitl.steps.roll_up_parts import keep_changes

PORTION = 20_000
"""Cases in one transaction when building: cells of a day are put together from as few portions as can be."""

EVENTS = 1_000
"""Events in one transaction when catching up: some hundreds of cases."""


class RollUpReport(Record):
    """What was done."""

    cases: int  # looked at
    changed: int  # of them, those whose share was another


class Change(NamedTuple):
    """A part that is put in (1) or taken out (-1)."""

    part: Part
    sign: int


def roll_up(store: Store, *, portions: int | None = None) -> RollUpReport:
    """Build what is not built, then take in what has changed since; at most so many transactions.

    Two at once wait for each other, and the second finds nothing to do.
    """
    looked, changed, done = 0, 0, 0
    while (portions is None or done < portions) and (step := _build(store) or _catch_up(store)):
        looked, changed, done = looked + step[0], changed + step[1], done + 1
    return RollUpReport(cases=looked, changed=changed)


def rebuild(store: Store) -> RollUpReport:
    """Throw the kept sums away and make them afresh; meanwhile figures come from the log itself."""
    with store.unit() as unit:
        unit.rollups.lock()
        unit.rollups.start(VERSION)
        unit.commit()
    return roll_up(store)


Step = tuple[int, int]
"""How many cases were looked at in one portion, and how many of them were changed."""


def _build(store: Store) -> Step | None:
    """The next portion of what is not built; None where everything is.

    It is read and added up on a snapshot, while others may write, and kept where nobody else has done the
    same meanwhile. What has changed since is in the ledger, from which it is caught up afterwards.
    """
    _begin(store)
    with uncollected(), store.reads() as reads:
        state = reads.rollups.state()
        if state is None or state.built:
            return None
        portion = next_portion(reads.rollups, state, PORTION)
    with store.unit() as unit:
        unit.rollups.lock()
        if unit.rollups.state() != state:
            return 0, 0
        portion.keep(unit.rollups)
        unit.commit()
    return portion.cases, len(portion.shares)


def _begin(store: Store) -> None:
    """Throw away what was made by other definitions, or by none."""
    with store.reads() as reads:
        state = reads.rollups.state()
    if state is not None and state.version == VERSION:
        return
    with store.unit() as unit:
        unit.rollups.lock()
        if unit.rollups.state() == state:
            unit.rollups.start(VERSION)
            unit.commit()


def _catch_up(store: Store) -> Step | None:
    with store.unit() as unit:
        kept = unit.rollups
        kept.lock()
        state = kept.state()
        if state is None or not state.built:
            return 0, 0
        touched = kept.touched(state.seq, EVENTS)
        if touched.seq == state.seq:
            return None
        changed = _refresh(kept, touched.case_ids)
        kept.keep_state(state.model_copy(update={"seq": touched.seq}))
        unit.commit()
    return len(touched.case_ids), changed


def _refresh(kept: Rollups, case_ids: Collection[str]) -> int:
    """Have the cells hold what the cases are now; how many cases were changed."""
    before = kept.shares(case_ids)
    now = current(kept, case_ids)
    other = {case_id: now[case_id] for case_id in case_ids if now[case_id] != before.get(case_id, EMPTY)}
    if not other:
        return 0
    kept.keep_shares(other)
    changes = list(differences(before, other))
    added = summed(changes)
    known = kept.cells(added)
    kept.keep_cells(
        known.keys(), {place: together(known.get(place, NOTHING), new) for place, new in added.items()}
    )
    keep_changes(kept, changes)
    return len(other)


EMPTY = written(())
"""The share of a case that adds nothing."""


def current(kept: Rollups, case_ids: Collection[str]) -> dict[str, str]:
    """The shares of the cases as they are now."""
    found: defaultdict[str, list[Part]] = defaultdict(list)
    for case_id, part in parts(*kept.rows(case_ids)):
        found[case_id].append(part)
    return {case_id: written(found.get(case_id, ())) for case_id in case_ids}


def differences(before: Mapping[str, str], now: Mapping[str, str]) -> Iterator[Change]:
    """What is to be taken out and put in where shares have changed."""
    for case_id, share in now.items():
        old = before.get(case_id, EMPTY)
        if old != share:
            yield from (Change(part, -1) for part in read(old))
            yield from (Change(part, 1) for part in read(share))


def summed(changes: Iterable[Change]) -> dict[Place, Cell]:
    """What the changes come to in every cell that they touch."""
    grouped: defaultdict[tuple[int, int], defaultdict[str, list[Part]]]
    grouped = defaultdict(lambda: defaultdict(list))
    values: defaultdict[Place, Counter[str]] = defaultdict(Counter)
    for part, sign in changes:
        cells = grouped[sign, part.day]
        for name in part.slices:
            cells[name].append(part)
        name, shown = part.catalogue
        values[Place(name, part.day)].update(dict.fromkeys(shown, sign))
    found = {place: Cell(counts, {}) for place, counts in values.items()}
    for (sign, day), cells in grouped.items():
        for name, rows in cells.items():
            place = Place(name, day)
            found[place] = together(found.get(place, NOTHING), _cell(rows), sign)
    return found


def _cell(rows: Sequence[Part]) -> Cell:
    """The sum of the parts; counting whole chains at once is several times as quick as adding one by one."""
    counts = Counter(chain.from_iterable(part.ones for part in rows))
    for part in rows:
        for key, amount in part.sums:
            counts[key] += amount
    return Cell(counts, Counter(chain.from_iterable(part.spread for part in rows)))


NOTHING = Cell({}, {})


def together(one: Cell, other: Cell, sign: int = 1) -> Cell:
    """One cell with another added (or with -1 taken out)."""
    counts, spread = Counter(one.counts), Counter(one.spread)
    add, put = (counts.update, spread.update) if sign > 0 else (counts.subtract, spread.subtract)
    add(other.counts)
    put(other.spread)
    return Cell(counts, spread)
