"""Implements ports.reads.Reads: what screens, exports and figures read, on one snapshot."""

from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Column, Connection, Select, bindparam, func, select, tuple_

from hitl.adapters.sql import case_statements
from hitl.adapters.sql.cases import SqlCases
from hitl.adapters.sql.catalog import SqlCatalog
from hitl.adapters.sql.columns import AnyRow, Micros
from hitl.adapters.sql.controls import SqlControls
from hitl.adapters.sql.decisions import SqlDecisions, money
from hitl.adapters.sql.deliveries import SqlDeliveries
from hitl.adapters.sql.house_tables import workers
from hitl.adapters.sql.keys import Keys
from hitl.adapters.sql.ledger import Ledger
from hitl.adapters.sql.policies import KnownVersions, SqlPolicies
from hitl.adapters.sql.queue import SqlQueue
from hitl.adapters.sql.refunds import SqlRefunds
from hitl.adapters.sql.tables import cases, decisions, drafts, orders, refunds
from hitl.adapters.vault import Vault
from hitl.domain.case import Case, Channel, Status
from hitl.domain.decision import DecisionOutcome, DecisionReason
from hitl.domain.draft import Action
from hitl.domain.event import LoggedEvent
from hitl.domain.gate.verdict import Code, Route
from hitl.domain.mode import Mode
from hitl.domain.money import Money
from hitl.domain.order import Customer
from hitl.domain.refund import RefundStatus
from hitl.errors import NotFound
from hitl.ports.reads import (
    CaseFile,
    CaseRow,
    DecisionRow,
    House,
    LedgerReport,
    Progress,
    QueueFilter,
    QueuePlace,
    QueueRow,
    RefundRow,
)

_PAGE = 1000  # rows that an export holds at a time

_ALIVE = (
    select(func.count()).select_from(workers).where(workers.c.lease_until >= bindparam("now", type_=Micros()))
)
_CASES = (
    select(
        cases.c.case_id,
        cases.c.ticket_id,
        cases.c.status,
        cases.c.channel,
        cases.c.customer_id,
        func.coalesce(cases.c.about_order, cases.c.order_id).label("order_id"),
        func.coalesce(cases.c.draft_currency, orders.c.currency).label("currency"),
        cases.c.received_at,
        cases.c.mode,
        cases.c.route,
        cases.c.reasons,
        cases.c.confidence,
    )
    .outerjoin_from(cases, orders, orders.c.order_id == func.coalesce(cases.c.about_order, cases.c.order_id))
    .order_by(cases.c.received_at, cases.c.case_id)
)
_DECISIONS = (
    select(
        decisions.c.case_id,
        decisions.c.decision_id,
        decisions.c.by,
        decisions.c.outcome,
        decisions.c.draft_action,
        decisions.c.draft_minor,
        decisions.c.draft_currency,
        decisions.c.action,
        decisions.c.minor,
        decisions.c.currency,
        decisions.c.reason_code,
        decisions.c.queued_at,
        decisions.c.opened_at,
        decisions.c.decided_at,
        decisions.c.policy,
        decisions.c.ruleset,
        decisions.c.reply_changed,
        drafts.c.prompt,
        drafts.c.model,
        drafts.c.mode,
        drafts.c.reasons,
        refunds.c.status.label("refund_status"),
    )
    .select_from(decisions)
    .join(
        drafts,
        (drafts.c.case_id == decisions.c.case_id) & (drafts.c.version == decisions.c.draft_version),
    )
    .outerjoin(refunds, refunds.c.decision_id == decisions.c.decision_id)
    .order_by(decisions.c.decided_at, decisions.c.case_id)
)
_REFUNDS = select(refunds).order_by(refunds.c.reserved_at, refunds.c.refund_id)


class SqlReads:
    """Queries on one snapshot."""

    def __init__(self, connection: Connection, vault: Vault, known: KnownVersions) -> None:
        self._connection = connection
        keys = Keys(connection, vault)
        self._queue = SqlQueue(connection, keys)
        self._cases = SqlCases(connection, keys)
        self._catalog = SqlCatalog(connection, vault, keys)
        self._policies = SqlPolicies(connection, known)
        self._decisions = SqlDecisions(connection, keys)
        self._refunds = SqlRefunds(connection)
        self._deliveries = SqlDeliveries(connection, keys)
        self._controls = SqlControls(connection)
        self._ledger = Ledger(connection, vault, keys)

    @property
    def connection(self) -> Connection:
        """The snapshot's connection, for figures that need more than the port."""
        return self._connection

    def house(self) -> House:
        """Mode, kill switch, people and workers; who is alive goes by the time of day, not the clock's."""
        return House(
            mode=self._controls.mode(),
            stopped=self._controls.stopped(),
            simulated=self._controls.simulated(),
            users=self._controls.users(),
            workers=int(self._connection.scalar(_ALIVE, {"now": datetime.now(UTC)}) or 0),
        )

    def queue(self, what: QueueFilter, after: QueuePlace | None, limit: int) -> tuple[QueueRow, ...]:
        """The next page by priority, due time and case."""
        return self._queue.page(what, after, limit)

    def queue_count(self, what: QueueFilter, cap: int) -> int:
        """How many cases the filter holds, counted up to `cap`."""
        return self._queue.count(what, cap)

    def case_id_of(self, case_or_ticket: str) -> str:
        """The case of that id or of that ticket. Raises NotFound."""
        values = {"id": case_or_ticket}
        if self._connection.scalar(case_statements.STATUS, values) is not None:
            return case_or_ticket
        found = self._connection.scalar(case_statements.CASE_OF_TICKET, values)
        if found is None:
            raise NotFound(f"There is no case and no ticket {case_or_ticket}")
        return str(found)

    def case_file(self, case_id: str) -> CaseFile:
        """Everything known of a case. Raises NotFound."""
        row = self._cases.row(case_id)
        case = self._cases.case(row)
        drafted = self._cases.drafted(case_id)
        decision = self._decisions.of_case(case_id)
        order_id = (decision.order_id if decision else None) or self._about_order(case)
        return CaseFile(
            case=case,
            at_desk=self._cases.attention(row),
            customer=self._catalog.customer(case.customer_id) if case.customer_id else None,
            order=self._catalog.order(order_id) if order_id else None,
            conversation=self._cases.conversation(case_id),
            drafted=drafted,
            policy=self._policies.version(drafted.policy) if drafted else None,
            decision=decision,
            refund=self._refunds.of_case(case_id),
            deliveries=self._deliveries.of_case(case_id),
            simulated=case.simulated or self._controls.simulated(),
        )

    def timeline(self, case_id: str) -> tuple[LoggedEvent, ...]:
        """The case's events, oldest first, personal data opened."""
        return self._ledger.of_case(case_id)

    def progress(self, case_id: str) -> tuple[Progress, ...]:
        """What the agent has done on the newest attempt so far."""
        return self._cases.progressed(case_id)

    def case_status(self, case_id: str) -> Status:
        """Only the status. Raises NotFound."""
        status = self._connection.scalar(case_statements.STATUS, {"id": case_id})
        if status is None:
            raise NotFound(f"There is no case {case_id}")
        return Status(status)

    def customers(self, limit: int) -> tuple[Customer, ...]:
        """Customers for the demo's choice of who to be, those with most orders first."""
        return self._catalog.busiest(limit)

    def cases(self, since: datetime | None, until: datetime | None) -> Iterator[CaseRow]:
        """All cases by time of receipt, from `since` on and before `until`."""
        place = (cases.c.received_at, cases.c.case_id)
        return map(_case_row, self._rows(_CASES, place, since, until))

    def decisions(self, since: datetime | None, until: datetime | None) -> Iterator[DecisionRow]:
        """All final decisions by time of decision, from `since` on and before `until`."""
        place = (decisions.c.decided_at, decisions.c.case_id)
        return map(_decision_row, self._rows(_DECISIONS, place, since, until))

    def refunds(self, since: datetime | None, until: datetime | None) -> Iterator[RefundRow]:
        """All refunds by time of reservation, from `since` on and before `until`."""
        place = (refunds.c.reserved_at, refunds.c.refund_id)
        return map(_refund_row, self._rows(_REFUNDS, place, since, until))

    def events(self, after: int, limit: int) -> tuple[LoggedEvent, ...]:
        """The next events of the whole ledger."""
        return self._ledger.after(after, limit)

    def last_event_at(self) -> datetime | None:
        """When the newest event of the ledger happened."""
        return self._ledger.last_at()

    def verify(self) -> LedgerReport:
        """Walk the chain from its start to its head."""
        return self._ledger.verify()

    def _about_order(self, case: Case) -> str | None:
        found: str | None = self._connection.scalar(case_statements.ABOUT_ORDER, {"id": case.case_id})
        return found

    def _rows(
        self,
        statement: Select[*tuple[Any, ...]],
        place: tuple[Column[datetime], Column[str]],
        since: datetime | None,
        until: datetime | None,
    ) -> Iterator[AnyRow]:
        """Page after page, so that nothing stays open in the database when the reader stops early."""
        time, name = place
        if since is not None:
            statement = statement.where(time >= since)
        if until is not None:
            statement = statement.where(time < until)
        page = self._connection.execute(statement.limit(_PAGE)).all()
        while page:
            yield from page
            if len(page) < _PAGE:
                return
            last = (getattr(page[-1], time.name), getattr(page[-1], name.name))
            start = tuple_(
                bindparam(None, last[0], type_=time.type), bindparam(None, last[1], type_=name.type)
            )
            page = self._connection.execute(statement.where(tuple_(time, name) > start).limit(_PAGE)).all()


def _case_row(row: AnyRow) -> CaseRow:
    return CaseRow(
        case_id=row.case_id,
        ticket_id=row.ticket_id,
        status=Status(row.status),
        channel=Channel(row.channel),
        customer_id=row.customer_id,
        order_id=row.order_id,
        currency=row.currency,
        received_at=row.received_at,
        mode=Mode(row.mode) if row.mode else None,
        route=Route(row.route) if row.route else None,
        reasons=tuple(Code(code) for code in row.reasons.split()),
        confidence=row.confidence,
    )


def _decision_row(row: AnyRow) -> DecisionRow:
    return DecisionRow(
        case_id=row.case_id,
        decision_id=row.decision_id,
        by=row.by,
        outcome=DecisionOutcome(row.outcome),
        draft_action=Action(row.draft_action),
        draft_amount=money(row.draft_minor, row.draft_currency),
        action=Action(row.action),
        amount=money(row.minor, row.currency),
        reason_code=DecisionReason(row.reason_code) if row.reason_code else None,
        queued_at=row.queued_at,
        opened_at=row.opened_at,
        decided_at=row.decided_at,
        policy=row.policy,
        ruleset=row.ruleset,
        prompt=row.prompt,
        model=row.model,
        mode=Mode(row.mode),
        reasons=tuple(Code(code) for code in row.reasons.split()),
        refund_status=RefundStatus(row.refund_status) if row.refund_status else None,
        reply_changed=row.reply_changed,
    )


def _refund_row(row: AnyRow) -> RefundRow:
    return RefundRow(
        refund_id=row.refund_id,
        case_id=row.case_id,
        decision_id=row.decision_id,
        order_id=row.order_id,
        amount=Money(minor=row.minor, currency=row.currency),
        status=RefundStatus(row.status),
        processor_id=row.processor_id,
        payment_ref=row.payment_ref,
        key=row.key,
        reserved_at=row.reserved_at,
    )
