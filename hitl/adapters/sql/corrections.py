"""What people changed of drafts in cases of the same matter: codes and shares, for the next draft."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from typing import NamedTuple

from sqlalchemy import Connection, bindparam, literal_column, select

from hitl.adapters.sql.catalog_tables import order_lines, orders
from hitl.adapters.sql.columns import KEY, AnyRow
from hitl.adapters.sql.decided import newest_decided
from hitl.adapters.sql.tables import cases, decisions
from hitl.domain.correction import Correction
from hitl.domain.decision import DecisionOutcome, DecisionReason
from hitl.domain.draft import Action
from hitl.domain.order import cost
from hitl.domain.policy import Reason

LOOKED_THROUGH = 400
"""So many of the newest cases of a matter and state: about forty corrections where people change a tenth."""

MOST = 60
"""Corrections of one matter that are compared."""

_C, _D, _O, _L = cases.c, decisions.c, orders.c, order_lines.c


_FOUND = newest_decided(LOOKED_THROUGH, _C.case_id, _C.matter, _C.clause)
_CHANGED = (
    select(
        _FOUND,
        _D.outcome,
        _D.order_id,
        _D.draft_action,
        _D.draft_minor,
        _D.action,
        _D.minor,
        _D.replaces,
        _D.reason_code,
        _D.decided_at,
    )
    .join_from(_FOUND, decisions, _D.case_id == _FOUND.c.case_id)
    .where(_D.outcome != literal_column(f"'{DecisionOutcome.APPROVED.value}'"))
    .order_by(_D.decided_at.desc(), _FOUND.c.case_id.desc())
    .limit(MOST)
)
_THIS = select(_C.simulated).where(_C.case_id == bindparam("id", type_=KEY))
_PAID = (
    select(
        _O.order_id, _O.paid_total, _O.discount, _O.shipping, _O.tax, _L.category, _L.unit_price, _L.quantity
    )
    .join_from(orders, order_lines, _L.order_id == _O.order_id)
    .where(_O.order_id.in_(bindparam("orders", type_=KEY, expanding=True)))
)


class _Bought(NamedTuple):
    """What an order came to."""

    paid: int  # minor units
    goods: frozenset[str]  # categories


def read_corrections(
    connection: Connection, case_id: str, matters: Collection[Reason]
) -> tuple[Correction, ...]:
    """Corrections of those matters in other cases of the same company, simulated or not as this one."""
    simulated = connection.scalar(_THIS, {"id": case_id})
    rows = [
        row
        for matter in sorted(matters)
        for row in connection.execute(
            _CHANGED, {"id": case_id, "matter": matter.value, "simulated": simulated}
        )
    ]
    bought = _bought(connection, {row.order_id for row in rows if row.order_id is not None})
    return tuple(_correction(row, bought.get(row.order_id)) for row in rows)


def _bought(connection: Connection, wanted: Collection[str]) -> dict[str, _Bought]:
    lines: dict[str, list[AnyRow]] = defaultdict(list)
    if wanted:
        for row in connection.execute(_PAID, {"orders": sorted(wanted)}):
            lines[row.order_id].append(row)
    return {order_id: _Bought(_paid(of), _goods(of)) for order_id, of in lines.items()}


def _paid(lines: list[AnyRow]) -> int:
    """As `domain.order.Order.captured`."""
    order = lines[0]
    if order.paid_total is not None:
        return int(order.paid_total)
    prices = [line.unit_price * line.quantity for line in lines]
    return cost(prices, order.discount, order.shipping, order.tax)


def _goods(lines: Iterable[AnyRow]) -> frozenset[str]:
    return frozenset(line.category for line in lines if line.category is not None)


def _correction(row: AnyRow, bought: _Bought | None) -> Correction:
    return Correction(
        case_id=row.case_id,
        matter=Reason(row.matter),
        clause=row.clause,
        goods=bought.goods if bought else frozenset(),
        drafted=Action(row.draft_action),
        drafted_percent=_percent(row.draft_minor, bought),
        decided=Action(row.action),
        decided_percent=_percent(row.minor, bought),
        outcome=DecisionOutcome(row.outcome),
        replaced=row.replaces,
        reason_code=DecisionReason(row.reason_code) if row.reason_code else None,
        decided_at=row.decided_at,
    )


def _percent(minor: int | None, bought: _Bought | None) -> int | None:
    if minor is None or bought is None or not bought.paid:
        return None
    return round(100 * minor / bought.paid)
