"""What people decided lately, newest first, along the index of people's decisions (ix_decisions_people).

Filters are looked up in the row of each case on the way, so one that little fits reads the whole span that is
asked for; a search names its cases, and only those are looked at.
"""

from functools import cache
from typing import Any

from sqlalchemy import Connection, Integer, bindparam, func, literal_column, select, tuple_

from hitl.adapters.sql.columns import KEY, Micros
from hitl.adapters.sql.desk_ranges import terms, values_of
from hitl.adapters.sql.tables import cases, decisions
from hitl.ports.reads import QueueFilter, QueuePlace

_D = decisions.c
_NEWEST = (_D.decided_at, _D.case_id)
_OF_CASES = frozenset(
    {"cases", "channel", "language", "max_minor", "min_minor", "mode", "reason", "received_before", "tier"}
)


def decided_page(
    connection: Connection, what: QueueFilter, after: QueuePlace | None, limit: int
) -> list[str]:
    """The cases of the next page."""
    further = after is not None and after.decided_at is not None
    values = _values(what) | {"count": limit}
    if after is not None and further:
        values |= {"before": after.decided_at, "case_id": after.case_id}
    return list(connection.scalars(_page(_asks(what), further=further), values))


def decided_count(connection: Connection, what: QueueFilter, cap: int) -> int:
    """How many there are, counted up to `cap`."""
    return int(connection.scalar(_count(_asks(what)), _values(what) | {"count": cap}) or 0)


def _asks(what: QueueFilter) -> frozenset[str]:
    return frozenset(
        name for name in (*_OF_CASES, "assigned_to", "currency") if getattr(what, name) is not None
    )


def _values(what: QueueFilter) -> dict[str, Any]:
    return values_of(what) | {"since": what.decided_since}


@cache
def _page(asks: frozenset[str], *, further: bool) -> Any:
    chosen = _chosen(asks).order_by(_D.decided_at.desc(), _D.case_id.desc()).limit(_some())
    if not further:
        return chosen
    before = (bindparam("before", type_=Micros()), bindparam("case_id", type_=KEY))
    return chosen.where(tuple_(*_NEWEST) < tuple_(*before))


@cache
def _count(asks: frozenset[str]) -> Any:
    return select(func.count()).select_from(_chosen(asks).limit(_some()).subquery())


def _chosen(asks: frozenset[str]) -> Any:
    found = select(_D.case_id).where(
        literal_column("decisions.by <> 'gate'"), _D.decided_at >= bindparam("since", type_=Micros())
    )
    if "currency" in asks:
        found = found.where(_D.currency == bindparam("currency", type_=KEY))
    if "assigned_to" in asks:
        found = found.where(cases.c.assigned_to == bindparam("assigned_to", type_=KEY))
    if asks - {"currency", "min_minor", "max_minor"}:
        found = found.join(cases, cases.c.case_id == _D.case_id)
    return found.where(*terms(asks & _OF_CASES, minor=_D.minor))


def _some() -> Any:
    return bindparam("count", type_=Integer)
