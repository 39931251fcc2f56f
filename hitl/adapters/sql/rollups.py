"""Implements ports.rollups.Rollups."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import (
    BigInteger,
    Connection,
    bindparam,
    delete,
    func,
    insert,
    select,
    text,
    update,
)

from hitl.adapters.sql import rollup_parts as batches
from hitl.adapters.sql.columns import KEY, Micros, code
from hitl.adapters.sql.house_tables import audit_events
from hitl.adapters.sql.listings import SqlListings, chunks
from hitl.adapters.sql.rollup_building import cells_at, columns_at, put
from hitl.adapters.sql.rollup_cells import (
    columns_of,
    counts_of,
    packed_counts,
    packed_spread,
    packed_text,
    spread_of,
    spreads_together,
    text_of,
)
from hitl.adapters.sql.rollup_tables import rolled_cases, rollup_names, rollup_parts, rollup_state, rollups
from hitl.adapters.sql.tables import cases, decisions
from hitl.domain.case import Status
from hitl.ports.reads import CaseRow, DecisionRow
from hitl.ports.rollups import Cell, CellColumns, DayCounts, PartColumns, Place, Rolled, RollupState, Touched

_ONE_AT_A_TIME = 0x484954_52  # number of the advisory lock under which PostgreSQL rolls up

_STATE = select(rollup_state)
_NAMES = select(rollup_names.c.name).order_by(rollup_names.c.number)
_HEAD = select(func.coalesce(func.max(audit_events.c.seq), 0))
_EVENTS = (
    select(audit_events.c.seq, audit_events.c.case_id)
    .where(audit_events.c.seq > bindparam("after", type_=BigInteger))
    .order_by(audit_events.c.seq)
)
_DRAFTING = select(cases.c.case_id).where(cases.c.status == code(Status.DRAFTING))
_SHARES = select(rolled_cases).where(rolled_cases.c.case_id.in_(bindparam("ids", expanding=True)))
_DROP_SHARES = delete(rolled_cases).where(rolled_cases.c.case_id.in_(bindparam("ids", expanding=True)))
_THIS = (rollups.c.slice == bindparam("of", type_=KEY)) & (rollups.c.day == bindparam("on"))
_CHANGE = update(rollups).where(_THIS).values(counts=bindparam("counts_"), spread=bindparam("spread_"))
_REMOVE = delete(rollups).where(_THIS)
_BETWEEN = rollups.c.day.between(bindparam("first"), bindparam("last"))
_ROLLED = select(rollups.c.day, rollups.c.counts, rollups.c.spread).where(
    rollups.c.slice.in_(bindparam("names", expanding=True)), _BETWEEN
)
_SPAN = (bindparam("since", type_=Micros()), bindparam("until", type_=Micros()))
_CAME = select(cases.c.case_id).where(cases.c.received_at >= _SPAN[0], cases.c.received_at < _SPAN[1])
_DECIDED = select(decisions.c.case_id).where(
    decisions.c.decided_at >= _SPAN[0], decisions.c.decided_at < _SPAN[1]
)

_EVER = (0, 4_000_000)  # before the first day of the calendar and after its last


class SqlRollups:
    """The kept sums as one transaction sees them."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._listings = SqlListings(connection)
        self._names: dict[str, int] = {}

    def state(self) -> RollupState | None:
        """How far they go."""
        row = self._connection.execute(_STATE).one_or_none()
        if row is None:
            return None
        after = None if row.after_case is None else (row.after_at, row.after_case)
        return RollupState(version=row.version, seq=row.seq, built=row.built, after=after)

    def lock(self) -> None:
        """On SQLite the unit has the write lock already."""
        if self._connection.dialect.name == "postgresql":
            self._connection.execute(
                text("SELECT pg_advisory_xact_lock(:number)"), {"number": _ONE_AT_A_TIME}
            )

    def start(self, version: int) -> RollupState:
        """Throw everything away."""
        for table in (rollups, rollup_parts, rolled_cases, rollup_state, rollup_names):
            self._connection.execute(delete(table))
        self._names.clear()
        seq = int(self._connection.scalar(_HEAD) or 0)
        row = {"id": 1, "version": version, "seq": seq, "built": False}
        self._connection.execute(insert(rollup_state), row)
        return RollupState(version=version, seq=seq, built=False)

    def keep_state(self, state: RollupState) -> None:
        """Update the one row."""
        at, case_id = state.after or (None, None)
        values = {"version": state.version, "seq": state.seq, "built": state.built}
        self._connection.execute(update(rollup_state).values(**values, after_at=at, after_case=case_id))

    def next_rows(
        self, after: tuple[datetime, str] | None, limit: int
    ) -> tuple[list[CaseRow], list[DecisionRow]]:
        """The next cases by time of receipt, and their decisions."""
        return self._listings.next_rows(after, limit)

    def names(self) -> Mapping[str, int]:
        """The number of every name that is counted."""
        return self._known()

    def columns(self, places: Iterable[Place]) -> dict[Place, CellColumns]:
        """The cells that are there."""
        return columns_at(self._connection, places)

    def put(
        self,
        shares: Mapping[str, str],
        names: Mapping[str, int],
        known: Iterable[Place],
        cells: Iterable[CellColumns],
    ) -> None:
        """A cell that is known is removed first."""
        put(self._connection, shares, names, known, cells)
        self._names.clear()

    def numbered(self, names: Iterable[str]) -> Mapping[str, int]:
        """The number of every name, those included."""
        known = self._known()
        new = dict.fromkeys(name for name in names if name not in known)
        if new:
            numbers = {name: number for number, name in enumerate(new, len(known))}
            rows = [{"number": number, "name": name} for name, number in numbers.items()]
            self._connection.execute(insert(rollup_names), rows)
            known |= numbers
        return known

    def keep_parts(self, parts: PartColumns) -> None:
        """Add a batch."""
        batches.keep(self._connection, parts)

    def parts(self, first: int | None, last: int | None) -> Iterator[PartColumns]:
        """The batches in which there is anything from one day to another."""
        return batches.between(self._connection, *_days(first, last).values())

    def small_parts(self, below: int) -> Mapping[int, PartColumns]:
        """The batches of fewer parts than that."""
        return batches.small(self._connection, below)

    def drop_parts(self, numbers: Collection[int]) -> None:
        """Take batches out."""
        batches.drop(self._connection, numbers)

    def touched(self, after: int, limit: int | None = None) -> Touched:
        """Cases with events after that one, and those being drafted."""
        page = _EVENTS if limit is None else _EVENTS.limit(limit)
        rows = self._connection.execute(page, {"after": after}).all()
        found = {row.case_id: None for row in rows if row.case_id is not None}
        found |= dict.fromkeys(self._connection.scalars(_DRAFTING))
        return Touched(tuple(found), rows[-1].seq if rows else after)

    def rows(self, case_ids: Collection[str]) -> tuple[list[CaseRow], list[DecisionRow]]:
        """The cases as they are now, and their decisions."""
        found: tuple[list[CaseRow], list[DecisionRow]] = ([], [])
        for chunk in chunks(case_ids):
            found[0].extend(self._listings.these_cases(chunk))
            found[1].extend(self._listings.their_decisions(chunk))
        return found

    def shares(self, case_ids: Collection[str]) -> dict[str, str]:
        """What the cases have added."""
        rows = (
            row for chunk in chunks(case_ids) for row in self._connection.execute(_SHARES, {"ids": chunk})
        )
        return {row.case_id: text_of(row.share) for row in rows}

    def keep_shares(self, shares: Mapping[str, str]) -> None:
        """Insert or replace."""
        for chunk in chunks(shares):
            self._connection.execute(_DROP_SHARES, {"ids": chunk})
            rows = [{"case_id": one, "share": packed_text(shares[one])} for one in chunk]
            self._connection.execute(insert(rolled_cases), rows)

    def cells(self, places: Iterable[Place]) -> dict[Place, Cell]:
        """The cells that are there."""
        names = tuple(self._known())
        return {
            Place(row.slice, row.day): Cell(
                {names[number]: count for number, count in counts_of(row.counts)}, dict(spread_of(row.spread))
            )
            for row in cells_at(self._connection, places)
        }

    def keep_cells(self, known: Collection[Place], cells: Mapping[Place, Cell]) -> None:
        """Insert, or replace those that are known; an empty one is removed."""
        new: list[dict[str, Any]] = []
        other: list[dict[str, Any]] = []
        gone: list[dict[str, Any]] = []
        numbers = self.numbered(name for cell in cells.values() for name in cell.counts)
        for place, cell in cells.items():
            counts = {numbers[name]: count for name, count in cell.counts.items() if count}
            spread = {number: count for number, count in cell.spread.items() if count}
            if not counts:
                gone.append({"of": place.slice, "on": place.day})
                continue
            packed = (packed_counts(counts), packed_spread(spread))
            if place in known:
                row = (*place, *packed)
                other.append(dict(zip(("of", "on", "counts_", "spread_"), row, strict=True)))
            else:
                row = (*place, *packed)
                new.append(dict(zip(("slice", "day", "counts", "spread"), row, strict=True)))
        for statement, rows in ((insert(rollups), new), (_CHANGE, other), (_REMOVE, gone)):
            if rows:
                self._connection.execute(statement, rows)

    def rolled(self, slices: Collection[str], first: int | None, last: int | None) -> Rolled:
        """The cells of the slices from one day to another, added up."""
        rows = self._connection.execute(_ROLLED, {"names": list(slices), **_days(first, last)}).all()
        days = [DayCounts(row.day, *columns_of(row.counts)) for row in rows]
        return Rolled(tuple(self._known()), days, spreads_together(row.spread for row in rows))

    def anything(self, since: datetime, until: datetime) -> bool:
        """Whether a case came or was decided within the span."""
        span = {"since": since, "until": until}
        return any(
            self._connection.execute(one.limit(1), span).first() is not None for one in (_CAME, _DECIDED)
        )

    def _known(self) -> dict[str, int]:
        """The number of every name that occurs in a cell, in order of numbers from 0 on."""
        if not self._names:
            names = self._connection.scalars(_NAMES)
            self._names = {name: number for number, name in enumerate(names)}
        return self._names


def _days(first: int | None, last: int | None) -> dict[str, int]:
    return {
        "first": _EVER[0] if first is None else first,
        "last": _EVER[1] if last is None else last,
    }
