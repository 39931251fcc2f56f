"""Where people departed from drafts, and on how many drafts they decided, by the clause cited first."""

from typing import Any

from sqlalchemy import Connection, and_, bindparam, func, literal_column, select

from hitl.adapters.sql.columns import AnyRow, Micros
from hitl.adapters.sql.tables import cases, decisions
from hitl.domain.decision import DecisionOutcome, DecisionReason
from hitl.domain.departure import Departure, Paid
from hitl.domain.record import Moment
from hitl.ports.reads import Departures

MOST = 5_000
"""Decisions of people that are looked at: a month of a busy desk, read in a few hundredths of a second."""

_D, _C = decisions.c, cases.c
_BY_PEOPLE = and_(
    literal_column("decisions.by <> 'gate'"), _D.decided_at >= bindparam("since", type_=Micros())
)


def _newest(*, demo: bool) -> Any:
    wanted = select(
        _D.case_id,
        _D.outcome,
        _D.reason_code,
        _D.draft_minor,
        _D.minor,
        _D.decided_at,
        _C.clause,
    ).join_from(decisions, cases, _C.case_id == _D.case_id)
    wanted = wanted.where(_BY_PEOPLE) if demo else wanted.where(_BY_PEOPLE, _C.simulated.is_(False))
    return wanted.order_by(_D.decided_at.desc(), _D.case_id.desc()).limit(MOST).subquery()


def _statements(*, demo: bool) -> tuple[Any, Any]:
    newest = _newest(demo=demo)
    counted = select(newest.c.clause, func.count().label("drafts")).group_by(newest.c.clause)
    changed = select(newest).where(newest.c.outcome != literal_column(f"'{DecisionOutcome.APPROVED.value}'"))
    return counted, changed


_STATEMENTS = {demo: _statements(demo=demo) for demo in (False, True)}


def read_departures(connection: Connection, since: Moment, *, demo: bool) -> Departures:
    """Among the newest decisions of people since then; simulated ones only where `demo`."""
    counted, changed = _STATEMENTS[demo]
    values = {"since": since}
    return Departures(
        drafts={row.clause: row.drafts for row in connection.execute(counted, values)},
        found=tuple(_departure(row) for row in connection.execute(changed, values)),
    )


def _departure(row: AnyRow) -> Departure:
    drafted, paid = row.draft_minor or 0, row.minor or 0
    return Departure(
        case_id=row.case_id,
        clause=row.clause,
        reason=DecisionReason(row.reason_code) if row.reason_code else None,
        paid=Paid.SAME if drafted == paid else Paid.MORE if paid > drafted else Paid.LESS,
        decided_at=row.decided_at,
    )
