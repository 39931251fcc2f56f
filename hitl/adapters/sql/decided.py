"""The newest decided cases of one matter, but for one: `matter`, `simulated` and `id` are bound."""

from typing import Any

from sqlalchemy import Boolean, bindparam, select, union_all

from hitl.adapters.sql.columns import KEY, code
from hitl.adapters.sql.tables import cases
from hitl.domain.case import Status

_DECIDED = (Status.CLOSED, Status.EXECUTING, Status.DECIDED, Status.AWAITING_RETURN, Status.NEEDS_ATTENTION)
_C = cases.c


def newest_decided(limit: int, *columns: Any) -> Any:
    """Those columns of at most so many cases in each state."""
    return union_all(*(_newest(status, limit, columns) for status in _DECIDED)).subquery()


def _newest(status: Status, limit: int, columns: tuple[Any, ...]) -> Any:
    """The newest of that matter and state, along ix_cases_alike."""
    chosen = (
        select(*columns)
        .where(
            _C.matter == bindparam("matter", type_=KEY),
            _C.status == code(status),
            _C.case_id != bindparam("id", type_=KEY),
            _C.simulated == bindparam("simulated", type_=Boolean()),
        )
        .order_by(_C.closed_at.desc())
        .limit(limit)
        .subquery()
    )
    return select(chosen)
