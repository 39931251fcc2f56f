"""The desk's queue: pages and counts. How cases are found: `desk_ranges`; decided ones: `decided_lately`."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Select, bindparam, select

from hitl.adapters.sql.catalog_tables import customers
from hitl.adapters.sql.columns import AnyRow
from hitl.adapters.sql.decided_lately import decided_count, decided_page
from hitl.adapters.sql.decisions import money
from hitl.adapters.sql.desk_ranges import count_statement, page_statement, question_of, values_of
from hitl.adapters.sql.keys import Keys
from hitl.adapters.sql.tables import cases, decisions, signatures
from hitl.adapters.vault import ERASED
from hitl.domain.case import Channel, Status
from hitl.domain.decision import DecisionOutcome
from hitl.domain.draft import Action
from hitl.domain.gate.verdict import Code, Route
from hitl.domain.mode import Mode
from hitl.domain.order import Customer, Tier
from hitl.domain.roles import Level
from hitl.ports.reads import QueueFilter, QueuePlace, QueueRow

_SHOWN = [
    cases.c.case_id,
    cases.c.number,
    cases.c.customer_id,
    cases.c.status,
    cases.c.channel,
    cases.c.received_at,
    cases.c.waiting,
    cases.c.queue,
    cases.c.level,
    cases.c.priority,
    cases.c.due_at,
    cases.c.route,
    cases.c.mode,
    cases.c.language,
    cases.c.reasons,
    cases.c.attention,
    cases.c.draft_version,
    cases.c.draft_action,
    cases.c.draft_minor,
    cases.c.draft_currency,
    cases.c.assigned_to,
    cases.c.claimed_by,
    cases.c.claimed_until,
    cases.c.snoozed_until,
    cases.c.escalated,
    signatures.c.by.label("first_signed_by"),
    customers.c.tier,
    customers.c.sealed,
]


def _with_customer(chosen: Select[Any]) -> Select[Any]:
    return chosen.outerjoin(customers, customers.c.customer_id == cases.c.customer_id).outerjoin(
        signatures, signatures.c.case_id == cases.c.case_id
    )


_ROWS = _with_customer(select(*_SHOWN).select_from(cases)).where(
    cases.c.case_id.in_(bindparam("ids", expanding=True))
)
_DECIDED = _with_customer(
    select(
        *_SHOWN,
        decisions.c.by,
        decisions.c.outcome,
        decisions.c.decided_at,
        decisions.c.action,
        decisions.c.minor,
        decisions.c.currency,
    )
    .select_from(decisions)
    .join(cases, cases.c.case_id == decisions.c.case_id)
).where(decisions.c.case_id.in_(bindparam("ids", expanding=True)))


class SqlQueue:
    """Pages and counts of the cases that wait at the desk."""

    def __init__(self, connection: Connection, keys: Keys) -> None:
        self._connection = connection
        self._keys = keys

    def page(self, what: QueueFilter, after: QueuePlace | None, limit: int) -> tuple[QueueRow, ...]:
        """The next rows in the filter's order."""
        if what.decided_since is not None:
            return self._decided(decided_page(self._connection, what, after, limit))
        asked = question_of(what, after)
        if not asked.branches:
            return ()
        values = values_of(what, after) | {"count": limit}
        ids = [place.case_id for place in self._connection.execute(page_statement(asked), values)]
        if not ids:
            return ()
        found = self._connection.execute(_ROWS, {"ids": ids}).all()
        self._keys.load(row.sealed for row in found)
        rows = {row.case_id: self._row(row, what.now) for row in found}
        return tuple(rows[case_id] for case_id in ids)

    def counts(self, filters: Sequence[QueueFilter], cap: int) -> tuple[int, ...]:
        """How many there are of each, counted up to `cap`."""
        waiting = [what for what in filters if what.decided_since is None]
        found = iter(self._waiting(waiting, cap) if waiting else ())
        return tuple(
            next(found) if what.decided_since is None else decided_count(self._connection, what, cap)
            for what in filters
        )

    def _waiting(self, filters: Sequence[QueueFilter], cap: int) -> tuple[int, ...]:
        values: dict[str, Any] = {"count": cap}
        for number, what in enumerate(filters):
            values |= values_of(what, name=f"f{number}_")
        asked = tuple(question_of(what) for what in filters)
        return tuple(
            min(found, cap) for found in self._connection.execute(count_statement(asked), values).one()
        )

    def _decided(self, ids: Sequence[str]) -> tuple[QueueRow, ...]:
        found = self._connection.execute(_DECIDED, {"ids": ids}).all() if ids else []
        self._keys.load(row.sealed for row in found)
        rows = {
            row.case_id: self._row(row, None).model_copy(
                update={
                    "decided_by": row.by,
                    "decided_at": row.decided_at,
                    "outcome": DecisionOutcome(row.outcome),
                    "action": Action(row.action),
                    "amount": money(row.minor, row.currency),
                }
            )
            for row in found
        }
        return tuple(rows[case_id] for case_id in ids)

    def _row(self, row: AnyRow, now: datetime | None) -> QueueRow:
        held = now is not None and row.claimed_until is not None and row.claimed_until > now
        return QueueRow(
            case_id=row.case_id,
            number=row.number,
            customer_name=self._name(row),
            tier=Tier(row.tier) if row.tier else None,
            action=Action(row.draft_action) if row.draft_action else None,
            amount=money(row.draft_minor, row.draft_currency),
            reasons=tuple(Code(code) for code in row.reasons.split()),
            route=Route(row.route) if row.route else None,
            status=Status(row.status),
            channel=Channel(row.channel),
            waiting=row.waiting,
            queue=row.queue,
            level=Level(row.level),
            priority=row.priority,
            due_at=row.due_at,
            received_at=row.received_at,
            attention=row.attention,
            draft_version=row.draft_version,
            language=row.language,
            mode=Mode(row.mode) if row.mode else None,
            assigned_to=row.assigned_to,
            claimed_by=row.claimed_by if held else None,
            snoozed_until=row.snoozed_until,
            escalated=row.escalated,
            first_signed_by=row.first_signed_by,
        )

    def _name(self, row: AnyRow) -> str:
        if row.sealed is None:
            return ""
        text = self._keys.open(row.sealed, f"customers:{row.customer_id}")
        return ERASED if text is None else Customer.model_validate_json(text).name
