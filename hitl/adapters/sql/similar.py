"""Cases that are like one: decided ones, compared in memory, nearest first, and others that wait alike."""

import json
from collections import defaultdict
from collections.abc import Iterable

from sqlalchemy import Connection, bindparam, select

from hitl.adapters.sql.catalog_tables import order_lines
from hitl.adapters.sql.columns import KEY, AnyRow, code
from hitl.adapters.sql.decided import newest_decided
from hitl.adapters.sql.decisions import money
from hitl.adapters.sql.drafts import read_draft
from hitl.adapters.sql.keys import Keys
from hitl.adapters.sql.tables import cases, decisions, refunds
from hitl.domain.case import Status
from hitl.domain.decision import DecisionOutcome, DecisionReason
from hitl.domain.draft import Action
from hitl.domain.likeness import Traits, likeness, nearness
from hitl.domain.mode import Mode
from hitl.domain.order import Tier
from hitl.domain.refund import RefundStatus
from hitl.errors import NotFound
from hitl.ports.reads import SimilarCase

CANDIDATES = 200
"""So many of the newest are compared, however many there are: what was decided years ago guides nobody."""

_C, _D = cases.c, decisions.c
_THIS = select(_C.matter, _C.clause, _C.draft_minor, _C.draft_currency, _C.tier, _C.simulated).where(
    _C.case_id == bindparam("id", type_=KEY)
)


_FOUND = newest_decided(CANDIDATES, _C.case_id, _C.clause, _C.tier, _C.status, _C.mode)
_CANDIDATES = (
    select(
        _FOUND,
        _D.by,
        _D.first_by,
        _D.outcome,
        _D.draft_action,
        _D.draft_minor,
        _D.draft_currency,
        _D.action,
        _D.minor,
        _D.currency,
        _D.order_id,
        _D.claims,
        _D.reason_code,
        _D.replaces,
        _D.decided_at,
        refunds.c.status.label("refund"),
    )
    .join_from(_FOUND, decisions, _D.case_id == _FOUND.c.case_id)
    .outerjoin(refunds, refunds.c.decision_id == _D.decision_id)
    .order_by(_D.decided_at.desc(), _FOUND.c.case_id.desc())
    .limit(CANDIDATES)
)
_CATEGORIES = select(order_lines.c.order_id, order_lines.c.line_id, order_lines.c.category).where(
    order_lines.c.order_id.in_(bindparam("orders", type_=KEY, expanding=True)),
    order_lines.c.category.is_not(None),
)

_THERE = cases.alias("this")
_WAITING_ALIKE = (
    select(_C.case_id)
    .join_from(
        _THERE,
        cases,
        (_C.matter == _THERE.c.matter)
        & (_C.clause == _THERE.c.clause)
        & (_C.draft_action == _THERE.c.draft_action)
        & _C.draft_currency.is_not_distinct_from(_THERE.c.draft_currency)
        & (_C.simulated == _THERE.c.simulated)
        & (_C.case_id != _THERE.c.case_id),
    )
    .where(_THERE.c.case_id == bindparam("id", type_=KEY), _C.status == code(Status.IN_REVIEW))
    .order_by(_C.priority, _C.due_at, _C.case_id)
    .limit(bindparam("count"))
)

Lines = tuple[str | None, frozenset[str]]
"""An order and the lines of it that are at stake."""


def read_similar(connection: Connection, keys: Keys, case_id: str, limit: int) -> tuple[SimilarCase, ...]:
    """Decided cases of the same matter, nearest first, then newest. Raises NotFound."""
    this = connection.execute(_THIS, {"id": case_id}).one_or_none()
    if this is None:
        raise NotFound(f"There is no case {case_id}")
    if this.matter is None:
        return ()
    values = {"id": case_id, "matter": this.matter, "simulated": this.simulated}
    rows = connection.execute(_CANDIDATES, values).all()
    own = _own_lines(connection, keys, case_id)
    lines = {row.case_id: _lines(row) for row in rows}
    categories = _categories(connection, [own, *lines.values()])
    traits = _traits(this, _goods(categories, own))
    found = [_similar(row, traits, _traits(row, _goods(categories, lines[row.case_id]))) for row in rows]
    found.sort(key=lambda case: -nearness(case.alike))  # stable: the newest first among equals
    return tuple(found[:limit])


def read_waiting_alike(connection: Connection, case_id: str, limit: int) -> tuple[str, ...]:
    """Other cases in review with the same matter, clause, drafted action and currency, in queue order."""
    return tuple(connection.scalars(_WAITING_ALIKE, {"id": case_id, "count": limit}))


def _own_lines(connection: Connection, keys: Keys, case_id: str) -> Lines:
    drafted = read_draft(connection, keys, case_id, None)
    draft = drafted.draft if drafted else None
    return (
        (draft.order_id, frozenset(claim.line_id for claim in draft.claims)) if draft else (None, frozenset())
    )


def _lines(row: AnyRow) -> Lines:
    return row.order_id, frozenset(claim["line_id"] for claim in json.loads(row.claims))


def _categories(connection: Connection, of: Iterable[Lines]) -> dict[str, dict[str, str]]:
    """By order and line."""
    orders = sorted({order_id for order_id, _ in of if order_id is not None})
    found: dict[str, dict[str, str]] = defaultdict(dict)
    for row in connection.execute(_CATEGORIES, {"orders": orders}):
        found[row.order_id][row.line_id] = row.category
    return found


def _goods(categories: dict[str, dict[str, str]], of: Lines) -> frozenset[str]:
    order_id, lines = of
    known = categories.get(order_id, {}) if order_id else {}
    return frozenset(known[line] for line in lines if line in known)


def _traits(row: AnyRow, goods: frozenset[str]) -> Traits:
    return Traits(
        clause=row.clause,
        goods=goods,
        amount=money(row.draft_minor, row.draft_currency),
        tier=Tier(row.tier) if row.tier else None,
    )


def _similar(row: AnyRow, this: Traits, other: Traits) -> SimilarCase:
    return SimilarCase(
        case_id=row.case_id,
        status=Status(row.status),
        draft_action=Action(row.draft_action),
        draft_amount=other.amount,
        action=Action(row.action),
        amount=money(row.minor, row.currency),
        replaces=row.replaces,
        refund=RefundStatus(row.refund) if row.refund else None,
        watched=row.mode == Mode.SHADOW.value,
        by=row.by,
        first_by=row.first_by,
        outcome=DecisionOutcome(row.outcome),
        reason_code=DecisionReason(row.reason_code) if row.reason_code else None,
        decided_at=row.decided_at,
        alike=likeness(this, other),
    )
