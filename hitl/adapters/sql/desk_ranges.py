"""How a question about the queue becomes ranges of an index: one for each status and level, merged.

Each range ends at the page's size, so that a page of 50 among 100,000 waiting cases touches some 150 index
entries. What is overdue is looked for priority by priority, since within one priority the overdue ones come
first. What further filters ask stands in `ix_cases_filter` beside the order, so that what does not fit is
passed over without reading its row.
"""

from functools import cache
from itertools import product
from typing import Any, NamedTuple

from sqlalchemy import (
    BigInteger,
    ColumnElement,
    Integer,
    Select,
    Text,
    and_,
    bindparam,
    exists,
    func,
    literal,
    literal_column,
    or_,
    select,
    tuple_,
    union_all,
)

from hitl.adapters.sql.columns import KEY, Micros
from hitl.adapters.sql.tables import AT_DESK, cases, signatures
from hitl.domain.case import Status
from hitl.domain.roles import Level
from hitl.ports.reads import QueueFilter, QueuePlace, Sort

LAST_PRIORITY = 9

DESK_STATUSES = frozenset(
    {
        Status.AWAITING_CUSTOMER,
        Status.AWAITING_SECOND,
        Status.IN_REVIEW,
        Status.NEEDS_ATTENTION,
        Status.SNOOZED,
    }
)
"""Those of `AT_DESK`."""

_C = cases.c
_ORDER: dict[Sort, tuple[Any, ...]] = {
    Sort.PRIORITY: (_C.priority, _C.due_at, _C.case_id),
    Sort.OLDEST: (_C.received_at, _C.case_id),
    Sort.SOONEST: (_C.due_at, _C.case_id),
    Sort.LARGEST: (_C.draft_minor, _C.case_id),
}
_EQUAL = {
    "assigned_to": _C.assigned_to,
    "currency": _C.draft_currency,
    "tier": _C.tier,
    "channel": _C.channel,
    "language": _C.language,
    "mode": _C.mode,
}
_FURTHER = (*_EQUAL, "reason", "min_minor", "max_minor", "received_before")
"""Filters that are looked up beside the order."""


class Branch(NamedTuple):
    """One range of an index."""

    status: str | None  # None: all that are asked for, of cases named one by one
    level: str | None  # None: any
    priority: int | None  # None: all, in order
    further: bool  # starts behind a given place
    holder: str = ""  # "assigned" or "claimed": of the person whose cases are asked for


class Question(NamedTuple):
    """A filter without its values: what a statement is made for and kept by."""

    branches: tuple[Branch, ...]
    statuses: tuple[str, ...]
    levels: tuple[str, ...]
    asks: frozenset[str]  # names of the filters that are set
    sort: Sort


def question_of(what: QueueFilter, after: QueuePlace | None = None) -> Question:
    """The ranges that hold what the filter asks for, from that place on; none where nothing can fit."""
    statuses = tuple(dict.fromkeys(status.value for status in what.statuses))
    levels = tuple(level.value for level in Level if _within(level, what))
    flags = ("waiting_only", "unassigned_only", "escalated_only")
    named = (*_FURTHER, "overdue_at", "not_signed_by", "cases")
    asks = {flag for flag in flags if getattr(what, flag)}
    asks |= {name for name in named if getattr(what, name) is not None}
    branches = _branches(what, after, statuses, levels) if levels else ()
    return Question(branches, statuses, levels, frozenset(asks), what.sort)


def _branches(
    what: QueueFilter, after: QueuePlace | None, statuses: tuple[str, ...], levels: tuple[str, ...]
) -> tuple[Branch, ...]:
    further = after is not None
    if what.cases is not None:
        return (Branch(None, None, None, further),) if what.cases and statuses else ()
    if what.mine is not None:
        ways = product(statuses, ("assigned", "claimed"))
        return tuple(Branch(status, None, None, further, way) for status, way in ways)
    if what.assigned_to is not None:
        return tuple(Branch(status, None, None, further, "assigned") for status in statuses)
    ranges = product(statuses, levels)
    if what.overdue_at is None or what.sort is not Sort.PRIORITY:
        return tuple(Branch(status, level, None, further) for status, level in ranges)
    first = 0 if after is None else after.priority
    return tuple(
        Branch(status, level, priority, further and priority == first)
        for (status, level), priority in product(ranges, range(first, LAST_PRIORITY + 1))
    )


def _within(level: Level, what: QueueFilter) -> bool:
    rank = level.role.rank
    above = what.above is None or rank > what.above.role.rank
    return above and (what.level is None or rank <= what.level.role.rank)


def values_of(what: QueueFilter, after: QueuePlace | None = None, name: str = "") -> dict[str, Any]:
    """What the statement's parameters are, their names led by `name`."""
    values: dict[str, Any] = {
        key: getattr(what, key)
        for key in (*_FURTHER, "overdue_at", "not_signed_by")
        if getattr(what, key) is not None
    }
    if what.mine is not None:
        values |= {"assigned_to": what.mine, "now": what.now}
    if what.cases is not None:
        values["cases"] = list(what.cases)
    if what.reason is not None:
        values["reason"] = f"% {what.reason} %"
    if after is not None:
        values |= {"priority": after.priority, "due_at": after.due_at, "case_id": after.case_id}
        values |= {"received_at": after.received_at, "draft_minor": after.minor}
    return {f"{name}{key}": value for key, value in values.items()}


@cache
def page_statement(asked: Question) -> Any:
    """The places of one page: each range cut to the page's size, then merged and cut again."""
    count = bindparam("count", type_=Integer)
    names = [column.name for column in _ORDER[asked.sort]]
    ranges = []
    for branch in asked.branches:
        short = _in_order(branch, asked, "").limit(count).subquery()
        ranges.append(select(*(short.c[name] for name in names)))
    merged = union_all(*ranges).subquery()
    place = tuple(merged.c[name] for name in names)
    return select(*place).order_by(*_sorted(place, asked.sort)).limit(count)


@cache
def count_statement(all_asked: tuple[Question, ...]) -> Any:
    """How many places each question has: one row of figures, in each of them every range up to the cap."""
    figures: list[Any] = []
    for number, asked in enumerate(all_asked):
        ranges = [_length(_in_order(branch, asked, f"f{number}_")) for branch in asked.branches]
        figures.append(sum(ranges[1:], start=ranges[0]) if ranges else literal_column("0"))
    return select(*(figure.label(f"f{number}") for number, figure in enumerate(figures)))


def _length(chosen: Select[*tuple[Any, ...]]) -> Any:
    some = chosen.limit(bindparam("count", type_=Integer)).subquery()
    return select(func.count()).select_from(some).scalar_subquery()


def _sorted(columns: tuple[Any, ...], sort: Sort) -> tuple[Any, ...]:
    return (columns[0].desc(), columns[1]) if sort is Sort.LARGEST else columns


def _in_order(branch: Branch, asked: Question, name: str) -> Select[*tuple[Any, ...]]:
    """A range in its order, for a count as well: the database then takes the same index."""
    return _range(branch, asked, name).order_by(*_sorted(_ORDER[asked.sort], asked.sort))


def _range(branch: Branch, asked: Question, name: str) -> Select[*tuple[Any, ...]]:
    chosen = select(*_ORDER[asked.sort]).where(*_place_in_index(branch, asked), *terms(asked.asks, name))
    if branch.holder:
        chosen = chosen.where(*_held(branch.holder, name))
    if branch.further:
        chosen = chosen.where(*_behind(branch, asked.sort, name))
    return chosen


def _place_in_index(branch: Branch, asked: Question) -> list[ColumnElement[bool]]:
    if branch.status is None:  # by id: the states must not tempt the database to walk them
        states: list[Any] = [literal_column(f"'{status}'") for status in asked.statuses]
        ranks: list[Any] = [literal_column(f"'{level}'") for level in asked.levels]
        return [func.coalesce(_C.status, "").in_(states), func.coalesce(_C.level, "").in_(ranks)]
    terms: list[ColumnElement[bool]] = [_C.status == literal_column(f"'{branch.status}'")]
    plain = asked.sort is Sort.PRIORITY and not branch.holder and asked.asks <= {"waiting_only", "overdue_at"}
    if not plain and branch.status in DESK_STATUSES:
        terms.append(literal_column(AT_DESK))
    if branch.level is not None:
        terms.append(_C.level == literal_column(f"'{branch.level}'"))
    elif len(asked.levels) < len(Level):
        terms.append(_C.level.in_([literal_column(f"'{level}'") for level in asked.levels]))
    if branch.priority is not None:
        terms.append(_C.priority == literal_column(str(branch.priority)))
    return terms


def terms(asks: frozenset[str], name: str = "", minor: Any = _C.draft_minor) -> list[ColumnElement[bool]]:
    """What the filters of those names ask of a row of `cases`; `minor` is the column of its amount."""

    def value(key: str, kind: Any) -> Any:
        return bindparam(f"{name}{key}", type_=kind)

    makers: dict[str, Any] = {
        "waiting_only": lambda: _C.waiting,
        "unassigned_only": lambda: _C.assigned_to.is_(None),
        "escalated_only": lambda: literal_column("escalated = true"),
        "overdue_at": lambda: _C.due_at < value("overdue_at", Micros()),
        "not_signed_by": lambda: (
            ~exists().where(
                signatures.c.case_id == _C.case_id, signatures.c.by == value("not_signed_by", KEY)
            )
        ),
        "reason": lambda: (literal(" ", Text) + _C.reasons + literal(" ", Text)).like(
            value("reason", Text())
        ),
        "min_minor": lambda: minor >= value("min_minor", BigInteger()),
        "max_minor": lambda: minor <= value("max_minor", BigInteger()),
        "received_before": lambda: _C.received_at < value("received_before", Micros()),
        "cases": lambda: _C.case_id.in_(bindparam(f"{name}cases", expanding=True, type_=KEY)),
    }
    makers |= {key: lambda key=key: _EQUAL[key] == value(key, KEY) for key in _EQUAL if key != "assigned_to"}
    return [makers[ask]() for ask in sorted(asks & makers.keys())]


def _held(holder: str, name: str) -> list[ColumnElement[bool]]:
    """Of one person: assigned to them, or else held by them."""
    person = bindparam(f"{name}assigned_to", type_=KEY)
    if holder == "assigned":
        return [_C.assigned_to == person, _C.assigned_to.is_not(None)]
    return [
        _C.claimed_by == person,
        _C.claimed_by.is_not(None),
        _C.claimed_until > bindparam(f"{name}now", type_=Micros()),
        or_(_C.assigned_to.is_(None), _C.assigned_to != person),
    ]


def _behind(branch: Branch, sort: Sort, name: str) -> list[ColumnElement[bool]]:
    """Behind a place: of a range of one priority only due time and case tell places apart."""
    compared = _ORDER[sort] if branch.priority is None else _ORDER[sort][1:]
    start = [bindparam(f"{name}{column.name}", type_=column.type) for column in compared]
    if sort is Sort.LARGEST:
        equal = and_(compared[0] == start[0], compared[1] > start[1])
        return [compared[0] <= start[0], or_(compared[0] < start[0], equal)]
    return [tuple_(*compared) > tuple_(*start)]
