"""Who has which case: leases while one reads, assignments that stay, and cases that sleep."""

from collections.abc import Collection
from datetime import datetime
from typing import Any

from sqlalchemy import (
    Connection,
    bindparam,
    func,
    literal_column,
    or_,
    select,
    union_all,
    update,
)

from hitl.adapters.sql.columns import KEY, AnyRow, Micros, code, one_of
from hitl.adapters.sql.desk_ranges import DESK_STATUSES
from hitl.adapters.sql.house_tables import users
from hitl.adapters.sql.tables import AT_DESK, cases
from hitl.domain.case import OPEN_FOR_REVIEW, Status
from hitl.domain.roles import Level
from hitl.ports.desk import Hold

_CANDIDATES = 32
"""Cases that are tried one after another before the queue is read again."""

_C = cases.c
_THIS = _C.case_id == bindparam("id", type_=KEY)
_BY = bindparam("by", type_=KEY)
_NOW = bindparam("now", type_=Micros())
_UNTIL = bindparam("until", type_=Micros())
_FREE = or_(_C.claimed_by.is_(None), _C.claimed_until <= _NOW, _C.claimed_by == _BY)
_CLAIMABLE = one_of(OPEN_FOR_REVIEW | {Status.AWAITING_SECOND})
_NOBODY: dict[str, Any] = {"claimed_by": None, "claimed_until": None, "takeover_by": None}

_HOLD = select(_C.case_id, _C.claimed_by, _C.claimed_until, _C.takeover_by).where(
    _THIS, _C.claimed_by.is_not(None)
)
_CLAIM = update(cases).where(_THIS, _C.status.in_(_CLAIMABLE), _FREE)
_TAKE = _CLAIM.where(_C.claimed_by.is_distinct_from(_BY)).values(
    claimed_by=_BY, claimed_until=_UNTIL, takeover_by=None
)
_KEEP = _CLAIM.where(_C.claimed_by == _BY).values(claimed_until=_UNTIL)
_RELEASE = update(cases).where(_THIS, _C.claimed_by == _BY).values(_NOBODY)
_ASK = update(cases).where(_THIS, _C.claimed_by != _BY, _C.claimed_until > _NOW).values(takeover_by=_BY)
_PASS_ON = (
    update(cases)
    .where(_THIS, _C.claimed_by == _BY, _C.claimed_until > _NOW)
    .values(claimed_by=bindparam("to", type_=KEY), claimed_until=_UNTIL, takeover_by=None)
)

_ASSIGNED_TO = select(_C.assigned_to).where(_THIS).with_for_update()
_ASSIGN = update(cases).where(_THIS).values(assigned_to=bindparam("to", type_=KEY))
_ASSIGNED = (
    select(_C.case_id)
    .where(_C.assigned_to == bindparam("of", type_=KEY), _C.status.in_(one_of(DESK_STATUSES)))
    .order_by(_C.priority, _C.due_at, _C.case_id)
)
_SNOOZE = (
    update(cases)
    .where(_THIS, _C.status == code(Status.IN_REVIEW))
    .values(status=Status.SNOOZED.value, snoozed_until=_UNTIL, **_NOBODY)
)
_WAKE = (
    update(cases)
    .where(_THIS, _C.status == code(Status.SNOOZED))
    .values(status=Status.IN_REVIEW.value, snoozed_until=None)
)
_TO_WAKE = (
    select(_C.case_id)
    .where(literal_column(AT_DESK), _C.snoozed_until.is_not(None), _C.snoozed_until <= _NOW)
    .order_by(_C.snoozed_until)
    .limit(bindparam("count"))
)
_AWAY = select(users.c.away_until).where(users.c.email == bindparam("of", type_=KEY))
_ALL_AWAY = select(users.c.email, users.c.away_until).where(users.c.away_until > _NOW)
_SET_AWAY = update(users).where(users.c.email == bindparam("of", type_=KEY)).values(away_until=_UNTIL)


def read_away(connection: Connection, now: datetime) -> dict[str, datetime]:
    """Who is away at that time, by e-mail, and until when."""
    return {row.email: row.away_until for row in connection.execute(_ALL_AWAY, {"now": now})}


def hold_of(row: AnyRow) -> Hold | None:
    """The lease that a case's row names."""
    if row.claimed_by is None or row.claimed_until is None:
        return None
    return Hold(
        case_id=row.case_id, held_by=row.claimed_by, until=row.claimed_until, takeover_by=row.takeover_by
    )


def read_hold(connection: Connection, case_id: str) -> Hold | None:
    """Who claimed the case last and has not released it."""
    row = connection.execute(_HOLD, {"id": case_id}).one_or_none()
    return None if row is None else hold_of(row)


def _free_ranges(levels: Collection[Level]) -> Any:
    """The first waiting cases that nobody else holds or is assigned: unassigned ones and one's own."""
    place = (_C.priority, _C.due_at, _C.case_id)
    waits = [_C.status == code(Status.IN_REVIEW), literal_column(AT_DESK), _FREE]
    mine = [_C.assigned_to == _BY, _C.assigned_to.is_not(None), _C.level.in_(one_of(levels))]
    ways = [[_C.level == code(level), _C.assigned_to.is_(None)] for level in sorted(levels)]
    ranges = []
    for terms in (mine, *ways):
        chosen = select(*place).where(*terms, *waits).order_by(*place).limit(bindparam("count")).subquery()
        ranges.append(select(chosen.c.priority, chosen.c.due_at, chosen.c.case_id))
    merged = union_all(*ranges).subquery()
    order = (merged.c.priority, merged.c.due_at, merged.c.case_id)
    return select(merged.c.case_id).order_by(*order).limit(bindparam("count"))


_FIRST_FREE = {
    levels: _free_ranges(levels)
    for levels in (frozenset(list(Level)[: number + 1]) for number in range(len(Level)))
}
_LOCKED = (
    select(_C.case_id)
    .where(_THIS, _C.status == code(Status.IN_REVIEW), _FREE, func.coalesce(_C.assigned_to, _BY) == _BY)
    .with_for_update(skip_locked=True)
)


class SqlClaims:
    """Implements ports.desk.Claims."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def hold(self, case_id: str) -> Hold | None:
        """Who claimed the case last and has not released it."""
        return read_hold(self._connection, case_id)

    def claim(self, case_id: str, by: str, now: datetime, until: datetime) -> bool:
        """Hold the case where nobody else does, or renew."""
        values = {"id": case_id, "by": by, "now": now, "until": until}
        return self._changed(_KEEP, values) or self._changed(_TAKE, values)

    def claim_next(
        self, by: str, levels: Collection[Level], skip: Collection[str], now: datetime, until: datetime
    ) -> str | None:
        """Hold the first waiting case that is free.

        On PostgreSQL two people at once read the same candidates; each row is tried under its lock, and one
        that somebody else is taking this moment is passed over.
        """
        values = {"by": by, "now": now, "until": until, "count": _CANDIDATES + len(skip)}
        tried = set(skip)
        while True:
            found = self._connection.scalars(_FIRST_FREE[frozenset(levels)], values).all()
            fresh = [case_id for case_id in found if case_id not in tried]
            for case_id in map(str, fresh):
                if self._connection.scalar(_LOCKED, {**values, "id": case_id}) is not None:
                    self.claim(case_id, by, now, until)
                    return case_id
            if not fresh:
                return None
            tried |= set(fresh)
            values["count"] = _CANDIDATES + len(tried)

    def release(self, case_id: str, by: str) -> bool:
        """Let go of it."""
        return self._changed(_RELEASE, {"id": case_id, "by": by})

    def ask_takeover(self, case_id: str, by: str, now: datetime) -> bool:
        """Ask whoever holds it."""
        return self._changed(_ASK, {"id": case_id, "by": by, "now": now})

    def pass_on(self, case_id: str, by: str, to: str, now: datetime, until: datetime) -> bool:
        """From its holder to another."""
        return self._changed(_PASS_ON, {"id": case_id, "by": by, "to": to, "now": now, "until": until})

    def _changed(self, statement: Any, values: dict[str, Any]) -> bool:
        return bool(self._connection.execute(statement, values).rowcount)


class SqlAssignments:
    """Implements ports.desk.Assignments."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def assign(self, case_id: str, to: str | None) -> str | None:
        """Give the case to somebody, or to nobody; returns who had it before."""
        before: str | None = self._connection.scalar(_ASSIGNED_TO, {"id": case_id})
        self._connection.execute(_ASSIGN, {"id": case_id, "to": to})
        return before

    def assigned(self, email: str) -> tuple[str, ...]:
        """Cases at the desk that are assigned to that person, in order."""
        return tuple(self._connection.scalars(_ASSIGNED, {"of": email}))

    def set_away(self, email: str, until: datetime | None) -> None:
        """Until when that person is away."""
        self._connection.execute(_SET_AWAY, {"of": email, "until": until})

    def away_until(self, email: str) -> datetime | None:
        """Until when that person is away."""
        until: datetime | None = self._connection.scalar(_AWAY, {"of": email})
        return until

    def snooze(self, case_id: str, until: datetime) -> bool:
        """Compare-and-set in_review to snoozed."""
        return self._connection.execute(_SNOOZE, {"id": case_id, "until": until}).rowcount == 1

    def wake(self, case_id: str) -> bool:
        """Compare-and-set snoozed to in_review."""
        return self._connection.execute(_WAKE, {"id": case_id}).rowcount == 1

    def to_wake(self, now: datetime, limit: int) -> list[str]:
        """Snoozed cases whose time has come."""
        return list(self._connection.scalars(_TO_WAKE, {"now": now, "count": limit}))
