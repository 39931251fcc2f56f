"""Lists of cases, decisions and refunds in order of time, for exports and figures."""

import json
from collections.abc import Collection, Iterable, Iterator, Sequence
from datetime import datetime
from itertools import islice
from typing import Any, TypeAlias

from sqlalchemy import Column, ColumnElement, Connection, Select, bindparam, func, select, tuple_

from hitl.adapters.sql.catalog_tables import orders
from hitl.adapters.sql.columns import KEY, AnyRow, Micros, code
from hitl.adapters.sql.decisions import money
from hitl.adapters.sql.house_tables import audit_events
from hitl.adapters.sql.tables import cases, decisions, drafts, refunds, satisfaction
from hitl.domain.event import EventKind
from hitl.domain.model_run import Use
from hitl.domain.money import Money
from hitl.domain.refund import RefundStatus
from hitl.ports.reads import CaseRow, DecisionRow, RefundRow

_PAGE = 1000  # rows that an export holds at a time

_ORDER = func.coalesce(cases.c.about_order, cases.c.order_id)
_DECIDED_ON = (drafts.c.case_id == decisions.c.case_id) & (drafts.c.version == decisions.c.draft_version)

_CASES = (
    select(
        cases.c.case_id,
        cases.c.ticket_id,
        cases.c.status,
        cases.c.channel,
        cases.c.customer_id,
        _ORDER.label("order_id"),
        func.coalesce(cases.c.draft_currency, orders.c.currency).label("currency"),
        cases.c.received_at,
        cases.c.mode,
        cases.c.route,
        cases.c.reasons,
        cases.c.confidence,
        cases.c.matter,
        cases.c.category,
        cases.c.tier,
        cases.c.simulated,
        cases.c.part_of,
        cases.c.escalated,
        cases.c.draft_version,
        cases.c.draft_minor,
        cases.c.draft_currency,
        decisions.c.by,
        decisions.c.ruleset,
        drafts.c.drafter,
        drafts.c.model,
        drafts.c.prompt,
    )
    .select_from(cases)
    .outerjoin(orders, orders.c.order_id == _ORDER)
    .outerjoin(decisions, decisions.c.case_id == cases.c.case_id)
    .outerjoin(drafts, _DECIDED_ON)
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
        drafts.c.route,
        drafts.c.drafter,
        drafts.c.due_at,
        drafts.c.version,
        refunds.c.status.label("refund_status"),
        cases.c.channel,
        cases.c.matter,
        cases.c.category,
        cases.c.tier,
        cases.c.simulated,
        cases.c.escalated,
        drafts.c.confidence,
        satisfaction.c.score,
    )
    .select_from(decisions)
    .join(cases, cases.c.case_id == decisions.c.case_id)
    .join(drafts, _DECIDED_ON)
    .outerjoin(refunds, refunds.c.decision_id == decisions.c.decision_id)
    .outerjoin(satisfaction, satisfaction.c.case_id == decisions.c.case_id)
    .order_by(decisions.c.decided_at, decisions.c.case_id)
)
_REFUNDS = select(refunds).order_by(refunds.c.reserved_at, refunds.c.refund_id)

_THESE_CASES = _CASES.where(cases.c.case_id.in_(bindparam("ids", expanding=True)))
_SPENT = select(audit_events.c.case_id, audit_events.c.payload).where(
    audit_events.c.case_id.in_(bindparam("ids", expanding=True)),
    audit_events.c.kind == code(EventKind.CASE_DRAFTED),
    audit_events.c.payload.contains('"spent":'),
)
_THEIR_DECISIONS = _DECISIONS.where(decisions.c.case_id.in_(bindparam("ids", expanding=True)))


_PLACE = tuple_(cases.c.received_at, cases.c.case_id)
_CHUNK = 500
"""Names in one statement."""


def chunks(names: Iterable[str]) -> Iterator[list[str]]:
    """So many at a time as a statement takes."""
    rest = iter(names)
    while chunk := list(islice(rest, _CHUNK)):
        yield chunk


class SqlListings:
    """Rows of the whole table, read page after page."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def cases(self, since: datetime | None, until: datetime | None) -> Iterator[CaseRow]:
        """All cases by time of receipt, from `since` on and before `until`."""
        place = (cases.c.received_at, cases.c.case_id)
        return (row for page in self._pages(_CASES, place, since, until) for row in self._case_rows(page))

    def decisions(self, since: datetime | None, until: datetime | None) -> Iterator[DecisionRow]:
        """All final decisions by time of decision, from `since` on and before `until`."""
        place = (decisions.c.decided_at, decisions.c.case_id)
        return map(_decision_row, self._rows(_DECISIONS, place, since, until))

    def next_rows(
        self, after: tuple[datetime, str] | None, limit: int
    ) -> tuple[list[CaseRow], list[DecisionRow]]:
        """The next cases by time of receipt, and their decisions in any order."""
        found, made = _CASES.limit(limit), _DECISIONS.order_by(None)
        if after is not None:
            found, made = (one.where(*_after(after)) for one in (found, made))
        rows = self._connection.execute(found).all()
        if not rows:
            return [], []
        made = made.where(*_upto((rows[-1].received_at, rows[-1].case_id)))
        return list(self._case_rows(rows)), [_decision_row(row) for row in self._connection.execute(made)]

    def these_cases(self, case_ids: Collection[str]) -> Iterator[CaseRow]:
        """Cases by their ids."""
        return self._case_rows(self._connection.execute(_THESE_CASES, {"ids": list(case_ids)}).all())

    def their_decisions(self, case_ids: Collection[str]) -> Iterator[DecisionRow]:
        """The decisions of cases by their ids."""
        return map(_decision_row, self._connection.execute(_THEIR_DECISIONS, {"ids": list(case_ids)}))

    def refunds(self, since: datetime | None, until: datetime | None) -> Iterator[RefundRow]:
        """All refunds by time of reservation, from `since` on and before `until`."""
        place = (refunds.c.reserved_at, refunds.c.refund_id)
        return map(_refund_row, self._rows(_REFUNDS, place, since, until))

    def _case_rows(self, rows: Sequence[AnyRow]) -> Iterator[CaseRow]:
        """The cases, with what the ledger says that their drafts have spent on models."""
        spent: dict[str, Use] = {}
        for ids in chunks(row.case_id for row in rows):
            for event in self._connection.execute(_SPENT, {"ids": ids}):
                use = Use.model_validate(json.loads(event.payload)["spent"])
                spent[event.case_id] = spent.get(event.case_id, Use()) + use
        return (_case_row(row, spent.get(row.case_id)) for row in rows)

    def _rows(
        self,
        statement: Select[*tuple[Any, ...]],
        place: tuple[Column[datetime], Column[str]],
        since: datetime | None,
        until: datetime | None,
    ) -> Iterator[AnyRow]:
        return (row for page in self._pages(statement, place, since, until) for row in page)

    def _pages(
        self,
        statement: Select[*tuple[Any, ...]],
        place: tuple[Column[datetime], Column[str]],
        since: datetime | None,
        until: datetime | None,
    ) -> Iterator[Sequence[AnyRow]]:
        """Page after page, so that nothing stays open in the database when the reader stops early."""
        time, name = place
        if since is not None:
            statement = statement.where(time >= since)
        if until is not None:
            statement = statement.where(time < until)
        page = self._connection.execute(statement.limit(_PAGE)).all()
        while page:
            yield page
            if len(page) < _PAGE:
                return
            last = (getattr(page[-1], time.name), getattr(page[-1], name.name))
            start = tuple_(
                bindparam(None, last[0], type_=time.type), bindparam(None, last[1], type_=name.type)
            )
            page = self._connection.execute(statement.where(tuple_(time, name) > start).limit(_PAGE)).all()


_Conditions: TypeAlias = tuple[ColumnElement[bool], ...]


def _after(place: tuple[datetime, str]) -> _Conditions:
    """Twice: of a range of times PostgreSQL can tell how short it is, of a comparison of pairs it cannot."""
    at, case_id = _bound(place)
    return cases.c.received_at >= at, tuple_(at, case_id) < _PLACE


def _upto(place: tuple[datetime, str]) -> _Conditions:
    at, case_id = _bound(place)
    return cases.c.received_at <= at, tuple_(at, case_id) >= _PLACE


def _bound(place: tuple[datetime, str]) -> tuple[ColumnElement[datetime], ColumnElement[str]]:
    return bindparam(None, place[0], type_=Micros()), bindparam(None, place[1], type_=KEY)


_CASE_COLUMNS = tuple(_CASES.selected_columns.keys())
_DECISION_COLUMNS = tuple(_DECISIONS.selected_columns.keys())


def _case_row(row: AnyRow, spent: Use | None) -> CaseRow:
    """Codes are checked, and made what they are, by the record: that is much quicker than one by one here."""
    found: dict[str, Any] = dict(zip(_CASE_COLUMNS, row, strict=True))
    _shared(found)
    return CaseRow(**found, spent=spent)


def _decision_row(row: AnyRow) -> DecisionRow:
    found: dict[str, Any] = dict(zip(_DECISION_COLUMNS, row, strict=True))
    _shared(found)
    found["amount"] = money(found.pop("minor"), found.pop("currency"))
    found["reason_code"] = found["reason_code"] or None
    found["draft_version"] = found.pop("version")
    return DecisionRow(**found)


def _shared(found: dict[str, Any]) -> None:
    found["draft_amount"] = money(found.pop("draft_minor"), found.pop("draft_currency"))
    found["reasons"] = found["reasons"].split()
    for name in ("mode", "route", "tier"):
        found[name] = found[name] or None


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
