"""A customer's other cases, along ix_cases_history."""

import json

from sqlalchemy import Connection, bindparam, func, or_, select

from hitl.adapters.sql.case_rows import place_of
from hitl.adapters.sql.columns import KEY, AnyRow
from hitl.adapters.sql.decisions import money
from hitl.adapters.sql.keys import Keys
from hitl.adapters.sql.tables import cases, decisions, refunds
from hitl.adapters.vault import ERASED
from hitl.domain.case import Case, Status
from hitl.domain.draft import Action
from hitl.domain.mode import Mode
from hitl.domain.policy import Reason
from hitl.domain.refund import RefundStatus
from hitl.ports.history import AlsoAsked, History, OtherCase

SHOWN = 4
"""A handful: what more there is makes a customer known as one who asks often, and is counted."""
COUNTED = 99

_C, _D, _R = cases.c, decisions.c, refunds.c
_OTHERS = (_C.customer_id == bindparam("customer", type_=KEY), _C.case_id != bindparam("id", type_=KEY))
_NEWEST = (
    select(
        _C.case_id,
        _C.received_at,
        _C.status,
        _C.sealed,
        _C.matter,
        _C.mode,
        _C.draft_minor,
        _C.draft_currency,
        _D.action,
        _D.minor,
        _D.currency,
        _D.replaces,
        _R.status.label("refund"),
    )
    .outerjoin_from(cases, decisions, _D.case_id == _C.case_id)
    .outerjoin(refunds, _R.decision_id == _D.decision_id)
    .where(*_OTHERS)
    .order_by(_C.received_at.desc(), _C.case_id.desc())
    .limit(SHOWN + 1)
)
_COUNT = select(func.count()).select_from(
    select(_C.case_id).where(*_OTHERS).limit(SHOWN + COUNTED).subquery()
)


_ALSO = (
    select(
        _C.case_id,
        func.coalesce(_C.about_order, _C.order_id).label("order_id"),
        _C.status,
        func.coalesce(_D.action, _C.draft_action).label("action"),
        func.coalesce(_D.minor, _C.draft_minor).label("minor"),
        func.coalesce(_D.currency, _C.draft_currency).label("currency"),
    )
    .outerjoin_from(cases, decisions, _D.case_id == _C.case_id)
    .where(
        or_(_C.case_id == bindparam("first", type_=KEY), _C.part_of == bindparam("first", type_=KEY)),
        _C.case_id != bindparam("id", type_=KEY),
    )
    .order_by(_C.number)
)


def read_also(connection: Connection, case: Case) -> tuple[AlsoAsked, ...]:
    """The cases of the other orders that the case's message asks about."""
    rows = connection.execute(_ALSO, {"first": case.part_of or case.case_id, "id": case.case_id})
    return tuple(
        AlsoAsked(
            case_id=row.case_id,
            order_id=row.order_id or "",
            status=Status(row.status),
            action=Action(row.action) if row.action else None,
            amount=money(row.minor, row.currency) if row.action == Action.APPROVE_REFUND else None,
        )
        for row in rows
    )


def read_history(connection: Connection, keys: Keys, case_id: str, customer_id: str | None) -> History:
    """Of whoever the case belongs to; nothing where that is not known."""
    if customer_id is None:
        return History()
    values = {"customer": customer_id, "id": case_id}
    rows = connection.execute(_NEWEST, values).all()
    more = int(connection.scalar(_COUNT, values) or 0) - SHOWN if len(rows) > SHOWN else 0
    return History(shown=tuple(_other(row, keys) for row in rows[:SHOWN]), more=more)


def _other(row: AnyRow, keys: Keys) -> OtherCase:
    personal = keys.open(row.sealed, place_of("cases", row.case_id))
    decided = row.action is not None
    return OtherCase(
        case_id=row.case_id,
        received_at=row.received_at,
        status=Status(row.status),
        subject=ERASED if personal is None else json.loads(personal)["subject"],
        matter=Reason(row.matter) if row.matter else None,
        action=Action(row.action) if decided else None,
        amount=money(row.minor, row.currency) if decided else money(row.draft_minor, row.draft_currency),
        replaces=bool(row.replaces),
        refund=RefundStatus(row.refund) if row.refund else None,
        watched=row.mode == Mode.SHADOW.value,
    )
