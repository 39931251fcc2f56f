"""The desk's queue: one short range of an index for each status and level, merged.

A page of 50 among 100,000 waiting cases touches some 150 index entries and 50 rows. What is overdue is
looked for priority by priority, since within one priority the overdue ones come first.
"""

from functools import cache
from itertools import product
from typing import Any, NamedTuple

from sqlalchemy import Connection, Integer, Select, bindparam, func, literal_column, select, tuple_, union_all

from hitl.adapters.sql.catalog_tables import customers
from hitl.adapters.sql.columns import AnyRow, Micros
from hitl.adapters.sql.decisions import money
from hitl.adapters.sql.keys import Keys
from hitl.adapters.sql.tables import cases
from hitl.adapters.vault import ERASED
from hitl.domain.case import Channel, Status
from hitl.domain.draft import Action
from hitl.domain.gate.verdict import Code, Route
from hitl.domain.order import Customer, Tier
from hitl.domain.roles import Level
from hitl.ports.reads import QueueFilter, QueuePlace, QueueRow

LAST_PRIORITY = 9

_PLACE = [cases.c.priority, cases.c.due_at, cases.c.case_id]
_ROWS = (
    select(
        cases.c.case_id,
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
        cases.c.reasons,
        cases.c.attention,
        cases.c.draft_action,
        cases.c.draft_minor,
        cases.c.draft_currency,
        customers.c.tier,
        customers.c.sealed,
    )
    .outerjoin_from(cases, customers, customers.c.customer_id == cases.c.customer_id)
    .where(cases.c.case_id.in_(bindparam("ids", expanding=True)))
)


class SqlQueue:
    """Pages and counts of the cases that wait at the desk."""

    def __init__(self, connection: Connection, keys: Keys) -> None:
        self._connection = connection
        self._keys = keys

    def page(self, what: QueueFilter, after: QueuePlace | None, limit: int) -> tuple[QueueRow, ...]:
        """The next rows by priority, due time and case."""
        branches = branches_of(what, after)
        if not branches:
            return ()
        statement = page_statement(
            branches,
            waiting=what.waiting_only,
            overdue=what.overdue_at is not None,
        )
        places = self._connection.execute(statement, _values(what, after) | {"count": limit}).all()
        if not places:
            return ()
        found = self._connection.execute(_ROWS, {"ids": [place.case_id for place in places]}).all()
        self._keys.load(row.sealed for row in found)
        rows = {row.case_id: self._row(row) for row in found}
        return tuple(rows[place.case_id] for place in places)

    def count(self, what: QueueFilter, cap: int) -> int:
        """How many there are, counted up to `cap`."""
        branches = branches_of(what)
        if not branches:
            return 0
        statement = count_statement(branches, waiting=what.waiting_only, overdue=what.overdue_at is not None)
        return int(self._connection.scalar(statement, _values(what, None) | {"count": cap}) or 0)

    def _row(self, row: AnyRow) -> QueueRow:
        return QueueRow(
            case_id=row.case_id,
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
        )

    def _name(self, row: AnyRow) -> str:
        if row.sealed is None:
            return ""
        text = self._keys.open(row.sealed, f"customers:{row.customer_id}")
        return ERASED if text is None else Customer.model_validate_json(text).name


class Branch(NamedTuple):
    """One range of the index."""

    status: str
    level: str
    priority: int | None  # None: all, in order
    further: bool  # starts behind a given place


def branches_of(what: QueueFilter, after: QueuePlace | None = None) -> tuple[Branch, ...]:
    """The ranges of the index that hold what the filter asks for, from that place on."""
    statuses = dict.fromkeys(status.value for status in what.statuses)
    levels = [level.value for level in Level if _within(level, what)]
    if what.overdue_at is None:
        return tuple(
            Branch(status, level, None, after is not None) for status, level in product(statuses, levels)
        )
    first = 0 if after is None else after.priority
    return tuple(
        Branch(status, level, priority, after is not None and priority == first)
        for status, level, priority in product(statuses, levels, range(first, LAST_PRIORITY + 1))
    )


def _within(level: Level, what: QueueFilter) -> bool:
    rank = level.role.rank
    above = what.above is None or rank > what.above.role.rank
    return above and (what.level is None or rank <= what.level.role.rank)


def _values(what: QueueFilter, after: QueuePlace | None) -> dict[str, Any]:
    values: dict[str, Any] = {} if what.overdue_at is None else {"overdue_at": what.overdue_at}
    if after is not None:
        values |= {"priority": after.priority, "due_at": after.due_at, "case_id": after.case_id}
    return values


def _range(branch: Branch, *, waiting: bool, overdue: bool) -> Select[*tuple[Any, ...]]:
    chosen = select(*_PLACE).where(
        cases.c.status == literal_column(f"'{branch.status}'"),
        cases.c.level == literal_column(f"'{branch.level}'"),
    )
    if branch.priority is not None:
        chosen = chosen.where(cases.c.priority == literal_column(str(branch.priority)))
    if waiting:
        chosen = chosen.where(cases.c.waiting)
    if overdue:
        chosen = chosen.where(cases.c.due_at < bindparam("overdue_at", type_=Micros()))
    if branch.further:  # within one priority only due time and case tell places apart
        compared = _PLACE if branch.priority is None else _PLACE[1:]
        start = [bindparam(column.name, type_=column.type) for column in compared]
        chosen = chosen.where(tuple_(*compared) > tuple_(*start))
    return chosen


@cache
def page_statement(branches: tuple[Branch, ...], *, waiting: bool, overdue: bool) -> Any:
    """The places of one page: each range cut to the page's size, then merged and cut again."""
    count = bindparam("count", type_=Integer)
    ranges = []
    for branch in branches:
        chosen = _range(branch, waiting=waiting, overdue=overdue)
        short = chosen.order_by(*_PLACE).limit(count).subquery()
        ranges.append(select(short.c.priority, short.c.due_at, short.c.case_id))
    merged = union_all(*ranges).subquery()
    place = (merged.c.priority, merged.c.due_at, merged.c.case_id)
    return select(*place).order_by(*place).limit(count)


@cache
def count_statement(branches: tuple[Branch, ...], *, waiting: bool, overdue: bool) -> Any:
    """How many places there are, each range counted up to the cap."""
    count = bindparam("count", type_=Integer)
    ranges = [
        select(_range(branch, waiting=waiting, overdue=overdue).limit(count).subquery().c.case_id)
        for branch in branches
    ]
    some = union_all(*ranges).limit(count).subquery()
    return select(func.count()).select_from(some)
