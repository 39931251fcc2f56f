"""What waits too long, and when somebody was last active at the desk."""

from datetime import datetime

from sqlalchemy import Boolean, Connection, Integer, bindparam, func, literal_column, select, update

from hitl.adapters.sql.columns import KEY, Micros
from hitl.adapters.sql.desk_tables import presence
from hitl.adapters.sql.tables import AT_DESK, UNTOLD, cases, decisions, review_actions

_LATEST_ACTIONS = 50
"""The newest actions that are looked at: the gate asks customers too, but not so often in a row."""

_C = cases.c
_BY_DUE = (_C.due_at, _C.case_id)
_COUNT = bindparam("count", type_=Integer)
_TO_FALL_BACK = (
    select(_C.due_at, _C.case_id)
    .where(
        literal_column(UNTOLD),
        _C.waiting == bindparam("live", type_=Boolean),
        _C.due_at < bindparam("before", type_=Micros()),
    )
    .order_by(*_BY_DUE)
    .limit(_COUNT)
)
_CHATS = (
    select(_C.case_id)
    .where(literal_column(UNTOLD), _C.waiting == bindparam("live", type_=Boolean), _C.fallback_for.is_(None))
    .order_by(*_BY_DUE)
    .limit(_COUNT)
)
_FALL_BACK = (
    update(cases)
    .where(
        _C.case_id == bindparam("id", type_=KEY),
        literal_column(UNTOLD),
        _C.due_at == bindparam("due", type_=Micros()),
    )
    .values(fallback_for=_C.due_at)
)
_FALL_BACK_FIRST = _FALL_BACK.where(_C.fallback_for.is_(None))
_PRESENT = select(func.max(presence.c.at))
_DECIDED = select(func.max(decisions.c.decided_at)).where(literal_column("decisions.by <> 'gate'"))
_HELD = select(func.max(cases.c.claimed_until)).where(
    literal_column(AT_DESK), literal_column("claimed_by IS NOT NULL")
)
_ACTIONS = (
    select(review_actions.c.by, review_actions.c.at)
    .order_by(review_actions.c.action_id.desc())
    .limit(_LATEST_ACTIONS)
    .subquery()
)
_ACTED = select(func.max(_ACTIONS.c.at)).where(_ACTIONS.c.by != literal_column("'gate'"))


def read_to_fall_back(connection: Connection, before: datetime, limit: int) -> tuple[str, ...]:
    """Cases in review that were due before then, and of which nobody has been told yet; first due first."""
    found = [
        (row.due_at, row.case_id)
        for live in (False, True)  # each along the index
        for row in connection.execute(_TO_FALL_BACK, {"live": live, "before": before, "count": limit})
    ]
    return tuple(case_id for _, case_id in sorted(found)[:limit])


def read_chats_to_fall_back(connection: Connection, limit: int) -> tuple[str, ...]:
    """Live chats in review of which nobody was ever told."""
    return tuple(connection.scalars(_CHATS, {"live": True, "count": limit}))


def note_fallback(connection: Connection, case_id: str, due_at: datetime, *, first: bool) -> bool:
    """Compare-and-set: from now on that due time of the case has been acted upon."""
    statement = _FALL_BACK_FIRST if first else _FALL_BACK
    return connection.execute(statement, {"id": case_id, "due": due_at}).rowcount == 1


def read_last_seen(connection: Connection) -> datetime | None:
    """The latest sign of anybody: presence, a decision, another answer, or the end of a lease."""
    signs = [connection.scalar(look) for look in (_PRESENT, _DECIDED, _HELD, _ACTED)]
    return max((sign for sign in signs if sign is not None), default=None)
